"""Handing a case to a sister unit: prepared with the person's consent, looked through, sealed, sent, answered.

Who asks how it went is agreed before it goes, so that one life is counted once: while they ask, this unit agrees on no
follow-up of its own (endings.end). The answer may come to the door, where nobody holds a key: the fact is written when
the counsellor has seen it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import access, cases, envelope, modes, notes, parts, plans, replies, sisters, states
from .contacts import NotUnderWay
from .envelope import TooMuch
from .models import Arrival, Case, Consent, Contact, HandOver, SisterUnit
from .sisters import NotCompared
from .states import CannotMove

__all__ = [
    "AlreadyOut",
    "Asked",
    "CannotMove",
    "HandOver",
    "NoConsent",
    "NotCompared",
    "NotUnderWay",
    "NothingGoes",
    "TooMuch",
    "opened",
    "plan_of",
    "prepare",
    "revise",
    "seal",
    "seen",
    "send_as_file",
    "sent",
    "theirs_to_ask",
    "throw_away",
    "told",
]

_ANSWERED = (HandOver.State.ACCEPTED, HandOver.State.DECLINED)


class NoConsent(Exception):
    """Without the person's own yes nothing is handed over (OSL 10:1, 12:2)."""


class AlreadyOut(Exception):
    """Another hand-over of this case is prepared, waits for its answer, or was accepted."""


class NothingGoes(Exception):
    """Everything was left behind: there is nothing to seal."""


@dataclass(frozen=True)
class Asked:
    """What is asked before a hand-over is prepared."""

    consent: Consent | None
    consent_on: date | None
    parts: Collection[HandOver.Part]
    asks: HandOver.Asks
    plan: str = ""


@transaction.atomic
def plan_of(case: Case, *, by: Member, at: datetime) -> str:
    """The plan as it stands in the case, for the form that asks what goes along; empty without one, and in mode A.

    Written down: the opening, when there is one. Raises cases.Locked, or cases.CannotOpen.
    """
    if not modes.holds(case).notes:
        return ""
    version = plans.latest(case, cases.key_of(case.box, by))
    if version is None:
        return ""
    trail.record(Act.CASE_READ, by=by, about=[case, version.record], at=at)
    return version.words.as_letter()


@transaction.atomic
def prepare(case: Case, to: SisterUnit, asked: Asked, *, by: Member, at: datetime) -> HandOver:
    """Lay together what goes along, sealed in the case's own box. Nothing leaves the unit yet.

    Written down: the row, that the case was opened, one audit entry. Refused: NoConsent, also with a day that has not
    been; NotUnderWay; AlreadyOut; NotCompared; a plan in mode A (notes.NoNotesInModeA); cases.CannotOpen.
    """
    cases.hold(case)
    if asked.consent is None or asked.consent_on is None or asked.consent_on > timezone.localdate(at):
        raise NoConsent
    if not states.under_way(case):
        raise NotUnderWay
    if HandOver.Part.PLAN in asked.parts and not modes.holds(case).notes:
        raise notes.NoNotesInModeA
    if case.hand_overs.exclude(state=HandOver.State.DECLINED).exists():
        raise AlreadyOut
    sisters.check(to)
    key = cases.key_of(case.box, by)
    coded: dict[str, str] = {}
    if HandOver.Part.CODED in asked.parts:
        held = Contact.objects.filter(case=case, held=True).count()
        coded = parts.coded(case, alias=case.alias.open(key), held=held)
    content = parts.Content(
        consent=asked.consent.value,
        consent_on=asked.consent_on.isoformat(),
        asks=asked.asks.value,
        coded=coded,
        pieces=parts.gather(case, asked.parts, plan=asked.plan, by=by, at=at),
    )
    row = HandOver(
        case=case,
        to=to,
        consent=asked.consent,
        consent_on=asked.consent_on,
        parts=sorted(part.value for part in asked.parts),
        asks=asked.asks,
        by=by,
        prepared_at=at,
    )
    row.content.seal(key, content.to_json(whole=True))
    row.save(force_insert=True)
    trail.record(Act.HANDOVER_PREPARED, by=by, about=[case, row], at=at)
    return row


@transaction.atomic
def opened(row: HandOver, *, by: Member, at: datetime) -> parts.Content | None:
    """What goes or went along; None where the person has deleted it since. Written down: one audit entry.

    Raises cases.Locked, or cases.CannotOpen.
    """
    text = row.content.open(cases.key_of(row.case.box, by))
    trail.record(Act.HANDOVER_READ, by=by, about=[row.case, row], at=at)
    return parts.read(text) if text else None


@transaction.atomic
def revise(row: HandOver, kept: Sequence[tuple[bool, str]], *, by: Member, at: datetime) -> None:
    """What goes along of each piece: whether, and with which words. A relative's are taken out by hand.

    Written down: the content, one audit entry. Refused: CannotMove once it has gone; NothingGoes; other words than
    those that stood there in mode A (notes.NoNotesInModeA); cases.CannotOpen.
    """
    row = _held(row, HandOver.State.PREPARED)
    key = cases.key_of(row.case.box, by)
    before = parts.read(row.content.open(key))
    typed = any(piece.words != words for piece, (_stays, words) in zip(before.pieces, kept, strict=True))
    if typed and not modes.holds(row.case).notes:
        raise notes.NoNotesInModeA
    pieces = [
        replace(piece, kept=stays, words=words) for piece, (stays, words) in zip(before.pieces, kept, strict=True)
    ]
    if not before.coded and not any(piece.kept for piece in pieces):
        raise NothingGoes
    row.content.seal(key, replace(before, pieces=pieces).to_json(whole=True))
    row.envelope = b""
    row.save(update_fields=["content", "envelope"])
    trail.record(Act.HANDOVER_CHANGED, by=by, about=[row.case, row], at=at)


@transaction.atomic
def seal(row: HandOver, *, by: Member, at: datetime) -> bytes:
    """Seal to the sister unit what goes along, and sign it. Until something is changed it stays sealed as it is.

    So what did not seem to come, and is sent again, is the very same there. Written down: the envelope. Refused:
    CannotMove once it has gone; NotUnderWay; NotCompared; NothingGoes; TooMuch; cases.CannotOpen.
    """
    row = _held(row, HandOver.State.PREPARED)
    if not states.under_way(row.case):
        raise NotUnderWay
    sisters.check(row.to)
    if row.envelope:
        return bytes(row.envelope)
    content = parts.read(row.content.open(cases.key_of(row.case.box, by)))
    if not content.coded and not any(piece.kept for piece in content.pieces):
        raise NothingGoes
    row.envelope = envelope.hand_over(
        content.to_json(whole=False).encode(),
        number=row.pk,
        receiving_key=bytes(row.to.receiving_key),
        signing_key=bytes(row.to.signing_key),
        on=timezone.localdate(at),
        ring=cases.keys_of(by),
    )
    row.save(update_fields=["envelope"])
    return bytes(row.envelope)


@transaction.atomic
def sent(row: HandOver, means: HandOver.Means, *, letter: str = "", by: Member, at: datetime) -> None:
    """It has gone, or is about to go as a file; the person gets a letter about it if the counsellor wrote one.

    Written down: state, moment and means; the letter; one audit entry. Refused: CannotMove; replies.NoMailbox.
    """
    row = _held(row, HandOver.State.PREPARED)
    states.move_hand_over(row, HandOver.State.SENT)
    row.means, row.sent_at = means, at
    row.save(update_fields=["state", "means", "sent_at"])
    if letter.strip():
        replies.leave(row.case, letter, by=by, at=at)
    trail.record(Act.HANDOVER_SENT, by=by, about=[row.case, row, row.to], fields=[means.value], at=at)


@transaction.atomic
def send_as_file(row: HandOver, *, letter: str = "", by: Member, at: datetime) -> None:
    """Seal it, for the counsellor to carry over as a file. Refused: what seal and sent refuse."""
    seal(row, by=by, at=at)
    sent(row, HandOver.Means.FILE, letter=letter, by=by, at=at)


@transaction.atomic
def throw_away(row: HandOver, *, by: Member, at: datetime) -> None:
    """It is not to be: nothing has gone. Written down: one audit entry. Refused: CannotMove once it has gone."""
    row = _held(row, HandOver.State.PREPARED)
    about = [row.case, row]
    HandOver.objects.filter(pk=row.pk).delete()
    trail.record(Act.HANDOVER_THROWN_AWAY, by=by, about=about, at=at)


def answered(row: HandOver, answer: HandOver.State, *, at: datetime) -> None:
    """Set what the sister unit answered, for the verb that took the answer. The envelope is gone. Raises CannotMove."""
    states.move_hand_over(row, answer)
    row.answered_on, row.envelope = timezone.localdate(at), b""
    row.save(update_fields=["state", "answered_on", "envelope"])


@transaction.atomic
def told(row: HandOver, answer: HandOver.State, *, by: Member, at: datetime) -> None:
    """They told it by phone: as if the answer had come, and been seen. Written down: as there. Refused: CannotMove."""
    row = _held(row, HandOver.State.SENT)
    answered(row, answer, at=at)
    trail.record(Act.HANDOVER_ANSWERED, by=by, about=[row.case, row], fields=[answer.value], at=at)
    seen(row, by=by, at=at)


@transaction.atomic
def seen(row: HandOver, *, by: Member, at: datetime) -> None:
    """The counsellor has seen the answer.

    Written down: the day; when it was accepted, the fact *handed over* with who asks; one audit entry. Seen once it
    stays seen; what nobody has answered yet stays as it is.
    """
    row = _held(row, *HandOver.State)
    if row.state not in _ANSWERED or row.seen_on is not None:
        return
    row.seen_on = timezone.localdate(at)
    row.save(update_fields=["seen_on"])
    if row.state == HandOver.State.ACCEPTED:
        facts.put(cases.life_of(row.case.box, by), Kind.HANDED_OVER, f"{row.asks}_ask", on=row.seen_on)
    trail.record(Act.HANDOVER_SEEN, by=by, about=[row.case, row], at=at)


def theirs_to_ask(case: Case) -> bool:
    """Whether a sister unit asks how it went: it has the case, or may still take it; or it had the case before."""
    gone = case.hand_overs.filter(state__in=[HandOver.State.SENT, HandOver.State.ACCEPTED], asks=HandOver.Asks.THEY)
    return gone.exists() or Arrival.objects.filter(case=case, asks=HandOver.Asks.THEY).exists()


@dataclass(frozen=True)
class Unseen:
    """An answer that nobody has seen, as it stands on Today: codes and dates."""

    pk: UUID
    number: str
    sister: str
    answer: str
    answered_on: date


def unseen(member: Member, *, at: datetime) -> list[Unseen]:
    """Answers that nobody has seen, to hand-overs of cases that she can open. Two queries, or one."""
    all_unseen = list(HandOver.objects.filter(state__in=_ANSWERED, seen_on=None).values_list("case", flat=True))
    hers = access.reachable(member, at=at).filter(pk__in=all_unseen).values("pk")
    found = HandOver.objects.filter(state__in=_ANSWERED, seen_on=None, case__in=hers).order_by("answered_on", "pk")
    rows = found.values_list("pk", "case__number", "to__name", "state", "answered_on")
    return [Unseen(pk, number, to, str(HandOver.State(state).label), on) for pk, number, to, state, on in rows if on]


def _held(row: HandOver, *allowed: HandOver.State) -> HandOver:
    """The row anew, held until the transaction ends. Raises CannotMove when it stands elsewhere by now."""
    found = (
        HandOver.objects.select_for_update(of=("self",))
        .select_related("case__box", "case__holder__holder", "case__stand_in__holder", "to")
        .filter(pk=row.pk, state__in=allowed)
        .first()
    )
    if found is None:
        raise CannotMove
    return found
