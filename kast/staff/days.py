"""When letters are read and answered: plain counting of days, without a table or a clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .holidays import is_working_day

ONE_DAY = timedelta(days=1)
# A unit closed for longer than this says so otherwise than by a date.
_FARTHEST = 400


@dataclass(frozen=True)
class Closed:
    """The unit is away from a day through another, both included."""

    first: date
    through: date


def closed_until(on: date, closed: Sequence[Closed]) -> date | None:
    """The last day of the closed period in which `on` lies, or None. Periods that touch are one."""
    until = None
    while True:
        at = until + ONE_DAY if until else on
        through = max((each.through for each in closed if each.first <= at <= each.through), default=None)
        if through is None:
            return until
        until = through


def reading_day(after: date, *, weekdays: Collection[int], closed: Sequence[Closed]) -> date:
    """The next day after `after` on which letters are read."""
    on = after
    for _ in range(_FARTHEST):
        on += ONE_DAY
        if on.weekday() in weekdays and is_working_day(on) and closed_until(on, closed) is None:
            return on
    return on


def answer_day(came_on: date, *, days: int, weekdays: Collection[int], closed: Sequence[Closed]) -> date:
    """The day by which a letter that came on `came_on` is answered.

    So many working days later, and never before it can have been read.
    """
    on, left = came_on, days
    for _ in range(_FARTHEST):
        if left <= 0:
            break
        on += ONE_DAY
        if is_working_day(on) and closed_until(on, closed) is None:
            left -= 1
    return max(on, reading_day(came_on, weekdays=weekdays, closed=closed))
