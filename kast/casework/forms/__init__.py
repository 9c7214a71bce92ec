"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed
from .letters import Colleague, Discarding
from .silence import (
    About,
    Answering,
    Asking,
    Concern,
    Day,
    Deciding,
    Printing,
    Questioned,
    Refusing,
    Requested,
    about_label,
    decided_label,
    the_board,
)
from .standing import Breaking, Ending, Handing, Lending, Mode
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "About",
    "Answering",
    "Asking",
    "Beginning",
    "Breaking",
    "Colleague",
    "Concern",
    "Correcting",
    "Day",
    "Deciding",
    "Discarding",
    "Drafting",
    "Ending",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Printing",
    "Questioned",
    "Refusing",
    "Requested",
    "Taking",
    "Topical",
    "Writing",
    "about_label",
    "decided_label",
    "not_signed",
    "the_board",
]
