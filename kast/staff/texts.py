"""Texts that the unit's lawyer, or the unit itself, must write or confirm before it goes live.

Until then our proposal stands (proposals.py), which is no legal advice; a page shows it with a dashed border.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act

from . import unit
from .models import Member, UnitText
from .proposals import PROPOSALS, Proposal


class UnknownText(KeyError):
    """No text has that key."""


class EmptyText(Exception):
    """A text cannot be confirmed while it is empty in one of the languages."""


@dataclass(frozen=True)
class Text:
    """A text as a page shows it. `settled`: somebody has confirmed it, and says since when."""

    key: str
    text: str
    settled: bool
    confirmed_by: str
    confirmed_on: date | None

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, of which each is one or more lines."""
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]

    def __str__(self) -> str:
        return self.text


def text(key: str, language: str | None = None) -> Text:
    """The text in a language (else the page's own): the unit's, else our proposal. Raises UnknownText."""
    return texts([key], language)[key]


def texts(keys: list[str], language: str | None = None) -> dict[str, Text]:
    """Many texts with one query. Raises UnknownText."""
    unknown = [key for key in keys if key not in PROPOSALS]
    if unknown:
        raise UnknownText(unknown)
    language = language or unit.here()
    rows = {row.key: row for row in UnitText.objects.filter(key__in=keys, language=language)}
    return {key: _text(key, language, rows.get(key)) for key in keys}


def everything(language: str | None = None) -> list[tuple[Proposal, Text]]:
    """Every text with why it is asked for, in the order of the pages."""
    found = texts(list(PROPOSALS), language)
    return [(proposal, found[key]) for key, proposal in PROPOSALS.items()]


def unsettled() -> list[str]:
    """Which texts nobody has confirmed in each language."""
    settled = UnitText.objects.filter(confirmed_on__isnull=False).values_list("key", "language")
    done = set(settled)
    return [key for key in PROPOSALS if not all((key, language) in done for language in unit.LANGUAGES)]


@transaction.atomic
def confirm(key: str, words: Mapping[str, str], *, confirmed_by: str, by: Member, at: datetime) -> None:
    """The text stands as `words` says, in each language; `confirmed_by` (the lawyer, by name) has said so today.

    Written down: which text. Raises UnknownText, EmptyText.
    """
    if key not in PROPOSALS:
        raise UnknownText(key)
    if not all(words.get(language, "").strip() for language in unit.LANGUAGES):
        raise EmptyText
    for language in unit.LANGUAGES:
        UnitText.objects.update_or_create(
            key=key,
            language=language,
            defaults={
                "text": words[language].replace("\r\n", "\n").strip(),
                "confirmed_by": confirmed_by,
                "confirmed_on": timezone.localdate(at),
            },
        )
    trail.record(Act.TEXT_CONFIRMED, by=by, fields=[key], at=at)


def _text(key: str, language: str, row: UnitText | None) -> Text:
    if row is None:
        return Text(key, PROPOSALS[key].words[language], settled=False, confirmed_by="", confirmed_on=None)
    return Text(key, row.text, row.confirmed_on is not None, row.confirmed_by, row.confirmed_on)
