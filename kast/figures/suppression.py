"""Which numbers are not shown, so that nobody can be recognised, and the proof that they cannot be worked out. Pure.

- One to four people are hidden (`FEW`), one to nine where what is told of a person crosses with something that others
  may know of them (`SENSITIVE_FEW`). A nought is nobody and stands, but where it tells of everybody else (Sum.tells).
- Rests that nobody prints (came, but not again) are guarded like what is printed.
- A hidden number that follows from the shown ones is not hidden, so others are hidden with it, until for each of them
  five values and more are possible (`WIDE`). That is proved, not counted: see `ranges`. (To hide two in each row
  and column, as is often done, is not enough: published tables exist in which one of them follows all the same.)
- What is hidden beside is picked by its place in the table, never by its size, so that the pick tells nothing. Which of
  the hidden numbers was too small, and which stands in front of it, is not said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .complements import Complements
from .ranges import HIDDEN, Bounds, Range, Ranges, Sum

__all__ = ["FEW", "SENSITIVE_FEW", "CannotProtect", "Leak", "Seen", "Sum", "audit", "hidden", "protect", "ranges_of"]

FEW = 5
SENSITIVE_FEW = 10
WIDE = FEW - 1  # how far the ends of what a hidden number can be must be apart
_DEEPEST = 3  # tables have three levels of sums at most
_DEARER = 3.0


@dataclass(frozen=True)
class Leak:
    """A number that is not shown, and between what it must lie all the same."""

    cell: str
    low: int
    high: int


class CannotProtect(Exception):
    """A number would follow from what is shown, here or earlier, whatever else is hidden: `cell`, `low`, `high`."""

    def __init__(self, leak: Leak) -> None:
        super().__init__(f"{leak.cell} would be known to lie from {leak.low} to {leak.high}")
        self.leak = leak

    @property
    def cell(self) -> str:
        """The cell that would be known."""
        return self.leak.cell

    @property
    def low(self) -> int:
        """The smallest value that it could have."""
        return self.leak.low

    @property
    def high(self) -> int:
        """The largest."""
        return self.leak.high


@dataclass(frozen=True)
class Seen:
    """What somebody sees who reads everything that is shown.

    `bounds`: every cell's lowest and highest value, as shown. `kept`: the printed cells that are hidden, with their
    threshold. `guarded`: what is not printed but could be worked out (rests, differences), with its threshold.
    """

    bounds: Mapping[str, Bounds]
    sums: Sequence[Sum]
    kept: Mapping[str, int] = field(default_factory=dict)
    guarded: Mapping[str, int] = field(default_factory=dict)


def hidden(
    cells: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    unprinted: Iterable[str] = (),
    free: Iterable[str] = (),
    few: Mapping[str, int] | None = None,
) -> frozenset[str]:
    """The cells of one page that must not be shown, `unprinted` rests among them. Every sum must add up.

    `free` rests may follow: they tell of the unit's work and not of a person.
    """
    rests, may_follow = set(unprinted), set(free)
    thresholds = {name: (few or {}).get(name, FEW) for name in cells}
    seen = Seen(
        bounds={name: HIDDEN if name in rests else (value, value) for name, value in cells.items()},
        sums=sums,
        guarded={name: thresholds[name] for name in rests - may_follow},
    )
    printed = {name: few for name, few in thresholds.items() if name not in rests}
    return frozenset(rests) | protect(cells, seen, printed=printed)


def protect(
    true: Mapping[str, int],
    seen: Seen,
    *,
    printed: Mapping[str, int],
    always: Iterable[str] = (),
    alone: bool = True,
) -> frozenset[str]:
    """Which of the `printed` cells (with their thresholds, in the table's order) must be hidden. Raises CannotProtect.

    `true`: the numbers as they are. `seen`: everything as it would be if all printed cells were shown; without `alone`,
    with earlier publications, whose hidden cells (`seen.kept`) must stay hidden. `always`: cells to hide in any case.
    What earlier publications give away is shown: to hide it would protect nothing.
    """
    tells = _telling(seen.sums)
    hide = {name for name, few in printed.items() if 0 < true[name] < few} | set(always)
    hide |= {part for part, whole in tells.items() if part in printed and true[part] == 0 < true[whole]}
    ranges = Ranges(seen.bounds, seen.sums)
    if alone:
        ranges.remember(true)
    known = {} if alone else _known_anyway(seen, printed)
    for name in sorted(hide):
        if name in known:
            raise CannotProtect(known[name])
        ranges.open(name)
    prices = _prices([name for name in printed if name not in known], seen.sums)
    going = _Protecting(ranges, seen, printed, tells, hide)
    while going.once_more(lambda: Complements(ranges, prices, true)):
        pass
    return frozenset(hide)


@dataclass
class _Protecting:
    """Goes through all that is not shown until nothing of it is narrow. What was wide once stays so."""

    ranges: Ranges
    seen: Seen
    printed: Mapping[str, int]
    tells: Mapping[str, str]
    hide: set[str]
    proved: set[str] = field(default_factory=set)
    complements: Complements | None = None

    def once_more(self, make: Callable[[], Complements]) -> bool:
        """Hide beside whatever is narrow; whether there was anything. Raises CannotProtect."""
        before = len(self.hide)
        own = [(name, self.printed[name]) for name in sorted(self.hide)]
        for name, few in [*own, *sorted(self.seen.kept.items()), *sorted(self.seen.guarded.items())]:
            if name in self.proved:
                continue
            if self.ranges.wide(name, WIDE):
                self.proved.add(name)
            elif self._must_be_wide(name, few):
                self.complements = self.complements or make()
                beside = self.complements.beside(name, WIDE)
                if not beside:
                    raise CannotProtect(_leak(name, self.ranges))
                for one in sorted(beside):
                    self.ranges.open(one)
                self.hide |= beside
        return len(self.hide) > before

    def _must_be_wide(self, name: str, few: int) -> bool:
        return name in self.hide or name in self.seen.kept or _tells_of_few(self.ranges, name, few, self.tells)


def _known_anyway(seen: Seen, printed: Mapping[str, int]) -> dict[str, Leak]:
    """What earlier publications tell of the printed cells, however many of them were hidden."""
    ranges = Ranges({**seen.bounds, **dict.fromkeys(printed, HIDDEN)}, seen.sums)
    return {name: _leak(name, ranges) for name in printed if not ranges.wide(name, WIDE)}


def audit(seen: Seen, *, about: Iterable[str] | None = None) -> list[Leak]:
    """Every number that is not shown and could be worked out all the same; with `about`, among those only.

    From what is shown alone: the true numbers are not needed. Raises Contradiction when nothing fits what is shown.
    """
    ranges, tells = Ranges(seen.bounds, seen.sums), _telling(seen.sums)
    looked_at = None if about is None else set(about)
    found = []
    for name, few in sorted({**seen.kept, **seen.guarded}.items()):
        if (looked_at is not None and name not in looked_at) or ranges.wide(name, WIDE):
            continue
        if name in seen.kept or _tells_of_few(ranges, name, few, tells):
            found.append(_leak(name, ranges))
    return found


def ranges_of(seen: Seen) -> dict[str, Range]:
    """The proof: the smallest and the largest value of every number that is not shown."""
    ranges = Ranges(seen.bounds, seen.sums)
    return {name: ranges.range(name) for name in sorted({**seen.kept, **seen.guarded})}


def _leak(name: str, ranges: Ranges) -> Leak:
    found = ranges.range(name)
    return Leak(name, found.low, found.high)


def _telling(sums: Iterable[Sum]) -> dict[str, str]:
    return {part: row.whole for row in sums for part in row.tells}


def _tells_of_few(ranges: Ranges, name: str, few: int, tells: Mapping[str, str]) -> bool:
    """Whether a range reaches among the few, in either direction, or to a nought that tells of somebody."""
    found = ranges.range(name)
    up = max(found.low, 1) <= min(found.high, few - 1)
    down = max(found.low, 1 - few) <= min(found.high, -1)
    nought = name in tells and found.low <= 0 <= found.high and ranges.range(tells[name]).high > 0
    return up or down or nought


def _prices(printed: Sequence[str], sums: Sequence[Sum]) -> dict[str, float]:
    """What it costs to hide a cell: by how many sums stand in it, and a little less towards the table's end."""
    depth = dict.fromkeys(printed, 0)
    for _ in range(_DEEPEST):
        for row in sums:
            if row.whole in depth and len(row.parts) > 1 and any(part in depth for part in row.parts):
                below = max(depth[part] for part in row.parts if part in depth)
                depth[row.whole] = min(max(depth[row.whole], 1 + below), _DEEPEST)
    return {name: _DEARER ** depth[name] * (2 - place / len(depth)) for place, name in enumerate(printed)}
