"""Between what a number must lie, for somebody who reads everything that is shown. Pure; whole numbers only.

Every cell has bounds: a shown one its number, a rounded one what rounds to it, a hidden one nought and upwards. Sums
tie them together. The smallest and the largest value that fit are found by linear programming (HiGHS). That is sound
for whole numbers because an end counts only once a whole-numbered table with that value was found: where the linear
programme answers with fractions, the same is asked in integers. Each table that was found fits still when more is
hidden, so no proof is made twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = (
    1_000_000  # no hidden number is larger: a bound that is too low could only make a range too narrow, never too wide
)
_NEAR = 1e-6
Bounds = tuple[int, int]
HIDDEN: Bounds = (0, MOST)


class Contradiction(Exception):
    """No table of whole numbers fits what is shown."""


@dataclass(frozen=True)
class Sum:
    """A whole that is the sum of its parts; without `exact`, at least their sum.

    Nought in one of `tells`, which are among the parts, would tell something of everybody in the whole.
    """

    whole: str
    parts: tuple[str, ...]
    tells: tuple[str, ...] = ()
    exact: bool = True

    @property
    def all(self) -> tuple[str, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Range:
    """The smallest and the largest whole number that a cell can be; `MOST` stands for no upper end."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How far the ends are apart."""
        return self.high - self.low


class Ranges:
    """The ranges of all cells that `bounds` names, given `sums`; cells can be opened (hidden) one after another."""

    def __init__(self, bounds: Mapping[str, Bounds], sums: Iterable[Sum]) -> None:
        """`bounds`: lowest and highest value of each cell. A sum that names an unknown cell is a KeyError."""
        self.bounds = dict(bounds)
        self.sums: list[Sum] = []
        self.of: dict[str, list[Sum]] = defaultdict(list)
        self._seen: dict[str, list[int]] = {}
        self._parts: dict[str, _Part] = {}
        for row in sums:
            self.add(row)

    def add(self, row: Sum) -> None:
        """One more sum. Tables found so far may not fit it, so they are forgotten."""
        for cell in row.all:
            if cell not in self.bounds:
                raise KeyError(cell)
            self.of[cell].append(row)
        self.sums.append(row)
        self._seen.clear()
        self._parts.clear()

    def drop(self, row: Sum) -> None:
        """Take a sum away that was added last, because it does not hold."""
        assert self.sums.pop() is row
        for cell in row.all:
            self.of[cell].pop()
        self._parts.clear()

    def open(self, cell: str) -> None:
        """Hide a cell. Every table found so far fits still."""
        self.bounds[cell] = HIDDEN
        self._parts.clear()

    def is_open(self, cell: str) -> bool:
        """Whether the cell is not known from its own bounds alone."""
        low, high = self.bounds[cell]
        return high > low

    def remember(self, table: Mapping[str, int]) -> None:
        """A table that fits, such as the true one."""
        for cell, value in table.items():
            low, high = self._seen.get(cell, (value, value))
            self._seen[cell] = [min(low, value), max(high, value)]

    def wide(self, cell: str, width: int) -> bool:
        """Whether there are fitting tables in which the cell's values are `width` apart or more."""
        low, high = self._seen.get(cell, (0, -1))
        return high - low >= width or self.range(cell).width >= width

    def range(self, cell: str) -> Range:
        """The cell's smallest and largest value. Raises Contradiction when nothing fits."""
        if not self.is_open(cell):
            return Range(*self.bounds[cell])
        part = self._part(cell)
        return Range(part.end(cell, 1, self), part.end(cell, -1, self))

    def fits(self, cell: str) -> bool:
        """Whether there is any table that fits, among all that is tied to the cell."""
        try:
            if not self.is_open(cell):
                return all(self._part(other).fits() for row in self.of[cell] for other in self._open_in(row)) and all(
                    _holds(row, self.bounds) for row in self.of[cell] if not self._open_in(row)
                )
            return self._part(cell).fits()
        except Contradiction:
            return False

    def tied_to(self, cells: Iterable[str]) -> set[str]:
        """Every open cell that hangs together with one of these."""
        found: set[str] = set()
        for cell in cells:
            if cell not in found:
                found |= set(self._part(cell).at) if self.is_open(cell) else set()
                for row in self.of[cell]:
                    for other in self._open_in(row):
                        found |= set(self._part(other).at)
        return found

    def _open_in(self, row: Sum) -> list[str]:
        return [cell for cell in row.all if self.is_open(cell)]

    def _part(self, cell: str) -> "_Part":
        found = self._parts.get(cell)
        if found is None:
            found = _Part(self, cell)
            for member in found.at:
                self._parts[member] = found
        return found


def _holds(row: Sum, bounds: Mapping[str, Bounds]) -> bool:
    left = bounds[row.whole][0] - sum(bounds[part][0] for part in row.parts)
    return left == 0 if row.exact else left >= 0


class _Part:
    """The open cells that hang together with one, as a matrix."""

    def __init__(self, whole: Ranges, cell: str) -> None:
        from scipy import sparse  # noqa: PLC0415 -- half a second, for who looks at figures: not at start-up

        self.at: dict[str, int] = {}
        self._fits = False
        rows: dict[int, Sum] = {}
        waiting = [cell]
        while waiting:
            one = waiting.pop()
            if one in self.at:
                continue
            self.at[one] = len(self.at)
            for row in whole.of[one]:
                if id(row) not in rows:
                    rows[id(row)] = row
                    waiting += [other for other in row.all if whole.is_open(other)]
        self.bounds = [whole.bounds[one] for one in self.at]
        entries: list[tuple[int, int, int]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for place, row in enumerate(rows.values()):
            known = 0
            for one, sign in signs(row):
                if one in self.at:
                    entries.append((place, self.at[one], sign))
                else:
                    known -= sign * whole.bounds[one][0]
            self.low.append(known)
            self.high.append(known if row.exact else float("inf"))
        shape = (len(rows), len(self.at))
        data = [sign for _, _, sign in entries]
        where = ([row for row, _, _ in entries], [column for _, column, _ in entries])
        self.matrix: Any = sparse.csr_array((data, where), shape=shape, dtype=float)

    def end(self, cell: str, sign: int, whole: Ranges) -> int:
        """The smallest (sign 1) or largest (sign -1) whole number of a cell. Raises Contradiction."""
        aim = [0.0] * len(self.at)
        aim[self.at[cell]] = sign
        found = self._solve(aim, whole=False)
        if any(abs(value - round(value)) > _NEAR for value in found):
            found = self._solve(aim, whole=True)
        table = {name: round(found[place]) for name, place in self.at.items()}
        whole.remember(table)
        return table[cell]

    def fits(self) -> bool:
        """Whether any table of whole numbers fits. Raises Contradiction."""
        self._fits = self._fits or bool(self._solve([0.0] * len(self.at), whole=True))
        return self._fits

    def _solve(self, aim: Sequence[float], *, whole: bool) -> list[float]:
        from scipy.optimize import Bounds as Limits  # noqa: PLC0415 -- as above
        from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 -- as above

        lows, highs = zip(*self.bounds, strict=True)
        tied = [LinearConstraint(self.matrix, self.low, self.high)] if self.low else []
        found = milp(aim, integrality=[int(whole)] * len(aim), bounds=Limits(lows, highs), constraints=tied)
        if found.x is None:
            raise Contradiction
        return [float(value) for value in found.x]


def signs(row: Sum) -> Iterable[tuple[str, int]]:
    """A sum as an equation with nought: each cell with its factor."""
    factors: dict[str, int] = defaultdict(int)
    factors[row.whole] += 1
    for part in row.parts:
        factors[part] -= 1
    return factors.items()
