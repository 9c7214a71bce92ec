"""The codes that forms offer and the ledger counts, for those who may not see a table."""

from .models import Baseline, Case, Concerns, Contact, Draft, RouteIn, SlipCall, Topic, Turn

State, Begin, Mode = Case.State, Case.Begin, Case.Mode
Ending, FollowupMeans = Case.Ending, Case.FollowupMeans
ContactKind, Means, NotHeld = Contact.Kind, Contact.Means, Contact.NotHeld
TopicState, Why = Topic.State, Topic.Why
Place, TurnKind = Draft.Place, Turn.Kind
CallResult = SlipCall.Result

# After how many months a follow-up may be agreed on.
FOLLOWUP_MONTHS = (6, 12, 24)

__all__ = [
    "FOLLOWUP_MONTHS",
    "Baseline",
    "Begin",
    "CallResult",
    "Concerns",
    "ContactKind",
    "Ending",
    "FollowupMeans",
    "Means",
    "Mode",
    "NotHeld",
    "Place",
    "RouteIn",
    "State",
    "TopicState",
    "TurnKind",
    "Why",
]
