"""Several arrows in one: the product of shares of different groups, with an interval of its own. Pure.

Shares whose groups lie within each other need no product: the last number of the first group is a share by itself. A
product is for arrows that were counted in different groups (others' count, ours, those whose time has passed). Each
share is given the distribution Beta(k + 1/2, n - k + 1/2) (Jeffreys), the shares are taken to be independent, and the
interval is the middle 95 % of their product. (Multiplying the ends of the intervals would give one that is too wide,
and multiplying only the shares would give none.) The product's distribution is worked out, not drawn: each factor is
laid out in equally likely slices, every slice is multiplied with every other, and the products are cut into slices
again. So the same numbers give the same interval, to about a tenth of a per cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite, prod
from typing import TYPE_CHECKING

from .proportions import LEVEL, Basis, NoSuchShare, Proportion

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

METHOD = "product of independent Betas (Jeffreys)"
SLICES = 1024


@dataclass(frozen=True)
class Path(Basis):
    """The product of the arrows' shares and its interval; each arrow keeps its own numbers."""

    arrows: tuple[Proportion, ...]
    low: float
    high: float
    definition: str
    level: float = LEVEL
    withheld: str = ""
    method: str = field(default=METHOD, kw_only=True)

    @property
    def share(self) -> float:
        """Between nought and one."""
        return prod(arrow.share for arrow in self.arrows)


def path(arrows: Sequence[Proportion], *, definition: str, level: float = LEVEL) -> Path:
    """The product of shares of independent groups. Raises NoSuchShare of no arrows.

    Where somebody's share is nought, the interval begins at nought; where all are whole, it ends at one.
    """
    if not arrows:
        raise NoSuchShare
    betas = [(arrow.numerator + 0.5, arrow.denominator - arrow.numerator + 0.5) for arrow in arrows]
    low, high = product_of_betas(betas, level=level)
    low = 0.0 if any(arrow.numerator == 0 for arrow in arrows) else low
    high = 1.0 if all(arrow.numerator == arrow.denominator for arrow in arrows) else high
    return Path(tuple(arrows), low, high, definition, level=level)


def product_of_betas(betas: Sequence[tuple[float, float]], *, level: float = LEVEL) -> tuple[float, float]:
    """The middle of the product of independent Beta(a, b), from its lower to its upper end.

    Raises NoSuchShare for none, for an a or b that is not above nought, and for a level outside (0, 1).
    """
    from numpy import quantile  # noqa: PLC0415 -- as with the intervals: not at start-up
    from scipy.special import betaincinv  # noqa: PLC0415 -- likewise

    if not betas or not 0 < level < 1 or not all(isfinite(part) and part > 0 for beta in betas for part in beta):
        raise NoSuchShare
    ends = ((1 - level) / 2, (1 + level) / 2)
    if len(betas) == 1:
        return float(betaincinv(*betas[0], ends[0])), float(betaincinv(*betas[0], ends[1]))
    low, high = quantile(products(betas), ends)
    return float(low), float(high)


def products(betas: Sequence[tuple[float, float]]) -> "NDArray[float64]":
    """Equally likely values of the product, the smallest first: `SLICES` of one factor, their square of several."""
    from numpy import arange, multiply, sort  # noqa: PLC0415 -- as with the intervals: not at start-up
    from scipy.special import betaincinv  # noqa: PLC0415 -- likewise

    middles = (arange(SLICES) + 0.5) / SLICES
    found: NDArray[float64] = betaincinv(*betas[0], middles)
    for beta in betas[1:]:
        before = found if len(found) == SLICES else found.reshape(SLICES, SLICES).mean(axis=1)
        found = sort(multiply.outer(before, betaincinv(*beta, middles)), axis=None)
    return found
