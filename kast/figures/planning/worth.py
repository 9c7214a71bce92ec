"""Which follow-up would pay most to fund? What knowing more is worth, part by part. Pure and exact: nothing is drawn.

The model is linear in each part by itself, so what is expected once a part is known is a straight line, and the
expectations below are in closed form.

- Perfect: if a plan is carried out only when it is expected to give at least so many, then knowing a part beforehand is
  worth E[max(line − goal, 0)] − max(mean − goal, 0), in purchases a year (the expected value of partial perfect
  information; Felli and Hazen 1998, here without simulation).
- Sample: the same, after following so many more people: the posterior mean of a beta is linear in a beta-binomial
  count, that of a gamma in a negative binomial count (Raiffa and Schlaifer 1961), summed over every count.
- Narrows: how much of the outcome's variance would go away on average by following so many more. It needs no goal.

A part that is fixed has nothing to learn. Refused by name: NoSuchFollowUp (fewer than none, an unknown part).
"""

from dataclasses import dataclass

from .model import Plan
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
    worth: float | None  # purchases a year; None without a goal


def perfect(plan: Plan, name: str, *, goal: float) -> float:
    """What knowing one part beforehand is worth, in purchases a year. Raises NoSuchFollowUp."""
    part = _part(plan, name)
    intercept, slope = plan.line(name)
    if slope == 0:
        return 0.0
    over = (goal - intercept) / slope
    chance, mean_above = part.above(over)
    if slope < 0:
        chance, mean_above = 1 - chance, part.mean - mean_above
    gained = slope * mean_above + (intercept - goal) * chance
    return max(0.0, gained - max(0.0, plan.mean - goal))


def sample(plan: Plan, name: str, people: int, *, goal: float) -> float:
    """What following so many more is worth, in purchases a year. Raises NoSuchFollowUp."""
    part = _part(plan, name)
    if people < 0:
        raise NoSuchFollowUp
    intercept, slope = plan.line(name)
    gained = _expected_over(part, people, intercept - goal, slope)
    return max(0.0, gained - max(0.0, plan.mean - goal))


def narrows(plan: Plan, name: str, people: int) -> float:
    """The part of the outcome's variance that following so many more takes away on average. Raises NoSuchFollowUp."""
    part = _part(plan, name)
    if people < 0:
        raise NoSuchFollowUp
    if not plan.variance or not part.variance:
        return 0.0
    slope = plan.line(name)[1]
    return slope**2 * part.variance * _learnt(part, people) / plan.variance


def follow_ups(plan: Plan, *, people: tuple[int, ...], goal: float | None = None) -> list[FollowUp]:
    """Every follow-up there could be, of each size. Raises NoSuchFollowUp."""
    return [
        FollowUp(name, size, narrows(plan, name, size), None if goal is None else sample(plan, name, size, goal=goal))
        for name in BY_PEOPLE
        for size in people
    ]


def _part(plan: Plan, name: str) -> Part:
    if name not in plan.parts:
        raise NoSuchFollowUp
    return plan.parts[name]


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
