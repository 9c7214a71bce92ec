"""Things that happen seldom: is the time between two of them longer or shorter than before? Pure.

Monthly counts of two or three are too small for a chart of shares, so what is drawn is the gap: months between two
events (a T chart), or how many people came in between (a G chart). If events come at a steady rate the gaps are
exponential, or geometric. The first gaps are the baseline; each later gap, and the one that is still open, is held
against limits that reckon with how few the baseline is, so that a steady rate is called unsteady no oftener than said:

- T: with S the sum of n baseline gaps, P(gap > x) = (S / (S + x))^n, since the ratio of independent exponential sums is
  free of the rate (the F distribution; Lawless 1982).
- G: given their total, independent geometric gaps are spread evenly over all ways to make it up, so for a gap of x
  P(as long or longer | total) = C(S + n, n) / C(S + x + n, n), free of the rate, too: a conditional exact test.

With a long baseline these become the probability limits of Nelson (1994, T) and Benneyan (2001, G). The chance outside
the two limits is that of three sigma: 0.0027.

Refused by name: NoSuchGap (none, negative, infinite, not whole where people are counted, all nought, or a baseline
shorter than two or longer than there are gaps).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, isfinite

from .proportions import LEDGER, VERSION

OUTSIDE = 0.0027
FEWEST = 2
Tails = tuple[float, float]  # the chance of a gap as long or longer, and of one as short or shorter


class NoSuchGap(ValueError):
    """A gap, or a baseline of gaps, that cannot be."""


@dataclass(frozen=True)
class Gaps:
    """The gaps in order, the limits for the next one, and which of those after the baseline lie outside."""

    gaps: tuple[float, ...]
    baseline: int
    centre: float  # the median of the next gap
    low: float
    high: float
    longer: tuple[int, ...]  # places of the gaps that are longer than chance explains
    shorter: tuple[int, ...]
    open_gap: float | None
    open_is_longer: bool
    definition: str
    method: str
    limits_from: str
    horizon: float | None = None  # from the first event to now, in the unit of the gaps
    withheld: str = ""
    version: str = VERSION
    source: str = LEDGER

    @property
    def numerator(self) -> int:
        """The gaps outside the limits, the open one included."""
        return len(self.longer) + len(self.shorter) + self.open_is_longer

    @property
    def denominator(self) -> int:
        """The gaps that were judged."""
        return len(self.gaps) - self.baseline + (self.open_gap is not None)


@dataclass(frozen=True)
class _Rule:
    """How a gap is judged: its tails, and the median and the limits of the next one."""

    tails: Callable[[float], Tails]
    centre: float
    low: float
    high: float
    method: str
    limits_from: str


def times_between(
    gaps: Sequence[float],
    *,
    baseline: int,
    definition: str,
    open_gap: float | None = None,
    outside: float = OUTSIDE,
    source: str = LEDGER,
) -> Gaps:
    """A T chart: gaps in time, in order, each at or above nought, in one unit. Raises NoSuchGap."""
    total = _total(gaps, baseline, open_gap, outside)

    def tails(gap: float) -> Tails:
        longer = (total / (total + gap)) ** baseline
        return longer, 1 - longer

    def at(chance_above: float) -> float:
        return float(total * (chance_above ** (-1 / baseline) - 1))

    rule = _Rule(tails, at(0.5), at(1 - outside / 2), at(outside / 2), "T chart", "exact, F distribution")
    return _judge(gaps, rule, baseline=baseline, open_gap=open_gap, outside=outside, said=(definition, source))


def people_between(
    gaps: Sequence[int],
    *,
    baseline: int,
    definition: str,
    open_gap: int | None = None,
    outside: float = OUTSIDE,
    source: str = LEDGER,
) -> Gaps:
    """A G chart: how many people came between two events, in order, whole numbers. Raises NoSuchGap."""
    total = int(_total(gaps, baseline, open_gap, outside))
    if any(gap != int(gap) for gap in (*gaps, open_gap or 0)):
        raise NoSuchGap

    def tails(gap: float) -> Tails:
        ways = comb(total + int(gap) + baseline, baseline)
        return comb(total + baseline, baseline) / ways, 1 - comb(total + baseline - 1, baseline) / ways

    def first(holds: Callable[[int], bool]) -> int:
        """The first whole number for which it holds, and goes on holding."""
        above = 1
        while not holds(above - 1):
            above *= 2
        return bisect_left(range(above), x=True, key=holds)

    rule = _Rule(
        tails,
        centre=first(lambda gap: tails(gap)[1] >= 0.5),
        low=first(lambda gap: tails(gap)[1] > outside / 2),
        high=first(lambda gap: tails(gap)[0] <= outside / 2) - 1,
        method="G chart",
        limits_from="exact, conditional on the total",
    )
    return _judge(gaps, rule, baseline=baseline, open_gap=open_gap, outside=outside, said=(definition, source))


def _total(gaps: Sequence[float], baseline: int, open_gap: float | None, outside: float) -> float:
    everything = [*gaps, *([] if open_gap is None else [open_gap])]
    if not all(isfinite(gap) and gap >= 0 for gap in everything) or not 0 < outside < 1:
        raise NoSuchGap
    if not FEWEST <= baseline <= len(gaps) or sum(gaps[:baseline]) == 0:
        raise NoSuchGap
    return float(sum(gaps[:baseline]))


def _judge(
    gaps: Sequence[float],
    rule: _Rule,
    *,
    baseline: int,
    open_gap: float | None,
    outside: float,
    said: tuple[str, str],
) -> Gaps:
    later = range(baseline, len(gaps))
    return Gaps(
        gaps=tuple(gaps),
        baseline=baseline,
        centre=rule.centre,
        low=rule.low,
        high=rule.high,
        longer=tuple(place for place in later if rule.tails(gaps[place])[0] <= outside / 2),
        shorter=tuple(place for place in later if rule.tails(gaps[place])[1] <= outside / 2),
        open_gap=open_gap,
        open_is_longer=open_gap is not None and rule.tails(open_gap)[0] <= outside / 2,
        definition=said[0],
        method=rule.method,
        limits_from=rule.limits_from,
        horizon=sum(gaps) + (open_gap or 0),
        source=said[1],
    )
