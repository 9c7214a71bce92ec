"""Whether it happens sooner in one group than in another, from times known only to an interval. Pure.

Everybody gets a score from the estimate of all together: how much more has happened to this one than was to be expected
(Sun 1996). If the group does not matter, each way of dealing out the scores is as likely as any other: that is the test
(a permutation test, Fay and Shaw 2010). It needs that when people are asked does not depend on the group. With exact
times it is the log-rank test.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from .errors import Contradictory
from .intervals import checked, innermost
from .turnbull import solve

if TYPE_CHECKING:
    from .intervals import Floats, Innermost

MOST_DEALS = 20_000


@dataclass(frozen=True)
class IntervalLogrank:
    """How far the groups' scores lie from what chance deals out.

    `scores`: the sum for each group, in the order of `groups`; more than nought: sooner than expected. `statistic`: chi
    square with `freedom` degrees. `p`: from all deals where there are few enough, else from chi square; `method` says.
    """

    groups: tuple[Hashable, ...]
    people: tuple[int, ...]
    numerator: int  # to so many it has happened, at a time not exactly known
    scores: tuple[float, ...]
    statistic: float
    freedom: int
    p: float
    method: str
    definition: str
    version: str = "interval-logrank/1"
    source: str = "Sun 1996, Stat Med 15:1387; Fay and Shaw 2010, J Stat Softw 36(2)"
    horizon: float | None = None  # none: as long as anybody was seen

    @property
    def denominator(self) -> int:
        """Everybody, of all groups."""
        return sum(self.people)


def interval_logrank(
    left: Sequence[float], right: Sequence[float], group: Sequence[Hashable], *, definition: str = ""
) -> IntervalLogrank:
    """Compare groups: n intervals (left, right] in one unit of time, and whose group each is.

    Raises what `turnbull` raises; Contradictory for unequal lengths and for one group alone.
    """
    import numpy as np  # noqa: PLC0415 -- a tenth of a second at start-up, for pages that few open
    from scipy.stats import chi2  # noqa: PLC0415 -- as above

    lefts, rights = checked(left, right)
    groups = tuple(sorted(set(group), key=str))
    if len(group) != lefts.size or len(groups) < 2:
        raise Contradictory
    score = _scores(innermost(lefts, rights))
    members = [np.array([one == name for one in group]) for name in groups]
    sums = tuple(float(score[member].sum()) for member in members)
    people = tuple(int(member.sum()) for member in members)
    spread = float(score @ score)
    statistic = 0.0
    if spread > 1e-12:
        statistic = (lefts.size - 1) / spread * sum(s * s / n for s, n in zip(sums, people, strict=True))
    if len(groups) == 2 and comb(lefts.size, people[0]) <= MOST_DEALS:
        p, how = _all_deals(score, sums[0], people[0]), "every deal of the scores"
    else:
        p, how = float(chi2.sf(statistic, len(groups) - 1)), "chi square, for the deals of the scores"
    seen, method = int(np.isfinite(rights).sum()), f"Sun's scores, {how}"
    return IntervalLogrank(groups, people, seen, sums, statistic, len(groups) - 1, p, method, definition)


def _scores(cells: "Innermost") -> "Floats":
    """Each person's score (n,): they add up to nought."""
    import numpy as np  # noqa: PLC0415 -- as above

    mass, _, _ = solve(cells)
    left = np.clip(1 - np.concatenate(([0.0], np.cumsum(mass))), 0, 1)
    hazard = np.divide(mass, left[:-1], out=np.zeros(mass.size), where=left[:-1] > 1e-12)
    weighed = left * -np.concatenate(([0.0], np.cumsum(hazard)))
    there, gone = cells.first, cells.last + 1
    of_a_kind = (weighed[there] - weighed[gone]) / (left[there] - left[gone])
    scores: Floats = of_a_kind[cells.kind] - (of_a_kind @ cells.people) / cells.people.sum()
    return scores


def _all_deals(score: "Floats", seen: float, size: int) -> float:
    """In how many of all deals the first group lies at least as far out."""
    import numpy as np  # noqa: PLC0415 -- as above

    deals = np.array(list(combinations(range(score.size), size)))
    sums = score[deals].sum(axis=1)
    return float((np.abs(sums) >= abs(seen) - 1e-9).mean())
