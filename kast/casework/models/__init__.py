"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .silence import Decision, Disclosure
from .sisters import Arrival, Consent, CoordinatorQuestion, HandOver, SisterUnit
from .support import GuideAnswer, Plan
from .talks import Contact, Draft, Note, Objection, Topic
from .watch import EarlyWarning, Risk, Task
from .ways_in import Phone, SlipCall

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
    "Decision",
    "Disclosure",
    "Draft",
    "EarlyWarning",
    "GuideAnswer",
    "HandOver",
    "Note",
    "Objection",
    "Phone",
    "Plan",
    "Risk",
    "RouteIn",
    "SisterUnit",
    "SlipCall",
    "Task",
    "Topic",
    "Turn",
]
