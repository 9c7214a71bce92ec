"""Disclosures: somebody asks to get something out of a case. Who, for what, on what ground, and who decided.

Refusal is the default. A register of what was asked; the case cannot end while somebody waits for an answer.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kast.audit import trail
from kast.audit.acts import Act
from kast.law import rules
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import members, unit
from kast.staff.models import Member

from . import cases, notes, states
from .models import Case, Disclosure
from .states import CannotMove

__all__ = [
    "ASKERS",
    "GROUNDS",
    "Answered",
    "Asked",
    "Asker",
    "CannotMove",
    "Disclosure",
    "NeedsHarmTest",
    "NotTheDecider",
    "NotYet",
    "Opened",
    "answer",
    "appeal",
    "ask",
    "deciders",
    "last_refusal",
    "named",
    "open_all",
    "open_one",
]

State = Disclosure.State


class Asker(StrEnum):
    """Who asks."""

    PERSON = "person"  # whose case it is
    CLOSE = "close"
    POLICE = "police"
    COURT = "court"
    AUTHORITY = "authority"
    PRESS = "press"
    OTHER = "other"


ASKERS: Mapping[Asker, Any] = {
    Asker.PERSON: _("personen själv"),
    Asker.CLOSE: _("någon nära"),
    Asker.POLICE: _("polis eller åklagare"),
    Asker.COURT: _("en domstol"),
    Asker.AUTHORITY: _("en annan myndighet"),
    Asker.PRESS: _("en journalist"),
    Asker.OTHER: _("någon annan"),
}

# Paragraphs that a request or its answer may rest on, as kast/law names them; the first refuses, and is the default.
GROUNDS = (
    "osl-26-1",
    "osl-12-1",
    "osl-26-5",
    "osl-12-2",
    "osl-26-9",
    "osl-10-28",
    "sol-19-1",
    "osl-10-21",
    "osl-10-23",
    "osl-10-18-a",
    "osl-10-18-c",
    "osl-10-15-a",
    "lag-2025-170-4",
    "lag-2025-170-8",
)


class NeedsHarmTest(Exception):
    """An answer has its ground, and outside mode A the reasoning that led to it."""


class NotTheDecider(Exception):
    """The unit has not said that this member decides on disclosures."""


class NotYet(Exception):
    """A day that has not come, or an answer before the question."""


@dataclass(frozen=True)
class Asked:
    """What somebody asked for. In mode A only the codes."""

    asker: Asker
    by_paragraph: str = ""  # of GROUNDS; empty: none was named
    who: str = ""
    what: str = ""


@dataclass(frozen=True)
class Answered:
    """What was decided, on what ground, after which harm test, by whom."""

    given: bool
    ground: str  # of GROUNDS
    decided_by: str  # the name that she shows
    on: str
    harm: str = ""
    what: str = ""  # what was given

    @property
    def ground_name(self) -> str:
        """The ground in words."""
        return named(self.ground)

    @property
    def day(self) -> date:
        """The day of the decision."""
        return date.fromisoformat(self.on)

    @property
    def told(self) -> list[str]:
        """All of it in sentences, for a paper."""
        answer = gettext("Lämnat") if self.given else gettext("Nekat")
        decided = gettext("Beslutat av %(name)s.") % {"name": self.decided_by}
        harm = gettext("Menprövning: står det klart att ingen skadas?")
        what = gettext("Vad som lämnas, och till vem")
        return [
            f"{answer} {_day(self.day)}. {self.ground_name}. {decided}",
            f"{harm} {self.harm}" if self.harm else "",
            f"{what}: {self.what}" if self.what else "",
        ]


@dataclass(frozen=True)
class Opened:
    """A request as a page shows it."""

    pk: UUID
    state: State
    label: str
    asked_on: date
    appealed_on: date | None
    asked: Asked
    answers: Sequence[Answered]

    @property
    def asker(self) -> str:
        """Who asks, in words."""
        return str(ASKERS[self.asked.asker])

    @property
    def by_paragraph(self) -> str:
        """By which paragraph, as the asker says; empty where none was named."""
        return named(self.asked.by_paragraph)

    @property
    def told(self) -> list[str]:
        """Who asks, for what, by which paragraph, and each answer with its ground, harm test, decider: on paper."""
        law = gettext("Har inte sagt enligt vilken lag.")
        if self.by_paragraph:
            law = gettext("Säger sig ha rätt enligt %(paragraph)s.") % {"paragraph": self.by_paragraph}
        appealed = gettext("Överklagat %(day)s.") % {"day": _day(self.appealed_on)} if self.appealed_on else ""
        return [self.asked.who, self.asked.what, law, *(text for one in self.answers for text in one.told), appealed]

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.state in states.UNSETTLED


def deciders(member: Member) -> list[Member]:
    """Who may decide: the heads, and by delegation the counsellor who has the case."""
    found = list(members.heads())
    return [*found, member] if unit.value("disclosure_delegation") else found


@transaction.atomic
def ask(case: Case, asked: Asked, *, on: date, by: Member, at: datetime) -> Disclosure:
    """Somebody asks to get something out of the case. Nothing is given by this.

    Written down: the sealed request and its day, the fact *disclosure: asked*, one audit entry. Refused: NotYet; words
    in mode A (notes.NoNotesInModeA); cases.CannotOpen.
    """
    if on > timezone.localdate(at):
        raise NotYet
    if case.mode == Case.Mode.A and (asked.who.strip() or asked.what.strip()):
        raise notes.NoNotesInModeA
    cases.hold(case)
    row = Disclosure(case=case, asked_on=on, by=by, recorded_at=at)
    row.asked.seal(cases.key_of(case.box, by), json.dumps(asdict(asked), ensure_ascii=False))
    row.save(force_insert=True)
    _count(row, State.ASKED, by=by, at=at)
    trail.record(Act.DISCLOSURE_ASKED, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def answer(
    disclosure: Disclosure,
    *,
    given: bool = False,
    ground: str = GROUNDS[0],
    harm: str = "",
    what: str = "",
    decided_by: Member,
    on: date,
    by: Member,
    at: datetime,
) -> None:
    """It was decided: refused, unless something is given. What is given she gives herself; nothing is sent from here.

    Written down: the state and its day, the sealed ground, harm test and decider beside earlier answers, the fact
    *disclosure*, one audit entry. Refused: NotTheDecider; NeedsHarmTest; NotYet; CannotMove; words in mode A
    (notes.NoNotesInModeA); cases.CannotOpen.
    """
    case = disclosure.case
    cases.hold(case)
    disclosure.refresh_from_db(fields=["state", "answered", "asked_on", "appealed_on"])
    to = State.GIVEN if given else State.REFUSED
    states.check_disclosure(disclosure, to)
    if decided_by not in deciders(by):
        raise NotTheDecider
    if not (disclosure.appealed_on or disclosure.asked_on) <= on <= timezone.localdate(at):
        raise NotYet
    bare = case.mode == Case.Mode.A
    if bare and (harm.strip() or what.strip()):
        raise notes.NoNotesInModeA
    if ground not in GROUNDS or (not bare and not harm.strip()):
        raise NeedsHarmTest
    key = cases.key_of(case.box, by)
    said = Answered(given, ground, decided_by.shown_name, on.isoformat(), harm, what)
    earlier = json.loads(disclosure.answered.open(key) or "[]")
    disclosure.answered.seal(key, json.dumps([*earlier, asdict(said)], ensure_ascii=False))
    disclosure.state, disclosure.decided_on = to, on
    disclosure.save(update_fields=["state", "decided_on", "answered"])
    _count(disclosure, to, by=by, at=at)
    act = Act.DISCLOSURE_GIVEN if given else Act.DISCLOSURE_REFUSED
    trail.record(act, by=by, about=[case, disclosure], at=at)


@transaction.atomic
def appeal(disclosure: Disclosure, *, on: date, by: Member, at: datetime) -> None:
    """Whoever was refused has appealed: somebody waits again.

    Written down: the state and its day, the fact *disclosure: appealed*, one audit entry. Refused: NotYet; CannotMove
    for what was not refused.
    """
    cases.hold(disclosure.case)
    disclosure.refresh_from_db(fields=["state", "decided_on"])
    states.check_disclosure(disclosure, State.APPEALED)
    assert disclosure.decided_on is not None  # the table lets only what was refused come here
    if not disclosure.decided_on <= on <= timezone.localdate(at):
        raise NotYet
    disclosure.state, disclosure.appealed_on = State.APPEALED, on
    disclosure.save(update_fields=["state", "appealed_on"])
    _count(disclosure, State.APPEALED, by=by, at=at)
    trail.record(Act.DISCLOSURE_APPEALED, by=by, about=[disclosure.case, disclosure], at=at)


@transaction.atomic
def open_all(case: Case, *, by: Member, at: datetime) -> list[Opened]:
    """Every request about a case, the newest first. Written down: one audit entry. Raises cases.CannotOpen."""
    key = cases.key_of(case.box, by)
    rows = list(Disclosure.objects.filter(case=case).order_by("-asked_on", "-recorded_at"))
    found = [opened(row, key) for row in rows]
    if rows:
        trail.record(Act.DISCLOSURE_READ, by=by, about=[case, *rows], at=at)
    return found


@transaction.atomic
def open_one(disclosure: Disclosure, *, by: Member, at: datetime) -> Opened:
    """One of them. Written down: one audit entry. Raises cases.CannotOpen."""
    found = opened(disclosure, cases.key_of(disclosure.case.box, by))
    trail.record(Act.DISCLOSURE_READ, by=by, about=[disclosure.case, disclosure], at=at)
    return found


@dataclass(frozen=True)
class Refused:
    """The last answer to a request that stands refused, for the paper that tells it."""

    asked: Asked
    decided_by: str
    on: date


def last_refusal(disclosure: Disclosure, *, by: Member) -> Refused | None:
    """The refusal that stands, for a verb that writes down its paper; None when none does. Raises cases.CannotOpen."""
    if disclosure.state != State.REFUSED or disclosure.decided_on is None:
        return None
    found = opened(disclosure, cases.key_of(disclosure.case.box, by))
    return Refused(found.asked, found.answers[-1].decided_by, disclosure.decided_on)


def opened(disclosure: Disclosure, key: cases.BoxKey) -> Opened:
    """A request, for a verb that writes down that it was opened."""
    asked = json.loads(disclosure.asked.open(key))
    state = State(disclosure.state)
    return Opened(
        pk=disclosure.pk,
        state=state,
        label=str(state.label),
        asked_on=disclosure.asked_on,
        appealed_on=disclosure.appealed_on,
        asked=Asked(**{**asked, "asker": Asker(asked["asker"])}),
        answers=[Answered(**one) for one in json.loads(disclosure.answered.open(key) or "[]")],
    )


def named(ground: str) -> str:
    """OSL 26:1, secrecy in social services; empty where none was named."""
    if not ground:
        return ""
    rule = rules.rule(ground)
    return f"{rule.paragraph}, {rule.name['en' if (get_language() or 'sv').startswith('en') else 'sv']}"


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _count(disclosure: Disclosure, state: State, *, by: Member, at: datetime) -> None:
    facts.put(cases.life_of(disclosure.case.box, by), Kind.DISCLOSURE, state, on=timezone.localdate(at))
