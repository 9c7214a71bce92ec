"""What is watched in one case, for its page: flags, warnings, things to do. The page writes its own opening down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kast.audit.models import Marked

from . import cases, early_warnings, flagged
from .models import Case, EarlyWarning, Task


@dataclass(frozen=True)
class Warned:
    """A warning with why it came and what was done."""

    id: UUID
    came_on: date
    why: Sequence[str]
    done: str
    done_on: date | None
    done_by: str
    again_on: date | None
    because: str


@dataclass(frozen=True)
class Doing:
    """One thing to do, or done."""

    id: UUID
    what: str
    due_on: date
    who: str
    late: bool
    done_on: datetime | None


@dataclass(frozen=True)
class Watched:
    """Everything of it in a case: flags in the order they were raised, warnings, what is to do and what is done."""

    flags: Sequence[flagged.Opened]
    warnings: Sequence[Warned]
    to_do: Sequence[Doing]
    done: Sequence[Doing]
    records: Sequence[Marked] = field(default=(), repr=False, compare=False)

    @property
    def open_flags(self) -> list[flagged.Opened]:
        """Those that nobody has closed, what nobody has taken first."""
        return sorted((flag for flag in self.flags if flag.closed_at is None), key=lambda flag: flag.row.taken)

    @property
    def warning(self) -> Warned | None:
        """The one that waits for an act."""
        return next((row for row in self.warnings if not row.done), None)


def of_case(case: Case, key: cases.BoxKey, names: Mapping[UUID, str], *, on: date, at: datetime) -> Watched:
    """Three queries, however much there is."""
    flags = flagged.of_case(case, key, names, at=at)
    came = list(EarlyWarning.objects.filter(case=case).order_by("came_on"))
    tasks = list(Task.objects.filter(case=case).order_by("due_on", "made_at"))
    todo = [(task, _doing(task, key, names, on)) for task in tasks]
    return Watched(
        flags=[shown for _risk, shown in flags],
        warnings=[_warned(row, key, names) for row in came],
        to_do=[shown for task, shown in todo if task.done_at is None],
        done=[shown for task, shown in todo if task.done_at is not None][::-1],
        records=[*(risk for risk, _shown in flags), *came, *tasks],
    )


def _doing(task: Task, key: cases.BoxKey, names: Mapping[UUID, str], on: date) -> Doing:
    late = task.done_at is None and task.due_on < on
    return Doing(task.pk, task.what.open(key), task.due_on, names[task.who_id], late, task.done_at)


def _warned(row: EarlyWarning, key: cases.BoxKey, names: Mapping[UUID, str]) -> Warned:
    return Warned(
        id=row.pk,
        came_on=row.came_on,
        why=early_warnings.sentences(row, key),
        done=str(EarlyWarning.Done(row.done).label) if row.done else "",
        done_on=row.done_on,
        done_by=names[row.done_by_id] if row.done_by_id else "",
        again_on=row.again_on,
        because=row.why.open(key),
    )
