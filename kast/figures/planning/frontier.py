"""Of several things one could pay for, which are worth it, and in what order? Pure.

The efficient frontier of cost-effectiveness analysis: options by cost; one that costs as much and gives no more is
dominated, as is one that a mixture of two others beats (extended dominance). What stays has, step by step, the cost of
one more unit of effect (Drummond et al. 2015; as R's dampack works it out).

Costs and effects in their own units. Refused by name: NoSuchOption (none, infinite, a negative cost, a name twice).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite


class NoSuchOption(ValueError):
    """Options that cannot be compared."""


@dataclass(frozen=True)
class Option:
    """Something that costs so much and gives so much."""

    name: str
    cost: float
    effect: float


@dataclass(frozen=True)
class Step:
    """An option on the frontier, and what one more unit of effect costs here; None for the first."""

    option: Option
    ratio: float | None


@dataclass(frozen=True)
class Frontier:
    """What is worth it, in order of cost; what is not, by name."""

    steps: tuple[Step, ...]
    dominated: frozenset[str]
    by_mixture: frozenset[str]


def frontier(options: Sequence[Option]) -> Frontier:
    """The efficient options and their ratios. Raises NoSuchOption."""
    if not options or len({one.name for one in options}) < len(options):
        raise NoSuchOption
    if any(not (isfinite(one.cost) and isfinite(one.effect)) or one.cost < 0 for one in options):
        raise NoSuchOption
    kept: list[Option] = []
    for option in sorted(options, key=lambda one: (one.cost, -one.effect, one.name)):
        if not kept or option.effect > kept[-1].effect:
            kept.append(option)
    dominated = frozenset(one.name for one in options) - {one.name for one in kept}
    hull: list[Option] = []
    for option in kept:
        while len(hull) > 1 and _ratio(hull[-1], option) <= _ratio(hull[-2], hull[-1]):
            hull.pop()
        hull.append(option)
    steps = [Step(hull[0], None)]
    steps += [Step(option, _ratio(before, option)) for before, option in pairwise(hull)]
    mixture = frozenset(one.name for one in kept) - {one.name for one in hull}
    return Frontier(tuple(steps), dominated, mixture)


def _ratio(before: Option, after: Option) -> float:
    return (after.cost - before.cost) / (after.effect - before.effect)
