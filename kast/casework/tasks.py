"""To do: one thing in a case, by a day, whose it is. Ticked and unticked in place."""

from datetime import date, datetime

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases, notes
from .models import Case, Task


class Empty(Exception):
    """What is to be done is said in words, where a case keeps any."""


class NotTheirs(Exception):
    """Only who has the case or stands in for it can be given something to do in it."""


@transaction.atomic
def make(case: Case, what: str, *, due_on: date, who: Member, by: Member, at: datetime) -> Task:
    """Something to do by a day. In mode A it has no words: *get in touch* is all it says.

    Written down: the task with its sealed words, one audit entry. Refused: Empty; words in mode A
    (notes.NoNotesInModeA); NotTheirs; cases.CannotOpen.
    """
    if case.mode == Case.Mode.A and what.strip():
        raise notes.NoNotesInModeA
    if case.mode != Case.Mode.A and not what.strip():
        raise Empty
    if who.pk not in {case.holder_id, case.stand_in_id}:
        raise NotTheirs
    task = Task(case=case, due_on=due_on, who=who, made_by=by, made_at=at)
    key = cases.key_of(case.box, by)
    if what.strip():
        task.what.seal(key, what)
    task.save(force_insert=True)
    trail.record(Act.TASK_MADE, by=by, about=[case, task], at=at)
    return task


@transaction.atomic
def tick(task: Task, *, by: Member, at: datetime) -> None:
    """It is done. Written down: by whom and when, one audit entry. One that is done stays as it is."""
    _hold(task)
    if task.done_at is not None:
        return
    task.done_by, task.done_at = by, at
    task.save(update_fields=["done_by", "done_at"])
    trail.record(Act.TASK_DONE, by=by, about=[task], at=at)


@transaction.atomic
def untick(task: Task, *, by: Member, at: datetime) -> None:
    """It was a slip, or it is to be done again. Written down: one audit entry. One that is not done stays as it is."""
    _hold(task)
    if task.done_at is None:
        return
    task.done_by = task.done_at = None
    task.save(update_fields=["done_by", "done_at"])
    trail.record(Act.TASK_UNDONE, by=by, about=[task], at=at)


def _hold(task: Task) -> None:
    task.refresh_from_db(from_queryset=Task.objects.select_for_update(of=("self",)).select_related("case__box"))
