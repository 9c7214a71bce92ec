"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed
from .letters import Colleague, Discarding
from .standing import Away, Breaking, Ending, Handing, Lending, Mode
from .support import Guiding, Planning
from .writing import Correction, Drafting, Noting, Objecting, Topical, Writing

__all__ = [
    "Away",
    "Beginning",
    "Breaking",
    "Colleague",
    "Correcting",
    "Correction",
    "Discarding",
    "Drafting",
    "Ending",
    "Guiding",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Objecting",
    "Planning",
    "Taking",
    "Topical",
    "Writing",
    "not_signed",
]
