"""One part of the model as it is believed: fixed, a share (beta), or a number (gamma). Pure.

A part is stated as a span that holds it nine times in ten: a twentieth lies below, a twentieth above. A span that
begins at nought has no lower twentieth; there the highest is what nineteen in twenty lie under, and the curve falls
from nought (beta with a = 1; exponential). A span that ends at one is its mirror.

Shares lie between nought and one; numbers are above nought, in their own unit (people or purchases a year). Refused by
name: NoSuchSpan (infinite, negative, shares above one, ends in the wrong order), NoSuchPart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, log
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.random import Generator

TAIL = 0.05


class NoSuchSpan(ValueError):
    """A span that nothing can lie in."""


class NoSuchPart(ValueError):
    """A distribution that cannot be."""


class Part(Protocol):
    """What is believed of one number."""

    @property
    def mean(self) -> float:
        """What is expected."""

    @property
    def variance(self) -> float:
        """How unsure it is."""

    def at(self, chance: float) -> float:
        """The value below which it lies with this chance."""

    def above(self, value: float) -> tuple[float, float]:
        """The chance of more than a value, and what that adds to the mean: P(X > v), E[X; X > v]."""

    def draw(self, generator: "Generator", number: int) -> Any:
        """So many draws, an array."""


@dataclass(frozen=True)
class Fixed:
    """Known, or taken as if it were."""

    value: float

    def __post_init__(self) -> None:
        if not isfinite(self.value) or self.value < 0:
            raise NoSuchPart

    @property
    def mean(self) -> float:
        """Itself."""
        return self.value

    @property
    def variance(self) -> float:
        """None."""
        return 0.0

    def at(self, chance: float) -> float:  # noqa: ARG002 -- it is the same at every chance
        """Itself."""
        return self.value

    def above(self, value: float) -> tuple[float, float]:
        """All of it, or nothing."""
        return (1.0, self.value) if self.value > value else (0.0, 0.0)

    def draw(self, generator: "Generator", number: int) -> Any:  # noqa: ARG002 -- nothing is left to chance
        """The same again."""
        import numpy as np  # noqa: PLC0415 -- not at start-up

        return np.full(number, self.value)


@dataclass(frozen=True)
class Beta:
    """A share: as sure as `a` who did and `b` who did not."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if not (isfinite(self.a) and isfinite(self.b) and self.a > 0 and self.b > 0):
            raise NoSuchPart

    @property
    def mean(self) -> float:
        """So many of them all."""
        return self.a / (self.a + self.b)

    @property
    def variance(self) -> float:
        """In closed form."""
        return self.mean * (1 - self.mean) / (self.a + self.b + 1)

    def at(self, chance: float) -> float:
        """By the inverse of the incomplete beta function."""
        from scipy.special import betaincinv  # noqa: PLC0415 -- not at start-up

        return float(betaincinv(self.a, self.b, chance))

    def above(self, value: float) -> tuple[float, float]:
        """The tail, and its part of the mean: the mean times the tail of a beta with one more in a."""
        from scipy.special import betainc  # noqa: PLC0415 -- not at start-up

        value = min(1.0, max(0.0, value))
        tail, heavier = 1 - betainc(self.a, self.b, value), 1 - betainc(self.a + 1, self.b, value)
        return float(tail), self.mean * float(heavier)

    def draw(self, generator: "Generator", number: int) -> Any:
        """So many draws."""
        return generator.beta(self.a, self.b, number)


@dataclass(frozen=True)
class Gamma:
    """A number above nought: mean shape · scale."""

    shape: float
    scale: float

    def __post_init__(self) -> None:
        if not (isfinite(self.shape) and isfinite(self.scale) and self.shape > 0 and self.scale > 0):
            raise NoSuchPart

    @property
    def mean(self) -> float:
        """Shape times scale."""
        return self.shape * self.scale

    @property
    def variance(self) -> float:
        """Shape times scale times scale."""
        return self.shape * self.scale**2

    def at(self, chance: float) -> float:
        """By the inverse of the incomplete gamma function."""
        from scipy.special import gammaincinv  # noqa: PLC0415 -- not at start-up

        return float(gammaincinv(self.shape, chance)) * self.scale

    def above(self, value: float) -> tuple[float, float]:
        """The tail, and its part of the mean: the mean times the tail of a gamma with one more in shape."""
        from scipy.special import gammaincc  # noqa: PLC0415 -- not at start-up

        scaled = max(0.0, value) / self.scale
        return float(gammaincc(self.shape, scaled)), self.mean * float(gammaincc(self.shape + 1, scaled))

    def draw(self, generator: "Generator", number: int) -> Any:
        """So many draws."""
        return generator.gamma(self.shape, self.scale, number)


def share_between(low: float, high: float) -> Fixed | Beta:
    """A share that lies in the span nine times in ten. Raises NoSuchSpan."""
    if not (isfinite(low) and isfinite(high)) or not 0 <= low <= high <= 1:
        raise NoSuchSpan
    if low == high:
        return Fixed(low)
    if low == 0 and high == 1:
        return Beta(1, 1)
    if low == 0:
        return Beta(1, log(TAIL) / log(1 - high))
    if high == 1:
        return Beta(log(TAIL) / log(low), 1)
    return _beta_between(low, high)


def number_between(low: float, high: float) -> Fixed | Gamma:
    """A number that lies in the span nine times in ten. Raises NoSuchSpan."""
    if not (isfinite(low) and isfinite(high)) or not 0 <= low <= high:
        raise NoSuchSpan
    if low == high:
        return Fixed(low)
    if low == 0:
        return Gamma(1, high / -log(TAIL))
    return _gamma_between(low, high)


def _gamma_between(low: float, high: float) -> Gamma:
    """The ratio of the two ends settles the shape alone."""
    from scipy.special import gammaincinv  # noqa: PLC0415 -- not at start-up

    def ratio(shape: float) -> float:
        below = float(gammaincinv(shape, TAIL))
        return log(float(gammaincinv(shape, 1 - TAIL)) / below) if below > 0 else 1e9

    shape = _root(lambda at: log(high / low) - ratio(at), 1e-2, 1e9)
    return Gamma(shape, high / float(gammaincinv(shape, 1 - TAIL)))


def _beta_between(low: float, high: float) -> Beta:
    """For each weight the mean that puts the low end right; then the weight that puts the high end right, too."""
    from scipy.special import betainc  # noqa: PLC0415 -- not at start-up

    def with_weight(weight: float) -> Beta:
        mean = _root(
            lambda at: TAIL - float(betainc(weight * at, weight * (1 - at), low)), 1e-9, 1 - 1e-9, by_logs=False
        )
        return Beta(weight * mean, weight * (1 - mean))

    def over(weight: float) -> float:
        made = with_weight(weight)
        return float(betainc(made.a, made.b, high)) - (1 - TAIL)

    return with_weight(_root(over, 1e-3, 1e9))


def _root(rises: Callable[[float], float], low: float, high: float, *, by_logs: bool = True) -> float:
    """Where a rising function passes nought, by halving."""
    for _ in range(80):
        middle = (low * high) ** 0.5 if by_logs else (low + high) / 2
        if rises(middle) < 0:
            low = middle
        else:
            high = middle
    return (low * high) ** 0.5 if by_logs else (low + high) / 2
