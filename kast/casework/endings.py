"""Endings: how a case ends, what is agreed about follow-up, and how it opens again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from kast.appointments import dialled
from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Mailbox
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import spans, unit
from kast.staff.models import Member

from . import booked, cases, drafts, handover, notes, phones, states
from .models import Case, Disclosure, Turn
from .states import CannotMove

__all__ = [
    "Agreement",
    "AskedElsewhere",
    "CannotMove",
    "DisclosureWaits",
    "NeedsAgreement",
    "NeedsNumber",
    "NoMailbox",
    "TooLate",
    "end",
    "reopen",
    "undo",
]


class NeedsAgreement(Exception):
    """Follow-up that is agreed has its means and its months; after a death nobody is asked."""


class NeedsNumber(Exception):
    """An SMS goes to a number; none is given, and none that can be dialled is kept in the case."""


class NoMailbox(Exception):
    """An SMS says only that it is time: without a mailbox there is nothing to come back to."""


class DisclosureWaits(Exception):
    """Somebody has asked to get something out of the case and waits for an answer: it does not end before that."""


class TooLate(Exception):
    """An ending is undone on the day it was made; afterwards the case is reopened."""


class AskedElsewhere(Exception):
    """It is agreed with a sister unit that they ask how it went: asked twice, one life would count as two."""


@dataclass(frozen=True)
class Agreement:
    """What they agreed about follow-up. `agreed` None: nobody asked. `number`: to call or send an SMS to, if new."""

    agreed: bool | None = None
    means: Case.FollowupMeans | None = None
    months: Sequence[int] = field(default_factory=tuple)
    number: str = field(default="", repr=False)


@transaction.atomic
def end(case: Case, ending: Case.Ending, agreement: Agreement, *, words: str = "", by: Member, at: datetime) -> None:
    """End the case with its kind, where to or why, and what was agreed about follow-up.

    Times that the person has booked are free again. When one asks is kept with the case as the unit has it now, so that
    a later setting changes nothing that was agreed. Written down: the case, a turn, the facts *ask until*, *ask at*,
    *ended* and *follow-up agreed*, the number when one was given for it, audit entries. Refused: states.CannotMove for
    a case that has ended; DisclosureWaits; drafts.Begun while whoever ends it has something unfinished in it;
    NeedsAgreement; NeedsNumber; NoMailbox; AskedElsewhere; words in mode A (notes.NoNotesInModeA).
    """
    cases.hold(case)
    states.check(case, Case.State.ENDED)
    if Disclosure.objects.filter(case=case, state__in=states.UNSETTLED).exists():
        raise DisclosureWaits
    drafts.none_begun(case.box, by=by)
    asked_in = spans.of(unit.value("followup_spans"))
    _check(case, agreement, ending, asked_in, by)
    if agreement.agreed and handover.theirs_to_ask(case):
        raise AskedElsewhere
    if case.mode == Case.Mode.A and words:
        raise notes.NoNotesInModeA
    on, key = timezone.localdate(at), cases.key_of(case.box, by)
    turn = Turn(case=case, kind=Turn.Kind.ENDED, code=ending, agreed_before=_agreed(case), by=by, at=at)
    case.state, case.ended_on, case.ending = Case.State.ENDED, on, ending
    case.followup_agreed = agreement.agreed
    case.followup_means = agreement.means or "" if agreement.agreed else ""
    case.followup_months = sorted(agreement.months) if agreement.agreed else []
    case.followup_spans = spans.kept(asked_in)
    case.ending_words.seal(key, words)
    case.save()
    turn.words.seal(key, words)
    turn.save(force_insert=True)
    booked.let_go(case, by=by, at=at)
    if agreement.agreed and agreement.number:
        phones.keep(case, phones.Kept(agreement.number), by=by, at=at)
    life = cases.life_of(case.box, by)
    facts.put(life, Kind.ASK_UNTIL, facts.until_code({span.months: span.closes for span in asked_in}), on=on)
    facts.put(life, Kind.ASK_AT, facts.at_code(case.followup_months), on=on)
    facts.put(life, Kind.ENDED, ending, on=on)
    if agreement.agreed is not None:
        facts.put(life, Kind.FOLLOWUP_AGREED, "yes" if agreement.agreed else "no", on=on)
    trail.record(Act.CASE_ENDED, by=by, about=[case], fields=["state", "ending", "followup_agreed"], at=at)


@transaction.atomic
def undo(case: Case, *, by: Member, at: datetime) -> None:
    """The ending was a slip: the case is as it was before, and so is what was agreed about follow-up, if anything was.

    Written down: the case, a turn, the fact *ended: undone*, the fact *follow-up agreed* when it is another again, one
    audit entry. Refused: states.CannotMove for a case
    that has not ended; TooLate on another day than the ending's.
    """
    cases.hold(case)
    before = Case.State.REOPENED if case.turns.filter(kind=Turn.Kind.REOPENED).exists() else Case.State.OPEN
    states.check(case, before)
    on = timezone.localdate(at)
    if case.ended_on != on:
        raise TooLate
    undone, slip = _agreed(case), case.turns.filter(kind=Turn.Kind.ENDED).order_by("-at").first()
    earlier = slip.agreed_before if slip is not None and slip.agreed_before else _NOTHING
    case.followup_agreed, case.followup_means, case.followup_months = (earlier[name] for name in _NOTHING)
    _open_again(case, before, Turn.Kind.UNDONE, by=by, at=at)
    life = cases.life_of(case.box, by)
    facts.put(life, Kind.ENDED, "undone", on=on)
    if earlier["agreed"] not in (None, undone["agreed"]):
        facts.put(life, Kind.FOLLOWUP_AGREED, "yes" if earlier["agreed"] else "no", on=on)
    trail.record(Act.CASE_ENDING_UNDONE, by=by, about=[case], fields=["state"], at=at)


@transaction.atomic
def reopen(case: Case, *, by: Member, at: datetime) -> None:
    """The person is back. What was agreed about follow-up stays agreed until the next ending.

    Written down: the case, a turn, the fact *reopened*, one audit entry. Refused: states.CannotMove for a case that
    has not ended.
    """
    cases.hold(case)
    states.check(case, Case.State.REOPENED)
    _open_again(case, Case.State.REOPENED, Turn.Kind.REOPENED, by=by, at=at)
    facts.put(cases.life_of(case.box, by), Kind.REOPENED, "yes", on=timezone.localdate(at))
    trail.record(Act.CASE_REOPENED, by=by, about=[case], fields=["state"], at=at)


def _check(case: Case, agreement: Agreement, ending: Case.Ending, asked_in: Sequence[spans.Span], by: Member) -> None:
    if not agreement.agreed:
        return
    known = {span.months for span in asked_in}
    if (
        not agreement.means
        or not agreement.months
        or ending == Case.Ending.DIED
        or not known.issuperset(agreement.months)
    ):
        raise NeedsAgreement
    if agreement.means != Case.FollowupMeans.SMS:
        return
    if not Mailbox.objects.filter(box=case.box, deleted_on=None).exists():
        raise NoMailbox
    if not dialled.number(agreement.number or phones.number_of(case, by=by)):
        raise NeedsNumber


_NOTHING: Mapping[str, Any] = {"agreed": None, "means": "", "months": []}


def _agreed(case: Case) -> dict[str, Any]:
    """What stands on the case about follow-up now."""
    return {"agreed": case.followup_agreed, "means": case.followup_means, "months": list(case.followup_months)}


def _open_again(case: Case, state: Case.State, turn: Turn.Kind, *, by: Member, at: datetime) -> None:
    case.state, case.ended_on, case.ending = state, None, ""
    case.ending_words.clear()
    case.save()
    Turn.objects.create(case=case, kind=turn, by=by, at=at)
