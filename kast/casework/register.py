"""The register of what was asked out of cases, for the head: numbers, days and states. What was asked stays sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from kast.staff.models import Member

from . import access, states
from .models import Disclosure

State = Disclosure.State
AT_MOST = 200


@dataclass(frozen=True)
class Row:
    """One request: which case, how it stands, since when."""

    number: str
    state: str
    waits: bool
    asked_on: date
    decided_on: date | None
    days: int  # that somebody has waited, or waited until the answer


def rows(*, on: date) -> list[Row]:
    """Those that wait first, then the newest. One query."""
    found = Disclosure.objects.select_related("case").order_by("-asked_on", "-recorded_at")[:AT_MOST]
    return sorted((_row(row, on) for row in found), key=lambda row: not row.waits)


def counts() -> Sequence[tuple[str, int]]:
    """How many there are in each state. One query."""
    counted: Mapping[str, int] = dict(Disclosure.objects.values_list("state").annotate(n=Count("pk")))
    return [(str(state.label), counted.get(state.value, 0)) for state in State]


def waiting_for(member: Member, *, at: datetime) -> list[Row]:
    """Requests in the cases that she can open to which somebody waits for an answer, the oldest first. One query."""
    cases = access.reachable(member, at=at).values("pk")
    found = Disclosure.objects.filter(case__in=cases, state__in=states.UNSETTLED).select_related("case")
    return [_row(row, timezone.localdate(at)) for row in found.order_by("asked_on", "recorded_at")]


def _row(row: Disclosure, on: date) -> Row:
    waits = row.state in states.UNSETTLED
    until = on if waits else row.decided_on or on
    return Row(
        number=row.case.number,
        state=str(State(row.state).label),
        waits=waits,
        asked_on=row.asked_on,
        decided_on=row.decided_on,
        days=max((until - row.asked_on).days, 0),
    )
