"""When to try next: a day on which we read and call, and a part of it in which the person can talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kast.door.slips import Part
from kast.staff import unit

_ORDER = list(Part)


@dataclass(frozen=True, order=True)
class Try:
    """A day and a part of it."""

    on: date
    place: int

    @property
    def part(self) -> Part:
        """The part of the day."""
        return _ORDER[self.place]


def propose(safe: Sequence[str], tried: Sequence[tuple[date, str]], *, today: date, now: Part) -> Try:
    """The next try, seen from this part of today.

    Nobody is called twice in a day. Among the parts that are safe (all, when none was said) one that was not tried
    before comes first; when all were, they begin again.
    """
    parts = [part for part in _ORDER if part in safe] or _ORDER
    used = [part for _, part in tried]
    fewest = min(used.count(part) for part in parts)
    fresh = [_ORDER.index(part) for part in parts if used.count(part) == fewest]
    last = max((on for on, _ in tried), default=None)
    ahead = [place for place in fresh if place >= _ORDER.index(now)]
    if (last is None or last < today) and ahead:
        return Try(today, ahead[0])
    return Try(unit.reading_day(today), fresh[0])
