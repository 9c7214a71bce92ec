"""A case as a story in order, and a letter with its thread: the pages that show sealed words.

Opening one is an act: one audit entry with every record it shows. A fixed number of queries, one box key opened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.audit.models import Marked
from kast.door import questions
from kast.door.models import Letter, Mailbox, Reply
from kast.staff.models import Member

from . import access, cases, drafts, inbox, lending, modes, states, told_of_sisters
from .models import BreakGlass, Case, Contact, Draft, Note, Topic, Turn
from .topic import is_due


@dataclass(frozen=True)
class Line:
    """One thing that happened. `kind` says which; the page has a place for each."""

    kind: str
    on: date
    title: str = ""
    who: str = ""
    words: str = ""
    code: str = ""
    reference: str = ""
    until: date | None = None
    number: int = 0
    minutes: int | None = None
    interpreter: bool = False
    fetched: bool = False
    waiting: bool = False
    notes: Sequence["Line"] = ()
    before: str = ""
    after: str = ""
    told: Sequence[tuple[str, str]] = ()
    suicide: bool = False
    address: str = ""  # by which a hand-over is found
    rank: int = 5
    moment: float = 0.0
    record: Marked | None = field(default=None, repr=False, compare=False)


Names = Mapping[UUID, str]  # the name that each member shows

# Within one day: what the person wrote, then the opening, then what was done, then the ending.
_LETTER, _OPENED, _REPLY, _DONE, _ENDED = range(5)


@dataclass(frozen=True)
class Story:
    """Everything the case's page shows."""

    case: Case
    alias: str
    lines: Sequence[Line]
    topic: Line | None
    topic_due: bool
    held: int
    holds: modes.Holds
    may_write: bool
    under_way: bool
    lent: bool
    mailbox: Mailbox | None
    letters_waiting: int
    note: drafts.Opened | None
    reply: drafts.Opened | None
    others: Sequence[drafts.Opened]


@transaction.atomic
def open_case(case: Case, *, by: Member, at: datetime) -> Story:
    """Open a case. Written down: one audit entry with the case and every record that the page shows.

    Raises cases.Locked, or cases.CannotOpen.
    """
    key, today = cases.key_of(case.box, by), timezone.localdate(at)
    names = dict(Member.objects.values_list("pk", "shown_name"))
    mailbox = Mailbox.objects.filter(box=case.box).first()
    lines = sorted(
        [
            *_thread(mailbox, key),
            *_contacts(case, key, names),
            *_topics(case, key, names),
            *_turns(case, key, names),
            *_openings(case, key, names),
            *(Line(**told) for told in told_of_sisters.of(case, key, names)),
        ],
        key=_in_time,
    )[::-1]
    topics = [line for line in lines if line.kind == "topic"]
    latest = topics[0].record if topics else None
    held = sum(1 for line in lines if line.kind == "contact" and line.number)
    own = drafts.of(case.box, by=by)
    note = next((draft for draft in own if draft.place == Draft.Place.NOTE), None)
    reply = next((draft for draft in own if draft.place == Draft.Place.REPLY), None)
    records = [line.record for line in lines if line.record is not None]
    records += [entry.record for line in lines for entry in line.notes if entry.record is not None]
    trail.record(Act.CASE_READ, by=by, about=[case, *records], at=at)
    return Story(
        case=case,
        alias=case.alias.open(key),
        lines=lines,
        topic=topics[0] if topics else None,
        topic_due=is_due(latest if isinstance(latest, Topic) else None, held, on=today),
        held=held,
        holds=modes.HOLDS[Case.Mode(case.mode)],
        may_write=access.may_write(case, by, at=at),
        under_way=states.under_way(case),
        lent=lending.lent(case, on=today),
        mailbox=mailbox,
        letters_waiting=sum(1 for line in lines if line.waiting),
        note=note,
        reply=reply,
        others=[draft for draft in own if draft not in (note, reply)],
    )


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


@transaction.atomic
def open_letter(letter: Letter, *, by: Member, at: datetime) -> Read:
    """Open a letter and its thread. Written down: one audit entry with every letter and answer that the page shows.

    Raises cases.Locked, or cases.CannotOpen.
    """
    key = cases.key_of(letter.mailbox.box, by)
    lines = sorted(_thread(letter.mailbox, key), key=_in_time)[::-1]
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
    numbers = dict(access.reachable(member, at=at).values_list("box", "number"))
    found = Draft.objects.filter(by=member, box__in=numbers).order_by("saved_at")
    return [
        Unfinished(pk, numbers[box], place, saved_at)
        for pk, box, place, saved_at in found.values_list("pk", "box", "place", "saved_at")
    ]


def _in_time(line: Line) -> tuple[date, int, float]:
    return line.on, line.rank, line.moment


def _thread(mailbox: Mailbox | None, key: cases.BoxKey) -> Iterator[Line]:
    if mailbox is None:
        return
    for letter in Letter.objects.filter(mailbox=mailbox):
        answers = inbox.opened(letter, key)
        yield Line(
            "letter",
            letter.came_on,
            words=letter.words.open(key),
            waiting=letter.state == Letter.State.WAITING,
            number=letter.number,
            told=questions.told(answers),
            suicide=inbox.tells_of_suicide(answers),
            rank=_LETTER,
            moment=letter.number,
            record=letter,
        )
    for reply in Reply.objects.filter(mailbox=mailbox):
        yield Line(
            "reply",
            reply.left_on,
            who=reply.shown_name,
            words=reply.words.open(key),
            fetched=reply.fetched,
            rank=_REPLY,
            moment=reply.number,
            record=reply,
        )


def _contacts(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    """Talks with their notes beside them, held ones numbered in order; and notes that belong to no talk."""
    beside: dict[UUID | None, list[Line]] = {}
    for note in Note.objects.filter(case=case).order_by("written_at"):
        beside.setdefault(note.contact_id, []).append(_note(note, key, names))
    yield from beside.get(None, [])
    number = 0
    for contact in Contact.objects.filter(case=case).order_by("on", "recorded_at"):
        number += contact.held
        yield Line(
            "contact",
            contact.on,
            title=str(Contact.Kind(contact.kind).label if contact.held else Contact.NotHeld(contact.not_held).label),
            who=names[contact.by_id],
            code=str(Contact.Means(contact.means).label),
            number=number if contact.held else 0,
            minutes=contact.minutes,
            interpreter=contact.interpreter,
            notes=beside.get(contact.pk, ()),
            rank=_DONE,
            moment=contact.recorded_at.timestamp(),
            record=contact,
        )


def _note(note: Note, key: cases.BoxKey, names: Names) -> Line:
    return Line(
        "note",
        timezone.localdate(note.written_at),
        who=names[note.by_id],
        words=note.words.open(key),
        rank=_DONE,
        moment=note.written_at.timestamp(),
        record=note,
    )


def _topics(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    for row in Topic.objects.filter(case=case):
        yield Line(
            "topic",
            timezone.localdate(row.said_at),
            title=str(Topic.Why(row.why).label) if row.why else "",
            who=names[row.by_id],
            code=row.state,
            reference=row.why,
            until=row.again_on,
            before=row.before.open(key),
            after=row.after.open(key),
            rank=_DONE,
            moment=row.said_at.timestamp(),
            record=row,
        )


def _turns(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    ranks = {Turn.Kind.OPENED: _OPENED, Turn.Kind.ENDED: _ENDED}
    named = {Turn.Kind.OPENED: Case.Begin, Turn.Kind.ENDED: Case.Ending, Turn.Kind.MODE: Case.Mode}
    for turn in Turn.objects.filter(case=case):
        kind = Turn.Kind(turn.kind)
        yield Line(
            "turn",
            timezone.localdate(turn.at),
            title=str(kind.label),
            who=names[turn.by_id],
            code=str(named[kind](turn.code).label) if kind in named and turn.code else "",
            words=turn.words.open(key),
            reference=turn.reference or (names[turn.to_id] if turn.to_id else ""),
            until=turn.until,
            rank=ranks.get(kind, _DONE),
            moment=turn.at.timestamp(),
            record=turn,
        )


def _openings(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    for opening in BreakGlass.objects.filter(case=case):
        yield Line(
            "opening",
            timezone.localdate(opening.opened_at),
            who=names[opening.by_id],
            words=opening.why.open(key),
            rank=_DONE,
            moment=opening.opened_at.timestamp(),
            record=opening,
        )
