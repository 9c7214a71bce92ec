"""Which follow-up would pay most to fund? What knowing more is worth, part by part. Pure and exact: nothing is drawn.

The model is linear in each part by itself, so what is expected once a part is known is a straight line, and the
expectations below are in closed form.

- Perfect: if the work is done only when at least so many are expected (enough), then knowing a part beforehand is
  worth E[max(line − enough, 0)] − max(mean − enough, 0), in purchases a year (the expected value of partial perfect
  information; Felli and Hazen 1998, here without simulation).
- Sample: the same, after following so many more people: the posterior mean of a beta is linear in a beta-binomial
  count, that of a gamma in a negative binomial count (Raiffa and Schlaifer 1961), summed over every count.
- Narrows: how much of the outcome's variance would go away on average by following so many more. It needs no *enough*.

A part that is fixed has nothing to learn. Refused by name: NoSuchFollowUp (fewer than none, an unknown part).
"""

from dataclasses import dataclass

from .model import Model
from .parts import Beta, Gamma, Part

# What could be learnt by following or asking people, and what takes no people but a count.
BY_PEOPLE = ("reach", "retention", "non_return", "cessation", "purchases")
BEYOND = 1e-12  # counts as rare as this are left out of the sum


class NoSuchFollowUp(ValueError):
    """A follow-up of fewer than nobody, or of what is no part."""


@dataclass(frozen=True)
class FollowUp:
    """Following so many more people to learn one part."""

    name: str
    people: int
    narrows: float  # the part of the variance that goes away on average, nought to one
    worth: float | None  # purchases a year; None where it was not said how many are enough


def perfect(model: Model, name: str, *, enough: float) -> float:
    """What knowing one part beforehand is worth, in purchases a year. Raises NoSuchFollowUp."""
    part = _part(model, name)
    intercept, slope = model.line(name)
    if slope == 0:
        return 0.0
    over = (enough - intercept) / slope
    chance, mean_above = part.above(over)
    if slope < 0:
        chance, mean_above = 1 - chance, part.mean - mean_above
    gained = slope * mean_above + (intercept - enough) * chance
    return max(0.0, gained - max(0.0, model.mean - enough))


def sample(model: Model, name: str, people: int, *, enough: float) -> float:
    """What following so many more is worth, in purchases a year. Raises NoSuchFollowUp."""
    part = _part(model, name)
    if people < 0:
        raise NoSuchFollowUp
    intercept, slope = model.line(name)
    gained = _expected_over(part, people, intercept - enough, slope)
    return max(0.0, gained - max(0.0, model.mean - enough))


def narrows(model: Model, name: str, people: int) -> float:
    """The part of the outcome's variance that following so many more takes away on average. Raises NoSuchFollowUp."""
    part = _part(model, name)
    if people < 0:
        raise NoSuchFollowUp
    if not model.variance or not part.variance:
        return 0.0
    slope = model.line(name)[1]
    return slope**2 * part.variance * _learnt(part, people) / model.variance


def follow_ups(model: Model, *, people: tuple[int, ...], enough: float | None = None) -> list[FollowUp]:
    """Every follow-up there could be, of each size. Raises NoSuchFollowUp."""
    return [
        FollowUp(
            name, size, narrows(model, name, size), None if enough is None else sample(model, name, size, enough=enough)
        )
        for name in BY_PEOPLE
        for size in people
    ]


def _part(model: Model, name: str) -> Part:
    if name not in model.parts:
        raise NoSuchFollowUp
    return model.parts[name]


def _learnt(part: Part, people: int) -> float:
    """How much of a part's own variance so many people take away on average."""
    if isinstance(part, Beta):
        return people / (people + part.a + part.b)
    if isinstance(part, Gamma):  # each person followed a year: a Poisson count
        return people / (people + 1 / part.scale)
    return 0.0


def _expected_over(part: Part, people: int, intercept: float, slope: float) -> float:
    """What is expected of max(line, 0) after each count that may come, weighed by its chance."""
    import numpy as np  # noqa: PLC0415 -- not at start-up
    from scipy.stats import betabinom, nbinom  # noqa: PLC0415 -- not at start-up

    if people == 0 or not isinstance(part, Beta | Gamma):
        return max(0.0, intercept + slope * part.mean)
    if isinstance(part, Beta):
        counts = np.arange(people + 1)
        chances = betabinom.pmf(counts, people, part.a, part.b)
        means = (part.a + counts) / (part.a + part.b + people)
    else:
        rate = 1 / part.scale
        spread = nbinom(part.shape, rate / (rate + people))
        counts = np.arange(int(spread.isf(BEYOND)) + 2)
        chances = spread.pmf(counts)
        means = (part.shape + counts) / (rate + people)
    return float(np.sum(chances * np.maximum(0.0, intercept + slope * means)))
