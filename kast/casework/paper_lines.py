"""What the case's page shows beside its story, or leads to, as lines: the paper tells it in its place among the others.

Every answer to the guide, things to do and done, and the warning that nobody has acted on yet.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import cases, early_warnings, guide
from .lines import Line
from .models import Case, EarlyWarning, Task

Names = Mapping[UUID, str]


def of(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    """These lines, in no order. Three queries; whoever shows them writes it down."""
    for asked in guide.answers(case, key):
        if asked.record is None or asked.on is None:  # an answer has both
            continue
        at = asked.record.answered_at.timestamp()
        said = [asked.told[:1].upper() + asked.told[1:], asked.words]
        yield Line("guide", asked.on, title=asked.label, who=asked.who, besides=said, moment=at, record=asked.record)
    for task in Task.objects.filter(case=case):
        yield _task(task, key, names)
    for warning in EarlyWarning.objects.filter(case=case, done=""):
        why = " ".join(early_warnings.sentences(warning, key))
        yield Line("warning", warning.came_on, title=why, record=warning)


def _task(task: Task, key: cases.BoxKey, names: Names) -> Line:
    told = {"name": names[task.who_id], "day": date_format(task.due_on, "j F Y")}
    done = ""
    if task.done_at is not None and task.done_by_id is not None:
        day = date_format(timezone.localdate(task.done_at), "j F Y")
        done = _("Gjort %(day)s av %(name)s.") % {"name": names[task.done_by_id], "day": day}
    return Line(
        "task",
        timezone.localdate(task.made_at),
        who=names[task.made_by_id],
        words=task.what.open(key),
        besides=[_("För %(name)s, till %(day)s.") % told, done],
        moment=task.made_at.timestamp(),
        record=task,
    )
