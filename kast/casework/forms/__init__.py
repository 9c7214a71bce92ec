"""What the counsellor fills in. Forms clean; verbs do."""

from .beginning import Beginning, Correcting, Taking
from .booking import Booked, CallingOff, Ill
from .fields import not_signed, page_of
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
from .sisters import Accepting, Compared, Consulting, Declining, EnvelopeForm, HandingOver, Revising, Sending, SheetForm
from .standing import Away, Breaking, Ending, Handing, Lending, Mode
from .support import Guiding, Planning
from .watching import Acting, Closing, Flagging, NewTask, Raising
from .ways_in import Batching, Calling, FromReferral, FromSlip, too_few_for_a_day
from .writing import Correction, Drafting, Noting, Objecting, Topical, Writing

__all__ = [
    "About",
    "Accepting",
    "Acting",
    "Answering",
    "Asking",
    "Away",
    "Batching",
    "Beginning",
    "Booked",
    "Breaking",
    "Calling",
    "CallingOff",
    "Closing",
    "Colleague",
    "Compared",
    "Concern",
    "Consulting",
    "Correcting",
    "Correction",
    "Day",
    "Deciding",
    "Declining",
    "Discarding",
    "Drafting",
    "Ending",
    "EnvelopeForm",
    "Flagging",
    "FromReferral",
    "FromSlip",
    "Guiding",
    "Handing",
    "HandingOver",
    "Ill",
    "Lending",
    "Mode",
    "NewTask",
    "Noting",
    "Objecting",
    "Planning",
    "Printing",
    "Questioned",
    "Raising",
    "Refusing",
    "Requested",
    "Revising",
    "Sending",
    "SheetForm",
    "Taking",
    "Topical",
    "Writing",
    "about_label",
    "decided_label",
    "not_signed",
    "page_of",
    "the_board",
    "too_few_for_a_day",
]
