"""Bookings: how a time is taken, moved, given back; and how whoever holds a key finds what is hers to find.

With outbox.py this is the room's only module that imports the vault. Nothing here touches a mailbox or a case: what is
written in one transaction can be led together, and a booking must lead to nobody.
"""

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member
from kast.vault import tokens
from kast.vault.sealing import BoxKey

from . import outbox
from .models import Booking, Outgoing, Slot
from .reminders import Choice

Named = TypeVar("Named")
State = Booking.State

# How many times one person may have ahead.
MOST = 2
# How long a booking is kept after its time, for who was to write down what became of it.
KEPT_DAYS = 14


class Taken(Exception):
    """Somebody else was faster, or the time was taken away."""


class NotYours(Exception):
    """There is no such booking of this person's, or its time has been."""


class TooMany(Exception):
    """The person has as many times ahead as one may have."""


@transaction.atomic
def book(slot: Slot, key: BoxKey, choice: Choice, *, by: Member | trail.Lane = trail.VISITOR, at: datetime) -> Booking:
    """Take a free time for this box's person. The same again changes nothing but the choice.

    Written down: the booking, with a pointer that only this key computes, and one audit entry (of a visitor with the
    day). Nothing says when. Refused: Taken; TooMany, for who books alone.
    """
    slot = _held(slot, at=at)
    own = _standing(slot)
    if own is not None:
        if not is_of(own, key):
            raise Taken
        choice.seal(own, key)
        own.save(update_fields=["choice"])
        return own
    if by == trail.VISITOR and len(ahead(key, at=at)) >= MOST:
        raise TooMany
    booking = Booking(slot=slot)
    booking.pointer = tokens.pointer(key, booking.pk)
    choice.seal(booking, key)
    try:
        with transaction.atomic():
            booking.save(force_insert=True)
    except IntegrityError as fault:  # the constraint, should two ever come this far
        raise Taken from fault
    trail.record(Act.BOOKING_MADE, by=by, about=[booking], at=at)
    return booking


@transaction.atomic
def move(
    booking: Booking,
    slot: Slot,
    key: BoxKey,
    choice: Choice,
    *,
    by: Member | trail.Lane = trail.VISITOR,
    at: datetime,
) -> Booking:
    """Another time instead; the one before is free again, and a reminder of it goes nowhere.

    Written down: the booking's row and one audit entry. Refused: Taken, and then the old time is kept; NotYours.
    """
    slot, booking = _held(slot, at=at), _own(booking, key, at=at)
    if booking.slot_id != slot.pk and _standing(slot) is not None:
        raise Taken
    Outgoing.objects.filter(booking=booking).delete()
    booking.slot = slot
    choice.seal(booking, key)
    try:
        with transaction.atomic():
            booking.save(update_fields=["slot", "choice"])
    except IntegrityError as fault:
        raise Taken from fault
    trail.record(Act.BOOKING_MOVED, by=by, about=[booking], at=at)
    return booking


@transaction.atomic
def cancel(booking: Booking, key: BoxKey, *, at: datetime) -> Booking:
    """The person cancels, and need not say why. The time is free again for somebody else.

    Written down: the state, in time or on the day itself, which the counsellor finds; no wish to be reminded is kept;
    one audit entry with the day. Refused: NotYours.
    """
    booking = _own(booking, key, at=at)
    late = timezone.localdate(at) >= timezone.localdate(booking.slot.starts_at)
    booking.state = State.CANCELLED_LATE if late else State.CANCELLED_IN_TIME
    booking.choice.clear()
    booking.save(update_fields=["state", "choice"])
    Outgoing.objects.filter(booking=booking).delete()
    trail.record(Act.BOOKING_CANCELLED, by=trail.VISITOR, about=[booking], at=at)
    return booking


@transaction.atomic
def call_off(booking: Booking, *, offer_again: bool, by: Member, at: datetime) -> None:
    """A counsellor cancels: because the unit must, or because the person called. The row is gone.

    `offer_again` false: the time is taken away too, so that nobody books it. What the person is told, and what is
    written in the case, is for whoever calls. Written down: one audit entry.
    """
    trail.record(Act.BOOKING_CANCELLED, by=by, about=[booking], at=at)
    slot = booking.slot
    drop(booking)
    if not offer_again:
        Slot.objects.filter(pk=slot.pk).update(offered=False)


@transaction.atomic
def call_off_untold(booking: Booking, *, by: Member, at: datetime) -> None:
    """We cancel, and whoever does it cannot open the box: the row stays and says so.

    The person sees it on the next visit; whoever has the case sees it too, and writes it down.
    """
    booking.state = State.CANCELLED_BY_US
    booking.save(update_fields=["state"])
    Outgoing.objects.filter(booking=booking).delete()
    Slot.objects.filter(pk=booking.slot_id).update(offered=False)
    trail.record(Act.BOOKING_CANCELLED, by=by, about=[booking], at=at)


def drop(booking: Booking) -> None:
    """The row is gone, with the wish to be reminded: what it was for stands in the case now."""
    Outgoing.objects.filter(booking=booking).delete()
    booking.delete()


def settle(booking: Booking, *, held: bool) -> None:
    """A talk became a contact: the booking is gone; one that did not happen is told to the person for some days."""
    if held or booking.state != State.BOOKED:
        drop(booking)
        return
    booking.state = State.NOT_HELD
    booking.choice.clear()
    booking.save(update_fields=["state", "choice"])
    Outgoing.objects.filter(booking=booking).delete()


def is_of(booking: Booking, key: BoxKey) -> bool:
    """Whether this booking is the person's whose box has this key."""
    return hmac.compare_digest(bytes(booking.pointer), tokens.pointer(key, booking.pk))


def of(key: BoxKey, among: Iterable[Booking]) -> list[Booking]:
    """Which of these are this person's."""
    return [booking for booking in among if is_of(booking, key)]


def whose(among: Iterable[Booking], keys: Mapping[Named, BoxKey]) -> dict[Booking, Named]:
    """Which of these is whose, of those whose keys are at hand. A keyed hash for each pair, and nothing else."""
    return {
        booking: name
        for booking in among
        for name, key in keys.items()
        if hmac.compare_digest(bytes(booking.pointer), tokens.pointer(key, booking.pk))
    }


def ahead(key: BoxKey, *, at: datetime) -> list[Booking]:
    """The person's times that have not ended, the next first."""
    live = everybodys().filter(state=State.BOOKED, slot__ends_at__gt=at)
    return of(key, live)


def missed(key: BoxKey) -> list[Booking]:
    """The person's times of which somebody wrote that they did not happen, and those that we cancelled."""
    return of(key, everybodys().filter(state__in=[State.NOT_HELD, State.CANCELLED_BY_US]))


def everybodys() -> QuerySet[Booking]:
    """Every booking with its time, in order of time: whose they are, a key says."""
    return Booking.objects.select_related("slot__member").order_by("slot__starts_at", "pk")


def of_members(members: Iterable[Member], *, first: datetime, until: datetime) -> QuerySet[Booking]:
    """The bookings of these counsellors' times within a span."""
    return everybodys().filter(slot__member__in=list(members), slot__starts_at__gte=first, slot__starts_at__lt=until)


@transaction.atomic
def forget(key: BoxKey) -> None:
    """Everything of this person's here is gone: bookings, the numbers in them, and what was on its way."""
    outbox.forget(key)
    for booking in of(key, everybodys()):
        drop(booking)


@transaction.atomic
def forget_past(at: datetime) -> int:
    """Bookings and times past their term are gone, whoever's they were; how many. No key is needed for that."""
    before = at - timedelta(days=KEPT_DAYS)
    Outgoing.objects.filter(Q(booking__slot__ends_at__lt=before) | Q(booking=None, ends_at__lt=before)).delete()
    count, _ = Booking.objects.filter(slot__ends_at__lt=before).delete()
    count += Slot.objects.filter(ends_at__lt=before).delete()[0]
    return count


def _held(slot: Slot, *, at: datetime) -> Slot:
    """The slot's row, held until the transaction ends; while it is offered and lies ahead. Raises Taken."""
    found = Slot.objects.select_for_update(of=("self",)).filter(pk=slot.pk, offered=True, starts_at__gt=at).first()
    if found is None:
        raise Taken
    return found


def _standing(slot: Slot) -> Booking | None:
    return Booking.objects.filter(slot=slot, state=State.BOOKED).select_related("slot").first()


def _own(booking: Booking, key: BoxKey, *, at: datetime) -> Booking:
    found = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("slot")
        .filter(pk=booking.pk, state=State.BOOKED, slot__starts_at__gt=at)
        .first()
    )
    if found is None or not is_of(found, key):
        raise NotYours
    return found
