"""What can be wrong with the audit, each as a sentence that names the lane and the entry."""

from dataclasses import dataclass
from enum import Enum, unique


@unique
class What(Enum):
    """What is wrong, as a sentence about a lane and a number."""

    CHANGED = "{lane}: entry {number} was changed"
    PUT_IN = "{lane}: entry {number} was put in"
    REMOVED = "{lane}: entry {number} was removed"
    CHANGED_OR_PUT_IN = "{lane}: entry {number} was changed or put in"
    UNREADABLE = "{lane}: entry {number} was changed to what cannot be read; nothing after it was looked at"
    CUT_OFF = "{lane}: cut off from entry {number} on"
    LANE_GONE = "{lane}: the whole lane is missing"
    ANOTHER = "{lane}: entry {number} is not the one that was anchored on {on}"
    END_CHANGED = "{lane}: the row that keeps the lane's end is missing, set back or changed"
    ANCHOR_CHANGED = "the anchor of {on} was changed in the table"
    LINE_CHANGED = "line {number} of the anchors' file was changed"
    NOT_IN_TABLE = "the anchor of {on} is missing from the table"
    NOT_IN_FILE = "the anchor of {on} is missing from the anchors' file"


@dataclass(frozen=True)
class Fault:
    """One thing that is not whole. `str()` is the sentence."""

    what: What
    lane: str = ""
    number: int = 0
    on: str = ""

    def __str__(self) -> str:
        return self.what.value.format(lane=self.lane, number=self.number, on=self.on)
