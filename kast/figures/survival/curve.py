"""The curve of those to whom it has not happened yet, and how sure it is. Pure.

Kaplan and Meier 1958 (Journal of the American Statistical Association 53:457), Greenwood 1926 for the error. Intervals:
plain; log; log-log (Kalbfleisch and Prentice 1980); arcsine of the root (Thomas and Grunkemeier 1975), in the forms of
R's `survival`. None of them can be had where it has happened to nobody or to all: that is said, where other
programs print 100–100 %. With few events the beta product (`beta_product.py`) says what can be said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import asin, exp, log, pi, sin, sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from .errors import Contradictory, NotReached, check_level, check_time
from .tables import Floats, OfTable, tabulate

LEVEL = 0.95
_SAME = 1e-9  # shares that differ by less are the same: they are products of many quotients


@dataclass(frozen=True, eq=False)
class Curve(OfTable):
    """The share to whom it has not happened, row by row of its table."""

    definition: str
    unit: str  # of the times: months, weeks
    method: str = "Kaplan–Meier"
    version: int = 1
    source: str = "Kaplan and Meier 1958; Greenwood 1926"

    @cached_property
    def shares(self) -> Floats:
        """(rows,) the share from that row's time on, until the next."""
        return np.cumprod(1 - self.table.events / self.table.at_risk, dtype=np.float64)

    @cached_property
    def greenwood(self) -> Floats:
        """(rows,) the variance of the logarithm of the share; infinite once it is nought."""
        events, at_risk = self.table.events, self.table.at_risk
        with np.errstate(divide="ignore"):
            terms = np.where(events > 0, events / (at_risk * (at_risk - events.astype(np.float64))), 0.0)
        return np.cumsum(terms)

    def at(self, time: float) -> float:
        """The share at a time.

        Raises NotReached where nobody is seen any longer, unless it is nought for good; NegativeTime, InfiniteTime.
        """
        row = self._row(time)
        return 1.0 if row < 0 else float(self.shares[row])

    def error(self, time: float) -> float:
        """Greenwood's standard error of the share. Raises as `at`, and NotReached where the share is nought."""
        row = self._row(time)
        if row < 0:
            return 0.0
        if self.shares[row] < _SAME:
            raise NotReached("it has happened to all: this error cannot be had")
        return float(self.shares[row] * sqrt(self.greenwood[row]))

    def interval(self, time: float, kind: str = "log-log", *, level: float = LEVEL) -> tuple[float, float] | None:
        """The interval of the share at a time: plain, log, log-log or arcsine. None where there can be none.

        Raises as `at`, and Contradictory for another kind, or a level outside nought and one.
        """
        check_level(level)
        if kind not in _ENDS:
            raise Contradictory(f"an interval is {', '.join(_ENDS)}")
        row = self._row(time)
        if row < 0 or not _SAME < self.shares[row] < 1 - _SAME:
            return None
        z = NormalDist().inv_cdf((1 + level) / 2)
        low, high = _ENDS[kind](float(self.shares[row]), z * sqrt(self.greenwood[row]))
        return max(0.0, low), min(1.0, high)

    @property
    def median(self) -> float | None:
        """When it has happened to half; in the middle, while it is exactly half. None when it has not come so far."""
        below = np.flatnonzero(self.shares < 0.5 + _SAME)
        if not below.size:
            return None
        first = int(below[0])
        after = np.flatnonzero(self.shares < 0.5 - _SAME)
        if self.shares[first] < 0.5 - _SAME or not after.size:
            return float(self.table.times[first])
        return float(self.table.times[first] + self.table.times[after[0]]) / 2

    def _row(self, time: float) -> int:
        check_time(time)
        if time > self.horizon and self.shares[-1] > _SAME:
            raise NotReached(f"nobody was seen as long as {time}")
        return self.table.row(time)


def kaplan_meier(times: npt.ArrayLike, events: npt.ArrayLike, *, definition: str, unit: str = "months") -> Curve:
    """The curve of everybody. Shapes and exceptions as `tabulate`."""
    return Curve(tabulate(times, events), definition, unit)


def _plain(share: float, wide: float) -> tuple[float, float]:
    return share - share * wide, share + share * wide


def _log(share: float, wide: float) -> tuple[float, float]:
    return share * exp(-wide), share * exp(wide)


def _log_log(share: float, wide: float) -> tuple[float, float]:
    wide /= -log(share)
    return share ** exp(wide), share ** exp(-wide)


def _arcsine(share: float, wide: float) -> tuple[float, float]:
    middle, half = asin(sqrt(share)), wide / 2 * sqrt(share / (1 - share))
    return sin(max(0.0, middle - half)) ** 2, sin(min(pi / 2, middle + half)) ** 2


_ENDS: Mapping[str, Callable[[float, float], tuple[float, float]]] = {
    "plain": _plain,
    "log": _log,
    "log-log": _log_log,
    "arcsine": _arcsine,
}
