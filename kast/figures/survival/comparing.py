"""Whether the curves of two groups or more differ by more than chance. Pure.

Mantel 1966; Peto and Peto 1972; for more than two groups as in Kalbfleisch and Prentice 1980, with the hypergeometric
variance. It compares; it does not say why they differ: people came by the groups themselves.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import Contradictory, NotReached
from .tables import Floats, Table, tabulate_by


@dataclass(frozen=True)
class LogRank:
    """Of each group, in order: its people, its events, and how many were to be expected if all had one curve."""

    groups: tuple[Hashable, ...]
    people: tuple[int, ...]
    events: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float  # chi-squared
    freedom: int
    p: float
    horizon: float  # the last time at which it happened to anybody
    definition: str
    method: str = "log-rank"
    version: int = 1
    source: str = "Mantel 1966; Peto and Peto 1972"
    withheld: str = ""

    @property
    def numerator(self) -> int:
        """To so many it happened."""
        return sum(self.events)

    @property
    def denominator(self) -> int:
        """Everybody."""
        return sum(self.people)


def log_rank(groups: npt.ArrayLike, times: npt.ArrayLike, events: npt.ArrayLike, *, definition: str) -> LogRank:
    """Compare groups. Shapes and exceptions as `tabulate_by`; and as `log_rank_of`."""
    return log_rank_of(tabulate_by(groups, times, events), definition=definition)


def log_rank_of(tables: Mapping[Hashable, Table], *, definition: str) -> LogRank:
    """Compare tables of people. Raises Contradictory for fewer than two; NotReached where nothing can be compared.

    That is so where it happened to nobody, or only when a single group was still seen.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 -- half a second, and only where groups are compared

    if len(tables) < 2:
        raise Contradictory("two groups at least")
    times = np.unique(np.concatenate([table.times[table.events > 0] for table in tables.values()]))
    events = np.stack([_events_at(table, times) for table in tables.values()])
    at_risk = np.stack([_at_risk_at(table, times) for table in tables.values()])
    all_events, everybody = events.sum(axis=0), at_risk.sum(axis=0)
    shares = at_risk / everybody
    expected = (shares * all_events).sum(axis=1)
    scale = all_events * (everybody - all_events) / np.maximum(everybody - 1, 1)
    variance = np.diag((shares * scale).sum(axis=1)) - (shares * scale) @ shares.T
    freedom = int(np.linalg.matrix_rank(variance, hermitian=True))
    if freedom == 0:
        raise NotReached("nothing happened while more than one group was seen")
    apart = events.sum(axis=1) - expected
    statistic = float(apart @ np.linalg.pinv(variance, hermitian=True) @ apart)
    return LogRank(
        groups=tuple(tables),
        people=tuple(table.people for table in tables.values()),
        events=tuple(table.happened for table in tables.values()),
        expected=tuple(expected.tolist()),
        statistic=statistic,
        freedom=freedom,
        p=float(chdtrc(freedom, max(0.0, statistic))),
        horizon=float(times[-1]),
        definition=definition,
    )


def _events_at(table: Table, times: Floats) -> Floats:
    found = np.zeros(times.size)
    here = table.events > 0
    found[np.searchsorted(times, table.times[here])] = table.events[here]
    return found


def _at_risk_at(table: Table, times: Floats) -> Floats:
    after = np.append(table.at_risk, 0).astype(np.float64)
    seen: Floats = after[np.searchsorted(table.times, times, side="left")]
    return seen
