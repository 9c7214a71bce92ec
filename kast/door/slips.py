"""Call-back slips: what somebody says who wants to be called, and how one is left."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from kast.audit.acts import Act
from kast.ledger.facts import Kind

from . import intake
from .models import Slip
from .nonces import Nonce

LONGEST = 300  # of what is written in a field


class Part(TextChoices):
    """A part of the day in which somebody can talk. Nothing finer is asked."""

    MORNING = "morning", pgettext_lazy("slip.part", "Förmiddag, 8–11")
    NOON = "noon", pgettext_lazy("slip.part", "Mitt på dagen, 11–13")
    AFTERNOON = "afternoon", pgettext_lazy("slip.part", "Eftermiddag, 13–16")
    LATE = "late", pgettext_lazy("slip.part", "Efter 16")


class Unsure(TextChoices):
    """Yes, no, or not sure."""

    YES = "yes", pgettext_lazy("slip.phone", "Ja")
    NO = "no", pgettext_lazy("slip.phone", "Nej")
    UNSURE = "unsure", pgettext_lazy("slip.phone", "Vet inte")


class Message(TextChoices):
    """What may be left when nobody answers. Nothing, unless the person chose it and saw the words."""

    NONE = "none", pgettext_lazy("slip.miss", "Lämna inget meddelande")
    VOICEMAIL = "voicemail", pgettext_lazy("slip.miss", "Röstmeddelande")
    SMS = "sms", pgettext_lazy("slip.miss", "Sms")


VOICEMAIL = pgettext_lazy("voicemail", "Hej, det gäller en bokad tid. Jag ringer igen i morgon efter tre.")
SMS = pgettext_lazy("SMS, call", "Påminnelse: vi ringer i morgon mellan 15 och 17.")


@dataclass(frozen=True, repr=False)
class Said:
    """What stands on a slip."""

    number: str
    parts: tuple[str, ...] = ()
    hours: str = ""
    phone: str = ""  # with the person in the coming weeks: Unsure, or not said
    others: str = ""  # somebody else may answer: likewise
    message: str = Message.NONE
    language: str = ""
    alias: str = ""


def leave(said: Said, *, nonce: Nonce, at: datetime) -> None:
    """Somebody wants to be called.

    Written down: the sealed slip, the count *slip left*, one audit entry with the day. Raises what intake.leave does.
    """
    intake.leave(Slip(), asdict(said), (Kind.SLIP_LEFT, "yes"), act=Act.SLIP_LEFT, nonce=nonce, at=at)


def read(words: str) -> Said:
    """A slip's words, opened by whoever holds the key."""
    told = json.loads(words)
    return Said(**{**told, "parts": tuple(told["parts"])})


def without_number(said: Said) -> Said:
    """The same, for who reads before she calls."""
    return replace(said, number="")


def part_of(moment: time) -> Part:
    """The part of the day that a time of day falls in."""
    ends = [(time(11), Part.MORNING), (time(13), Part.NOON), (time(16), Part.AFTERNOON)]
    return next((part for end, part in ends if moment < end), Part.LATE)
