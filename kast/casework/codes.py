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
    EarlyWarning,
    GuideAnswer,
    HandOver,
    Risk,
    RouteIn,
    SlipCall,
    Topic,
    Turn,
)

State, Begin, Mode = Case.State, Case.Begin, Case.Mode
Ending, FollowupMeans = Case.Ending, Case.FollowupMeans
ContactKind, Means, NotHeld = Contact.Kind, Contact.Means, Contact.NotHeld
Tongue, Through = Contact.Tongue, Contact.Through
Question = GuideAnswer.Question
TopicState, Why, Sign = Topic.State, Topic.Why, Topic.Sign
RiskKind, RiskState, Outcome = Risk.Kind, Risk.State, Risk.Outcome
Done = EarlyWarning.Done
TopicState, Why = Topic.State, Topic.Why
Part, Asks, SentBy = HandOver.Part, HandOver.Asks, HandOver.Means
HandOverState, Declined, Ground = HandOver.State, Arrival.Why, CoordinatorQuestion.Ground
Place, TurnKind = Draft.Place, Turn.Kind
CallResult = SlipCall.Result

__all__ = [
    "Asks",
    "Baseline",
    "Begin",
    "CallResult",
    "Concerns",
    "Consent",
    "ContactKind",
    "Declined",
    "Done",
    "Ending",
    "FollowupMeans",
    "Ground",
    "HandOverState",
    "Means",
    "Mode",
    "NotHeld",
    "Outcome",
    "Part",
    "Place",
    "Question",
    "RiskKind",
    "RiskState",
    "RouteIn",
    "SentBy",
    "Sign",
    "State",
    "Through",
    "Tongue",
    "TopicState",
    "TurnKind",
    "Why",
]
