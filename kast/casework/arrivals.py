"""What comes from sister units: taken in at the door without any key, opened by the circle, accepted or declined.

The door says the same to whatever it refuses, and the same to an answer to something it never sent: it cannot be used
to learn which units or cases there are. What it takes in stays as it came, sealed to a key in the circle's box.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, envelope, handover, notes, parts, sisters, states
from .envelope import Refused, Why
from .models import Arrival, Baseline, Case, Concerns, HandOver, RouteIn, SisterUnit
from .parts import NotReadable
from .states import CannotMove

__all__ = ["CannotMove", "NotReadable", "Refused", "accept", "answer_went", "decline", "opened", "take_in"]

MOST_WAITING = 50  # of one unit: a sister that went mad fills no disk

# Who asks how it went, as the other side sees it.
_TURNED = {HandOver.Asks.WE.value: HandOver.Asks.THEY.value, HandOver.Asks.THEY.value: HandOver.Asks.WE.value}


@dataclass(frozen=True)
class Row:
    """One that waits, or whose answer has not gone back, as it stands on Today: codes and dates."""

    arrival: Arrival
    sister: str
    came_on: date
    answered: bool


@transaction.atomic
def take_in(raw: bytes, *, by: Member | trail.Lane = trail.SYSTEM, at: datetime) -> envelope.Kind:
    """Take in what a sister unit sent: a hand-over, or the answer to one. From its door, or as a file.

    Written down: the sealed hand-over, or the answer on the hand-over's own row, and one audit entry. What came before
    comes not again, and an answer to nothing changes nothing: both are taken without a word. Refused: Refused, when it
    is not whole and signed by a unit for which this one vouches, or other words came under the same number.
    """
    on = timezone.localdate(at)
    found = envelope.read(raw, on=on)
    sister = sisters.with_key(found.sender)
    if sister is None:
        raise Refused(Why.UNKNOWN)
    if found.kind is envelope.Kind.HAND_OVER:
        _came(found, raw, sister, by=by, at=at)
    else:
        _answered(found, sister, by=by, at=at)
    return found.kind


def _came(found: envelope.Envelope, raw: bytes, sister: SisterUnit, *, by: Member | trail.Lane, at: datetime) -> None:
    own, digest = Arrival.objects.filter(sister=sister), hashlib.sha256(raw).digest()
    before = own.filter(reference=found.id).values_list("digest", flat=True).first()
    if before is not None:
        if bytes(before) != digest:
            raise Refused(Why.OTHER_BEFORE)
        return
    if own.filter(state=Arrival.State.WAITING).count() >= MOST_WAITING:
        raise Refused(Why.FULL)
    arrival = Arrival(sister=sister, reference=found.id, came_on=timezone.localdate(at), envelope=raw, digest=digest)
    try:
        with transaction.atomic():
            arrival.save(force_insert=True)
    except IntegrityError:
        return  # the same came a second time in this very moment
    trail.record(Act.ARRIVAL_CAME, by=by, about=[arrival, sister], at=at)


def _answered(found: envelope.Envelope, sister: SisterUnit, *, by: Member | trail.Lane, at: datetime) -> None:
    waiting = HandOver.objects.select_for_update(of=("self",)).select_related("case")
    row = waiting.filter(pk=found.id, to=sister, state=HandOver.State.SENT).first()
    if row is None:
        return
    handover.answered(row, HandOver.State(found.answer), at=at)
    trail.record(Act.HANDOVER_ANSWERED, by=by, about=[row.case, row], fields=[found.answer], at=at)


@transaction.atomic
def opened(arrival: Arrival, *, by: Member, at: datetime) -> parts.Content:
    """What came. Written down: one audit entry.

    Raises Refused when it lies there otherwise than it came, or this unit no longer vouches for who sent it;
    NotReadable; cases.Locked; cases.CannotOpen.
    """
    content = _content(arrival, by)
    trail.record(Act.ARRIVAL_READ, by=by, about=[arrival], at=at)
    return content


def suggested(arrival: Arrival, *, by: Member, at: datetime) -> dict[str, object]:
    """What it says already, for the form that makes a case of it. Written down: the opening."""
    try:
        told = opened(arrival, by=by, at=at).coded
    except (NotReadable, Refused):
        told = {}
    concerns, baseline = told.get("concerns", ""), told.get("baseline", "")
    return {
        "alias": told.get("alias", ""),
        "concerns": concerns if concerns in Concerns.values else Concerns.NOT_ASKED,
        "baseline": baseline if baseline in Baseline.values else Baseline.NOT_ASKED,
        "route_in": RouteIn.OTHER,
    }


@transaction.atomic
def accept(
    arrival: Arrival, begin: Case.Begin, asked: cases.Asked, *, stand_in: Member | None, by: Member, at: datetime
) -> Case:
    """It becomes a case here. In modes B and C each piece that came is a sealed note; in mode A nothing of it is kept.

    Written down: the case as cases.begin does it, the notes, the fact *from sister* with who asks, the signed answer,
    one audit entry; what came is gone. Refused: CannotMove when it is answered already; Refused when it is not as it
    came, or the unit's keys were changed; NotReadable; what cases.begin refuses.
    """
    arrival = _held(arrival)
    states.move_arrival(arrival, Arrival.State.ACCEPTED)
    content = _content(arrival, by)
    case = cases.begin(begin, asked, stand_in=stand_in, by=by, at=at)
    if case.mode != Case.Mode.A:
        for words in _as_notes(content, arrival.sister.name):
            notes.keep(case, words, contact=None, by=by, at=at)
    on = timezone.localdate(at)
    facts.put(cases.life_of(case.box, by), Kind.FROM_SISTER, f"{content.asks}_ask", on=on)
    arrival.case, arrival.asks = case, content.asks
    _answer(arrival, "accepted", by=by, at=at)
    trail.record(Act.ARRIVAL_ACCEPTED, by=by, about=[arrival, case], at=at)
    return case


@transaction.atomic
def decline(arrival: Arrival, why: Arrival.Why, *, by: Member, at: datetime) -> None:
    """It does not become a case here. Why stays here; they learn that it was declined.

    Written down: why, the signed answer, one audit entry; what came is gone. Refused: CannotMove.
    """
    arrival = _held(arrival)
    states.move_arrival(arrival, Arrival.State.DECLINED)
    arrival.why = why
    _answer(arrival, "declined", by=by, at=at)
    trail.record(Act.ARRIVAL_DECLINED, by=by, about=[arrival], fields=[why.value], at=at)


@transaction.atomic
def answer_went(arrival: Arrival, *, by: Member, at: datetime) -> None:
    """The answer has gone back, or is carried back as a file. Written down: the day, one audit entry; once."""
    if Arrival.objects.filter(pk=arrival.pk, answer_went_on=None).update(answer_went_on=timezone.localdate(at)):
        trail.record(Act.ARRIVAL_ANSWER_WENT, by=by, about=[arrival], at=at)


def rows(member: Member) -> list[Row]:
    """What waits for anybody, and her own answers that have not gone back. One query."""
    waiting = Arrival.objects.filter(state=Arrival.State.WAITING)
    hers = Arrival.objects.filter(answered_by=member, answer_went_on=None)
    found = (waiting | hers).select_related("sister").defer("envelope", "answer").order_by("came_on", "pk")
    return [Row(one, one.sister.name, one.came_on, answered=one.state != Arrival.State.WAITING) for one in found]


def _content(arrival: Arrival, by: Member) -> parts.Content:
    """What came, from a unit for which this one still vouches. Raises Refused, NotReadable, cases.CannotOpen."""
    if not sisters.is_vouched(arrival.sister):
        raise Refused(Why.UNKNOWN)
    sender = bytes(arrival.sister.signing_key)
    raw, ring = bytes(arrival.envelope), cases.keys_of(by)
    try:
        text = envelope.opened(raw, ring, number=arrival.reference, sender=sender).decode()
    except UnicodeDecodeError as fault:
        raise NotReadable from fault
    content = parts.read(text)
    return parts.turned(content, _TURNED[content.asks])


def _as_notes(content: parts.Content, sister: str) -> Iterator[str]:
    """Each piece as a note that says whence it came."""
    yield parts.first_note(content, sister)
    for piece in content.pieces:
        if piece.words.strip():
            yield f"{parts.heading(piece, sister)}\n\n{piece.words}"


def _answer(arrival: Arrival, said: str, *, by: Member, at: datetime) -> None:
    on = timezone.localdate(at)
    arrival.answer = envelope.answer(
        said,
        number=arrival.reference,
        signing_key=bytes(arrival.sister.signing_key),
        on=on,
        ring=cases.keys_of(by),
    )
    arrival.answered_on, arrival.answered_by, arrival.envelope = on, by, b""
    arrival.save()


def _held(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_for_update(of=("self",)).select_related("sister").get(pk=arrival.pk)
