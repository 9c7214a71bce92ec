"""How it ended, when it can end in more than one way: the share of each ending over time. Pure.

Aalen and Johansen 1978; the variance by the delta method (Dinse and Larson 1986; Marubini and Valsecchi 1995, 11.3),
which is the binomial one where nobody was lost; the interval on the scale of the complementary log-log. One minus a
Kaplan–Meier curve that calls the other endings *lost* is no share of anybody, and always too high.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from .curve import LEVEL
from .errors import Contradictory, NotReached, check_level, check_time
from .landmarks import Landmark, check_landmarks, withheld
from .tables import Counts, Floats, OfTable, Table, checked_times

_NONE = 1e-12


@dataclass(frozen=True, eq=False)
class Endings(OfTable):
    """(rows, kinds) how often each kind of ending came at each time of the table; kinds are numbered from 1.

    In its table any ending counts as the event.
    """

    each: Counts
    definition: str
    unit: str
    method: str = "Aalen–Johansen"
    version: int = 1
    source: str = "Aalen and Johansen 1978; Dinse and Larson 1986"

    @property
    def kinds(self) -> int:
        """So many kinds of ending."""
        return int(self.each.shape[1])

    @cached_property
    def shares(self) -> Floats:
        """(rows, kinds) the share that has ended so, from that row's time on."""
        return np.cumsum(self._before[:, None] * self.each / self.table.at_risk[:, None], axis=0)

    def at(self, kind: int, time: float, *, level: float = LEVEL) -> "Ended":
        """The share that had ended in one way by a time.

        Raises Contradictory for an ending or a level that is not one, NotReached where nobody is seen and not all have
        ended; NegativeTime, InfiniteTime.
        """
        self._check(kind)
        check_time(time)
        check_level(level)
        table, row = self.table, self.table.row(time)
        if row == table.times.size - 1 and time > table.times[-1] and self.shares[-1].sum() < 1 - 1e-9:
            raise NotReached(f"nobody was seen as long as {time}")
        share = float(self.shares[row, kind - 1]) if row >= 0 else 0.0
        error = sqrt(max(0.0, self._variance(kind - 1, row)))
        low, high = _interval(share, error, level)
        return Ended(
            kind=kind,
            horizon=time,
            numerator=int(self.each[: row + 1, kind - 1].sum()),
            denominator=table.people,
            observed=table.observed(time),
            share=share,
            error=error,
            low=low,
            high=high,
            definition=self.definition,
            unit=self.unit,
            level=level,
        )

    def at_landmarks(
        self, kind: int, at: Sequence[float], *, part: bool = False, level: float = LEVEL
    ) -> tuple[Landmark, ...]:
        """The share that had ended in one way at each landmark, withheld where too few are seen, as for a curve.

        Raises Contradictory as `at`, and what `check_landmarks` raises.
        """
        self._check(kind)
        check_landmarks(at)
        check_level(level)
        found = []
        for time in at:
            why = withheld(self.table, time, part=part)
            ended = None if why else self.at(kind, time, level=level)
            found.append(
                Landmark(
                    horizon=time,
                    numerator=int(self.each[: self.table.row(time) + 1, kind - 1].sum()),
                    denominator=self.table.people,
                    observed=self.table.observed(time),
                    share=ended.share if ended else None,
                    low=ended.low if ended else None,
                    high=ended.high if ended else None,
                    definition=self.definition,
                    unit=self.unit,
                    method=self.method,
                    level=level,
                    version=self.version,
                    source=self.source,
                    withheld=why,
                )
            )
        return tuple(found)

    def _check(self, kind: int) -> None:
        if not 1 <= kind <= self.kinds:
            raise Contradictory(f"endings are numbered from 1 to {self.kinds}")

    @cached_property
    def _before(self) -> Floats:
        """(rows,) the share that had not ended in any way just before each row."""
        left = np.cumprod(1 - self.table.events / self.table.at_risk)
        return np.concatenate([np.ones(1), left[:-1]])

    def _variance(self, kind: int, row: int) -> float:
        upto = slice(0, row + 1)
        n, ended = self.table.at_risk[upto].astype(np.float64), self.table.events[upto]
        so, before = self.each[upto, kind], self._before[upto]
        still = self.shares[row, kind] - self.shares[upto, kind] if row >= 0 else np.zeros(0)
        left = n - ended
        later = np.divide(still**2 * ended, n * left, out=np.zeros(n.size), where=left > 0)
        now = before**2 * so * (n - so) / n**3
        both = np.divide(still * before * so, n**2)
        return float((later + now - 2 * both).sum())


@dataclass(frozen=True)
class Ended:
    """The share that had ended in one way by `horizon`, its standard error and interval (None without a spread)."""

    kind: int
    horizon: float
    numerator: int
    denominator: int
    observed: int
    share: float
    error: float
    low: float | None
    high: float | None
    definition: str
    unit: str
    level: float = LEVEL
    method: str = "Aalen–Johansen"
    version: int = 1
    source: str = "Aalen and Johansen 1978; Dinse and Larson 1986"
    withheld: str = ""


def aalen_johansen(times: npt.ArrayLike, endings: npt.ArrayLike, *, definition: str, unit: str = "months") -> Endings:
    """The share of every ending.

    `times`: (people,) as in `tabulate`. `endings`: (people,) whole numbers; 0: not ended so far, 1, 2, …: how it ended.
    Raises NoTimes, NegativeTime, InfiniteTime; Contradictory for other endings, or where nobody's has ended.
    """
    when, how = checked_times(times).astype(np.float64), np.asarray(endings)
    if how.shape != when.shape:
        raise Contradictory("as many endings as times")
    if how.dtype.kind not in "biu" or how.min() < 0 or not how.any():
        raise Contradictory("endings are 0, 1, 2, …, and some are not 0")
    rows, place = np.unique(when, return_inverse=True)
    kinds = int(how.max())
    counts = np.bincount(place * (kinds + 1) + how, minlength=rows.size * (kinds + 1)).reshape(rows.size, kinds + 1)
    each = counts[:, 1:]
    return Endings(Table(rows, each.sum(axis=1), counts[:, 0].copy()), each, definition, unit)


def _interval(share: float, error: float, level: float) -> tuple[float | None, float | None]:
    if not _NONE < share < 1 - _NONE or error == 0:
        return None, None
    wide = NormalDist().inv_cdf((1 + level) / 2) * error / (share * log(share))
    ends = share ** exp(wide), share ** exp(-wide)
    return min(ends), max(ends)
