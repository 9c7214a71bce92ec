"""The counselling itself. Codes that say the same as the ledger stand in clear; whatever was said is sealed."""

from .case import Baseline, BreakGlass, Case, Concerns, Conflict, RouteIn, Turn
from .silence import Decision, Disclosure
from .support import GuideAnswer, Plan
from .talks import Contact, Draft, Note, Objection, Topic
from .watch import EarlyWarning, Risk, Task
from .ways_in import Phone, SlipCall

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
    "EarlyWarning",
    "GuideAnswer",
    "Note",
    "Objection",
    "Phone",
    "Plan",
    "Risk",
    "RouteIn",
    "SlipCall",
    "Task",
    "Topic",
    "Turn",
]
