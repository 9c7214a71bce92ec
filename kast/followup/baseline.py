"""The same calendar at the first talks, so that what is told later can be set beside what was told then.

Relatives and professionals are not asked: they stand in no figure of those who had bought. Taken once; what is told
again takes the place of what was told before, and the facts too, since figures take the last of their kind.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import cases, modes, states
from kast.casework.models import Baseline as Coded
from kast.casework.models import Case, Concerns
from kast.door import mailbox
from kast.door.models import Mailbox
from kast.door.months import months_later
from kast.door.visitors import Visit
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import answers, questions
from .models import Baseline
from .questions import Before, Ever

NOT_ASKED = frozenset({Concerns.RELATIVE, Concerns.PROFESSIONAL})


class NotForThem(Exception):
    """The case is about somebody close or a professional: nobody asks them what they have bought."""


class NotUnderWay(Exception):
    """The case has ended, or the question does not lie in this mailbox any more."""


class NoMailbox(Exception):
    """There is no mailbox to lay the questions in."""


def asks(case: Case) -> bool:
    """Whether this is asked in the case."""
    return case.concerns not in NOT_ASKED


def months_of(case: Case) -> tuple[date, date]:
    """The first and the last of the twelve months that are asked about: those up to the first held contact."""
    start = answers.start_of(case)
    return months_later(start.replace(day=1), -11), start


@transaction.atomic
def lay(case: Case, *, by: Member, at: datetime) -> Baseline:
    """The questions lie in the mailbox, for the person to answer alone.

    Written down: the row with its day, one audit entry. Refused: NotForThem, NotUnderWay, NoMailbox.
    """
    row = _row(case)
    if not Mailbox.objects.filter(box=case.box, deleted_on=None).exists():
        raise NoMailbox
    row.laid_on = timezone.localdate(at)
    row.save()
    trail.record(Act.BASELINE_LAID, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def give(row: Baseline, before: Before, *, visit: Visit, at: datetime) -> None:
    """The person answers in the mailbox.

    Written down: the answer, sealed; what stands on the case about the start, with the fact *baseline*, unless the
    person would rather not say; the facts *purchases before*, *tried before*; one audit entry with the day. Refused:
    NotForThem, NotUnderWay.
    """
    if row.case.box_id != visit.mailbox.box_id:
        raise NotUnderWay
    held = _row(row.case)
    if not waits(held):
        raise NotUnderWay
    held.by_person = True
    held.answer.seal(visit.key, before.to_json())
    _keep(held, before, mailbox.life(visit.key), at=at)
    trail.record(Act.BASELINE_ANSWERED, by=trail.VISITOR, about=[held], at=at)


@transaction.atomic
def record(case: Case, before: Before, *, by: Member, at: datetime) -> Baseline:
    """The counsellor fills in what she is told. In mode A it is counted, and nothing is kept.

    Written down: as for `give`, in her lane. Refused: NotForThem, NotUnderWay, cases.CannotOpen.
    """
    row = _row(case)
    row.by_person = False
    if modes.holds(case).guide:
        row.answer.seal(cases.key_of(case.box, by), before.to_json())
    else:
        row.answer.clear()
    _keep(row, before, cases.life_of(case.box, by), at=at)
    trail.record(Act.BASELINE_ANSWERED, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def opened(row: Baseline, *, by: Member, at: datetime) -> Before | None:
    """What was told; None where nothing is kept. Written down: the opening. Raises cases.CannotOpen."""
    told = row.answer.open(cases.key_of(row.case.box, by))
    trail.record(Act.BASELINE_READ, by=by, about=[row.case, row], at=at)
    return questions.before_from_json(told) if told else None


def waits(row: Baseline) -> bool:
    """Whether the questions lie in the mailbox, and nobody has answered since."""
    return row.laid_on is not None  # an answer takes them away


def _row(case: Case) -> Baseline:
    cases.hold(case)
    if not asks(case):
        raise NotForThem
    if not states.under_way(case):
        raise NotUnderWay
    return Baseline.objects.select_for_update().filter(case=case).first() or Baseline(case=case)


def _keep(row: Baseline, before: Before, life: cases.Life, *, at: datetime) -> None:
    on = timezone.localdate(at)
    row.answered_on, row.laid_on = on, None
    row.save()
    if before.ever != Ever.UNSAID:  # who would rather not say has not taken back what was known
        cases.told_at_the_start(row.case, Coded(before.ever.value), life=life, on=on)
    facts.put(life, Kind.PURCHASES_BEFORE, before.purchases, on=on)
    facts.put(life, Kind.TRIED_BEFORE, before.tried, on=on)
