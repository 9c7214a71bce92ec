"""How things are forgotten: rows, and with a person's last row the keys to everything that was said.

Each rule is a function of the moment that says how much it forgot; schedule.py says which table each answers for. What
a case's notes say is kept as the law says (SoL 16:1), which in some municipalities means for good. What is no part of a
personal file goes by the unit's own decision; without that decision only the ways in end, and nothing is destroyed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kast.appointments import bookings
from kast.appointments.models import Leave, Series
from kast.audit import forgetting as audit
from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import referred, slip_calls, states
from kast.casework.models import (
    Arrival,
    Case,
    Disclosure,
    Draft,
    GuideAnswer,
    HandOver,
    Note,
    Objection,
    Phone,
    Plan,
    Risk,
)
from kast.door import intake, mailbox, remembered
from kast.door.models import Mailbox
from kast.door.months import months_later
from kast.followup import access as followups
from kast.staff import held, unit, unlocking
from kast.staff.models import Invitation

from . import disk, person

NOTES_YEARS = 5  # SoL 16:1, after the last note
AUDIT_YEARS = 5  # the unit's decision
THREAT_MONTHS = 12  # after closing; the unit's decision
DECLINED_MONTHS = 12  # what came from a sister unit and was declined: that it came, never what it said


def minute(at: datetime) -> str:
    """What is forgotten each minute: what gives words again, and unlockings that ran out."""
    peppers, locked = remembered.forget_peppers(at=at), unlocking.lock_idle(at)
    return f"{peppers} peppers, {locked} unlockings"


def daily(at: datetime) -> str:
    """What is forgotten each night, every rule in turn; then what deleting leaves on the disk is swept away."""
    counts = {name: rule(at) for name, rule in RULES.items()}
    disk.sweep()
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing"


def decision() -> str:
    """The reference of the unit's own decision on what is no personal file; empty while there is none."""
    return str(unit.value("retention_decision"))


def drafts(at: datetime) -> int:
    """Drafts of cases that have ended: they were never finished."""
    ended = Case.objects.filter(ended_on__lt=timezone.localdate(at)).values("box")
    return _written_down("drafts", Draft.objects.filter(box__in=ended), at=at)


def hand_overs(at: datetime) -> int:
    """Hand-overs that were prepared and never sent, of cases that have ended."""
    ended = Case.objects.filter(ended_on__lt=timezone.localdate(at))
    never_sent = HandOver.objects.filter(case__in=ended, state=HandOver.State.PREPARED)
    return _written_down("hand-overs", never_sent, at=at)


def arrivals(at: datetime) -> int:
    """What came from sister units and was declined a year ago; its words went with the answer."""
    if not decision():
        return 0
    before = months_later(timezone.localdate(at), -DECLINED_MONTHS)
    declined = Arrival.objects.filter(state=Arrival.State.DECLINED, answered_on__lt=before)
    return _written_down("arrivals", declined, at=at)


@transaction.atomic
def mailboxes(at: datetime) -> int:
    """Mailboxes past the day until which they are kept.

    Their words open nothing any more. One that belongs to no case goes with everything in it and with the box's key,
    when the unit's decision lets it go. One whose case is under way, or in which a follow-up may still be answered,
    is not past its day.
    """
    on = timezone.localdate(at)
    # Held, so that a letter that comes in this moment lengthens the term before, or finds no mailbox after.
    held_now = Mailbox.objects.select_for_update(of=("self",)).order_by("pk")
    past = list(held_now.filter(kept_until__lt=on).select_related("box"))
    needed = followups.needed_until([each.box_id for each in past])
    cases = {case.box_id: case for case in Case.objects.filter(box__in=[each.box_id for each in past])}
    asked = awaited(cases.values())
    count = 0
    for each in past:
        case = cases.get(each.box_id)
        if case is not None and case.pk in asked:
            continue
        if needed.get(each.box_id, on) > on or (case is not None and case.ended_on is None):
            continue
        if each.deleted_on is None:
            mailbox.end(each, at=at)
            count += 1
        if case is None and decision():
            person.forget(each.box)
    if count:
        trail.record(Act.RECORDS_FORGOTTEN, by=trail.SYSTEM, fields=["mailboxes"], at=at)
    return count


@transaction.atomic
def cases(at: datetime) -> int:
    """Cases past their term, with all that was said in them and the box's key. Their facts stay, and lead nowhere."""
    on = timezone.localdate(at)
    held_now = Case.objects.select_for_update(of=("self",)).order_by("pk")
    ended = list(held_now.filter(ended_on__lt=on).select_related("box"))
    needed = followups.needed_until([case.box_id for case in ended])
    asked = awaited(ended)
    past = [
        case for case in ended if case.pk not in asked and needed.get(case.box_id, on) <= on and kept_until(case) < on
    ]
    for case in past:
        person.forget(case.box)
    if past:
        trail.record(Act.RECORDS_FORGOTTEN, by=trail.SYSTEM, fields=["cases"], at=at)
    return len(past)


@transaction.atomic
def threats(at: datetime) -> int:
    """Threats to staff that no case and no letter is behind, a year after they were closed, with their own box's key.

    When the unit's decision lets them go; one that is open stays.
    """
    if not decision():
        return 0
    before = months_later(timezone.localdate(at), -THREAT_MONTHS)
    closed = Risk.objects.filter(closed_at__date__lt=before).select_related("box")
    alone = closed.exclude(box__in=Case.objects.values("box")).exclude(box__in=Mailbox.objects.values("box"))
    gone = list(alone)
    for risk in gone:
        person.forget(risk.box)
    if gone:
        trail.record(Act.RECORDS_FORGOTTEN, by=trail.SYSTEM, fields=["threats"], at=at)
    return len(gone)


def awaited(cases: Iterable[Case]) -> set[UUID]:
    """Those of them about which somebody waits for an answer: what was asked for is not destroyed meanwhile."""
    waiting = Disclosure.objects.filter(case__in=[case.pk for case in cases], state__in=states.UNSETTLED)
    return set(waiting.values_list("case", flat=True))


def kept_until(case: Case) -> date:
    """Until when an ended case is kept, its follow-ups aside. date.max: for good, or until somebody decides."""
    assert case.ended_on is not None
    if holds_notes(case):
        last = _last_written(case)
        from_day = max(timezone.localdate(last), case.ended_on) if last else case.ended_on
        # In mode C the law exempts some by the day of birth, which the program does not know: the archive decides.
        purged = unit.value("purging") == "purged" and case.mode != Case.Mode.C
        return months_later(from_day, 12 * NOTES_YEARS) if purged else date.max
    if not decision():
        return date.max
    own = Mailbox.objects.filter(box=case.box).first()
    if case.mailbox_deleted_on is not None:
        return case.ended_on
    return own.kept_until if own else months_later(case.ended_on, unit.value("mailbox_months"))


def holds_notes(case: Case) -> bool:
    """Whether something stands in the case that the law may want kept: it is documented, or was."""
    return case.mode != Case.Mode.A or _last_written(case) is not None


def _last_written(case: Case) -> datetime | None:
    """When somebody last wrote something in the case: a note, an objection, a plan, an answer to the guide."""
    moments = [
        Note.objects.filter(case=case).aggregate(last=Max("written_at"))["last"],
        Objection.objects.filter(note__case=case).aggregate(last=Max("noted_at"))["last"],
        Plan.objects.filter(case=case).aggregate(last=Max("written_at"))["last"],
        GuideAnswer.objects.filter(case=case).aggregate(last=Max("answered_at"))["last"],
    ]
    return max((moment for moment in moments if moment is not None), default=None)


def invitations(at: datetime) -> int:
    """Links to join that ran out, used or not."""
    return _written_down("invitations", Invitation.objects.filter(expires_at__lte=at), at=at)


@transaction.atomic
def slips(at: datetime) -> int:
    """Call-back slips past their day, called or not: thirty days at the latest."""
    return _said("slips", slip_calls.forget_old(at), at=at)


@transaction.atomic
def referrals(at: datetime) -> int:
    """Referrals that nobody took in time."""
    return _said("referrals", referred.forget_old(at), at=at)


def left_forms(at: datetime) -> int:
    """That a slip or referral was sent, once its form cannot come again."""
    return intake.forget_forms(at)


def phones(at: datetime) -> int:
    """Numbers in cases that have ended, where nobody is going to be called or sent an SMS any more."""
    dialled = (Case.FollowupMeans.CALL, Case.FollowupMeans.SMS)
    agreed = Q(followup_agreed=True, followup_means__in=dialled)
    on = timezone.localdate(at)
    ended = Case.objects.filter(ended_on__lt=on).exclude(agreed & ~Q(pk__in=followups.over(on)))
    return _written_down("numbers", Phone.objects.filter(case__in=ended), at=at)


def held_forms(at: datetime) -> int:
    """Forms that were sent while locked and that nobody came back for."""
    return held.forget_old(at)


@transaction.atomic
def times(at: datetime) -> int:
    """Bookings two weeks past their time, the times themselves, and leave and series that are over."""
    on = timezone.localdate(at)
    count = bookings.forget_past(at)
    count += Leave.objects.filter(through_on__lt=on).delete()[0]
    count += Series.objects.filter(through_on__lt=on, slots=None).delete()[0]
    if count:
        trail.record(Act.RECORDS_FORGOTTEN, by=trail.SYSTEM, fields=["times"], at=at)
    return count


def sessions(at: datetime) -> int:
    """Sessions of members of staff that ran out. A visitor's has no row."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def entries(at: datetime) -> int:
    """Audit entries past their term, from each lane's oldest end, when the unit's decision lets them go."""
    if not decision():
        return 0
    return audit.forget(before=months_later(timezone.localdate(at), -12 * AUDIT_YEARS), at=at)


RULES: Mapping[str, Callable[[datetime], int]] = {
    "drafts": drafts,
    "slips": slips,
    "referrals": referrals,
    "left forms": left_forms,
    "numbers": phones,
    "hand-overs": hand_overs,
    "arrivals": arrivals,
    "mailboxes": mailboxes,
    "cases": cases,
    "threats": threats,
    "invitations": invitations,
    "held forms": held_forms,
    "times": times,
    "sessions": sessions,
    "audit entries": entries,
}


@transaction.atomic
def _written_down(
    name: str,
    rows: QuerySet[Draft] | QuerySet[Invitation] | QuerySet[Phone] | QuerySet[HandOver] | QuerySet[Arrival],
    *,
    at: datetime,
) -> int:
    return _said(name, rows.delete()[0], at=at)


def _said(name: str, count: int, *, at: datetime) -> int:
    if count:
        trail.record(Act.RECORDS_FORGOTTEN, by=trail.SYSTEM, fields=[name], at=at)
    return count
