"""What is asked, and what may be answered: codes and sentences. Months and counts; never a day, a place, a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Any(TextChoices):
    """Whether it happened: the ledger's codes."""

    NO = "no", pgettext_lazy("fu.any", "Nej")
    YES = "yes", pgettext_lazy("fu.any", "Ja")
    ATTEMPT = "attempt", pgettext_lazy("fu.any", "Jag försökte, men det blev inte av")
    UNSAID = "unsaid", pgettext_lazy("fu.any", "Vill inte svara")


class Where(TextChoices):
    """Where and how. Abroad means that the person was."""

    SWEDEN_HERE = "sweden_in_person", pgettext_lazy("fu.calendar", "I Sverige på plats")
    SWEDEN_REMOTE = "sweden_remote", pgettext_lazy("fu.calendar", "i Sverige på distans")
    ABROAD_HERE = "abroad_in_person", pgettext_lazy("fu.calendar", "utomlands på plats")
    ABROAD_REMOTE = "abroad_remote", pgettext_lazy("fu.calendar", "utomlands på distans")


class Often(TextChoices):
    """How many times in a month, as one remembers it."""

    NONE = "0", "0"
    ONCE = "1", "1"
    TWICE = "2", "2"
    SOME = "3-5", "3–5"
    MANY = "6+", pgettext_lazy("fu.calendar", "6 eller fler")
    FORGOTTEN = "forgotten", pgettext_lazy("fu.calendar", "minns inte")


class HeldBack(TextChoices):
    """What kept somebody from it."""

    LAW = "law", pgettext_lazy("fu.held", "Lagen")
    CAUGHT = "caught", pgettext_lazy("fu.held", "rädslan att åka fast")
    PARTNER = "partner", pgettext_lazy("fu.held", "min partner")
    MONEY = "money", pgettext_lazy("fu.held", "pengarna")
    SHAME = "shame", pgettext_lazy("fu.held", "skammen")
    OTHER_PERSON = "other_person", pgettext_lazy("fu.held", "tanken på den andra personen")
    TALKS = "talks", pgettext_lazy("fu.held", "samtalen här")
    OTHER = "other", pgettext_lazy("fu.held", "annat")


class Again(TextChoices):
    """Whether the person would like to talk again."""

    YES = "yes", pgettext_lazy("fu.end", "Ja")
    NOT_NOW = "not_now", pgettext_lazy("fu.end", "Inte nu")


# How long ago it ended, in the lead.
AGO: Mapping[int, object] = {6: _("ett halvår"), 12: _("ett år"), 24: _("två år")}

_HAPPENED = frozenset({Often.ONCE, Often.TWICE, Often.SOME, Often.MANY})
LONGEST = 5_000


@dataclass(frozen=True)
class Answer:
    """What somebody answered; everything but `any` may be left out. Months are written 2026-03."""

    any: Any
    calendar: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    last: str = ""
    held_back: Mapping[str, int] = field(default_factory=dict)
    worse: str = ""
    again: str = ""

    @property
    def first_purchase(self) -> str | None:
        """The earliest month of a purchase that was told; None when none was, or not when."""
        if self.any != Any.YES:
            return None
        told = [month for month, counts in self.calendar.items() if _HAPPENED.intersection(counts.values())]
        return min([*told, *([self.last] if self.last else [])], default=None)

    def to_json(self) -> str:
        """As it is sealed."""
        return json.dumps(
            {
                "any": self.any.value,
                "calendar": {month: dict(counts) for month, counts in self.calendar.items()},
                "last": self.last,
                "held_back": dict(self.held_back),
                "worse": self.worse,
                "again": self.again,
            },
            ensure_ascii=False,
        )


def from_json(text: str) -> Answer:
    """An answer as it was sealed."""
    kept = json.loads(text)
    return Answer(**{**kept, "any": Any(kept["any"])})


def months_between(since: date, until: date) -> list[date]:
    """The first day of every month from one day's to another's, both included, the newest first."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last, first - 1, -1)]


@dataclass(frozen=True)
class Told:
    """One question of an answer that was given, as its sentences."""

    question: str
    lines: Sequence[str]
