"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .silence import Decision, Disclosure
from .talks import Contact, Draft, Note, Topic

__all__ = [
    "Baseline",
    "BreakGlass",
    "Case",
    "Concerns",
    "Conflict",
    "Contact",
    "Decision",
    "Disclosure",
    "Draft",
    "Note",
    "RouteIn",
    "Topic",
    "Turn",
]
