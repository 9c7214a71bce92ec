"""How often, when it can happen to one person again: the mean number so far, and the rate. Pure.

Nelson 1988 for the mean cumulative function, with the robust variance of Lawless and Nadeau 1995: the person is the
cluster, so nothing is assumed about how one person's times hang together. Being seen no longer is taken not to depend
on how often it had happened. The interval is that of the logarithm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np

from .curve import LEVEL
from .enough import why_withheld
from .errors import Contradictory, NotReached, Unordered, check_level
from .landmarks import check_landmarks
from .tables import Floats, checked_times


@dataclass(frozen=True, eq=False)
class Repeated:
    """Everybody's time under observation, and every time it happened, with whose it was."""

    followed: Floats  # (people,)
    when: Floats  # (events,) ascending
    whose: np.ndarray[tuple[int], np.dtype[np.int64]]  # (events,) places in `followed`


@dataclass(frozen=True)
class MeanNumber:
    """How often it had happened to a person by `horizon`, in the mean; standard error and interval.

    Where it is withheld the last four are None; the interval is None, too, while all have had as many.
    """

    horizon: float
    numerator: int  # times it had happened
    denominator: int  # people who started
    observed: int  # of them seen until then
    mean: float | None
    error: float | None
    low: float | None
    high: float | None
    definition: str
    unit: str
    level: float = LEVEL
    method: str = "mean cumulative function"
    version: int = 1
    source: str = "Nelson 1988; Lawless and Nadeau 1995"
    withheld: str = ""


@dataclass(frozen=True)
class Rate:
    """How often it happened for each unit of time that anybody was seen; standard error and interval."""

    numerator: int  # times it happened
    exposure: float  # time that anybody was seen, all people together
    people: int
    rate: float
    error: float
    low: float
    high: float
    definition: str
    unit: str
    level: float = LEVEL
    method: str = "rate with exposure, the person as cluster"
    version: int = 1
    source: str = "Lawless and Nadeau 1995"
    withheld: str = ""
    horizon: float | None = None  # none: as long as each was seen

    @property
    def denominator(self) -> float:
        """The exposure."""
        return self.exposure


@dataclass(frozen=True)
class RateRatio:
    """One rate over another, and its interval; it compares people who came by different ways, and says no why."""

    numerator: Rate
    denominator: Rate
    ratio: float
    low: float
    high: float
    method: str = "ratio of rates, the person as cluster"
    version: int = 1
    source: str = "Lawless and Nadeau 1995"
    withheld: str = ""
    horizon: float | None = None  # none: as long as each was seen

    @property
    def definition(self) -> str:
        """What both count."""
        return self.numerator.definition


def repeated(followed: Sequence[float], happened: Sequence[Sequence[float]]) -> Repeated:
    """Take people in.

    `followed`: (people,) how long each was seen. `happened`: for each of them the times at which it happened, in any
    order, none after the person was last seen. Raises NoTimes, NegativeTime, InfiniteTime, Contradictory, Unordered.
    """
    ends = checked_times(followed).astype(np.float64)
    if len(happened) != ends.size:
        raise Contradictory("a row of times for each person")
    counts = [len(times) for times in happened]
    whose = np.repeat(np.arange(ends.size), counts)
    when = np.array([time for times in happened for time in times], np.float64)
    if when.size:
        checked_times(when)
    if (when > ends[whose]).any():
        raise Unordered("it happened after the person was last seen")
    order = np.argsort(when, kind="stable")
    return Repeated(ends, when[order], whose[order])


def mean_cumulative(
    people: Repeated,
    at: float,
    *,
    definition: str,
    unit: str = "months",
    part: bool = False,
    level: float = LEVEL,
) -> MeanNumber:
    """How often it had happened to a person at a time, withheld where too few are seen, as for a curve.

    Raises InfiniteTime, NegativeTime; Contradictory for a level outside nought and one. `part`: these are some of the
    people only.
    """
    check_landmarks([at])
    check_level(level)
    ends = np.sort(people.followed)
    observed = int((ends >= at).sum())
    why = why_withheld(started=ends.size, events=people.when.size, observed=observed, part=part)
    so_far = people.when <= at
    when, whose = people.when[so_far], people.whose[so_far]
    seen = (ends.size - np.searchsorted(ends, when, side="left")).astype(np.float64)  # at each event
    steps = 1 / seen
    # A person's part in the error: the own events, less what was to be expected while the person was seen.
    own = np.bincount(whose, steps, ends.size)
    expected = np.concatenate([np.zeros(1), np.cumsum(steps / seen)])
    parts = own - expected[np.searchsorted(when, np.minimum(people.followed, at), side="right")]
    mean, error = float(steps.sum()), sqrt(float((parts**2).sum()))
    ends_of = None if why or error <= 1e-12 * mean else _on_log_scale(mean, error, level)
    return MeanNumber(
        horizon=at,
        numerator=int(when.size),
        denominator=int(ends.size),
        observed=observed,
        mean=None if why else mean,
        error=None if why else error,
        low=ends_of[0] if ends_of else None,
        high=ends_of[1] if ends_of else None,
        definition=definition,
        unit=unit,
        level=level,
        withheld=why,
    )


def rate(people: Repeated, *, definition: str, unit: str = "months", level: float = LEVEL) -> Rate:
    """How often for each unit of time.

    Raises NotReached where nobody was seen for any time at all, Contradictory for a level outside nought and one.
    """
    check_level(level)
    exposure = float(people.followed.sum())
    if exposure <= 0:
        raise NotReached("nobody was seen for any time")
    number = int(people.when.size)
    found = number / exposure
    apart = np.bincount(people.whose, minlength=people.followed.size) - found * people.followed
    error = sqrt(float((apart**2).sum())) / exposure
    if number:
        low, high = _on_log_scale(found, error, level)
    else:
        low, high = 0.0, -log((1 - level) / 2) / exposure  # Garwood 1936, exact as far as it comes by chance alone
    return Rate(number, exposure, int(people.followed.size), found, error, low, high, definition, unit, level)


def rate_ratio(one: Rate, other: Rate) -> RateRatio:
    """One rate over another. Raises NotReached where either never happened, Contradictory for different units."""
    if one.unit != other.unit or one.level != other.level:
        raise Contradictory("rates of one unit and one level")
    if not one.rate or not other.rate:
        raise NotReached("a ratio needs that it happened in both")
    ratio = one.rate / other.rate
    apart = sqrt((one.error / one.rate) ** 2 + (other.error / other.rate) ** 2)
    return RateRatio(one, other, ratio, *_on_log_scale(ratio, ratio * apart, one.level))


def _on_log_scale(value: float, error: float, level: float) -> tuple[float, float]:
    wide = NormalDist().inv_cdf((1 + level) / 2) * error / value
    return value * exp(-wide), value * exp(wide)
