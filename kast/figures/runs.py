"""Is a line over time more than chance? A run chart with Anhøj's two rules. Pure.

The points that lie on the median say nothing and are left out; the others are useful. There is a signal when the
longest run on one side is longer than round(log2 n + 3), or when the line crosses the median fewer times than the lower
twentieth of a binomial of n − 1 tosses: Anhøj and Olesen (2014), as in R's qicharts2. A signal says that something else
than chance is at work, never what. With fewer than ten useful points there is no judgement.

Refused by name: NoSuchRun (no values, infinite ones, months that are not in order or not one for each value).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb, isfinite, log2
from statistics import median

from .proportions import LEDGER, VERSION

FEWEST = 10
METHOD = "run chart, longest run and crossings (Anhøj and Olesen 2014)"


class NoSuchRun(ValueError):
    """Nothing to draw, or nothing in order."""


@dataclass(frozen=True)
class RunChart:
    """The values in order, their median, and what the two rules say."""

    values: tuple[float, ...]
    median: float
    useful: int
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int
    definition: str
    months: tuple[str, ...] = ()
    horizon: int | None = None  # months from the first value to the last, where months are given
    method: str = METHOD
    withheld: str = ""
    version: str = VERSION
    source: str = LEDGER

    @property
    def numerator(self) -> int:
        """The useful points: those that do not lie on the median."""
        return self.useful

    @property
    def denominator(self) -> int:
        """All points."""
        return len(self.values)

    @property
    def enough(self) -> bool:
        """Whether there are points enough to judge by."""
        return self.useful >= FEWEST

    @property
    def signal(self) -> bool | None:
        """Whether more than chance is at work; None with too few points to say."""
        if not self.enough:
            return None
        return self.longest > self.longest_limit or self.crossings < self.crossings_limit


def run_chart(
    values: Sequence[float], *, definition: str, months: Sequence[str] = (), source: str = LEDGER
) -> RunChart:
    """Judge values in the order of time, one a period, in one unit. Raises NoSuchRun."""
    if not values or not all(isfinite(value) for value in values):
        raise NoSuchRun
    if months and (len(months) != len(values) or any(later <= earlier for earlier, later in pairwise(months))):
        raise NoSuchRun
    middle = median(values)
    above = [value > middle for value in values if value != middle]
    run, longest, crossings = 0, 0, 0
    for place, side in enumerate(above):
        same = place > 0 and side == above[place - 1]
        crossings += place > 0 and not same
        run = run + 1 if same else 1
        longest = max(longest, run)
    return RunChart(
        values=tuple(values),
        median=middle,
        useful=len(above),
        longest=longest,
        longest_limit=longest_run_limit(len(above)) if above else 0,
        crossings=crossings,
        crossings_limit=crossings_limit(len(above)) if above else 0,
        definition=definition,
        months=tuple(months),
        horizon=_between(months[0], months[-1]) if months else None,
        source=source,
    )


def longest_run_limit(useful: int) -> int:
    """The longest run that chance explains, of so many useful points. Raises NoSuchRun of none."""
    if useful < 1:
        raise NoSuchRun
    return round(log2(useful) + 3)


def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance explains: the twentieth part of a fair coin tossed n − 1 times, exactly."""
    if useful < 1:
        raise NoSuchRun
    tosses, below, fewest = useful - 1, 0, 0
    while True:
        below += comb(tosses, fewest)
        if below * 20 >= 2**tosses:
            return fewest
        fewest += 1


def _between(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
