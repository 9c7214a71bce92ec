"""The decision aid: it decides nothing and sends nothing. It shows the paragraphs of a day and keeps how she reasoned.

In mode A only codes are kept: what it was about, what was decided, and the day. Which paragraphs stood that day follows
from kast/law, whose rules are dated.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from kast.audit import trail
from kast.audit.acts import Act
from kast.law import silence
from kast.law.silence import About, Answers, Crime, Finding, NotAnswered, Reply, Says
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, notes
from .models import Case, Decision

__all__ = [
    "About",
    "Answers",
    "Crime",
    "Decided",
    "Decision",
    "NeedsWhy",
    "NotAnswered",
    "Opened",
    "Paragraph",
    "Reply",
    "Says",
    "Taken",
    "decide",
    "open_decision",
    "paragraphs",
    "questions",
    "reopened",
    "strongest",
    "unrecorded",
]


class Decided(StrEnum):
    """What she decided. To do nothing is a decision too."""

    NOTHING = "nothing"
    ASK = "ask"  # talk with the person first
    LAWYER = "lawyer"
    REPORT = "report"  # to the social welfare board, about a child
    TELL = "tell"  # to somebody whom a paragraph allows


class NeedsWhy(Exception):
    """Each decision has its reasons, and says why the person was not told."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it read on the day, and what it says here."""

    key: str
    paragraph: str
    name: str
    statute: str
    says: str
    text: str  # empty where the day was not looked up
    since: str  # from when it reads so; empty where that was not looked up
    checked_on: str
    unsettled: Sequence[str] = ()  # what a lawyer must confirm

    @property
    def checked(self) -> date:
        """The day on which it was last read."""
        return date.fromisoformat(self.checked_on)


@dataclass(frozen=True)
class Taken:
    """What she answered and decided."""

    about: About
    answers: Answers
    decided: Decided
    told: bool
    not_told: str = ""  # why not
    why: str = ""


@dataclass(frozen=True)
class Opened:
    """A decision as a page or a paper shows it."""

    about: About
    decided: Decided
    on: date
    who: str
    told: bool | None = None
    not_told: str = ""
    why: str = ""
    answers: Answers | None = None
    paragraphs: Sequence[Paragraph] = ()


def questions(about: About) -> Sequence[str]:
    """What is asked about this matter, in order."""
    return silence.QUESTIONS[about]


def paragraphs(about: About, answers: Answers, *, on: date) -> list[Paragraph]:
    """The paragraphs that bear on it, as they read on the day, in the page's language. Raises NotAnswered."""
    return [_paragraph(finding) for finding in silence.weigh(about, answers, on=on)]


def strongest(found: Sequence[Paragraph]) -> Says:
    """What weighs most among them."""
    return next(says for says in Says if any(one.says == says for one in found))


@transaction.atomic
def decide(case: Case, taken: Taken, *, by: Member, at: datetime) -> Decision:
    """Record a decision about the duty of silence, also one to do nothing. Nothing is sent to anybody.

    Written down: the sealed decision with the paragraphs as they read today, the fact *aid* with what was decided, one
    audit entry. In mode A: codes and the day only. Refused: NotAnswered; NeedsWhy; words in mode A
    (notes.NoNotesInModeA); cases.CannotOpen.
    """
    found = paragraphs(taken.about, taken.answers, on=timezone.localdate(at))
    bare = case.mode == Case.Mode.A
    if bare and (taken.why.strip() or taken.not_told.strip()):
        raise notes.NoNotesInModeA
    if not bare:
        check_reasons(taken)
    cases.hold(case)
    key = cases.key_of(case.box, by)
    said: dict[str, object] = {"about": taken.about, "decided": taken.decided}
    if not bare:
        said |= {"answers": dict(taken.answers), "told": taken.told, "paragraphs": [vars(one) for one in found]}
    row = Decision(case=case, by=by, at=at)
    row.said.seal(key, json.dumps(said, ensure_ascii=False))
    if not bare:
        row.why.seal(key, json.dumps({"why": taken.why, "not_told": taken.not_told}, ensure_ascii=False))
    row.save(force_insert=True)
    facts.put(cases.life_of(case.box, by), Kind.AID, taken.decided, on=timezone.localdate(at))
    trail.record(Act.AID_DECIDED, by=by, about=[case, row], at=at)
    return row


def unrecorded(taken: Taken, *, by: Member, at: datetime) -> Opened:
    """A decision without a case, for a paper: it is kept nowhere. Refused: NotAnswered; NeedsWhy."""
    check_reasons(taken)
    on = timezone.localdate(at)
    return Opened(
        about=taken.about,
        decided=taken.decided,
        on=on,
        who=by.shown_name,
        told=taken.told,
        not_told=taken.not_told,
        why=taken.why,
        answers=taken.answers,
        paragraphs=paragraphs(taken.about, taken.answers, on=on),
    )


def check_reasons(taken: Taken) -> None:
    """Raises NeedsWhy when a decision has no reasons, or does not say why the person was not told."""
    if not taken.why.strip() or (not taken.told and not taken.not_told.strip()):
        raise NeedsWhy


@transaction.atomic
def open_decision(decision: Decision, *, by: Member, at: datetime) -> Opened:
    """Open a decision. Written down: one audit entry. Raises cases.CannotOpen."""
    found = opened(decision, cases.key_of(decision.case.box, by), who=decision.by.shown_name)
    trail.record(Act.AID_READ, by=by, about=[decision.case, decision], at=at)
    return found


def reopened(decision: Decision, *, by: Member) -> Opened:
    """The decision, for a paper whose verb writes it down. Raises cases.CannotOpen."""
    return opened(decision, cases.key_of(decision.case.box, by), who=decision.by.shown_name)


def opened(decision: Decision, key: cases.BoxKey, *, who: str) -> Opened:
    """The decision, for a verb that writes down that it was opened."""
    said: Mapping[str, object] = json.loads(decision.said.open(key))
    words = json.loads(decision.why.open(key) or "{}")
    kept = said.get("paragraphs", [])
    told = said.get("told")
    answers = said.get("answers")
    assert isinstance(kept, list)
    return Opened(
        about=About(str(said["about"])),
        decided=Decided(str(said["decided"])),
        on=timezone.localdate(decision.at),
        who=who,
        told=told if isinstance(told, bool) else None,
        not_told=words.get("not_told", ""),
        why=words.get("why", ""),
        answers=answers if isinstance(answers, dict) else None,
        paragraphs=[Paragraph(**one) for one in kept],
    )


def _paragraph(finding: Finding) -> Paragraph:
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    value, rule = finding.value, finding.rule
    return Paragraph(
        key=rule.key,
        paragraph=rule.paragraph,
        name=rule.name[language],
        statute=rule.statute,
        says=finding.says,
        text=value.says[language] if value else "",
        since=value.in_force_from.isoformat() if value and value.in_force_from else "",
        checked_on=rule.checked_on.isoformat(),
        unsettled=[*rule.lawyer, *rule.unverified],
    )
