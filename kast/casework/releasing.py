"""Reminders that are due, released by whoever can open the box; and those that did not get away.

Today calls `release`: the page that a counsellor comes to when she has unlocked. No clock has a key (decisions.md 5),
and unlocking itself lies far to the left and knows of no case; a signal from there would be plumbing that nobody sees.
"""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from kast.appointments import bookings, outbox, reminders, times
from kast.appointments.models import Booking, Outgoing
from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.days import ONE_DAY
from kast.staff.models import Member

from . import access, booked, cases


@transaction.atomic
def release(member: Member, *, at: datetime) -> int:
    """What is due before the end of the next working day is sealed to the sending key; how many messages.

    Done twice it does nothing more. Written down: one audit entry, when there are any.
    """
    through = reminders.released_through(timezone.localdate(at))
    end = times.moment(through + ONE_DAY, time())
    among = list(
        bookings.of_members([member], first=at, until=end)
        .filter(state=Booking.State.BOOKED)
        .exclude(pk__in=Outgoing.objects.filter(kind=Outgoing.Kind.REMINDER).exclude(booking=None).values("booking"))
    )
    among += [
        booking for booking in booked.of_lenders(member, first=at, until=end, at=at) if not booking.messages.exists()
    ]
    released = []
    for talk in booked.named(among, by=member, at=at):
        if talk.whose is None or talk.whose.box is None:
            continue
        key = cases.key_of(talk.whose.box, member)
        choice = reminders.chosen(talk.booking, key)
        when = reminders.send_after(talk.slot, at=at)
        if when is None or not choice.goes_out:
            continue
        text = reminders.wording(talk.slot, language=choice.language)
        kind = Outgoing.Kind.REMINDER
        if outbox.put(kind, choice, text, booking=talk.booking, key=key, send_after=when, at=at):
            released.append(talk.booking)
    if released:
        trail.record(Act.REMINDERS_RELEASED, by=member, about=released, at=at)
    return len(released)


def unsent(member: Member, *, at: datetime) -> list[tuple[str, Outgoing]]:
    """What did not get away of what was meant for persons of hers: the case's number and the message.

    Of booked times only: kast.followup tells of its own, by the follow-up.
    """
    followup = Outgoing.Kind.FOLLOWUP
    if not Outgoing.objects.filter(state=Outgoing.State.NOT_SENT).exclude(kind=followup).exists():
        return []
    hers = list(access.under_way(member, at=at))
    cases.keys_of(member).open_all(case.box for case in hers)
    found = [(case.number, row) for case in hers for row in outbox.not_sent(cases.key_of(case.box, member))]
    return [(number, row) for number, row in found if row.kind != followup]
