"""Her week of times: rows from appointments, and the number of the case where she can tell whose a booking is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kast.appointments import access as appointments
from kast.casework import booked
from kast.casework.cases import Member


@dataclass(frozen=True)
class Time:
    """A time in the week."""

    line: appointments.Line
    number: str  # of the case
    letter: int  # of somebody whose letter nobody has taken


@dataclass(frozen=True)
class Day:
    """A day of the week with its times."""

    on: date
    times: Sequence[Time]


def of(member: Member, monday: date, *, at: datetime) -> dict[str, Any]:
    """Everything the page shows. A fixed number of queries, however many times there are."""
    lines = appointments.week(member, monday, at=at)
    talks = booked.named([line.booking for line in lines if line.booking], by=member, at=at)
    whose = {talk.booking.pk: talk.whose for talk in talks if talk.whose}
    found: dict[date, list[Time]] = {}
    for line in lines:
        who = whose.get(line.booking.pk) if line.booking else None
        time = Time(line, who.number if who else "", who.letter if who else 0)
        found.setdefault(timezone.localdate(line.slot.starts_at), []).append(time)
    return {
        "days": [Day(on, times) for on, times in sorted(found.items())],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "today": timezone.localdate(at),
        "free": sum(line.free for line in lines),
        "booked": sum(line.booking is not None for line in lines),
    }
