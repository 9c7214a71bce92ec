"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .support import GuideAnswer, Plan
from .talks import Contact, Draft, Note, Objection, Topic

__all__ = [
    "Baseline",
    "BreakGlass",
    "Case",
    "Concerns",
    "Conflict",
    "Contact",
    "Draft",
    "GuideAnswer",
    "Note",
    "Objection",
    "Plan",
    "RouteIn",
    "Topic",
    "Turn",
]
