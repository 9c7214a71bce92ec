"""What may be said of a curve: its value at a few chosen times, as far as enough people are still seen. Pure.

The steps of a curve tell when somebody went back, and their height how many were left, so the curve itself is never
shown: only landmarks are. Beyond the last one at which at least five people, and at least one of ten who started, are
still seen, nothing is said. Of a part (one route in, say) nothing is said unless twenty started and five events came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from .beta_product import METHOD, SOURCE, BetaProduct
from .curve import LEVEL, Curve
from .enough import why_withheld
from .errors import InfiniteTime, NegativeTime, NoTimes, Unordered, check_level
from .tables import Table


@dataclass(frozen=True)
class Landmark:
    """The share to whom it had not happened at a time, or why it is withheld (then share and ends are None).

    `numerator`: to so many it had happened by then; `denominator`: everybody who started; `observed`: seen until then.
    The share is no quotient of these, since some were lost on the way. The ends are None where there is no interval.
    """

    horizon: float
    numerator: int
    denominator: int
    observed: int
    share: float | None
    low: float | None
    high: float | None
    definition: str
    unit: str
    method: str
    level: float = LEVEL
    version: int = 1
    source: str = f"Kaplan and Meier 1958; {SOURCE}"
    withheld: str = ""

    @property
    def in_per_cent(self) -> bool:
        """Whether there is a share, of enough people to speak of per cent."""
        return self.share is not None and self.denominator >= 10


def at_landmarks(
    table: Table,
    at: Sequence[float],
    *,
    definition: str,
    unit: str = "months",
    part: bool = False,
    interval: str = METHOD,
    level: float = LEVEL,
) -> tuple[Landmark, ...]:
    """The curve of a table (`tabulate`) at each landmark, in `unit`, one result each.

    `part`: these are some of the people only. `interval`: the beta product, or a kind of `Curve.interval`. Raises
    NoTimes without a landmark, NegativeTime, InfiniteTime, or Unordered where they do not go up; Contradictory for a
    level outside nought and one.
    """
    check_landmarks(at)
    check_level(level)
    curve = Curve(table, definition, unit)
    honest = BetaProduct(table, level) if interval == METHOD else None
    found = []
    for time in at:
        observed = table.observed(time)
        why = why_withheld(started=table.people, events=table.happened, observed=observed, part=part)
        share, ends = None, None
        if not why:
            share = curve.at(time)
            ends = honest.at(time) if honest else curve.interval(time, interval, level=level)
        found.append(
            Landmark(
                horizon=time,
                numerator=table.until(time),
                denominator=table.people,
                observed=observed,
                share=share,
                low=ends[0] if ends else None,
                high=ends[1] if ends else None,
                definition=definition,
                unit=unit,
                method=f"Kaplan–Meier, {interval}",
                level=level,
                source=Landmark.source if honest else curve.source,
                withheld=why,
            )
        )
    return tuple(found)


def withheld(table: Table, time: float, *, part: bool = False) -> str:
    """Why nothing is said at a time: a code, or nothing at all. Once it is said, it is said of every later time."""
    return why_withheld(started=table.people, events=table.happened, observed=table.observed(time), part=part)


def check_landmarks(at: Sequence[float]) -> None:
    """Raises NoTimes, InfiniteTime, NegativeTime or Unordered where these are no landmarks."""
    if not len(at):
        raise NoTimes("no landmark")
    if not all(isfinite(time) for time in at):
        raise InfiniteTime("a landmark is infinite or not a number")
    if at[0] < 0:
        raise NegativeTime("a landmark is before the clock started")
    if any(after <= before for before, after in pairwise(at)):
        raise Unordered("landmarks go up")
