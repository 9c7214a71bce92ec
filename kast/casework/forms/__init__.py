"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .booking import Booked, CallingOff, Ill
from .fields import not_signed
from .letters import Colleague, Discarding
from .standing import Breaking, Ending, Handing, Lending, Mode
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "Beginning",
    "Booked",
    "Breaking",
    "CallingOff",
    "Colleague",
    "Correcting",
    "Discarding",
    "Drafting",
    "Ending",
    "Handing",
    "Ill",
    "Lending",
    "Mode",
    "Noting",
    "Taking",
    "Topical",
    "Writing",
    "not_signed",
]
