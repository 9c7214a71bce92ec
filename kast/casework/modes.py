"""Record modes: A without notes, B without a name, C with a name. What each may hold, and how a case changes mode."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases
from .findings import Kind
from .models import Case, Draft, Turn


class NeedsReason(Exception):
    """A mode changes by a decision only: its reference and the reason are written."""


@dataclass(frozen=True)
class Holds:
    """What a case in this mode may hold besides letters and codes."""

    notes: bool  # and with them the plan, the person's own picture of the topic, objections, where somebody moved on to
    drafts: bool
    guide: bool  # without it an answer is counted, and nothing is kept with the case
    personal_number: bool
    points_out: frozenset[Kind]  # what of this kind stands in a text is asked about before it is kept


HOLDS: Mapping[Case.Mode, Holds] = {
    Case.Mode.A: Holds(notes=False, drafts=False, guide=False, personal_number=False, points_out=frozenset(Kind)),
    Case.Mode.B: Holds(notes=True, drafts=True, guide=True, personal_number=False, points_out=frozenset(Kind)),
    # With a name: but one person's case does not name another's (OSL 26:5).
    Case.Mode.C: Holds(notes=True, drafts=True, guide=True, personal_number=True, points_out=frozenset({Kind.CASE})),
}


def holds(case: Case) -> Holds:
    """What this case may hold."""
    return HOLDS[Case.Mode(case.mode)]


@transaction.atomic
def change(case: Case, mode: Case.Mode, *, decision: str, why: str, by: Member, at: datetime) -> None:
    """Another mode from now on, by a decision. What is already written does not change; in mode A drafts are closed.

    Written down: the case, a turn with the decision's reference and the reason, one audit entry. Refused: NeedsReason
    without either, or when the mode is the same.
    """
    cases.hold(case)
    if mode == case.mode or not decision.strip() or not why.strip():
        raise NeedsReason
    case.mode, case.decision = mode, decision
    case.save(update_fields=["mode", "decision"])
    turn = Turn(case=case, kind=Turn.Kind.MODE, code=mode, reference=decision, by=by, at=at)
    turn.words.seal(cases.key_of(case.box, by), why)
    turn.save(force_insert=True)
    if not HOLDS[mode].drafts:
        Draft.objects.filter(box=case.box).delete()
    trail.record(Act.CASE_MODE_CHANGED, by=by, about=[case], fields=["mode", "decision"], at=at)
