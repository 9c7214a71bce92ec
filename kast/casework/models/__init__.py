"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .sisters import Arrival, Consent, CoordinatorQuestion, HandOver, SisterUnit
from .talks import Contact, Draft, Note, Topic

__all__ = [
    "Arrival",
    "Baseline",
    "BreakGlass",
    "Case",
    "Concerns",
    "Conflict",
    "Consent",
    "Contact",
    "CoordinatorQuestion",
    "Draft",
    "HandOver",
    "Note",
    "RouteIn",
    "SisterUnit",
    "Topic",
    "Turn",
]
