"""What a curve might have been with other people: the bootstrap, by drawing counts instead of people. Pure.

Efron 1981 (Journal of the American Statistical Association 76:312): people are drawn anew, each with time and event
together. How often each pair of time and event is drawn is multinomial, so drawing that is the same thing exactly, and
takes as long for a million people as for a hundred, as long as times are grouped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .curve import LEVEL
from .errors import Contradictory, check_level
from .landmarks import check_landmarks, withheld
from .tables import Counts, Floats, Table

AT_ONCE = 1 << 21  # numbers drawn at a time


@dataclass(frozen=True, eq=False)
class Replicates:
    """(replicates, landmarks) the share at each landmark, drawn anew; not a number where nobody was left that long."""

    at: tuple[float, ...]
    shares: Floats
    withheld: tuple[str, ...]  # of each landmark: why nothing is said, or nothing at all
    numerator: int
    denominator: int
    definition: str
    method: str = "bootstrap of people"
    version: int = 1
    source: str = "Efron 1981"

    @property
    def horizon(self) -> float:
        """The last landmark."""
        return self.at[-1]

    def error(self, place: int) -> float | None:
        """The spread (standard deviation) at a landmark, by its place; None where it is withheld."""
        return None if self.withheld[place] else float(np.nanstd(self.shares[:, place], ddof=1))

    def interval(self, place: int, *, level: float = LEVEL) -> tuple[float, float] | None:
        """The middle of the drawn shares at a landmark, by its place; None where it is withheld.

        Raises Contradictory for a level outside nought and one.
        """
        check_level(level)
        if self.withheld[place]:
            return None
        low, high = np.nanquantile(self.shares[:, place], [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)


def replicates(
    table: Table,
    at: Sequence[float],
    *,
    chance: np.random.Generator,
    definition: str,
    times: int = 1000,
    part: bool = False,
) -> Replicates:
    """Draw the curve of a table anew so many times, and look at the landmarks. `chance` decides all: seed it to repeat.

    `at`: landmarks, in the unit of the table. Raises Contradictory for fewer than two times, and as `at_landmarks`.
    """
    check_landmarks(at)
    if times < 2:
        raise Contradictory("twice at least")
    cells = np.concatenate([table.events, table.censored])
    kept = np.flatnonzero(cells)
    until = np.array([table.row(time) + 1 for time in at])
    seen = np.searchsorted(table.times, at, side="left")
    shares = np.empty((times, len(at)))
    batch = max(1, AT_ONCE // cells.size)
    for begin in range(0, times, batch):
        size = min(batch, times - begin)
        drawn = np.zeros((size, cells.size), np.int64)
        drawn[:, kept] = chance.multinomial(table.people, cells[kept] / table.people, size=size)
        shares[begin : begin + size] = _curves(drawn, until, seen)
    why = tuple(withheld(table, time, part=part) for time in at)
    return Replicates(tuple(at), shares, why, table.happened, table.people, definition)


def _curves(drawn: Counts, until: Counts, seen: Counts) -> Floats:
    """Of each row of drawn counts (events, then censored) the share after so many rows (`until`).

    `seen`: the row of which those at risk are the people still seen at that time; the one after the last is nobody.
    """
    rows = drawn.shape[1] // 2
    events = drawn[:, :rows]
    at_risk = np.cumsum((events + drawn[:, rows:])[:, ::-1], axis=1)[:, ::-1]
    shares = np.ones((drawn.shape[0], rows + 1))
    np.cumprod(1 - events / np.maximum(at_risk, 1), axis=1, out=shares[:, 1:])
    found: Floats = shares[:, until]
    nobody = np.pad(at_risk, ((0, 0), (0, 1)))[:, seen] == 0
    found[nobody & (found > 0)] = np.nan  # nobody drawn was seen that long, and it had not happened to all
    return found
