"""The only way to a row: for the person by the key of the visit, for a counsellor by her own times. Else 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from kast.door.visitors import Visit
from kast.staff import unit
from kast.staff.days import ONE_DAY
from kast.staff.models import Member

from . import bookings, offering, reminders, times
from .models import Booking, Leave, Series, Slot
from .reminders import Choice, Way

Row = TypeVar("Row")


@dataclass(frozen=True)
class Own:
    """A time of the person's, as the page shows it."""

    booking: Booking
    choice: Choice
    reminder: str = ""  # what the mailbox says, once it is time and the person asked for it

    @property
    def slot(self) -> Slot:
        """When, how long, how."""
        return self.booking.slot


def own(visit: Visit, *, at: datetime) -> list[Own]:
    """The person's times ahead, with what was chosen for each."""
    return [_own(booking, visit, at=at) for booking in bookings.ahead(visit.key, at=at)]


def missed(visit: Visit) -> Booking | None:
    """The last time of the person's that did not happen, or that we cancelled, while it is kept."""
    return next(reversed(bookings.missed(visit.key)), None)


def own_booking(visit: Visit, pk: UUID | None, *, at: datetime) -> Booking | None:
    """One of the person's own times ahead; None for any other."""
    return next((booking for booking in bookings.ahead(visit.key, at=at) if booking.pk == pk), None)


def offers(visit: Visit, *, at: datetime) -> list[Slot]:
    """The free times that this person may book."""
    return offering.free_for(visit.mailbox, at=at)


def offer(visit: Visit, pk: UUID | None, *, at: datetime) -> Slot | None:
    """One of them; None when it is not, or no more."""
    return next((slot for slot in offers(visit, at=at) if slot.pk == pk), None)


def slot_of(member: Member, pk: UUID) -> Slot:
    """A time of her own that has not been. Else 404."""
    return _found(Slot.objects.filter(pk=pk, member=member, ends_at__gt=timezone.now()).first())


def series_of(member: Member, pk: UUID) -> Series:
    """A series of her own. Else 404."""
    return _found(Series.objects.filter(pk=pk, member=member).first())


def leave_of(member: Member, pk: UUID) -> Leave:
    """Days of leave of her own. Else 404."""
    return _found(Leave.objects.filter(pk=pk, member=member).first())


@dataclass(frozen=True)
class Line:
    """A time of a counsellor's in her week."""

    slot: Slot
    booking: Booking | None
    over: bool

    @property
    def free(self) -> bool:
        """Whether somebody may book it."""
        return self.booking is None and self.slot.offered and not self.over


def week(member: Member, monday: date, *, at: datetime) -> list[Line]:
    """Her times of a week, in order, with the bookings that stand on them; none that passed unbooked. Two queries."""
    slots = list(times.of_member(member, first=monday, through=monday + timedelta(days=6)))
    live = Booking.objects.filter(slot__in=slots, state=Booking.State.BOOKED).select_related("slot__member")
    standing = {booking.slot_id: booking for booking in live}
    return [
        Line(slot, standing.get(slot.pk), slot.ends_at <= at)
        for slot in slots
        if slot.pk in standing or (slot.offered and slot.ends_at > at)
    ]


def next_time(member: Member, *, at: datetime) -> Slot | None:
    """Her next booked time."""
    live = Booking.objects.filter(state=Booking.State.BOOKED, slot__member=member, slot__starts_at__gt=at)
    found = live.select_related("slot").order_by("slot__starts_at").first()
    return found.slot if found else None


def leaves(member: Member, *, on: date) -> Sequence[Leave]:
    """Her days of leave that are not over."""
    return list(Leave.objects.filter(member=member, through_on__gte=on))


def series(member: Member, *, on: date) -> Sequence[Series]:
    """Her series that go on."""
    return list(Series.objects.filter(member=member, through_on__gt=on).order_by("first_on", "begins"))


def monday_of(given: str, *, today: date) -> date:
    """The Monday of a week as an address names it (2026-W48); else of this one."""
    try:
        return datetime.strptime(f"{given}-1", "%G-W%V-%u").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return today - today.weekday() * ONE_DAY


def _own(booking: Booking, visit: Visit, *, at: datetime) -> Own:
    choice = reminders.chosen(booking, visit.key)
    due = choice.way == Way.LETTER and reminders.is_time(booking.slot, at=at)
    return Own(booking, choice, reminders.letter(booking.slot, language=unit.here()) if due else "")


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
