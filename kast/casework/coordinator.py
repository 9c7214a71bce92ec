"""A question to the regional coordinator against trafficking, without anything that points at somebody.

KAST sends nothing: the counsellor prints the question, or saves it, and sends it by hand. What the case keeps is that
it was asked, when, to whom and on what ground; in mode A the question's own words are not kept.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases
from .models import Case, CoordinatorQuestion


class NotLookedThrough(Exception):
    """Nobody has said that the text points at nobody."""


class Empty(Exception):
    """There is no question."""


@transaction.atomic
def ask(
    case: Case,
    words: str,
    *,
    to: str,
    ground: CoordinatorQuestion.Ground,
    looked_through: bool,
    number: UUID,
    by: Member,
    at: datetime,
) -> CoordinatorQuestion:
    """Keep a question in the case's story. `number` is the form's own: saved as PDF and as text it is kept once.

    Written down: the question with its day, ground and whom it goes to, sealed; one audit entry. Refused: Empty;
    NotLookedThrough; cases.CannotOpen.
    """
    if not words.strip() or not to.strip():
        raise Empty
    if not looked_through:
        raise NotLookedThrough
    cases.hold(case)
    before = CoordinatorQuestion.objects.filter(pk=number, case=case).first()
    if before is not None:
        return before
    key = cases.key_of(case.box, by)
    row = CoordinatorQuestion(id=number, case=case, ground=ground, by=by, asked_at=at)
    row.to.seal(key, to)
    if case.mode != Case.Mode.A:
        row.words.seal(key, words)
    row.save(force_insert=True)
    trail.record(Act.COORDINATOR_ASKED, by=by, about=[case, row], at=at)
    return row
