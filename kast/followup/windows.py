"""When one asks: windows counted from the day on which a case ended, and the rows that stand for them.

Half-open, whole months; which there are is the unit's setting (kast.staff.spans), as it stood on the day of the ending.
When nobody has changed it, half a year is [5, 8) months after the ending, a year [10, 15), two years [21, 27).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from kast.audit import trail
from kast.audit.acts import Act
from kast.casework.models import Case
from kast.door.models import Mailbox
from kast.door.months import months_later
from kast.staff import spans, unit
from kast.staff.spans import Span

from .models import Followup

_IN_THE_MAILBOX = (Followup.Means.MAILBOX, Followup.Means.SMS, Followup.Means.SELF)


@dataclass(frozen=True)
class Window:
    """From `opens_on` up to, not with, `closes_on`. On `due_on` one asks."""

    opens_on: date
    due_on: date
    closes_on: date

    def __contains__(self, on: date) -> bool:
        """Whether an answer on this day belongs to the window."""
        return self.opens_on <= on < self.closes_on


def window(ended_on: date, span: Span) -> Window:
    """The window of a span after an ending. Each end is counted from the ending, so no day slips twice."""
    opens, due, closes = (months_later(ended_on, months) for months in (span.opens, span.months, span.closes))
    return Window(opens, due, closes)


def spans_of(case: Case) -> Sequence[Span]:
    """When one asks in this case: as it stood on the day of its ending; as it stands now where nothing was kept."""
    return spans.of(case.followup_spans or unit.value("followup_spans"))


def of(row: Followup) -> Window:
    """The window of a follow-up."""
    return Window(row.opens_on, row.due_on, row.closes_on)


def unplanned(on: date) -> QuerySet[Case]:
    """Cases that ended before this day and whose ending has no rows yet. An ending of the day may still be undone."""
    planned = Followup.objects.filter(case=OuterRef("pk"), ended_on=OuterRef("ended_on"))
    return Case.objects.filter(~Exists(planned), ended_on__lt=on).order_by("number")


def replaced() -> QuerySet[Followup]:
    """Rows of an ending that a later one replaced, for which nobody was asked."""
    never = Followup.objects.filter(state__in=[Followup.State.DUE, Followup.State.NOT_AGREED], attempts__isnull=True)
    return never.filter(case__ended_on__isnull=False).exclude(case__ended_on=F("ended_on"))


@transaction.atomic
def plan(case: Case, *, at: datetime) -> list[Followup]:
    """A row for each window after the case's ending: due where it was agreed, else *not to be contacted*.

    Who has said no once is not asked again, whatever was agreed later. A mailbox in which somebody will be asked is
    kept until the last window closes. Written down: the rows, one audit entry.
    """
    assert case.ended_on is not None
    said_no = Followup.objects.filter(case=case, state=Followup.State.DECLINED).exists()
    rows = [_row(case, span, said_no=said_no) for span in spans_of(case)]
    Followup.objects.bulk_create(rows)
    last = max((row.closes_on for row in rows if _in_the_mailbox(row)), default=None)
    if last is not None:
        Mailbox.objects.filter(box=case.box_id, deleted_on=None, kept_until__lt=last).update(kept_until=last)
    trail.record(Act.FOLLOWUP_PLANNED, by=trail.SYSTEM, about=[case, *rows], at=at)
    return rows


def _row(case: Case, span: Span, *, said_no: bool) -> Followup:
    assert case.ended_on is not None
    when = window(case.ended_on, span)
    agreed = bool(case.followup_agreed) and span.months in case.followup_months and not case.mailbox_deleted_on
    agreed = agreed and case.ending not in {Case.Ending.DIED, Case.Ending.DELETED}
    state = Followup.State.DUE if agreed else Followup.State.NOT_AGREED
    return Followup(
        case=case,
        months=span.months,
        ended_on=case.ended_on,
        opens_on=when.opens_on,
        due_on=when.due_on,
        closes_on=when.closes_on,
        means=case.followup_means if agreed else "",
        state=Followup.State.DECLINED if said_no else state,
    )


def _in_the_mailbox(row: Followup) -> bool:
    return row.state == Followup.State.DUE and row.means in _IN_THE_MAILBOX


def whole_months(since: date, until: date) -> int:
    """How many whole months lie between two days."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (months_later(since, months) > until), 0)
