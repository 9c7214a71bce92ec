"""Somebody asks about a person: nothing is looked up, nothing is said, and one press counts it."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member


class Who(StrEnum):
    """Who asked."""

    CLOSE = "close"  # a partner, a relative, an employer
    POLICE = "police"
    AUTHORITY = "authority"
    PRESS = "press"
    THREAT = "threat"
    OTHER = "other"


@transaction.atomic
def count(who: Who, *, by: Member, at: datetime) -> None:
    """Somebody asked, and was told neither yes nor no. Written down: a count without a life, one audit entry."""
    facts.count(Kind.QUESTION, who, on=timezone.localdate(at))
    trail.record(Act.QUESTION_COUNTED, by=by, at=at)
