"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed, page_of
from .letters import Colleague, Discarding
from .standing import Breaking, Ending, Handing, Lending, Mode
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "Beginning",
    "Breaking",
    "Colleague",
    "Correcting",
    "Discarding",
    "Drafting",
    "Ending",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Taking",
    "Topical",
    "Writing",
    "not_signed",
    "page_of",
]
