"""How many purchases would not happen in a year, if every part is as believed? Pure.

    caught × reach × retention × (non-return − natural cessation) × purchases a year

Without natural cessation, the part that would have stopped anyway, the model is propaganda: it has no default, and the
difference may fall below nought, which is not cut off. Purchases that move to somebody else (displaced) or abroad are
unknown. Left out they stay named as unknown; given, the part that stays away is (1 − displaced) × (1 − abroad).

The parts are thought to be independent, so mean and variance are exact, and the draws can be held against them. The
product is linear in each part by itself: what is expected, if one part were known, is a straight line in it.

Refused by name: NoSuchModel (a part missing or not known here), and by `simulate` NoSuchDraw (fewer than one).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kast.figures.proportions import VERSION

from .parts import TAIL, Part

if TYPE_CHECKING:
    from numpy.random import Generator

NEEDED = ("caught", "reach", "retention", "non_return", "cessation", "purchases")
UNKNOWN = ("displaced", "abroad")  # named, and never filled in silently
DEFINITION = "purchases-that-would-not-happen/1"
DRAWS = 20_000
HORIZON = 12  # months: a year
CHANCES = (0.05, 0.25, 0.5, 0.75, 0.95)
Formula = Callable[[Mapping[str, Any]], Any]


class NoSuchModel(ValueError):
    """A part is missing, or one is there that the model does not have."""


class NoSuchDraw(ValueError):
    """Fewer draws than one."""


@dataclass(frozen=True)
class Bar:
    """One part of a tornado: the outcome with that part at its low and its high end, the others as expected."""

    name: str
    low: float
    high: float

    @property
    def reach(self) -> float:
        """How far the outcome moves."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Model:
    """What is believed of each part."""

    parts: Mapping[str, Part]

    def __post_init__(self) -> None:
        if not set(NEEDED) <= set(self.parts) <= {*NEEDED, *UNKNOWN}:
            raise NoSuchModel

    @property
    def left_out(self) -> tuple[str, ...]:
        """What stays unknown, and is not in the number."""
        return tuple(name for name in UNKNOWN if name not in self.parts)

    @property
    def mean(self) -> float:
        """What is expected, exactly."""
        return at_means(self.parts, averted)

    @property
    def variance(self) -> float:
        """Exactly: the mean square of a product of independent parts is the product of their mean squares."""
        parts = self.parts
        square = 1.0
        for name in ("caught", "reach", "retention", "purchases"):
            square *= parts[name].variance + parts[name].mean ** 2
        stays, stops = parts["non_return"], parts["cessation"]
        square *= stays.variance + stops.variance + (stays.mean - stops.mean) ** 2
        for name in UNKNOWN:
            if name in parts:
                square *= parts[name].variance + (1 - parts[name].mean) ** 2
        return float(square - self.mean**2)

    def line(self, name: str) -> tuple[float, float]:
        """What is expected if one part were known to be x: intercept and slope."""
        means: dict[str, float] = {other: part.mean for other, part in self.parts.items()}
        at_nought = float(averted(means | {name: 0.0}))
        return at_nought, float(averted(means | {name: 1.0})) - at_nought


@dataclass(frozen=True)
class Outlook:
    """What the draws say: percentiles, how often nothing is gained, and the exact moments beside them."""

    mean: float
    variance: float
    percentiles: Mapping[float, float]
    none_or_less: float  # the part of the draws at nought or below
    draws: int
    left_out: tuple[str, ...]
    definition: str = DEFINITION
    horizon: int = HORIZON
    method: str = "Monte Carlo of independent parts, exact moments"
    version: str = VERSION
    source: str = "own figures and stated priors"
    use: str = field(default="planning only", init=False)

    @property
    def numerator(self) -> float:
        """Purchases that would not happen in a year, as expected; the model has no denominator but the year."""
        return self.mean


def averted(values: Mapping[str, Any]) -> Any:
    """The formula, for numbers and for arrays alike."""
    gained = values["non_return"] - values["cessation"]
    product = values["caught"] * values["reach"] * values["retention"] * gained * values["purchases"]
    for name in UNKNOWN:
        if name in values:
            product = product * (1 - values[name])
    return product


def outlook(model: Model, generator: "Generator", *, draws: int = DRAWS) -> Outlook:
    """Draw every part and say what comes. The same generator, the same outlook. Raises NoSuchDraw."""
    import numpy as np  # noqa: PLC0415 -- not at start-up

    drawn = simulate(model.parts, averted, generator, draws=draws)
    return Outlook(
        mean=model.mean,
        variance=model.variance,
        percentiles={chance: float(np.quantile(drawn, chance)) for chance in CHANCES},
        none_or_less=float(np.mean(drawn <= 0)),
        draws=draws,
        left_out=model.left_out,
    )


def simulate(parts: Mapping[str, Part], formula: Formula, generator: "Generator", *, draws: int) -> Any:
    """Draws of any model of independent parts, in the order of their names: an array. Raises NoSuchDraw."""
    if draws < 1:
        raise NoSuchDraw
    return formula({name: parts[name].draw(generator, draws) for name in sorted(parts)})


def at_means(parts: Mapping[str, Part], formula: Formula) -> float:
    """Any model with each part as expected."""
    return float(formula({name: part.mean for name, part in parts.items()}))


def tornado(parts: Mapping[str, Part], formula: Formula) -> Sequence[Bar]:
    """Each part at the ends of its span with the others as expected, one at a time; the one that moves most first."""
    means = {name: part.mean for name, part in parts.items()}
    bars = [
        Bar(
            name,
            float(formula(means | {name: part.at(TAIL)})),
            float(formula(means | {name: part.at(1 - TAIL)})),
        )
        for name, part in parts.items()
    ]
    return sorted(bars, key=lambda bar: bar.reach, reverse=True)
