"""The codes that forms offer and the ledger counts, for those who may not see a table."""

from .models import (
    Arrival,
    Baseline,
    Case,
    Concerns,
    Consent,
    Contact,
    CoordinatorQuestion,
    Draft,
    HandOver,
    RouteIn,
    Topic,
    Turn,
)

State, Begin, Mode = Case.State, Case.Begin, Case.Mode
Ending, FollowupMeans = Case.Ending, Case.FollowupMeans
ContactKind, Means, NotHeld = Contact.Kind, Contact.Means, Contact.NotHeld
TopicState, Why = Topic.State, Topic.Why
Part, Asks, SentBy = HandOver.Part, HandOver.Asks, HandOver.Means
HandOverState, Declined, Ground = HandOver.State, Arrival.Why, CoordinatorQuestion.Ground
Place, TurnKind = Draft.Place, Turn.Kind

# After how many months a follow-up may be agreed on.
FOLLOWUP_MONTHS = (6, 12, 24)

__all__ = [
    "FOLLOWUP_MONTHS",
    "Asks",
    "Baseline",
    "Begin",
    "Concerns",
    "Consent",
    "ContactKind",
    "Declined",
    "Ending",
    "FollowupMeans",
    "Ground",
    "HandOverState",
    "Means",
    "Mode",
    "NotHeld",
    "Part",
    "Place",
    "RouteIn",
    "SentBy",
    "State",
    "TopicState",
    "TurnKind",
    "Why",
]
