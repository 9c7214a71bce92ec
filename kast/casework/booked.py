"""Booked times, as the counsellor has them: whose they are, and how they become contacts without being typed again.

A booking does not say whose it is; whoever holds the keys of her cases computes it (appointments/bookings.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kast.appointments import bookings, offering, reminders, times
from kast.appointments.models import Booking, Slot
from kast.appointments.offering import Meets
from kast.appointments.reminders import Choice
from kast.appointments.times import Plan
from kast.door.models import Letter, Mailbox
from kast.staff.days import ONE_DAY
from kast.staff.models import Member

from . import access, cases, contacts, states
from .models import Case, Conflict, Contact

State = Booking.State

# What the note form says at first of a time that did not become a talk.
WHY = {
    State.CANCELLED_IN_TIME: Contact.NotHeld.CANCELLED_IN_TIME,
    State.CANCELLED_LATE: Contact.NotHeld.CANCELLED_LATE,
    State.CANCELLED_BY_US: Contact.NotHeld.CANCELLED_BY_US,
}


@dataclass(frozen=True)
class Whose:
    """Whose booking it is: a case's, or somebody's whose letter nobody has taken."""

    case: Case | None
    letter: int = 0
    box: cases.Box | None = None

    @property
    def number(self) -> str:
        """The case's number."""
        return self.case.number if self.case else ""


@dataclass(frozen=True)
class Talk:
    """A booking with whose it is, when she can tell."""

    booking: Booking
    whose: Whose | None

    @property
    def slot(self) -> Slot:
        """When, how long, how."""
        return self.booking.slot

    @property
    def number(self) -> str:
        """The case's number; nothing where there is no case, or none that she can open."""
        return self.whose.number if self.whose else ""


def who_meets(place: Mailbox) -> Meets:
    """Whom the person of this mailbox meets on a day: whoever has the case then. Named by settings.WHO_MEETS."""
    case = Case.objects.filter(box=place.box_id).first()
    if case is None:
        return lambda _on: None
    if not states.under_way(case):
        return lambda _on: ()
    holder, stand_in, until = case.holder_id, case.stand_in_id, case.lent_until

    def meets(on: date) -> Sequence[Any]:
        return [stand_in if until is not None and on <= until and stand_in else holder]

    return meets


@dataclass(frozen=True)
class Day:
    """What of her times stands on Today."""

    talks: Sequence[Talk]  # booked for today, and earlier ones of which nothing is written yet
    called_off: Sequence[Talk]  # cancelled by the person, or by a colleague for her, and in no case yet


def day(member: Member, *, at: datetime) -> Day:
    """Her talks of today, and what she has not written down. A fixed number of queries."""
    today = timezone.localdate(at)
    first = times.moment(today - timedelta(days=bookings.KEPT_DAYS), time())
    until, ahead = times.moment(today + ONE_DAY, time()), at + offering.WEEKS + timedelta(weeks=1)
    due = Q(state=State.BOOKED, slot__starts_at__lt=until)
    among = list(bookings.of_members([member], first=first, until=ahead).filter(due | Q(state__in=WHY)))
    among += of_lenders(member, first=first, until=until, at=at)
    found = named(among, by=member, at=at)
    live = [talk for talk in found if talk.booking.state == State.BOOKED]
    return Day(
        [talk for talk in live if talk.whose is not None or talk.slot.ends_at > at],
        [talk for talk in found if talk.booking.state in WHY and talk.number],
    )


def named(among: Sequence[Booking], *, by: Member, at: datetime) -> list[Talk]:
    """Whose these bookings are, of those whose boxes she can open: her cases', else letters that nobody has taken."""
    if not among:
        return []
    hers = access.under_way(by, at=at)
    found = dict(matched(among, {case.pk: (case.box, Whose(case, box=case.box)) for case in hers}, by=by))
    rest = [booking for booking in among if booking not in found]
    if rest:
        found |= matched(rest, uncased(by), by=by)
    return [Talk(booking, found.get(booking)) for booking in among]


def of_case(case: Case, *, by: Member) -> list[Booking]:
    """Every booking of a case that is kept: ahead, past, cancelled. Whoever's time it is. One query."""
    return bookings.of(cases.key_of(case.box, by), bookings.everybodys())


def as_contact(booking: Booking, *, held: bool) -> dict[str, object]:
    """What the note form says at first, so that nothing is typed again."""
    slot = booking.slot
    return {
        "what": "held" if held else "not_held",
        "on": timezone.localdate(slot.starts_at),
        "means": slot.means,
        "minutes": int((slot.ends_at - slot.starts_at).total_seconds()) // 60,
        "not_held": "" if held else WHY.get(State(booking.state), ""),
        "booking": booking.pk,
    }


@transaction.atomic
def record(case: Case, booking: Booking, *, held: bool, by: Member, at: datetime, **talk: Any) -> Contact:
    """A booked time becomes a contact, held or not. The booking is gone; of one that was missed the person is told.

    Written down and refused: as contacts.record.
    """
    bookings.settle(booking, held=held)
    return contacts.record(case, held=held, by=by, at=at, **talk)


@transaction.atomic
def book(case: Case, when: Slot | Plan, choice: Choice, *, by: Member, at: datetime) -> Booking:
    """Book for a person who is on the phone or in the room: a free time, or one that is laid out for this.

    Written down: the booking, one audit entry, which does not name the case. Refused: contacts.NotUnderWay;
    bookings.Taken; times.NoTimes.
    """
    if not states.under_way(case):
        raise contacts.NotUnderWay
    slot = times.lay(when, by=by, at=at)[0] if isinstance(when, Plan) else when
    return bookings.book(slot, cases.key_of(case.box, by), choice, by=by, at=at)


@transaction.atomic
def move(case: Case, booking: Booking, when: Slot | Plan, *, by: Member, at: datetime) -> Booking:
    """Another time, agreed with the person. The choice of reminder goes along. Refused: as book; bookings.NotYours."""
    slot = times.lay(when, by=by, at=at)[0] if isinstance(when, Plan) else when
    key = cases.key_of(case.box, by)
    return bookings.move(booking, slot, key, reminders.chosen(booking, key), by=by, at=at)


def language_of(case: Case) -> str:
    """In which language the person reads: that of the words; without any, Swedish."""
    return Mailbox.objects.filter(box=case.box_id).values_list("language", flat=True).first() or "sv"


def let_go(case: Case, *, by: Member, at: datetime) -> None:
    """The case ends: times of its person that lie ahead are free again."""
    for booking in bookings.ahead(cases.key_of(case.box, by), at=at):
        bookings.call_off(booking, offer_again=True, by=by, at=at)


def matched(
    among: Sequence[Booking], candidates: Mapping[object, tuple[cases.Box, Whose]], *, by: Member
) -> dict[Booking, Whose]:
    keys = cases.keys_of(by)
    keys.open_all(box for box, _ in candidates.values())
    at_hand = {}
    for name, (box, _whose) in candidates.items():
        try:
            at_hand[name] = keys.open(box)
        except cases.CannotOpen:
            continue
    return {booking: candidates[name][1] for booking, name in bookings.whose(among, at_hand).items()}


def uncased(by: Member) -> dict[object, tuple[cases.Box, Whose]]:
    """Mailboxes that belong to no case, with the number of the last letter in each; none of a person whom she knows."""
    found = (
        Letter.objects.filter(mailbox__deleted_on=None)
        .exclude(mailbox__box__in=Conflict.objects.filter(member=by).values("box"))
        .exclude(mailbox__box__in=Case.objects.values("box"))
        .select_related("mailbox__box")
        .order_by("number")
    )
    return {letter.mailbox_id: (letter.mailbox.box, Whose(None, letter.number, letter.mailbox.box)) for letter in found}


def of_lenders(member: Member, *, first: datetime, until: datetime, at: datetime) -> list[Booking]:
    """Booked times of colleagues whose cases she has now: those that are hers to keep, not the colleague's others."""
    lent = list(access.of_colleagues(member, at=at))
    if not lent:
        return []
    holders: Iterable[Member] = {case.holder for case in lent}
    among = list(bookings.of_members(holders, first=first, until=until).filter(state=State.BOOKED))
    mine = matched(among, {case.pk: (case.box, Whose(case, box=case.box)) for case in lent}, by=member)
    return [booking for booking in among if booking in mine]
