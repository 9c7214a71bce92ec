"""Time until something happens, when not everybody was seen to the end. Pure functions of plain sequences or arrays."""

from .errors import (
    Contradictory,
    InfiniteTime,
    NegativeTime,
    NoTimes,
    NotReached,
    NotTimes,
    Unordered,
)

__all__ = [
    "Contradictory",
    "InfiniteTime",
    "NegativeTime",
    "NoTimes",
    "NotReached",
    "NotTimes",
    "Unordered",
]
