"""A share of so many, with its interval. Pure.

Exact intervals are Clopper and Pearson's (1934), the others Wilson's (1927); both as compared by Newcombe (1998).
A share without its count does not exist here, and one of fewer than ten is never given in per cent.
"""

from dataclasses import dataclass
from math import isclose, sqrt
from statistics import NormalDist

TEN = 10
LEVEL = 0.95


class NoSuchShare(ValueError):
    """More than all, fewer than none, or of nobody."""


@dataclass(frozen=True)
class Proportion:
    """`numerator` of `denominator`, the interval and how it was made, what it means and over what time."""

    numerator: int
    denominator: int
    low: float
    high: float
    method: str
    definition: str
    horizon: int | None = None  # months; None: at the time of counting
    level: float = LEVEL
    withheld: str = ""

    @property
    def in_per_cent(self) -> bool:
        """Whether there are enough people to speak of per cent."""
        return self.denominator >= TEN

    @property
    def share(self) -> float:
        """Between nought and one."""
        return self.numerator / self.denominator

    @property
    def of_a_hundred(self) -> int:
        """The share in whole per cent; only where there are enough people."""
        return per_cent(self.share)

    @property
    def interval(self) -> str:
        """The interval in whole per cent: 55–68."""
        return f"{per_cent(self.low)}–{per_cent(self.high)}"


def proportion(numerator: int, denominator: int, *, definition: str, horizon: int | None = None) -> Proportion:
    """A share with its exact 95 % interval. Raises NoSuchShare."""
    low, high = clopper_pearson(numerator, denominator)
    return Proportion(numerator, denominator, low, high, "Clopper–Pearson", definition, horizon)


def clopper_pearson(numerator: int, denominator: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided interval: it holds the true share at least as often as it says."""
    from scipy.special import betaincinv  # noqa: PLC0415 -- half a second at start-up, for a page that few open

    _check(numerator, denominator)
    tail = (1 - level) / 2
    rest = denominator - numerator
    low = 0.0 if numerator == 0 else float(betaincinv(numerator, rest + 1, tail))
    high = 1.0 if rest == 0 else float(betaincinv(numerator + 1, rest, 1 - tail))
    return low, high


def wilson(numerator: int, denominator: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval: closer than the exact one, and right on average only."""
    _check(numerator, denominator)
    z = NormalDist().inv_cdf(1 - (1 - level) / 2)
    share = numerator / denominator
    middle = (share + z * z / (2 * denominator)) / (1 + z * z / denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2)) / (1 + z * z / denominator)
    low = 0.0 if numerator == 0 else middle - half
    high = 1.0 if numerator == denominator else middle + half
    return low, high


def upper_when_none(denominator: int, *, level: float = LEVEL) -> float:
    """How large the share may still be when nobody of so many was seen (one-sided)."""
    _check(0, denominator)
    return float(1 - (1 - level) ** (1 / denominator))


def followed_without_any(at_least: float, *, level: float = LEVEL) -> int:
    """How many must be followed without one going back before `at_least` (a share below one) may be claimed."""
    needed = 1
    while upper_when_none(needed, level=level) > 1 - at_least:
        needed += 1
    return needed


def per_cent(share: float) -> int:
    """Whole per cent for print. Nought and a hundred are said only when they are exactly so."""
    if isclose(share, 0, abs_tol=1e-12) or isclose(share, 1, abs_tol=1e-12):
        return round(share * 100)
    return min(99, max(1, int(share * 100 + 0.5)))


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator or denominator == 0:
        raise NoSuchShare
