"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .talks import Contact, Draft, Note, Topic
from .ways_in import Phone, SlipCall

__all__ = [
    "Baseline",
    "BreakGlass",
    "Case",
    "Concerns",
    "Conflict",
    "Contact",
    "Draft",
    "Note",
    "Phone",
    "RouteIn",
    "SlipCall",
    "Topic",
    "Turn",
]
