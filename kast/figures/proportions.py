"""A share of so many, with its interval. Pure.

Exact intervals are Clopper and Pearson's (1934), the others Wilson's (1927); both as compared by Newcombe (1998).
A share without its count does not exist here, and one of fewer than ten is never given in per cent.

Numbers of people are whole and at least nought; shares, limits and levels lie between nought and one; months are
whole. Whatever cannot be is refused by name: NoSuchShare (of nobody, more than all, fewer than none, not a number or
without end), NoSuchLevel (a level, or a share to be claimed, that is not strictly between nought and one).
"""

from dataclasses import dataclass
from math import ceil, inf, isclose, log, sqrt
from statistics import NormalDist

TEN = 10
LEVEL = 0.95
VERSION = "1"  # of how a result is worked out; another way of working it out is another number
COUNT = "count"  # the method where nothing is estimated
LEDGER = "ledger"  # where the counts come from, where nothing else is said


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a result rests on besides its definition: how it was worked out, over what time (months), from what."""

    method: str = COUNT
    horizon: int | None = None  # None: at the time of counting, or as long as it took
    version: str = VERSION
    source: str = LEDGER


class NoSuchShare(ValueError):
    """More than all, fewer than none, or of nobody."""


class NoSuchLevel(ValueError):
    """A chance that is not strictly between nought and one."""


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
    version: str = VERSION
    source: str = LEDGER

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


def proportion(
    numerator: int, denominator: int, *, definition: str, horizon: int | None = None, source: str = LEDGER
) -> Proportion:
    """A share with its exact 95 % interval. Raises NoSuchShare."""
    low, high = clopper_pearson(numerator, denominator)
    return Proportion(numerator, denominator, low, high, "Clopper–Pearson", definition, horizon, source=source)


def none_of(
    denominator: int, *, definition: str, horizon: int | None = None, level: float = LEVEL, source: str = LEDGER
) -> Proportion:
    """Nobody of so many: nought, and how large the share may still be (one-sided). Raises NoSuchShare, NoSuchLevel."""
    high = upper_when_none(denominator, level=level)
    method = "exact, one-sided, no events"
    return Proportion(0, denominator, 0.0, high, method, definition, horizon, level, source=source)


def clopper_pearson(numerator: int, denominator: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact two-sided interval: it holds the true share at least as often as it says (Clopper and Pearson 1934).

    Raises NoSuchShare, NoSuchLevel.
    """
    from scipy.special import betaincinv  # noqa: PLC0415 -- half a second at start-up, for a page that few open

    _check(numerator, denominator)
    _between(level)
    tail = (1 - level) / 2
    rest = denominator - numerator
    low = 0.0 if numerator == 0 else float(betaincinv(numerator, rest + 1, tail))
    high = 1.0 if rest == 0 else float(betaincinv(numerator + 1, rest, 1 - tail))
    return low, high


def wilson(numerator: int, denominator: int, *, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval (1927): closer than the exact one, and right on average only.

    Raises NoSuchShare, NoSuchLevel.
    """
    _check(numerator, denominator)
    _between(level)
    z = NormalDist().inv_cdf(1 - (1 - level) / 2)
    share = numerator / denominator
    middle = (share + z * z / (2 * denominator)) / (1 + z * z / denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2)) / (1 + z * z / denominator)
    low = 0.0 if numerator == 0 else middle - half
    high = 1.0 if numerator == denominator else middle + half
    return low, high


def upper_when_none(denominator: int, *, level: float = LEVEL) -> float:
    """How large the share may still be when nobody of so many was seen (one-sided): 1 − (1 − level)^(1/n).

    The exact form of the rule of three (Hanley and Lippman-Hand 1983). Raises NoSuchShare, NoSuchLevel.
    """
    _check(0, denominator)
    _between(level)
    return float(1 - (1 - level) ** (1 / denominator))


def followed_without_any(at_least: float, *, level: float = LEVEL, two_sided: bool = False) -> int:
    """How many must be followed without one going back before `at_least` (a share) may be claimed.

    One-sided unless said: 59 for 95 %; with a two-sided interval, as it stands on the page, 72. Raises NoSuchLevel.
    """
    _between(at_least)
    _between(level)
    tail = (1 - level) / 2 if two_sided else 1 - level
    needed = max(1, ceil(log(tail) / log(at_least)))
    return needed if at_least**needed <= tail * (1 + 1e-12) else needed + 1


def per_cent(share: float) -> int:
    """Whole per cent for print. Nought and a hundred are said only when they are exactly so."""
    if isclose(share, 0, abs_tol=1e-12) or isclose(share, 1, abs_tol=1e-12):
        return round(share * 100)
    return min(99, max(1, int(share * 100 + 0.5)))


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator or not 0 < denominator < inf:
        raise NoSuchShare


def _between(level: float) -> None:
    if not 0 < level < 1:
        raise NoSuchLevel
