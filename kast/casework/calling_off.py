"""Booked times that do not come to be: the person cancels by phone, we must cancel, a colleague is ill.

Each touches the case and the booking in one transaction, and then the booking is gone: what became of it stands in the
case, and nobody types it again.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override, pgettext

from kast.appointments import bookings, outbox, reminders, times
from kast.appointments.models import Booking, Outgoing
from kast.audit import trail
from kast.audit.acts import Act
from kast.door import mailbox
from kast.door.models import Mailbox
from kast.staff.days import ONE_DAY
from kast.staff.models import Member

from . import booked, cases, contacts
from .models import Case, Contact


@transaction.atomic
def cancel(case: Case, booking: Booking, *, by: Member, at: datetime) -> Contact:
    """The person called and cancelled: the time is free again, and the case has its contact that did not happen.

    Written down: the contact, the fact *not held*, two audit entries. Refused: contacts.NotUnderWay.
    """
    today, day = timezone.localdate(at), timezone.localdate(booking.slot.starts_at)
    why = Contact.NotHeld.CANCELLED_LATE if today >= day else Contact.NotHeld.CANCELLED_IN_TIME
    bookings.call_off(booking, offer_again=True, by=by, at=at)
    return _not_held(case, booking, why, by=by, at=at)


@transaction.atomic
def call_off(case: Case, booking: Booking, *, words: str = "", by: Member, at: datetime) -> Contact:
    """We cancel: nobody else gets the time; the person is told in the mailbox, and by the way that was chosen.

    Written down: a letter, a message when a way was chosen, the contact, the fact *not held*, audit entries. Refused:
    contacts.NotUnderWay.
    """
    _tell(booking, case.box, words, by=by, at=at)
    bookings.call_off(booking, offer_again=False, by=by, at=at)
    return _not_held(case, booking, Contact.NotHeld.CANCELLED_BY_US, by=by, at=at)


@transaction.atomic
def cancel_alone(booking: Booking, *, by: Member, at: datetime) -> None:
    """The same of somebody without a case: the person called and cancelled. Written down: one audit entry."""
    bookings.call_off(booking, offer_again=True, by=by, at=at)


@transaction.atomic
def call_off_alone(box: cases.Box, booking: Booking, *, words: str = "", by: Member, at: datetime) -> None:
    """The same of somebody without a case: we cancel. Written down: a letter, a message if one was chosen, audit."""
    _tell(booking, box, words, by=by, at=at)
    bookings.call_off(booking, offer_again=False, by=by, at=at)


@dataclass(frozen=True)
class Illness:
    """What *sick today* did: talks cancelled whose persons were told, and those that whoever pressed could not open."""

    told: int
    untold: int


def ill(member: Member, *, by: Member, at: datetime) -> Illness:
    """She is ill: what is left of her day is cancelled, the persons are told, and none of it can be booked again.

    By herself or by a colleague: a stand-in has the keys of her cases. Nothing that was said is opened. A talk whose
    box she cannot open is cancelled too; the person sees it on the next visit, and who has the case sees it on Today.
    Each talk is done whole, one after the other: pressed again, the rest is done. Written down: as call_off for each.
    """
    times.ill(member, by=by, at=at)
    today = timezone.localdate(at)
    begin, end = times.moment(today, time()), times.moment(today + ONE_DAY, time())
    left = list(
        bookings.of_members([member], first=begin, until=end).filter(state=Booking.State.BOOKED, slot__ends_at__gt=at)
    )
    openable = Case.objects.filter(Q(holder=member) | Q(holder=by) | Q(stand_in=by), ended_on=None)
    found = booked.matched(
        left,
        {
            case.pk: (case.box, booked.Whose(case, box=case.box))
            for case in openable.select_related("box", "holder__holder", "stand_in__holder")
        },
        by=by,
    )
    found |= booked.matched([booking for booking in left if booking not in found], booked.uncased(by), by=by)
    for booking in left:
        whose = found.get(booking)
        if whose is None or whose.box is None:
            bookings.call_off_untold(booking, by=by, at=at)
        elif whose.case is None:
            call_off_alone(whose.box, booking, by=by, at=at)
        else:
            call_off(whose.case, booking, by=by, at=at)
    return Illness(len(found), len(left) - len(found))


def _not_held(case: Case, booking: Booking, why: Contact.NotHeld, *, by: Member, at: datetime) -> Contact:
    return contacts.record(
        case,
        on=min(timezone.localdate(booking.slot.starts_at), timezone.localdate(at)),
        kind=Contact.Kind.CONVERSATION,
        means=Contact.Means(booking.slot.means),
        held=False,
        not_held=why,
        by=by,
        at=at,
    )


def _tell(booking: Booking, box: cases.Box, words: str, *, by: Member, at: datetime) -> None:
    """A letter in the mailbox, if there is one; a message by the way that was chosen, in the words that were shown."""
    key = cases.key_of(box, by)
    choice = reminders.chosen(booking, key)
    place = Mailbox.objects.select_for_update().filter(box=box, deleted_on=None).first()
    if place is not None:
        with override(place.language):
            starts = timezone.localtime(booking.slot.starts_at)
            said = pgettext(
                "letter.cancelled",
                "Vi måste ställa in tiden %(day)s kl. %(time)s. Förlåt. Du är välkommen att boka en ny.",
            ) % {"day": reminders.day(starts), "time": reminders.clock(starts.time())}
        text = f"{said}\n\n{words.strip()}".strip()
        reply = mailbox.leave(place, text, key=key, shown_name=by.shown_name, notice=True, at=at)
        trail.record(Act.REPLY_LEFT, by=by, about=[reply], at=at)
    kind = Outgoing.Kind.CANCELLED
    text = reminders.wording(booking.slot, kind, language=choice.language)
    outbox.put(kind, choice, text, booking=None, key=key, send_after=at, at=at)
