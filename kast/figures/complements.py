"""What to hide beside a number that would follow: the cheapest way to let it be something else. Pure.

From the true numbers (or any that fit) the narrow cell is moved by as much as it should be open; what else has to move
with it, so that every sum still adds up, is hidden. Of all ways the one with the smallest price is taken, by linear
programming; the price of a cell is its place, never its size: inner cells are cheap, sums dear, sums of sums dearest.
(The network heuristic for complementary suppression, as in Kelly, Golden and Assad 1992, for tables of any shape.)
"""

from collections.abc import Mapping
from typing import Any

from .ranges import HIDDEN, Bounds, Contradiction, Ranges, signs

_MOVED = 1e-6


class Complements:
    """Ways out for the cells of one set of tables. `prices` names the cells that may be hidden, each with its price."""

    def __init__(self, ranges: Ranges, prices: Mapping[str, float], known: Mapping[str, int]) -> None:
        """`known`: the true numbers, as far as they are known; the others get some that fit. Raises Contradiction."""
        from scipy import sparse  # noqa: PLC0415 -- half a second, for who looks at figures: not at start-up

        self._ranges, self._prices = ranges, prices
        self._cells = [cell for cell in ranges.bounds if ranges.is_open(cell) or cell in prices]
        self._at = {cell: place for place, cell in enumerate(self._cells)}
        self._rows = [row for row in ranges.sums if any(cell in self._at for cell in row.all)]
        entries = [
            (place, self._at[cell], sign, cell)
            for place, row in enumerate(self._rows)
            for cell, sign in signs(row)
            if cell in self._at
        ]
        self._fixed = [
            sum(sign * ranges.bounds[cell][0] for cell, sign in signs(row) if cell not in self._at)
            for row in self._rows
        ]
        where = ([row for row, *_ in entries], [column for _, column, *_ in entries])
        shape = (len(self._rows), len(self._cells))
        self._matrix: Any = sparse.csr_array(([sign for *_, sign, _ in entries], where), shape=shape, dtype=float)
        self._point = self._some_that_fit(known)

    def beside(self, cell: str, width: int) -> set[str] | None:
        """The cells to hide, so that this one may lie anywhere in a range that is `width` wide. None: there is no way.

        Upwards where that goes, since the few cannot become fewer by much; else partly downwards.
        """
        for up in range(width, -1, -1):
            found = [self._way(cell, by) for by in (up, up - width) if by]
            if None not in found:
                return set().union(*(way for way in found if way is not None))
        return None

    def _way(self, cell: str, by: int) -> set[str] | None:
        prices = [self._prices[one] if self._is_shown(one) else 0.0 for one in self._cells]
        bounds = [self._bounds(one) for one in self._cells]
        up = [(0, high - self._point[place]) for place, (_, high) in enumerate(bounds)]
        down = [(0, self._point[place] - low) for place, (low, _) in enumerate(bounds)]
        place = self._at[cell]
        if by > up[place][1] or -by > down[place][1]:
            return None
        up[place], down[place] = ((by, by), (0, 0)) if by > 0 else ((0, 0), (-by, -by))
        found = self._solve(prices, up, down)
        if found is None:
            return None
        moved = (abs(found[one] - found[one + len(self._cells)]) for one in range(len(self._cells)))
        return {one for one, far in zip(self._cells, moved, strict=True) if far > _MOVED and self._is_shown(one)}

    def _is_shown(self, cell: str) -> bool:
        """Whether it can still be hidden: a rounded number stands, too."""
        return cell in self._prices and self._ranges.bounds[cell] != HIDDEN

    def _bounds(self, cell: str) -> Bounds:
        return HIDDEN if self._is_shown(cell) else self._ranges.bounds[cell]

    def _solve(self, prices: list[float], up: list[Any], down: list[Any]) -> list[float] | None:
        from scipy import sparse  # noqa: PLC0415 -- as above
        from scipy.optimize import Bounds as Limits  # noqa: PLC0415 -- as above
        from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 -- as above

        moves = sparse.hstack([self._matrix, -self._matrix])
        stands = self._matrix @ self._point + self._fixed
        low = [-stands[place] if not row.exact else 0.0 for place, row in enumerate(self._rows)]
        high = [float("inf") if not row.exact else 0.0 for row in self._rows]
        lows, highs = zip(*up, *down, strict=True)
        tied = [LinearConstraint(moves, low, high)] if self._rows else []
        found = milp(prices + prices, bounds=Limits(lows, highs), constraints=tied)
        return None if found.x is None else [float(value) for value in found.x]

    def _some_that_fit(self, known: Mapping[str, int]) -> Any:
        import numpy as np  # noqa: PLC0415 -- as above
        from scipy.optimize import Bounds as Limits  # noqa: PLC0415 -- as above
        from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415 -- as above

        low = [-float(fixed) for fixed in self._fixed]
        high = [float("inf") if not row.exact else one for row, one in zip(self._rows, low, strict=True)]
        tied = [LinearConstraint(self._matrix, low, high)] if self._rows else []
        size = len(self._cells)
        for told in (known, {}):
            ends = [(told[one],) * 2 if one in told else self._ranges.bounds[one] for one in self._cells]
            lows, highs = zip(*ends, strict=True) if ends else ((), ())
            found = milp([0.0] * size, integrality=[1] * size, bounds=Limits(lows, highs), constraints=tied)
            if found.x is not None:
                return np.round(found.x)
        raise Contradiction
