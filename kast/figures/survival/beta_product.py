"""The beta product confidence procedure: an interval of the curve that is honest with few events, or none. Pure.

Fay, Brittain and Proschan 2013 (Biostatistics 14:723), by the method of moments, with the right-continuous convention
of Fay and Brittain 2016 for tied and grouped times, as in R's `bpcp` from 1.3.0 on. The share just after the events of
some time is taken as a product of independent beta variables, one Beta(at risk - events + 1, events) for each time; for
the lower end the next event may come at once, so Beta(left, 1) comes on top. The product is given the one beta
distribution with its mean and variance, and the ends never rise over time. Where nobody has been lost this is Clopper
and Pearson's interval, exactly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .errors import check_level
from .tables import Floats, Table

METHOD = "beta product"
SOURCE = "Fay, Brittain and Proschan 2013"


@dataclass(frozen=True, eq=False)
class BetaProduct:
    """Both ends of the interval at every time. Raises Contradictory for a level outside nought and one."""

    table: Table
    level: float = 0.95

    def __post_init__(self) -> None:
        check_level(self.level)

    def at(self, time: float, *, seen_through: bool = True) -> tuple[float, float]:
        """The interval at a time, before, between and after the rows. Nothing is refused; after the last it is 0 on.

        `seen_through`: whoever was seen until exactly this time is known to be free of it then (followed to month 12
        means to its end). Without, they may have been lost an instant before, which is how `bpcp` draws its curve.
        """
        row = self.table.row(time)
        exact = row >= 0 and self.table.times[row] == time
        lower = self._lows[2 * row + 1] if exact and seen_through else self._lows[2 * row + 2]
        return float(lower), float(self._highs[row + 1])

    @cached_property
    def _moments(self) -> tuple[Floats, Floats]:
        """Of the product so far, (rows + 1,) each: log mean, and log of the second moment over the mean's square."""
        a = (self.table.at_risk - self.table.events + 1).astype(np.float64)
        mean, spread = _moments(a, self.table.events.astype(np.float64))
        begin = np.zeros(1)
        return np.concatenate([begin, np.cumsum(mean)]), np.concatenate([begin, np.cumsum(spread)])

    @cached_property
    def _highs(self) -> Floats:
        """(rows + 1,): before the first row, and from each row on."""
        return np.minimum.accumulate(_quantile(*self._moments, (1 + self.level) / 2))

    @cached_property
    def _lows(self) -> Floats:
        """(2 rows + 1,): before the first row, then at each row and after it."""
        table = self.table
        after = np.append(table.at_risk, 0)  # before each row, and after the last: so many are left
        left = np.empty(2 * table.times.size + 1)
        left[0::2], left[1::2] = after, table.at_risk - table.events
        so_far = np.repeat(np.arange(table.times.size + 1), 2)[1:]
        mean, spread = _moments(left, np.ones_like(left))
        lows = _quantile(self._moments[0][so_far] + mean, self._moments[1][so_far] + spread, (1 - self.level) / 2)
        return np.minimum.accumulate(np.where(left > 0, lows, 0.0))


def _moments(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Of Beta(a, b): log mean, and log of the second moment over the mean's square. Beta(a, 0) is one for certain."""
    safe = np.maximum(a, 1.0)  # Beta(0, b) is nought for certain, and is put right by whoever asks
    return -np.log1p(b / safe), np.log1p(b / (safe * (safe + b + 1)))


def _quantile(log_mean: Floats, log_spread: Floats, share: float) -> Floats:
    """The quantile of the beta distribution with these moments; one where there is no spread."""
    from scipy.special import betaincinv  # noqa: PLC0415 -- half a second, and only where an interval is asked for

    mean, spread = np.exp(log_mean), np.expm1(log_spread)  # spread: the variance over the mean's square
    certain = spread <= 0
    spread[certain] = 1.0
    rest = -np.expm1(log_mean)
    size = (rest - mean * spread) / spread  # a = size; b = size (1 - mean) / mean
    size[certain] = 1.0
    ends: Floats = betaincinv(size, np.where(certain, 1.0, size * rest / mean), share)
    return np.where(certain, 1.0, ends)
