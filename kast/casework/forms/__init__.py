"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed, page_of
from .letters import Colleague, Discarding
from .standing import Breaking, Ending, Handing, Lending, Mode
from .watching import Acting, Closing, Planning, Raising, ToDo
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "Acting",
    "Beginning",
    "Breaking",
    "Closing",
    "Colleague",
    "Correcting",
    "Discarding",
    "Drafting",
    "Ending",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Planning",
    "Raising",
    "Taking",
    "ToDo",
    "Topical",
    "Writing",
    "not_signed",
    "page_of",
]
