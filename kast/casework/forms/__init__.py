"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed, page_of
from .letters import Colleague, Discarding
from .standing import Away, Breaking, Ending, Handing, Lending, Mode
from .support import Guiding, Planning
from .watching import Acting, Closing, Flagging, Raising, ToDo
from .writing import Correction, Drafting, Noting, Objecting, Topical, Writing

__all__ = [
    "Acting",
    "Away",
    "Beginning",
    "Breaking",
    "Closing",
    "Colleague",
    "Correcting",
    "Correction",
    "Discarding",
    "Drafting",
    "Ending",
    "Flagging",
    "Guiding",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Objecting",
    "Planning",
    "Raising",
    "Taking",
    "ToDo",
    "Topical",
    "Writing",
    "not_signed",
    "page_of",
]
