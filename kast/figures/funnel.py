"""Several units beside one another, without a league table: a funnel plot with exact binomial limits. Pure.

A small unit strays further by chance alone, so each is held against what chance allows a unit of its size: 95 and 99.8
of 100 (Spiegelhalter 2005). Units stand in the order of their names, never of their values, and nothing ranks them.
Whether a unit lies outside is decided by the exact binomial chance of its own count. The drawn limits are put between
two whole numbers of people, as Spiegelhalter does, so that the line is smooth.

Shares lie between nought and one. Refused by name: NoSuchFunnel (no units, more than all, fewer than none, nobody, a
centre that is not strictly between nought and one).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from .proportions import TEN, VERSION

LEVELS = (0.95, 0.998)
METHOD = "funnel plot, exact binomial limits (Spiegelhalter 2005)"
RELEASES = "releases of the units"


class NoSuchFunnel(ValueError):
    """Units that cannot be set beside one another."""


class Where(Enum):
    """Where a unit lies. Never *better* or *worse*."""

    WITHIN = "as chance allows"
    BEYOND_95 = "outside 95 of 100"
    BEYOND_998 = "outside 99.8 of 100"


@dataclass(frozen=True)
class Limits:
    """What chance allows for a number of people: (low, high) at 95 and at 99.8 of 100."""

    people: int
    usual: tuple[float, float]
    wide: tuple[float, float]


@dataclass(frozen=True)
class Unit:
    """One unit: so many of so many, and where that lies."""

    name: str
    numerator: int
    denominator: int
    where: Where
    limits: Limits

    @property
    def share(self) -> float:
        """Between nought and one."""
        return self.numerator / self.denominator

    @property
    def in_per_cent(self) -> bool:
        """Whether there are enough people to speak of per cent."""
        return self.denominator >= TEN


@dataclass(frozen=True)
class Funnel:
    """The units by name, the centre they are held against, and the lines to draw."""

    units: tuple[Unit, ...]
    centre: float
    numerator: int
    denominator: int
    lines: tuple[Limits, ...]
    definition: str
    horizon: int | None = None
    method: str = METHOD
    withheld: str = ""
    version: str = VERSION
    source: str = RELEASES


def funnel(
    units: Mapping[str, tuple[int, int]],
    *,
    definition: str,
    horizon: int | None = None,
    centre: float | None = None,
    points: int = 60,
    source: str = RELEASES,
) -> Funnel:
    """Set units (name: so many, of so many) beside each other, around `centre`, else their common share.

    `points` is how many places the lines are worked out at. Raises NoSuchFunnel.
    """
    if not units or points < 2 or any(not 0 <= some <= of or of == 0 for some, of in units.values()):
        raise NoSuchFunnel
    numerator = sum(some for some, _ in units.values())
    denominator = sum(of for _, of in units.values())
    middle = numerator / denominator if centre is None else centre
    if not 0 < middle < 1:
        raise NoSuchFunnel
    largest = max(of for _, of in units.values())
    sizes = sorted({max(1, round(largest * 1.05 * place / points)) for place in range(1, points + 1)})
    return Funnel(
        units=tuple(_unit(name, *units[name], middle) for name in sorted(units)),
        centre=middle,
        numerator=numerator,
        denominator=denominator,
        lines=tuple(_limits(size, middle) for size in sizes),
        definition=definition,
        horizon=horizon,
        source=source,
    )


def limit(people: int, centre: float, chance: float) -> float:
    """The share below which so large a part of units of this size lie by chance. Raises NoSuchFunnel.

    Spiegelhalter (2005), appendix: with r the binomial quantile, (r − (F(r) − chance) / (F(r) − F(r − 1))) / n.
    """
    from scipy.stats import binom  # noqa: PLC0415 -- not at start-up

    if people < 1 or not 0 < centre < 1 or not 0 < chance < 1:
        raise NoSuchFunnel
    whole = float(binom.ppf(chance, people, centre))
    upto, below = float(binom.cdf(whole, people, centre)), float(binom.cdf(whole - 1, people, centre))
    part = (upto - chance) / (upto - below)
    return min(1.0, max(0.0, (whole - part) / people))


def _limits(people: int, centre: float) -> Limits:
    low, high = ([limit(people, centre, chance) for chance in ((1 - level) / 2, (1 + level) / 2)] for level in LEVELS)
    return Limits(people, (low[0], low[1]), (high[0], high[1]))


def _unit(name: str, numerator: int, denominator: int, centre: float) -> Unit:
    from scipy.stats import binom  # noqa: PLC0415 -- not at start-up

    few = float(binom.cdf(numerator, denominator, centre))
    many = float(binom.sf(numerator - 1, denominator, centre))
    where = Where.WITHIN
    for level, beyond in zip(LEVELS, (Where.BEYOND_95, Where.BEYOND_998), strict=True):
        if min(few, many) < (1 - level) / 2:
            where = beyond
    return Unit(name, numerator, denominator, where, _limits(denominator, centre))
