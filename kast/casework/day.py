"""What a day holds in her own cases: what is to be done, and who may be leaving. Sealed words, opened for one page."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import access, cases, early_warnings
from .models import EarlyWarning


@dataclass(frozen=True)
class DueTask:
    """One thing to do, or done today."""

    id: UUID
    number: str
    reachable: bool
    what: str  # empty in mode A
    due_on: date
    done: bool


@dataclass(frozen=True)
class MayLeave:
    """Somebody to get in touch with, and why."""

    id: UUID
    number: str
    came_on: date
    why: str


@dataclass(frozen=True)
class Day:
    """Both, overdue first."""

    tasks: list[DueTask] = field(default_factory=list)
    warnings: list[MayLeave] = field(default_factory=list)


@transaction.atomic
def opened(*, by: Member, at: datetime, poll: bool = False) -> Day:
    """Her day. Written down: one audit entry with every record it opened; none for a page that asks on its own.

    A poll is no opening (decision 22): it shows again what she has before her.
    """
    today = timezone.localdate(at)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    hers = access.tasks_for(by, at=at).select_related("case__box")
    wanted = hers.filter(Q(done_at=None, due_on__lte=today) | Q(done_by=by, done_at__gte=midnight))
    tasks = list(wanted.order_by(F("done_at").asc(nulls_first=True), "due_on", "made_at"))
    alarms = list(
        EarlyWarning.objects.filter(case__in=access.has_now(by, at=at).values("pk"), done="")
        .select_related("case__box")
        .order_by("came_on", "case__number")
    )
    if not tasks and not alarms:
        return Day()
    cases.keys_of(by).open_all([*(task.case.box for task in tasks), *(alarm.case.box for alarm in alarms)])
    open_now = set(access.reachable(by, at=at).values_list("pk", flat=True)) if tasks else set()
    day = Day(
        [
            DueTask(
                id=task.pk,
                number=task.case.number,
                reachable=task.case_id in open_now,
                what=task.what.open(cases.key_of(task.case.box, by)),
                due_on=task.due_on,
                done=task.done_at is not None,
            )
            for task in tasks
        ],
        [
            MayLeave(
                id=row.pk,
                number=row.case.number,
                came_on=row.came_on,
                why=" ".join(early_warnings.sentences(row, cases.key_of(row.case.box, by))),
            )
            for row in alarms
        ],
    )
    if not poll:
        trail.record(Act.DAY_READ, by=by, about=[*tasks, *alarms], at=at)
    return day
