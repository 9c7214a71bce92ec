"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .fields import not_signed
from .letters import Colleague, Discarding
from .standing import Breaking, Ending, Handing, Lending, Mode
from .ways_in import Batching, Calling, FromReferral, FromSlip, too_few_for_a_day
from .writing import Drafting, Noting, Topical, Writing

__all__ = [
    "Batching",
    "Beginning",
    "Breaking",
    "Calling",
    "Colleague",
    "Correcting",
    "Discarding",
    "Drafting",
    "Ending",
    "FromReferral",
    "FromSlip",
    "Handing",
    "Lending",
    "Mode",
    "Noting",
    "Taking",
    "Topical",
    "Writing",
    "not_signed",
    "too_few_for_a_day",
]
