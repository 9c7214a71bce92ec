"""The share to whom it has not happened yet, from times known only to an interval: Turnbull's estimate. Pure.

The likelihood is concave, so a maximum can be proved: the derivative towards every innermost interval, by the number of
people, must not exceed one (Karush, Kuhn and Tucker). How far it does is the gap; it stands in the result, and an
estimate whose gap is a millionth or more is never returned. Plain self-consistency (EM) creeps: after thousands of
steps it still is a hundredth away with a thousand people. So a step of EM takes turns with a Newton step of least
squares without negative parts (Wang 2007, 2008), which jumps to the right intervals and is done after some ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from .errors import check_time
from .intervals import Innermost, checked, innermost

if TYPE_CHECKING:
    from .intervals import Floats

METHOD = "Turnbull's nonparametric maximum likelihood"
SOURCE = "Turnbull 1976, J R Stat Soc B 38:290; Wang 2008, Comput Stat Data Anal 52:2388"
VERSION = "turnbull/1"
PROVED = 1e-6  # the largest gap that is returned
AIM = 1e-11
MOST = 500
EQUAL = 1e-9


class NotConverged(ArithmeticError):
    """The maximum could not be proved: nothing is returned."""


@dataclass(frozen=True)
class Turnbull:
    """The estimate: how much lies in each innermost interval (left, right], and the proof that it is the best.

    Between innermost intervals it is the only best one: each of them ends where somebody's interval ends, so a chain of
    observations ties every such place to the beginning, and how likely an observation is, is unique. `gap`: see the
    module; below a millionth.
    """

    left: tuple[float, ...]
    right: tuple[float, ...]
    mass: tuple[float, ...]
    loglik: float
    gap: float
    steps: int
    numerator: int  # to so many it has happened, at a time not exactly known
    denominator: int
    definition: str
    method: str = METHOD
    version: str = VERSION
    source: str = SOURCE

    @property
    def horizon(self) -> float:
        """The last time at which anybody was seen."""
        ends = [*self.left, *(end for end in self.right if isfinite(end))]
        return max(ends, default=0.0)

    def share(self, at: float) -> tuple[float, float]:
        """The least and the largest share to whom it has not happened by `at`; the same number where it is known.

        They differ inside an innermost interval: the estimate does not say where in it. Raises NegativeTime,
        InfiniteTime.
        """
        check_time(at)
        before, into = sum(end <= at for end in self.right), sum(begin < at for begin in self.left)
        high, low = sum(self.mass[before:]), sum(self.mass[into:])
        return min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)

    @property
    def grey(self) -> tuple[tuple[float, float], ...]:
        """Where the share is not known: innermost intervals that hold something. Boxes in a drawing, never steps."""
        return tuple(
            (begin, end) for begin, end, held in zip(self.left, self.right, self.mass, strict=True) if held > EQUAL
        )


def turnbull(left: Sequence[float], right: Sequence[float], *, definition: str = "") -> Turnbull:
    """Estimate from n intervals (left, right], in one unit of time; an endless right: never seen to happen.

    `left`, `right`: (n,) sequences or arrays. Raises what intervals.checked raises, and NotConverged (it has not been
    seen to) rather than return an estimate that is not proved. Assumes that when people are asked does not depend on
    when it happens. Turnbull 1976; innermost intervals Peto 1973; the Newton step Wang 2008; the proof Gentleman and
    Geyer 1994, Biometrika 81:618.
    """
    import numpy as np  # noqa: PLC0415 -- a tenth of a second at start-up, for pages that few open

    lefts, rights = checked(left, right)
    cells = innermost(lefts, rights)
    mass, gap, steps = solve(cells)
    chance = _chance(mass, cells)
    return Turnbull(
        left=tuple(cells.left.tolist()),
        right=tuple(cells.right.tolist()),
        mass=tuple(mass.tolist()),
        loglik=float(cells.people @ np.log(chance)),
        gap=gap,
        steps=steps,
        numerator=int(np.isfinite(rights).sum()),
        denominator=int(rights.size),
        definition=definition,
    )


def solve(cells: Innermost) -> tuple["Floats", float, int]:
    """The mass of each innermost interval (m,), the gap and the number of steps. Raises NotConverged."""
    mass = _start(cells)
    best, least, step = mass, float("inf"), 0
    while step < MOST:
        gap = float(_slope(mass, cells).max() - 1)
        if gap < least:
            best, least = mass, gap
        if gap < AIM:
            break
        step += 1
        mass = _newton(mass * _slope(mass, cells), cells)
    if not least < PROVED:
        raise NotConverged
    return best, max(least, 0.0), step


def _start(cells: Innermost) -> "Floats":
    """Kaplan and Meier's product, which is the answer where each time is exact or right-censored.

    Elsewhere evenly over as few innermost intervals as can be such that everybody covers one; steps add others.
    """
    import numpy as np  # noqa: PLC0415 -- as above

    size = cells.left.size
    exact, to_the_end = cells.first == cells.last, cells.last == size - 1
    if not (exact | to_the_end).all():
        pierced, last = np.zeros(size), -1
        for kind in np.argsort(cells.last, kind="stable"):
            if cells.first[kind] > last:
                last = cells.last[kind]
                pierced[last] = 1.0
        few: Floats = pierced / pierced.sum()
        return few
    happened = np.bincount(cells.first[exact], cells.people[exact], size)
    gone = np.bincount(cells.first[~exact], cells.people[~exact], size)
    at_risk = cells.people.sum() - np.concatenate(([0.0], np.cumsum(happened)[:-1])) - np.cumsum(gone)
    hazard = np.divide(happened, at_risk, out=np.ones(size), where=at_risk > 0)
    hazard[-1] = 1.0  # what is left lies in the last
    left = np.concatenate(([1.0], np.cumprod(1 - hazard)[:-1]))
    product: Floats = left * hazard
    return product


def _chance(mass: "Floats", cells: Innermost) -> "Floats":
    """How likely each kind of observation is: the mass of the innermost intervals that it covers. (k,)."""
    import numpy as np  # noqa: PLC0415 -- as above

    summed = np.concatenate(([0.0], np.cumsum(mass)))
    chance: Floats = summed[cells.last + 1] - summed[cells.first]
    return chance


def _slope(mass: "Floats", cells: Innermost) -> "Floats":
    """The derivative of the mean log-likelihood towards each innermost interval: at most one at the maximum. (m,)."""
    import numpy as np  # noqa: PLC0415 -- as above

    part = cells.people / (_chance(mass, cells) * cells.people.sum())
    size = cells.left.size + 1
    change = np.bincount(cells.first, part, size) - np.bincount(cells.last + 1, part, size)
    slope: Floats = np.cumsum(change)[:-1]
    return slope


def _newton(mass: "Floats", cells: Innermost) -> "Floats":
    """One step of the constrained Newton method, no longer than it helps."""
    import numpy as np  # noqa: PLC0415 -- as above
    from scipy.optimize import nnls  # noqa: PLC0415 -- as above

    mass = np.where(mass > 1e-14, mass, 0.0)
    mass = mass / mass.sum()
    slope, chance = _slope(mass, cells), _chance(mass, cells)
    # To those that hold something comes, between each two of them, the one towards which it is steepest.
    held = mass > 0
    between = np.cumsum(held)
    order = np.lexsort((np.where(held, -np.inf, slope), between))
    steepest = order[np.flatnonzero(np.diff(between[order], append=-1))]
    among = np.union1d(np.flatnonzero(held), steepest[slope[steepest] > 1])
    covers = (cells.first[:, None] <= among) & (among <= cells.last[:, None])
    weight = np.sqrt(cells.people / cells.people.sum())
    table = np.vstack([weight[:, None] * (covers / chance[:, None] - 2), np.ones(among.size)])
    turned, small = np.linalg.qr(table)  # as many rows as there are intervals, not people: the same least squares
    found, _ = nnls(small, turned[-1], maxiter=50 * among.size)
    if not found.sum() > 0:
        return mass
    aim = np.zeros_like(mass)
    aim[among] = found / found.sum()
    return _no_further(mass, aim, slope, cells)


def _no_further(mass: "Floats", aim: "Floats", slope: "Floats", cells: Innermost) -> "Floats":
    """Halve the way to `aim` until the likelihood grows by a third of what its slope promises (Armijo)."""
    import numpy as np  # noqa: PLC0415 -- as above

    share = cells.people / cells.people.sum()
    now, promised, length = share @ np.log(_chance(mass, cells)), slope @ (aim - mass), 1.0
    for _ in range(40):
        there: Floats = mass + length * (aim - mass)
        chance = _chance(there, cells)
        if (chance > 0).all() and share @ np.log(chance) >= now + length * promised / 3:
            return there
        length /= 2
    return mass
