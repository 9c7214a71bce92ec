"""Everybody, counted by the time until which they were seen, and whether it had happened then. Pure.

A curve needs nothing else. Whole numbers (months, weeks) are counted and never sorted, so that a million lives take
about a millisecond. Times may be in any unit, the same for all.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

import numpy as np
import numpy.typing as npt

from .errors import Contradictory, InfiniteTime, NegativeTime, NoTimes, NotTimes

COUNTED_TO = 1 << 20  # whole times up to here are counted in an array as long; later ones are sorted
PORTION = 1 << 17  # people counted at a time

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Table:
    """One row for each time at which anybody was last seen, ascending. All arrays have one entry a row, read only."""

    times: Floats
    events: Counts  # to so many it happened then
    censored: Counts  # so many were seen until then, and it had not happened; tied with events they come after them

    def __post_init__(self) -> None:
        for array in (self.times, self.events, self.censored):
            array.flags.writeable = False

    @cached_property
    def people(self) -> int:
        """Everybody."""
        return int(self.events.sum() + self.censored.sum())

    @cached_property
    def happened(self) -> int:
        """To so many it happened."""
        return int(self.events.sum())

    @cached_property
    def at_risk(self) -> Counts:
        """Of each row: so many were seen until then or longer."""
        left: Counts = np.cumsum((self.events + self.censored)[::-1])[::-1]
        return left

    def row(self, time: float) -> int:
        """The last row that is not later than a time; -1 when every row is."""
        return int(np.searchsorted(self.times, time, side="right")) - 1

    def observed(self, time: float) -> int:
        """So many were seen until that time or longer (whoever it happened to just then is one of them)."""
        first = int(np.searchsorted(self.times, time, side="left"))
        return int(self.at_risk[first]) if first < self.times.size else 0

    def free(self, time: float) -> int:
        """So many were seen until that time or longer, and it had not happened to them by then."""
        return self.observed(time) - self.until(time) + int(self.events[self.times < time].sum())

    def until(self, time: float) -> int:
        """To so many it happened at that time or before."""
        return int(self.events[: self.row(time) + 1].sum())


@dataclass(frozen=True, eq=False)
class OfTable:
    """What is worked out from a table: of how many, to how many it happened, and over what time."""

    table: Table

    @property
    def numerator(self) -> int:
        """To so many it happened, in whatever way."""
        return self.table.happened

    @property
    def denominator(self) -> int:
        """Everybody who started."""
        return self.table.people

    @property
    def horizon(self) -> float:
        """The last time at which anybody was seen."""
        return float(self.table.times[-1])


def tabulate(times: npt.ArrayLike, events: npt.ArrayLike) -> Table:
    """Count people.

    `times`: (people,) numbers from nought, until when each was seen. `events`: (people,) true or 1 where it happened
    then, false or 0 where nothing is known after. Raises NoTimes, NegativeTime, InfiniteTime, or Contradictory.
    """
    when, happened = _checked(times, events)
    if when.dtype.kind in "iu" and (top := int(when.max())) <= COUNTED_TO:
        return _of_cells(_counted(when, happened, top))
    return _sorted(when, happened.view(np.bool_))


def tabulate_by(groups: npt.ArrayLike, times: npt.ArrayLike, events: npt.ArrayLike) -> Mapping[Hashable, Table]:
    """Count the people of each group for itself, the groups in order.

    `groups`: (people,) whole numbers or text. Otherwise as `tabulate`, with the same exceptions.
    """
    when, happened = _checked(times, events)
    of = np.asarray(groups)
    if of.shape != when.shape:
        raise Contradictory("as many groups as times")
    small = of.dtype.kind in "iu" and of.min() >= 0 and of.max() < 1024
    names, place = (np.arange(int(of.max()) + 1), of) if small else np.unique(of, return_inverse=True)
    top = int(when.max()) if when.dtype.kind in "iu" else COUNTED_TO
    size = names.size * (top + 1) * 2
    if size > 2 * COUNTED_TO:
        each = {name: place == number for number, name in enumerate(names.tolist())}
        return {name: tabulate(when[here], happened[here]) for name, here in each.items() if here.any()}
    key = _narrow(place, size) * (top + 1)
    key += _narrow(when, size)
    key += key
    key += happened
    cells = np.bincount(key, minlength=size).reshape(names.size, top + 1, 2)
    return {name: _of_cells(part) for name, part in zip(names.tolist(), cells, strict=True) if part.any()}


def together(tables: Iterable[Table]) -> Table:
    """The people of all tables in one: what has been counted by group need not be counted again. Raises NoTimes."""
    parts = list(tables)
    if not parts:
        raise NoTimes("nobody")
    times, place = np.unique(np.concatenate([part.times for part in parts]), return_inverse=True)
    counts = np.zeros((2, times.size), np.int64)
    np.add.at(counts[0], place, np.concatenate([part.events for part in parts]))
    np.add.at(counts[1], place, np.concatenate([part.censored for part in parts]))
    return Table(times, counts[0], counts[1])


def checked_times(times: npt.ArrayLike) -> npt.NDArray[np.generic]:
    """Times as a flat array of numbers. Raises as `tabulate`."""
    when = np.asarray(times)
    if when.size == 0:
        raise NoTimes("nobody")
    if when.ndim != 1 or when.dtype.kind not in "iuf":
        raise NotTimes("a flat row of numbers is needed")
    low = when.min()  # not a number, if any of them is not
    if when.dtype.kind == "f" and not (isfinite(low) and isfinite(when.max())):
        raise InfiniteTime("a time is infinite or not a number")
    if low < 0:
        raise NegativeTime("a time is before the clock started")
    return when


def _checked(times: npt.ArrayLike, events: npt.ArrayLike) -> tuple[npt.NDArray[np.generic], npt.NDArray[np.uint8]]:
    when, happened = checked_times(times), np.asarray(events)
    if happened.shape != when.shape:
        raise Contradictory("as many events as times")
    if happened.dtype == np.bool_:
        return when, happened.view(np.uint8)
    if happened.dtype.kind not in "iuf" or not ((happened == 0) | (happened == 1)).all():
        raise Contradictory("an event is yes or no")
    return when, happened.astype(np.uint8)


def _counted(when: npt.NDArray[np.generic], happened: npt.NDArray[np.uint8], top: int) -> Counts:
    """Of each whole time up to `top`: (not happened, happened)."""
    wide = 2 * top + 2
    if wide > 256:
        key = when.astype(np.intp)
        key += key
        key += happened
        return np.bincount(key, minlength=wide).reshape(-1, 2)
    # A person fits into a byte: two people are counted at a time, as one number, in portions that stay near at hand.
    cells = np.zeros(wide, np.int64)
    for begin in range(0, when.size, PORTION):
        person = when[begin : begin + PORTION].astype(np.uint8)
        person += person
        person += happened[begin : begin + PORTION]
        if person.size % 2:
            cells[person[-1]] += 1
        pairs = person[: person.size // 2 * 2].view(np.uint16)
        pairs -= (pairs >> 8) * np.uint16(256 - wide)  # one + 256 * other becomes one + wide * other
        both = np.bincount(pairs, minlength=wide * wide).reshape(wide, wide)
        cells += both.sum(axis=0)
        cells += both.sum(axis=1)
    return cells.reshape(-1, 2)


def _narrow(numbers: npt.NDArray[np.generic], size: int) -> npt.NDArray[np.signedinteger]:
    """The same numbers in as few bytes as `size` needs: four times as many are reckoned with at once."""
    return numbers.astype(np.int16 if size < 1 << 15 else np.int64)


def _of_cells(cells: Counts) -> Table:
    rows = np.flatnonzero(cells.any(axis=1))
    return Table(rows.astype(np.float64), cells[rows, 1], cells[rows, 0])


def _sorted(when: npt.NDArray[np.generic], happened: npt.NDArray[np.bool_]) -> Table:
    times, people = _runs(np.sort(when.astype(np.float64)))
    at, events = _runs(np.sort(when[happened].astype(np.float64)))
    counts = np.zeros(times.size, np.int64)
    counts[np.searchsorted(times, at)] = events
    return Table(times, counts, people - counts)


def _runs(ordered: Floats) -> tuple[Floats, Counts]:
    """Each value once, and how often it stands there."""
    begins = np.flatnonzero(np.concatenate([np.ones(min(1, ordered.size), bool), ordered[1:] != ordered[:-1]]))
    return ordered[begins], np.diff(begins, append=ordered.size)
