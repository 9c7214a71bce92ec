"""A call of which nothing is kept is counted in one press."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member


@transaction.atomic
def count(*, by: Member, at: datetime) -> None:
    """Somebody called, and nothing about the person is kept. Written down: a count without a life, one audit entry."""
    facts.count(Kind.CALL, "nothing_kept", on=timezone.localdate(at))
    trail.record(Act.CALL_COUNTED, by=by, at=at)
