"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed
from .letters import Colleague, Discarding
from .sisters import (
    Accepting,
    Compared,
    Consulting,
    Declining,
    EnvelopeForm,
    HandingOver,
    Revising,
    Sending,
    SheetForm,
)
from .standing import Breaking, Ending, Handing, Lending, Mode
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "Accepting",
    "Beginning",
    "Breaking",
    "Colleague",
    "Compared",
    "Consulting",
    "Correcting",
    "Declining",
    "Discarding",
    "Drafting",
    "Ending",
    "EnvelopeForm",
    "Handing",
    "HandingOver",
    "Lending",
    "Mode",
    "Noting",
    "Revising",
    "Sending",
    "SheetForm",
    "Taking",
    "Topical",
    "Writing",
    "not_signed",
]
