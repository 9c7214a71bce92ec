"""What may be said at a landmark from times known only to an interval, and when nothing may. Pure.

An estimate exists for every moment, and is worthless at many. The trap: one went back, some time within twelve months;
nineteen were well at six months and not seen after. The best estimate then says that nobody holds out for twelve. So at
a landmark the value is withheld

- where all that is left lies in an interval that rests on people who were not seen in it (the trap),
- where fewer than five, or fewer than a tenth, are known to be there still,
- inside an interval: how much lies on which side is not known,
- where it depends on *when* in the intervals it happened: as early as can be for everybody, as late as can be, and the
  best estimate must lie within five of a hundred. (The best estimate likes to push what it cannot place behind whoever
  left clean, and then says with certainty that nobody went back before.)

In its stead stand bounds that hold whatever happened: only those known to be there, and all but those known to be gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .enough import why_withheld
from .errors import check_time
from .intervals import checked
from .turnbull import EQUAL, METHOD, SOURCE, VERSION, Turnbull, turnbull

if TYPE_CHECKING:
    from .intervals import Floats

APART = 0.05


class Why(Enum):
    """Why a value is withheld."""

    RESTS_ON_THE_UNSEEN = "all that is left lies where nobody was seen"
    TOO_FEW_LEFT = "too few are still seen"
    INSIDE_AN_INTERVAL = "it lies inside an interval"
    WHEN_IS_NOT_KNOWN = "it depends on when in the intervals it happened"


@dataclass(frozen=True)
class Identified:
    """The share to whom it has not happened by `horizon`, or bounds and why no value may be said.

    `value` None: withheld. `low`, `high`: with a value, the least and largest of the estimates that agree (as early, as
    late, and best); else bounds that hold whatever happened. `still`: how many are known to be there yet, of
    `denominator`; to `numerator` it is known to have happened by then.
    """

    horizon: float
    value: float | None
    low: float
    high: float
    still: int
    numerator: int
    denominator: int
    withheld: Why | None
    definition: str
    method: str = METHOD
    version: str = VERSION
    source: str = SOURCE


def at(left: Sequence[float], right: Sequence[float], horizon: float, *, definition: str) -> Identified:
    """The share at `horizon`, in the unit of the n intervals (left, right]; or why there is none. Shapes: (n,) each.

    Raises what `turnbull` raises; InfiniteTime and NegativeTime for a horizon that is no moment.
    """
    check_time(horizon)
    lefts, rights = checked(left, right)
    best = turnbull(left, right, definition=definition)
    still, gone = int((lefts >= horizon).sum()), int((rights <= horizon).sum())
    people = best.denominator
    low, high = best.share(horizon)
    shares = [low, high, *_placed(lefts, rights, horizon)]
    why = None
    if _rests_on_the_unseen(best, lefts, rights, horizon):
        why = Why.RESTS_ON_THE_UNSEEN
    elif why_withheld(started=people, events=gone, observed=still, part=False):
        why = Why.TOO_FEW_LEFT
    elif high - low > EQUAL:
        why = Why.INSIDE_AN_INTERVAL
    elif max(shares) - min(shares) > APART:
        why = Why.WHEN_IS_NOT_KNOWN
    if why is not None:
        return Identified(horizon, None, still / people, 1 - gone / people, still, gone, people, why, definition)
    return Identified(horizon, low, min(shares), max(shares), still, gone, people, None, definition)


def _moment(left: "Floats", right: "Floats") -> float:
    """Shorter than any two ends are apart."""
    import numpy as np  # noqa: PLC0415 -- a tenth of a second at start-up, for pages that few open

    ends = np.unique(np.concatenate((left, right[np.isfinite(right)])))
    return float(np.diff(ends).min() / 4) if ends.size > 1 else 0.25


def _placed(left: "Floats", right: "Floats", horizon: float) -> tuple[float, float]:
    """The share at the horizon if it happened to everybody as early, and as late, as can be."""
    import numpy as np  # noqa: PLC0415 -- as above

    happened, moment = np.isfinite(right), _moment(left, right)
    soon = turnbull(left.tolist(), np.where(happened, left + moment, right).tolist())
    then = turnbull(np.where(happened, right - moment, left).tolist(), right.tolist())
    return sum(soon.share(horizon)) / 2, sum(then.share(horizon)) / 2


def _rests_on_the_unseen(best: Turnbull, left: "Floats", right: "Floats", horizon: float) -> bool:
    """Whether all that is left lies in one interval with an end, before or around the horizon, over the unseen."""
    begin, end = best.grey[-1]
    unseen = (right == float("inf")) & (left <= begin)
    return begin < horizon and end < float("inf") and bool(unseen.any())
