"""The plan: goals in the person's words, what the two agreed, who knows, and what to do when it gets hard.

It is the person's: printed with a neutral title, or laid in the mailbox. Each time it is written a version joins the
earlier ones; the latest is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kast import paper
from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Mailbox, Reply
from kast.staff.models import Member

from . import cases, notes, replies
from .models import Case, Plan

TEMPLATE = Path(__file__).parent / "paper" / "plan.typ"


class Empty(Exception):
    """There is no plan without a word, and none yet to print or to send."""


@dataclass(frozen=True)
class Words:
    """What stands in a plan."""

    goals: str = ""
    steps: str = ""
    who_knows: str = ""
    in_a_risk: str = ""

    def parts(self) -> Iterator[tuple[str, str]]:
        """Heading and words, for each part that has some."""
        headings = (_("Det jag vill"), _("Det vi kom överens om"), _("De som vet"), _("När det blir svårt"))
        told = (self.goals, self.steps, self.who_knows, self.in_a_risk)
        yield from ((heading, words) for heading, words in zip(headings, told, strict=True) if words.strip())

    def as_letter(self) -> str:
        """The same as running text."""
        return "\n\n".join(f"{heading}\n{words.strip()}" for heading, words in self.parts())


@dataclass(frozen=True)
class Paper:
    """A plan as it is given away: a neutral title, and its parts, in the language of the person's mailbox."""

    title: str
    language: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Version:
    """A plan as it was written then."""

    words: Words
    who: str
    on: date
    record: Plan


@transaction.atomic
def write(case: Case, words: Words, *, by: Member, at: datetime) -> Plan:
    """A new version of the plan. Written down: the sealed version, one audit entry; the earlier ones stay.

    Refused: notes.NoNotesInModeA; Empty; cases.CannotOpen.
    """
    cases.hold(case)
    if case.mode == Case.Mode.A:
        raise notes.NoNotesInModeA
    if not any(words.parts()):
        raise Empty
    key, row = cases.key_of(case.box, by), Plan(case=case, by=by, written_at=at)
    row.goals.seal(key, words.goals)
    row.steps.seal(key, words.steps)
    row.who_knows.seal(key, words.who_knows)
    row.in_a_risk.seal(key, words.in_a_risk)
    row.save(force_insert=True)
    trail.record(Act.PLAN_WRITTEN, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def opened(case: Case, *, by: Member, at: datetime) -> Sequence[Version]:
    """Every version, the latest first, for the plan's page. Written down: the opening, with each of them."""
    found = versions(case, cases.key_of(case.box, by))
    trail.record(Act.CASE_READ, by=by, about=[case, *(version.record for version in found)], at=at)
    return found


@transaction.atomic
def printed(case: Case, *, by: Member, at: datetime) -> Paper:
    """The latest version, for a paper that the person takes along. Written down: that it was printed. Raises Empty."""
    version, language = _latest(case, by), _language(case)
    trail.record(Act.PLAN_PRINTED, by=by, about=[case, version.record], at=at)
    with override(language):
        return Paper(_("Min plan"), language, list(version.words.parts()))


def as_pdf(plan: Paper) -> bytes:
    """The same as a tagged PDF, whose title says nothing about what the place is."""
    parts = [{"heading": heading, "words": words} for heading, words in plan.parts]
    return paper.of(TEMPLATE, {"title": plan.title, "language": plan.language, "parts": parts})


@transaction.atomic
def send(case: Case, *, by: Member, at: datetime) -> Reply:
    """The person finds the plan in the mailbox. Written down: a letter, one audit entry.

    Refused: Empty; replies.NoMailbox; cases.CannotOpen.
    """
    words = _latest(case, by).words
    with override(_language(case)):
        return replies.lay(case, words.as_letter(), by=by, at=at)


def versions(case: Case, key: cases.BoxKey) -> list[Version]:
    """Every version, the latest first. Whoever shows them writes down the opening. One query."""
    rows = Plan.objects.filter(case=case).select_related("by").order_by("-written_at")
    return [_version(row, key) for row in rows]


def latest(case: Case, key: cases.BoxKey) -> Version | None:
    """The plan as it stands, for a page that writes down its own opening. One query."""
    row = Plan.objects.filter(case=case).select_related("by").order_by("-written_at").first()
    return _version(row, key) if row is not None else None


def _language(case: Case) -> str:
    """That of the person's mailbox; Swedish where there is none."""
    return Mailbox.objects.filter(box=case.box).values_list("language", flat=True).first() or "sv"


def _latest(case: Case, by: Member) -> Version:
    version = latest(case, cases.key_of(case.box, by))
    if version is None:
        raise Empty
    return version


def _version(row: Plan, key: cases.BoxKey) -> Version:
    told = (row.goals, row.steps, row.who_knows, row.in_a_risk)
    words = Words(*(sealed.open(key) for sealed in told))
    return Version(words, row.by.shown_name, timezone.localdate(row.written_at), row)
