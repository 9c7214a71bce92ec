"""Risk: a flag that stands on top of everybody's day who may see it, until somebody has written what happened.

raised → acknowledged → closed, a table that a test proves whole. Whoever has the case or the letter raises it; a named
counsellor takes it; nobody closes it without a note, or in mode A without saying how it went. A threat to staff is
every counsellor's to see and to take, but not to read where it belongs to a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import mailbox
from kast.door.models import Letter
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import unit
from kast.staff.models import Member

from . import cases, modes, notes
from .cases import Asked
from .models import Case, Risk

__all__ = [
    "NEXT",
    "NOTHING",
    "AlreadyRaised",
    "CannotMove",
    "Gone",
    "NeedsNote",
    "Risk",
    "Said",
    "close",
    "held_by",
    "is_alone",
    "keeps_words",
    "open_from",
    "plan",
    "raise_alone",
    "raise_in",
    "raise_on",
    "take",
]

State = Risk.State

NEXT: Mapping[Risk.State, frozenset[Risk.State]] = {
    State.RAISED: frozenset({State.ACKNOWLEDGED}),
    State.ACKNOWLEDGED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


class CannotMove(Exception):
    """A flag in this state does not go there; most often somebody was faster."""


class AlreadyRaised(Exception):
    """A flag of this kind stands already."""


class NeedsNote(Exception):
    """It is closed when somebody has written what happened."""


class Gone(Exception):
    """The person deleted the mailbox meanwhile: there is nothing to hang a flag on."""


@dataclass(frozen=True)
class Said:
    """What worries, what we do now, who, and by when. All may be empty: the flag and its clock come first."""

    worry: str = ""
    doing: str = ""
    doer: Member | None = None
    by_when: datetime | None = None


NOTHING = Said()


@transaction.atomic
def raise_in(
    case: Case, kind: Risk.Kind, said: Said = NOTHING, *, take: bool = False, by: Member, at: datetime
) -> Risk:
    """Raise a flag in a case; `take`: she takes it herself at once.

    Written down: the flag with its sealed words, the fact *risk*, one audit entry. Refused: AlreadyRaised; words in
    mode A (notes.NoNotesInModeA); cases.CannotOpen.
    """
    cases.hold(case)
    _words_fit(said, notes_kept=case.mode != Case.Mode.A)
    risk = _raise(case.box, kind, said, take=take, by=by, at=at)
    facts.put(cases.life_of(case.box, by), Kind.RISK, kind, on=timezone.localdate(at))
    trail.record(Act.RISK_RAISED, by=by, about=[case, risk], at=at)
    return risk


@transaction.atomic
def raise_on(
    letter: Letter, kind: Risk.Kind, said: Said = NOTHING, *, take: bool = False, by: Member, at: datetime
) -> Risk:
    """Raise a flag on a letter that has no case. When somebody makes a case of it, the flag is the case's.

    Written down as in a case. Refused: AlreadyRaised; Gone; words where the unit keeps no notes; cases.CannotOpen.
    """
    if not mailbox.held(letter.mailbox):
        raise Gone
    _words_fit(said, notes_kept=unit.value("record_mode") != Case.Mode.A)
    risk = _raise(letter.mailbox.box, kind, said, take=take, by=by, at=at)
    facts.put(cases.life_of(letter.mailbox.box, by), Kind.RISK, kind, on=timezone.localdate(at))
    trail.record(Act.RISK_RAISED, by=by, about=[letter, risk], at=at)
    return risk


@transaction.atomic
def raise_alone(said: Said, *, take: bool = False, by: Member, at: datetime) -> Risk:
    """A threat to staff from somebody whom no case is about. Every counsellor can read it.

    Written down: a box of its own, the flag, a count without a life, one audit entry. Refused: cases.CannotOpen for who
    is not in the circle.
    """
    risk = _raise(cases.box_for_all(by), Risk.Kind.THREAT, said, take=take, by=by, at=at)
    facts.count(Kind.STAFF_THREAT, "yes", on=timezone.localdate(at))
    trail.record(Act.RISK_RAISED, by=by, about=[risk], at=at)
    return risk


@transaction.atomic
def open_from(letter: Letter, asked: Asked, *, flag: bool, stand_in: Member | None, by: Member, at: datetime) -> Case:
    """Make a case of a letter (cases.open_from), and with the same press flag its thoughts of suicide: she has it.

    A flag that somebody raised on the letter before is the case's now, and stays as it stands.
    """
    case = cases.open_from(letter, asked, stand_in=stand_in, by=by, at=at)
    raised = Risk.objects.filter(box=case.box, kind=Risk.Kind.SUICIDE).exclude(state=State.CLOSED)
    if flag and not raised.exists():
        raise_in(case, Risk.Kind.SUICIDE, take=True, by=by, at=at)
    return case


@transaction.atomic
def take(risk: Risk, *, by: Member, at: datetime) -> None:
    """She has it from now on: it stands as hers, and the clock stops.

    Written down: her name and the moment, one audit entry. Refused: CannotMove when somebody was faster.
    """
    _held(risk, State.ACKNOWLEDGED)
    risk.state, risk.taken_by, risk.taken_at = State.ACKNOWLEDGED, by, at
    risk.save(update_fields=["state", "taken_by", "taken_at"])
    trail.record(Act.RISK_TAKEN, by=by, about=[risk], at=at)


@transaction.atomic
def plan(risk: Risk, said: Said, *, by: Member, at: datetime) -> None:
    """What we do now, who, and by when. What stood there stays above what is added.

    Written down: the flag, one audit entry. Refused: CannotMove for one that is closed; words in mode A
    (notes.NoNotesInModeA); cases.CannotOpen.
    """
    _held(risk)
    if risk.state == State.CLOSED:
        raise CannotMove
    key = cases.key_of(risk.box, by)
    _words_fit(said, notes_kept=keeps_words(risk))
    for sealed, words in ((risk.worry, said.worry), (risk.doing, said.doing)):
        if words.strip():
            sealed.seal(key, "\n\n".join(filter(None, (sealed.open(key), words))))
    risk.doer, risk.by_when = said.doer, said.by_when
    risk.save(update_fields=["worry", "doing", "doer", "by_when"])
    trail.record(Act.RISK_PLANNED, by=by, about=[risk], fields=["doing", "doer", "by_when"], at=at)


@transaction.atomic
def close(risk: Risk, outcome: Risk.Outcome, happened: str, *, by: Member, at: datetime) -> None:
    """Close the flag: how it went, and what happened.

    Written down: both, the fact *risk closed*, one audit entry. Refused: NeedsNote without words (in mode A they are
    refused instead: notes.NoNotesInModeA); CannotMove for one that nobody has taken or that is closed;
    cases.CannotOpen.
    """
    _held(risk, State.CLOSED)
    key = cases.key_of(risk.box, by)
    if keeps_words(risk):
        if not happened.strip():
            raise NeedsNote
        risk.happened.seal(key, happened)
    elif happened.strip():
        raise notes.NoNotesInModeA
    risk.state, risk.outcome, risk.closed_by, risk.closed_at = State.CLOSED, outcome, by, at
    risk.save(update_fields=["state", "outcome", "happened", "closed_by", "closed_at"])
    if not is_alone(risk):
        facts.put(cases.life_of(risk.box, by), Kind.RISK_CLOSED, outcome, on=timezone.localdate(at))
    trail.record(Act.RISK_CLOSED, by=by, about=[risk], at=at)


def keeps_words(risk: Risk) -> bool:
    """Whether words may be written in it: not in a case in mode A, nor on a letter where the unit keeps none."""
    holds = held_by(risk)
    if holds is not None:
        return holds.notes
    return is_alone(risk) or unit.value("record_mode") != Case.Mode.A


def held_by(risk: Risk) -> modes.Holds | None:
    """What the case that it belongs to may hold; None when it stands on a letter, or alone."""
    case = Case.objects.filter(box=risk.box_id).only("mode").first()
    return None if case is None else modes.holds(case)


def is_alone(risk: Risk) -> bool:
    """Whether nobody is behind its box: a threat to staff without case and letter."""
    return not (
        Case.objects.filter(box=risk.box_id).exists() or Letter.objects.filter(mailbox__box=risk.box_id).exists()
    )


def _raise(box: cases.Box, kind: Risk.Kind, said: Said, *, take: bool, by: Member, at: datetime) -> Risk:
    key = cases.key_of(box, by)
    risk = Risk(box=box, kind=kind, doer=said.doer, by_when=said.by_when, raised_by=by, raised_at=at)
    if said.worry:
        risk.worry.seal(key, said.worry)
    if said.doing:
        risk.doing.seal(key, said.doing)
    if take:
        risk.state, risk.taken_by, risk.taken_at = State.ACKNOWLEDGED, by, at
    try:
        with transaction.atomic():
            risk.save(force_insert=True)
    except IntegrityError as fault:
        raise AlreadyRaised from fault
    return risk


def _held(risk: Risk, to: Risk.State | None = None) -> None:
    """Hold the row until the transaction ends, as it stands now. Raises CannotMove where the table does not lead."""
    held = Risk.objects.select_for_update(of=("self",)).select_related("box")
    risk.refresh_from_db(from_queryset=held)
    if to is not None and to not in NEXT[Risk.State(risk.state)]:
        raise CannotMove(f"{risk.state} → {to}")


def _words_fit(said: Said, *, notes_kept: bool) -> None:
    if not notes_kept and (said.worry.strip() or said.doing.strip()):
        raise notes.NoNotesInModeA
