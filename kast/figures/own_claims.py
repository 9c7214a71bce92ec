"""The unit's own claims in the register: added, worded anew, taken back, shown to the public or not.

A claim is somebody else's public sentence, or the unit's own; the machine judges it (claims.py), and nobody can.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import dates
from .models import ClaimWording, OwnClaim

KINDS = ("outcome", "reach", "unmeasured", "context")
WITH_NUMBERS = ("outcome", "reach")
# What was said as one number is taken to mean so much to either side.
ROUNDED = 0.5


class NotAClaim(ValueError):
    """It lacks its words, its source or what would be needed; or its numbers and date are none. Names the fields."""


class TakenBack(Exception):
    """It was taken back: it is neither changed nor shown."""


class NothingNew(Exception):
    """The words are those that stand already."""


@dataclass(frozen=True)
class Words:
    """A claim as it is filled in. English may be left out; then Swedish is shown, and the page says so."""

    said: str
    source: str
    needed: str
    kind: str
    said_en: str = ""
    source_en: str = ""
    needed_en: str = ""
    date: str = ""
    low: int | None = None  # per cent; of an outcome at least, of a reach about so many
    high: int | None = None
    everybody: bool = True
    denominator_known: bool = False
    method_known: bool = False
    horizon: int | None = None

    def as_row(self) -> dict[str, Any]:
        """As a row of claims.yaml. Raises NotAClaim."""
        self.check()
        high = self.low if self.high is None else self.high
        numbers = [self.low, high] if self.low is not None and high is not None else None
        row: dict[str, Any] = {
            "said": _both(self.said, self.said_en),
            "source": _both(self.source, self.source_en),
            "needed": _both(self.needed, self.needed_en),
            "date": self.date,
            "year": int(self.date[:4]) if self.date else None,
            "kind": self.kind,
            "everybody": self.everybody,
            "denominator_known": self.denominator_known,
            "method_known": self.method_known,
            "horizon": self.horizon,
            "shown": numbers,
        }
        if self.kind == "outcome" and numbers is not None:
            row["at_least"] = numbers[0]
        if self.kind == "reach" and numbers is not None:
            wide = ROUNDED if numbers[0] == numbers[1] else 0
            row["about"] = [max(0.0, numbers[0] - wide), min(100.0, numbers[1] + wide)]
        return row

    def check(self) -> None:
        """Whether it is a claim. Raises NotAClaim with the names of the fields that are wrong."""
        wrong = [name for name in ("said", "source", "needed") if not getattr(self, name).strip()]
        if self.kind not in KINDS:
            wrong.append("kind")
        if self.kind in WITH_NUMBERS and self.low is None:
            wrong.append("low")
        if any(number is not None and not 0 <= number <= 100 for number in (self.low, self.high)):
            wrong.append("low")
        if self.high is not None and (self.low is None or self.high < self.low):
            wrong.append("high")
        if self.horizon is not None and self.horizon < 1:
            wrong.append("horizon")
        if self.date:
            try:
                dates.read(self.date)
            except dates.NoDate:
                wrong.append("date")
        if wrong:
            raise NotAClaim(*dict.fromkeys(wrong))


@transaction.atomic
def add(words: Words, *, by: Member, at: datetime) -> OwnClaim:
    """Put a claim into the register; the public does not see it yet.

    Written down: the claim, its first wording, one audit entry. Refused: NotAClaim.
    """
    on = timezone.localdate(at)
    row = words.as_row()
    claim = OwnClaim.objects.create(added_on=on)
    ClaimWording.objects.create(claim=claim, number=1, content=row, written_on=on)
    trail.record(Act.CLAIM_ADDED, by=by, about=[claim], at=at)
    return claim


@transaction.atomic
def change(claim: OwnClaim, words: Words, *, by: Member, at: datetime) -> None:
    """Word a claim anew. The earlier wording stays, and the public does not see the new one before the head chose so.

    Written down: another wording, one audit entry. Refused: NotAClaim, TakenBack, NothingNew.
    """
    row = words.as_row()
    _hold(claim)
    last = claim.wordings.last()
    if last is not None and last.content == row:
        raise NothingNew
    number = 1 + (last.number if last else 0)
    ClaimWording.objects.create(claim=claim, number=number, content=row, written_on=timezone.localdate(at))
    claim.shown = False
    claim.save(update_fields=["shown"])
    trail.record(Act.CLAIM_CHANGED, by=by, about=[claim], at=at)


@transaction.atomic
def take_back(claim: OwnClaim, *, by: Member, at: datetime) -> None:
    """It no longer stands in the register; its wordings stay.

    Written down: the day, one audit entry. Refused: TakenBack, the second time.
    """
    _hold(claim)
    claim.taken_back_on, claim.shown = timezone.localdate(at), False
    claim.save(update_fields=["taken_back_on", "shown"])
    trail.record(Act.CLAIM_TAKEN_BACK, by=by, about=[claim], at=at)


@transaction.atomic
def show(claim: OwnClaim, *, shown: bool, by: Member, at: datetime) -> None:
    """Choose whether the public sees it. Written down: the choice, one audit entry. Refused: TakenBack."""
    _hold(claim)
    if claim.shown == shown:
        return
    claim.shown = shown
    claim.save(update_fields=["shown"])
    trail.record(Act.CLAIM_SHOWN if shown else Act.CLAIM_HIDDEN, by=by, about=[claim], at=at)


def _hold(claim: OwnClaim) -> None:
    """Hold the row until the transaction ends. Raises TakenBack."""
    claim.refresh_from_db(from_queryset=OwnClaim.objects.select_for_update())
    if claim.taken_back_on is not None:
        raise TakenBack


def _both(swedish: str, english: str) -> dict[str, str]:
    words = {"sv": swedish.strip(), "en": english.strip()}
    return {language: said for language, said in words.items() if said}
