"""The mean time without it, within so long: the area under the curve. Pure.

Irwin 1949; the error as in Klein and Moeschberger, Survival Analysis (2003), section 4.5, and R's `survfit`.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from .curve import Curve
from .errors import NotReached, check_time

_NONE = 1e-9


@dataclass(frozen=True)
class RestrictedMean:
    """The mean and its standard error, in the unit of the curve, within `horizon` of the start."""

    mean: float
    error: float
    horizon: float
    numerator: int  # to so many it had happened by then
    denominator: int
    definition: str
    unit: str
    method: str = "restricted mean"
    version: int = 1
    source: str = "Irwin 1949; Klein and Moeschberger 2003, 4.5"
    withheld: str = ""


def restricted_mean(curve: Curve, within: float) -> RestrictedMean:
    """The area under a curve until `within`, in the curve's unit.

    Raises NegativeTime, InfiniteTime, or NotReached where nobody was seen so long and it had not happened to all.
    """
    check_time(within)
    table = curve.table
    if within > curve.horizon and curve.shares[-1] > _NONE:
        raise NotReached(f"nobody was seen as long as {within}")
    rows = table.row(within) + 1
    edges = np.concatenate([np.zeros(1), table.times[:rows], np.full(1, within)])
    areas = np.diff(edges) * np.concatenate([np.ones(1), curve.shares[:rows]])
    after = np.cumsum(areas[::-1])[::-1][1:]  # from each row on
    events, at_risk = table.events[:rows], table.at_risk[:rows].astype(np.float64)
    left = at_risk - events
    terms = np.divide(after**2 * events, at_risk * left, out=np.zeros(rows), where=left > 0)
    return RestrictedMean(
        mean=float(areas.sum()),
        error=sqrt(float(terms.sum())),
        horizon=within,
        numerator=table.until(within),
        denominator=table.people,
        definition=curve.definition,
        unit=curve.unit,
    )
