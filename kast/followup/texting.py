"""The SMS that says it is time, for who chose it and read it in full. It goes once, and says nowhere where.

No clock has a key (docs/decisions): the number is sealed in the case, so whoever can open it releases what is due when
she comes to Today, as with reminders of booked times (kast.casework.releasing). The question itself lies in the mailbox
on its day whether or not the SMS gets away.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kast.appointments import dialled, outbox, reminders, sms
from kast.appointments.models import Outgoing
from kast.appointments.reminders import Choice, Way
from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import booked, cases, lending, phones
from kast.staff.models import Member

from . import states
from .models import Followup

# For so long Today says that an SMS did not get away.
TOLD = timedelta(days=14)


@transaction.atomic
def release(member: Member, *, at: datetime) -> int:
    """Seal the SMS of what is due before the end of the next working day to the sending key; how many.

    It never goes before its day, when the question lies in the mailbox: what cannot be kept sealed until then waits
    until she comes the next time. Done twice it does nothing more. Written down: the day on each follow-up, one audit
    entry, when there are any.
    """
    if not sms.is_set_up():
        return 0
    on = timezone.localdate(at)
    through = min(reminders.released_through(on), on + reminders.AHEAD)
    due = Followup.objects.select_for_update(of=("self",)).filter(
        _hers(member, at=at),
        means=Followup.Means.SMS,
        state__in=states.TO_CALL,
        due_on__lte=through,
        closes_on__gt=on,
        texted_on=None,
    )
    released = [row for row in due.select_related("case__box").order_by("due_on") if _put(row, member, at=at)]
    if released:
        trail.record(Act.FOLLOWUP_TEXTED, by=member, about=released, at=at)
    return len(released)


def unsent(member: Member, *, at: datetime) -> list[tuple[str, Outgoing]]:
    """What did not get away: the case's number and the message."""
    failed = Outgoing.objects.filter(state=Outgoing.State.NOT_SENT, kind=Outgoing.Kind.FOLLOWUP)
    if not failed.exists():
        return []
    lately = Followup.objects.filter(
        _hers(member, at=at),
        state__in=states.OPEN,
        texted_on__gt=timezone.localdate(at) - TOLD,
    )
    found = []
    for row in lately.select_related("case__box"):
        gone = outbox.not_sent(cases.key_of(row.case.box, member))
        found += [(row.case.number, each) for each in gone if each.kind == Outgoing.Kind.FOLLOWUP]
    return found


def _put(row: Followup, member: Member, *, at: datetime) -> bool:
    number = dialled.number(phones.number_of(row.case, by=member))
    if not number:
        return False
    language = booked.language_of(row.case)
    put = outbox.put(
        Outgoing.Kind.FOLLOWUP,
        Choice(Way.SMS, number, language),
        reminders.later(language=language),
        booking=None,
        key=cases.key_of(row.case.box, member),
        send_after=reminders.by_day(row.due_on, at=at),
        at=at,
    )
    row.texted_on = timezone.localdate(at)
    row.save(update_fields=["texted_on"])
    return put is not None


def _hers(member: Member, *, at: datetime) -> Q:
    return Q(case__holder=member) | lending.lent_to(member, on=timezone.localdate(at), of="case__")
