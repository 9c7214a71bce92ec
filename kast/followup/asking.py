"""What is due each night: plan after endings, ask on the day, let lapse what nobody answered.

None of it holds a key, so no fact is written (docs/decisions): that somebody was lost follows from what is absent.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.casework.models import Case

from . import states, windows
from .models import Followup
from .states import State


@dataclass(frozen=True)
class Night:
    """How many cases were planned for, how many were asked, how many windows closed without an answer."""

    planned: int
    asked: int
    lapsed: int

    def __str__(self) -> str:
        return f"{self.planned} planned, {self.asked} asked, {self.lapsed} lapsed"


def plan(at: datetime) -> Night:
    """The night's work on follow-ups. Done twice it does nothing more."""
    on = timezone.localdate(at)
    _forget_replaced(at=at)
    unplanned = list(windows.unplanned(on))
    for case in unplanned:
        windows.plan(case, at=at)
    # A call is asked by calling: it stays due until somebody has tried.
    asked = _move_all(_due(on).exclude(means=Followup.Means.CALL), State.ASKED, Act.FOLLOWUP_ASKED, at=at)
    unanswered = Followup.objects.filter(state__in=[State.DUE, State.ASKED], closes_on__lte=on)
    return Night(len(unplanned), asked, _move_all(unanswered, State.LAPSED, Act.FOLLOWUP_LAPSED, at=at))


@transaction.atomic
def withdraw(case: Case) -> int:
    """Nobody is to be asked any more: the person has deleted everything. How many; whoever calls writes it down."""
    pending = Followup.objects.select_for_update().filter(case=case, state__in=states.OPEN)
    for row in pending:
        states.move(row, State.NOT_AGREED)
        row.save(update_fields=["state"])
    return len(pending)


def _due(on: date) -> QuerySet[Followup]:
    return Followup.objects.filter(state=State.DUE, due_on__lte=on, closes_on__gt=on)


@transaction.atomic
def _move_all(rows: QuerySet[Followup], to: State, act: Act, *, at: datetime) -> int:
    moved = list(rows.select_for_update())
    for row in moved:
        states.move(row, to)
        row.save(update_fields=["state"])
    if moved:
        trail.record(act, by=trail.SYSTEM, about=moved, at=at)
    return len(moved)


@transaction.atomic
def _forget_replaced(*, at: datetime) -> None:
    rows = list(windows.replaced())
    if rows:
        Followup.objects.filter(pk__in=[row.pk for row in rows]).delete()
        trail.record(Act.FOLLOWUP_PLANNED, by=trail.SYSTEM, about=rows, fields=["withdrawn"], at=at)
