"""Trying to reach somebody who wanted to be called. The day is kept, never the hour or how long the call was.

The stop rule: after as many calls without an answer as the unit has set, or at a wrong number, the person counts as not
reached, and nobody calls again in that window. Until it closes the person may still answer.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.casework import cases
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import unit
from kast.staff.models import Member

from . import answers, states, windows
from .answers import NotOpen
from .models import Attempt, Followup
from .states import CannotMove, State

__all__ = ["CannotMove", "Enough", "NotOpen", "most", "record"]

Result = Attempt.Result

# What an attempt makes of a follow-up that was agreed to be a call.
LEADS_TO: Mapping[Result, State] = {
    Result.REACHED: State.ASKED,
    Result.NO_ANSWER: State.NOT_REACHED,
    Result.WRONG_NUMBER: State.NOT_REACHED,
    Result.DO_NOT_CALL: State.DECLINED,
}


class Enough(Exception):
    """It has been tried as often as it is tried; the person counts as not reached."""


def most() -> int:
    """How many calls without an answer there are, as the unit has set it."""
    return int(unit.value("followup_tries"))


@transaction.atomic
def record(row: Followup, result: Result, *, by: Member, at: datetime) -> Attempt:
    """One try to reach the person.

    Written down: the attempt with its day; the state it leads to; the facts *follow-up attempt* and *not reached* (by
    the stop rule) or, for who wants no calls, *declined* for this and every later window; one audit entry. A question
    that already lies in the mailbox stays asked when nobody answers the call. Refused: NotOpen outside the window;
    CannotMove for what is settled; Enough; cases.CannotOpen.
    """
    cases.hold(row.case)
    row.refresh_from_db(fields=["state"])
    on = timezone.localdate(at)
    if on not in windows.of(row):
        raise NotOpen
    if State(row.state) not in states.OPEN:
        raise CannotMove(row.state)
    if row.state == State.NOT_REACHED:
        raise Enough
    attempt = Attempt.objects.create(followup=row, on=on, result=result, by=by)
    facts.put(cases.life_of(row.case.box, by), Kind.FOLLOWUP_ATTEMPT, result, on=on)
    if result == Result.DO_NOT_CALL:
        answers.decline_all(row, by=by, at=at)
    elif result != Result.NO_ANSWER or row.attempts.filter(result=Result.NO_ANSWER).count() >= most():
        _lead(row, LEADS_TO[result], by=by, at=at)
    trail.record(Act.FOLLOWUP_ATTEMPTED, by=by, about=[row], fields=[result.value], at=at)
    return attempt


def _lead(row: Followup, to: State, *, by: Member, at: datetime) -> None:
    if to == State.NOT_REACHED and row.means != Followup.Means.CALL:
        return
    if to == State.NOT_REACHED:
        answers.not_reached(row, by=by, on=timezone.localdate(at))
    if row.state != to:
        states.move(row, to)
        row.save(update_fields=["state"])
