"""What happened in a case, as lines in order: each kind of record makes its own.

The page that shows them writes down that it did (story); here nothing is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone

from kast.audit.models import Marked
from kast.door import questions
from kast.door.models import Letter, Mailbox, Referral, Reply

from . import aid, cases, contacts, disclosures, flagged, inbox, labels, plans, referred, told_of_sisters, watched
from .models import BreakGlass, Case, Contact, Decision, Disclosure, Note, Objection, Topic, Turn


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
    since: date | None = None
    until: date | None = None
    number: int = 0
    minutes: int | None = None
    interpreter: bool = False
    interpreting: str = ""
    fetched: bool = False
    waiting: bool = False
    notes: Sequence["Line"] = ()
    id: str = ""  # of a note, for the page that corrects it
    changed_on: date | None = None  # a note that was corrected since
    earlier: Sequence["Line"] = ()  # what stood there before, the latest first
    objections: Sequence["Line"] = ()
    before: str = ""
    after: str = ""
    told: Sequence[tuple[str, str]] = ()
    besides: Sequence[str] = ()  # texts that a paper tells and the story's page leaves to another page
    signs: Sequence[str] = ()
    sign_codes: Sequence[str] = ()
    suicide: bool = False
    paragraphs: Sequence[aid.Paragraph] = ()
    address: str = ""  # by which a hand-over is found
    rank: int = 5
    moment: float = 0.0
    names: Sequence[str] = ()  # of staff, as they were written then: one may show another name today
    record: Marked | None = field(default=None, repr=False, compare=False)

    @property
    def to_read(self) -> Sequence["Line"]:
        """The notes that the page shows under this line: those of a talk, or the note itself."""
        return (self,) if self.kind == "note" else self.notes


Names = Mapping[UUID, str]  # the name that each member shows

# Within one day: what the person wrote, then the opening, then what was done, then the ending.
_LETTER, _OPENED, _REPLY, _DONE, _ENDED = range(5)


def lines_of(
    case: Case,
    mailbox: Mailbox | None,
    key: cases.BoxKey,
    names: Names,
    *,
    watch: watched.Watched,
    versions: Sequence[plans.Version],
) -> list[Line]:
    """Everything that happened in a case, the newest first. A fixed number of queries."""
    found = [
        *thread(mailbox, key),
        *_contacts(case, key, names),
        *_topics(case, key, names),
        *_turns(case, key, names),
        *_openings(case, key, names),
        *_referral(case, key),
        *_watched(watch),
        *_plans(versions),
        *_decisions(case, key, names),
        *_disclosures(case, key, names),
        *(Line(**told) for told in told_of_sisters.of(case, key, names)),
    ]
    return in_order(found)


def records_of(lines: Sequence[Line]) -> list[Marked]:
    """Every record that these lines show, once: notes with what they once said and what was said against them."""
    return once(_records(lines))


def once(records: Iterable[Marked]) -> list[Marked]:
    """Each record once, as the audit names it: a flag that was raised and closed makes two lines."""
    return list({row.mark: row for row in records}.values())


def _records(lines: Sequence[Line]) -> Iterator[Marked]:
    for line in lines:
        if line.record is not None:
            yield line.record
        yield from _records([*line.notes, *line.earlier, *line.objections])


def in_order(lines: Iterable[Line]) -> list[Line]:
    """The newest first; within one day the letter, what was done and how it ended, in that order."""
    return sorted(lines, key=_in_time)[::-1]


def _in_time(line: Line) -> tuple[date, int, float]:
    return line.on, line.rank, line.moment


def thread(mailbox: Mailbox | None, key: cases.BoxKey) -> Iterator[Line]:
    """What the person wrote and what was answered."""
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
            names=[reply.shown_name],
            record=reply,
        )


def _contacts(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    """Talks with their notes beside them, held ones numbered in order; and notes that belong to no talk."""
    beside: dict[UUID | None, list[Line]] = {}
    for contact_id, note in _notes(case, key, names):
        beside.setdefault(contact_id, []).append(note)
    yield from beside.get(None, [])
    kinds, not_held, means = _labels(Contact.Kind), _labels(Contact.NotHeld), _labels(Contact.Means)
    number = 0
    for contact in Contact.objects.filter(case=case).order_by("on", "recorded_at"):
        number += contact.held
        yield Line(
            "contact",
            contact.on,
            title=kinds[contact.kind] if contact.held else not_held[contact.not_held],
            who=names[contact.by_id],
            code=means[contact.means],
            number=number if contact.held else 0,
            minutes=contact.minutes,
            interpreter=contact.interpreter,
            interpreting=contacts.interpreter_of(contact, key),
            notes=beside.get(contact.pk, ()),
            rank=_DONE,
            moment=contact.recorded_at.timestamp(),
            record=contact,
        )


def _labels(codes: type[TextChoices]) -> dict[str, str]:
    """Each code in words, in the language of the page: asked for once, not for every line."""
    return {code: str(label) for code, label in codes.choices}


def _notes(case: Case, key: cases.BoxKey, names: Names) -> Iterator[tuple[UUID | None, Line]]:
    """Each note as it reads now, where it first stood in the story, with the talk it stands beside."""
    against: dict[UUID, list[Line]] = {}
    for objection in Objection.objects.filter(note__case=case).order_by("noted_at"):
        against.setdefault(objection.note_id, []).append(_said(objection, objection.noted_at, key, names))
    found = list(Note.objects.filter(case=case).order_by("written_at"))
    after = {note.corrects_id: note for note in found if note.corrects_id}
    for first in (note for note in found if note.corrects_id is None):
        chain = [first]
        while chain[-1].pk in after:
            chain.append(after[chain[-1].pk])
        *before, last = chain
        yield (
            first.contact_id,
            _said(
                last,
                first.written_at,
                key,
                names,
                kind="note",
                id=str(last.pk),
                changed_on=timezone.localdate(last.written_at) if before else None,
                earlier=[_said(note, note.written_at, key, names) for note in reversed(before)],
                objections=[one for note in chain for one in against.get(note.pk, ())],
            ),
        )


def _said(
    row: Note | Objection, at: datetime, key: cases.BoxKey, names: Names, *, kind: str = "said", **more: Any
) -> Line:
    return Line(
        kind,
        timezone.localdate(at),
        who=names[row.by_id],
        words=row.words.open(key),
        rank=_DONE,
        moment=at.timestamp(),
        record=row,
        **more,
    )


def _plans(versions: Sequence[plans.Version]) -> Iterator[Line]:
    for version in versions:
        yield Line(
            "plan",
            version.on,
            who=version.who,
            besides=[f"{heading}\n{words}" for heading, words in version.words.parts()],
            rank=_DONE,
            moment=version.record.written_at.timestamp(),
            record=version.record,
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
            words=row.noticed.open(key),
            signs=[str(Topic.Sign(code).label) for code in row.signs.open(key).split()],
            sign_codes=row.signs.open(key).split(),
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
            since=turn.since,
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


def _watched(watch: watched.Watched) -> Iterator[Line]:
    """When a flag was raised and closed, and when somebody was warned of, each with its record."""
    records = {row.pk: row for row in watch.records}
    for flag in watch.flags:
        row = flag.row
        yield Line(
            "risk",
            timezone.localdate(row.raised_at),
            title=row.kind,
            who=row.raised_by,
            words="\n\n".join(filter(None, (flag.worry, flag.doing))),
            reference=row.taken_by,
            besides=flagged.who_does_what(row),
            rank=_DONE,
            moment=row.raised_at.timestamp(),
            record=records[row.id],
        )
        if flag.closed_at is not None:
            yield Line(
                "risk_closed",
                timezone.localdate(flag.closed_at),
                title=row.kind,
                who=flag.closed_by,
                code=flag.outcome,
                words=flag.happened,
                rank=_DONE,
                moment=flag.closed_at.timestamp(),
                record=records[row.id],
            )
    for warned in watch.warnings:
        if warned.done_on is not None:
            yield Line(
                "warning",
                warned.done_on,
                title=" ".join(warned.why),
                who=warned.done_by,
                code=warned.done,
                until=warned.again_on,
                words=warned.because,
                rank=_DONE,
                record=records[warned.id],
            )


def _decisions(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    for decision in Decision.objects.filter(case=case):
        found = aid.opened(decision, key, who=names[decision.by_id])
        yield Line(
            "aid",
            found.on,
            title=str(labels.ABOUT[found.about]),
            who=found.who,
            words=found.why,
            code=str(labels.DECIDED[found.decided]),
            reference=str(decision.pk),
            paragraphs=found.paragraphs,
            besides=labels.reasoned(found),
            rank=_DONE,
            moment=decision.at.timestamp(),
            record=decision,
        )


def _disclosures(case: Case, key: cases.BoxKey, names: Names) -> Iterator[Line]:
    for disclosure in Disclosure.objects.filter(case=case):
        found = disclosures.opened(disclosure, key)
        yield Line(
            "disclosure",
            found.asked_on,
            title=found.asker,
            who=names[disclosure.by_id],
            words=found.asked.what,
            code=found.label,
            reference=str(found.pk),
            waiting=found.waits,
            besides=found.told,
            rank=_DONE,
            moment=disclosure.recorded_at.timestamp(),
            names=[answer.decided_by for answer in found.answers],
            record=disclosure,
        )


def _referral(case: Case, key: cases.BoxKey) -> Iterator[Line]:
    for row in Referral.objects.filter(box=case.box_id):
        opened = referred.Opened(row, referred.read(row, key))
        told = opened.said.told
        yield Line("referral", row.came_on, words=told, who=opened.source, rank=_LETTER, record=row)
