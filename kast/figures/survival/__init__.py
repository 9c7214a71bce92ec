"""Time until something happens, when not everybody was seen to the end. Pure functions of plain sequences or arrays.

Nothing but the named errors is loaded until it is asked for, since numpy comes along: a page asks inside the function.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .errors import (
    Contradictory,
    InfiniteTime,
    NegativeTime,
    NoTimes,
    NotReached,
    NotTimes,
    Unordered,
)

if TYPE_CHECKING:
    from .beta_product import BetaProduct
    from .bootstrap import Replicates, replicates
    from .comparing import LogRank, log_rank, log_rank_of
    from .competing import Ended, Endings, aalen_johansen
    from .curve import Curve, kaplan_meier
    from .landmarks import Landmark, at_landmarks
    from .means import RestrictedMean, restricted_mean
    from .recurrent import MeanNumber, Rate, RateRatio, Repeated, mean_cumulative, rate, rate_ratio, repeated
    from .tables import Table, tabulate, tabulate_by, together

_WHERE = {
    "beta_product": ("BetaProduct",),
    "bootstrap": ("Replicates", "replicates"),
    "comparing": ("LogRank", "log_rank", "log_rank_of"),
    "competing": ("Ended", "Endings", "aalen_johansen"),
    "curve": ("Curve", "kaplan_meier"),
    "landmarks": ("Landmark", "at_landmarks"),
    "means": ("RestrictedMean", "restricted_mean"),
    "recurrent": ("MeanNumber", "Rate", "RateRatio", "Repeated", "mean_cumulative", "rate", "rate_ratio", "repeated"),
    "tables": ("Table", "tabulate", "tabulate_by", "together"),
}

__all__ = [
    "BetaProduct",
    "Contradictory",
    "Curve",
    "Ended",
    "Endings",
    "InfiniteTime",
    "Landmark",
    "LogRank",
    "MeanNumber",
    "NegativeTime",
    "NoTimes",
    "NotReached",
    "NotTimes",
    "Rate",
    "RateRatio",
    "Repeated",
    "Replicates",
    "RestrictedMean",
    "Table",
    "Unordered",
    "aalen_johansen",
    "at_landmarks",
    "kaplan_meier",
    "log_rank",
    "log_rank_of",
    "mean_cumulative",
    "rate",
    "rate_ratio",
    "repeated",
    "replicates",
    "restricted_mean",
    "tabulate",
    "tabulate_by",
    "together",
]


def __getattr__(name: str) -> object:
    """Load what is asked for, from the module that has it."""
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(name)
