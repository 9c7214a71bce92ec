"""Referrals: a colleague or another service points a person on, with that person's yes."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from kast.audit.acts import Act
from kast.ledger.facts import Kind

from . import intake
from .models import Referral
from .nonces import Nonce

LONGEST = 5_000


class Source(TextChoices):
    """Where whoever points the person on works: the ledger's codes."""

    SOCIAL_SERVICES = "social_services", pgettext_lazy("refer.source", "Socialtjänsten")
    CARE = "care", pgettext_lazy("refer.source", "Vården")
    POLICE = "police", pgettext_lazy("refer.source", "Polisen")
    OTHER = "other", pgettext_lazy("refer.source", "Någon annanstans")


@dataclass(frozen=True, repr=False)
class Said:
    """What stands on a referral. That the person has said yes is what makes it one."""

    source: str
    told: str  # what the person was told, and wants
    reach: str = ""  # how the person may be reached


def leave(said: Said, *, nonce: Nonce, at: datetime) -> None:
    """Somebody points a person on. The form has asked for the person's yes.

    Written down: the sealed referral, a count without a life, one audit entry with the day. Raises what intake.leave
    does.
    """
    counted = (Kind.REFERRAL, said.source)
    intake.leave(Referral(), asdict(said), counted, act=Act.REFERRAL_LEFT, nonce=nonce, at=at)


def read(words: str) -> Said:
    """A referral's words, opened by whoever holds the key."""
    return Said(**json.loads(words))
