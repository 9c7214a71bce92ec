"""The unit: what it says of itself, when it reads and answers, and what every page needs to know about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kast.audit import trail
from kast.audit.acts import Act

from . import days, helplines, roles, sayings
from .models import Member, Unit
from .roles import Right
from .sayings import KEYS

LANGUAGES = ("sv", "en")

# In a request the row is read once; outside one, each time.
_read: ContextVar[dict[str, Unit] | None] = ContextVar("unit", default=None)


class NoUnit(Exception):
    """`kast setup` has not made a unit here yet."""


class UnknownSetting(KeyError):
    """No setting has that key."""


@contextmanager
def read_once() -> Iterator[None]:
    """While this lasts the unit's row is read at most once."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def exists() -> bool:
    """Whether a unit has been made here."""
    return _row() is not None


def the_unit() -> Unit:
    """The one unit. Raises NoUnit before `kast setup`."""
    row = _row()
    if row is None:
        raise NoUnit
    return row


def value(key: str, language: str = "sv") -> Any:
    """A setting as it is kept, else its default. Raises UnknownSetting."""
    return _value(_row(), key, language)


def say(key: str, language: str | None = None) -> str:
    """A setting in words, in `language` (else the page's own). Raises UnknownSetting.

    Besides every key of sayings.KEYS: `reading_days` (on which days letters are read) and `answer_time`, `call_time`.
    """
    language = language or here()
    with override(language):
        if key == "reading_days":
            return sayings.in_words("reading_weekdays", value("reading_weekdays"))
        if key == "answer_time":
            return sayings.answer_time(value("answer_days"))
        if key == "call_time":
            return sayings.answer_time(value("call_days"))
        return sayings.in_words(key, value(key, language))


@transaction.atomic
def change(*, by: Member, at: datetime, **values: Any) -> Unit:
    """Change what the unit says of itself. Written down: which settings, not what they say. Raises UnknownSetting."""
    unknown = values.keys() - KEYS.keys()
    if unknown:
        raise UnknownSetting(sorted(unknown))
    row = Unit.objects.select_for_update().get()
    changed = sorted(key for key, new in values.items() if row.settings.get(key) != new)
    row.settings = {**row.settings, **values}
    row.save(update_fields=["settings"])
    _forget_read()
    transaction.on_commit(caches["pages"].clear)  # open pages say it at once
    if changed:
        trail.record(Act.UNIT_CHANGED, by=by, fields=changed, at=at)
    return row


def closed() -> list[days.Closed]:
    """The periods in which the unit is away."""
    kept = value("closed")
    return [days.Closed(date.fromisoformat(first), date.fromisoformat(through)) for first, through in kept]


def closed_until(on: date) -> date | None:
    """The last day of being away, when the unit is away on `on`."""
    return days.closed_until(on, closed())


def reading_day(after: date) -> date:
    """The next day, after `after`, on which letters are read."""
    return days.reading_day(after, weekdays=value("reading_weekdays"), closed=closed())


def answer_by(came_on: date) -> date:
    """The day by which a letter that came on `came_on` has been answered, as the front page promises."""
    return days.answer_day(came_on, days=value("answer_days"), weekdays=value("reading_weekdays"), closed=closed())


def call_by(came_on: date) -> date:
    """The day by which somebody who left a slip on `came_on` has been called, as its page promises."""
    return days.answer_day(came_on, days=value("call_days"), weekdays=value("reading_weekdays"), closed=closed())


def here() -> str:
    """The language of the page being made: that of its address."""
    language = (get_language() or LANGUAGES[0])[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def _row() -> Unit | None:
    kept = _read.get()
    if kept is None:
        return Unit.objects.first()
    if "row" not in kept:
        row = Unit.objects.first()
        if row is None:
            return None
        kept["row"] = row
    return kept["row"]


def _forget_read() -> None:
    kept = _read.get()
    if kept is not None:
        kept.clear()


def _value(row: Unit | None, key: str, language: str) -> Any:
    if key not in KEYS:
        raise UnknownSetting(key)
    kept = row.settings.get(key) if row else None
    if KEYS[key].by_language and isinstance(kept, dict):
        kept = kept.get(language)
    return KEYS[key].standard(language) if kept is None or kept == "" else kept


class ForTemplates:
    """`unit` in every template: its settings in words by their keys (`unit.phone`), and what a page's frame needs."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __getitem__(self, key: str) -> str:
        return say(key)

    @property
    def other_language(self) -> str:
        """The language that this page is not in."""
        return next(language for language in LANGUAGES if language != here())

    @property
    def other_language_name(self) -> str:
        """That language, in itself."""
        return {"sv": "Svenska", "en": "English"}[self.other_language]

    @cached_property
    def other_language_address(self) -> str:
        """This page in the other language; empty where there is none, or where the page answers a form."""
        if self._request.method != "GET" or self._request.resolver_match is None:
            return ""
        path = self._request.path
        there = translate_url(path, self.other_language)
        return "" if there == path else there

    @property
    def staff_pages(self) -> list[dict[str, Any]]:
        """The pages in the bar, for her role."""
        member = roles.member_of(self._request)
        listed = []
        for right, name, words in _staff_pages():
            try:
                address = reverse(name)
            except NoReverseMatch:  # a room that is not built in this installation
                continue
            if roles.may(member, right):
                listed.append({"name": words, "address": address, "here": address == self._request.path})
        return listed

    @property
    def may_release(self) -> bool:
        """Whether she may publish a year's figures."""
        return roles.may(roles.member_of(self._request), Right.RELEASE)

    @property
    def locks_at(self) -> datetime | None:
        """When she is locked again if she stays away; None while locked."""
        at: datetime | None = getattr(self._request, "locks_at", None)
        return at


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """What every template may use: `unit`, `helplines`, `demo`."""
    row = _row()
    return {"unit": ForTemplates(request), "helplines": helplines.Lines(here()), "demo": bool(row and row.demo)}


def _staff_pages() -> list[tuple[Right, str, str]]:
    return [
        (Right.LETTERS, "desk:today", _("I dag")),
        (Right.CASES, "casework:cases", _("Ärenden")),
        (Right.CASES, "desk:times", _("Tider")),
        (Right.LETTERS, "casework:call_list", _("Ringlista")),
        (Right.LOG, "desk:head", _("Överblick")),
        (Right.CARDS, "casework:batches", _("Kort")),
        (Right.FIGURES, "figures:staff", _("Siffror")),
        (Right.ADMIT, "staff:members", _("Medarbetare")),
        (Right.UNIT, "staff:unit", _("Mottagningen")),
        (Right.READY, "staff:ready", _("Kvar att göra")),
        (Right.LETTERS, "desk:asks", _("Någon frågar")),
        (Right.LOG, "desk:asks", _("Någon frågar")),
    ]
