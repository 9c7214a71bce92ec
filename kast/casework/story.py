"""A case as a story in order, and a letter with its thread: the pages that show sealed words.

Opening one is an act: one audit entry with every record it shows. A fixed number of queries, one box key opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Letter, Mailbox
from kast.staff.models import Member

from . import access, cases, drafts, guide, inbox, lending, modes, paper_lines, plans, states, watched
from .guide import Asked
from .lines import Line, in_order, lines_of, once, records_of, thread
from .models import Case, Draft, Phone, Topic
from .topic import due_in_words, is_due


@dataclass(frozen=True)
class Story:
    """Everything the case's page shows."""

    case: Case
    alias: str
    lines: Sequence[Line]
    topic: Line | None
    topic_due: str  # why it is time for the topic, in words; empty: it is not
    held: int
    holds: modes.Holds
    may_write: bool
    under_way: bool
    lent: bool
    mailbox: Mailbox | None
    letters_waiting: int
    loan_ahead: bool
    plan: plans.Version | None
    guide: Sequence[Asked]
    note: drafts.Opened | None
    reply: drafts.Opened | None
    others: Sequence[drafts.Opened]
    watched: watched.Watched
    phone: date | None  # since when a number is kept in the case; it has a page of its own

    @property
    def may_note(self) -> bool:
        """Whether the page has a box for a note: she has the case, and it is under way."""
        return self.may_write and self.under_way

    @property
    def may_reply(self) -> bool:
        """Whether it has a box for an answer, too: where one can be left."""
        gone = self.case.mailbox_deleted_on is not None and not self.letters_waiting
        return self.may_note and self.mailbox is not None and not gone

    @property
    def may_correct(self) -> bool:
        """Whether she may correct a note, or write down that the person objects to it."""
        return self.may_write and self.holds.notes

    @property
    def not_asked(self) -> Sequence[Asked]:
        """What the guide would ask, and nobody has."""
        return [one for one in self.guide if not one.times]


@transaction.atomic
def open_case(case: Case, *, by: Member, at: datetime) -> Story:
    """Open a case. Written down: one audit entry with the case and every record that the page shows.

    Raises cases.Locked, or cases.CannotOpen.
    """
    key, today = cases.key_of(case.box, by), timezone.localdate(at)
    names = dict(Member.objects.values_list("pk", "shown_name"))
    mailbox = Mailbox.objects.filter(box=case.box).first()
    watch = watched.of_case(case, key, names, on=today, at=at)
    versions, asked = plans.versions(case, key), guide.standing(case, key)
    lines = lines_of(case, mailbox, key, names, watch=watch, versions=versions)
    topics = [line for line in lines if line.kind == "topic"]
    latest = topics[0].record if topics else None
    held = sum(1 for line in lines if line.kind == "contact" and line.number)
    own = drafts.of(case.box, by=by)
    note = next((draft for draft in own if draft.place == Draft.Place.NOTE), None)
    reply = next((draft for draft in own if draft.place == Draft.Place.REPLY), None)
    shown = [*records_of(lines), *(one.record for one in asked if one.record is not None)]
    trail.record(Act.CASE_READ, by=by, about=[case, *once([*shown, *watch.records])], at=at)
    return Story(
        case=case,
        alias=case.alias.open(key),
        lines=lines,
        topic=topics[0] if topics else None,
        topic_due=_topic_due(latest if isinstance(latest, Topic) else None, held, today),
        held=held,
        holds=modes.HOLDS[Case.Mode(case.mode)],
        may_write=access.may_write(case, by, at=at),
        under_way=states.under_way(case),
        lent=lending.lent(case, on=today),
        loan_ahead=lending.ahead(case, on=today),
        plan=versions[0] if versions else None,
        guide=asked,
        mailbox=mailbox,
        letters_waiting=sum(1 for line in lines if line.waiting),
        note=note,
        reply=reply,
        others=[draft for draft in own if draft not in (note, reply)],
        watched=watch,
        phone=Phone.objects.filter(case=case).values_list("kept_on", flat=True).first(),
    )


def _topic_due(latest: Topic | None, held: int, today: date) -> str:
    return due_in_words(latest.again_on if latest else None, held) if is_due(latest, held, on=today) else ""


def tell(case: Case, *, beside: Sequence[Line] = (), by: Member, at: datetime) -> list[Line]:
    """Everything that a case holds, as lines, for a verb that writes down what it did with them; the newest first.

    Also what the case's page shows outside its story (paper_lines), and `beside`: lines of other rooms. Raises
    cases.CannotOpen.
    """
    key, names = cases.key_of(case.box, by), dict(Member.objects.values_list("pk", "shown_name"))
    watch = watched.of_case(case, key, names, on=timezone.localdate(at), at=at)
    mailbox = Mailbox.objects.filter(box=case.box).first()
    lines = lines_of(case, mailbox, key, names, watch=watch, versions=plans.versions(case, key))
    return in_order([*reversed(lines), *paper_lines.of(case, key, names), *beside])


@transaction.atomic
def open_whole(case: Case, *, beside: Sequence[Line] = (), by: Member, at: datetime) -> list[Line]:
    """The same for the page on which she chooses what is printed. Written down: one audit entry with every record."""
    lines = tell(case, beside=beside, by=by, at=at)
    trail.record(Act.CASE_READ, by=by, about=[case, *records_of(lines)], at=at)
    return lines


def alias(case: Case, *, by: Member) -> str:
    """What the person is called, for a verb that writes down that it was read. Raises cases.CannotOpen."""
    called: str = case.alias.open(cases.key_of(case.box, by))
    return called


@dataclass(frozen=True)
class Read:
    """A letter that belongs to no case, with what its person wrote before and what was answered."""

    letter: Letter
    lines: Sequence[Line]
    answers: Mapping[str, object]
    suicide: bool
    confirmed: bool
    reply: drafts.Opened | None
    others: Sequence[drafts.Opened]

    @property
    def kept(self) -> Sequence[drafts.Opened]:
        """The drafts that stand on the page as they are: while the letter waits, the newest has its box."""
        waiting = self.letter.state == Letter.State.WAITING
        return self.others if waiting or self.reply is None else [self.reply, *self.others]


@transaction.atomic
def open_letter(letter: Letter, *, by: Member, at: datetime) -> Read:
    """Open a letter and its thread. Written down: one audit entry with every letter and answer that the page shows.

    Raises cases.Locked, or cases.CannotOpen.
    """
    key = cases.key_of(letter.mailbox.box, by)
    lines = in_order(thread(letter.mailbox, key))
    answers = inbox.opened(letter, key)
    own = drafts.of(letter.mailbox.box, by=by)
    records = [line.record for line in lines if line.record is not None]
    trail.record(Act.LETTER_READ, by=by, about=[letter, *(row for row in records if row != letter)], at=at)
    return Read(
        letter=letter,
        lines=lines,
        answers=answers,
        suicide=inbox.tells_of_suicide(answers),
        confirmed=letter.mailbox.words_confirmed,
        reply=own[0] if own else None,
        others=own[1:],
    )


@dataclass(frozen=True)
class Unfinished:
    """A draft in one of her cases: how long it has waited, never what it says."""

    draft: UUID
    number: str
    place: str
    saved_at: datetime


def unfinished(member: Member, *, at: datetime) -> list[Unfinished]:
    """Her drafts in cases that she can open, the oldest first. Their words stay sealed."""
    found = list(Draft.objects.filter(by=member).order_by("saved_at").values_list("pk", "box", "place", "saved_at"))
    hers = access.reachable(member, at=at).filter(box__in=[box for _, box, _, _ in found])
    numbers = dict(hers.values_list("box", "number"))
    return [Unfinished(pk, numbers[box], place, saved_at) for pk, box, place, saved_at in found if box in numbers]
