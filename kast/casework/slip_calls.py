"""Calling whoever left a slip: the number is shown only while one calls, and what follows from how the call went.

A result stands a minute before anything follows from it, and can be undone until then: then it is counted, and a slip
that is done with is gone with its keys. What asks for no key is done each minute, by the clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import intake, slips
from kast.door.models import Slip
from kast.door.slips import Part, Said
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import unit
from kast.staff.models import Member

from . import cases, phones
from .cases import Asked
from .models import Case, SlipCall

Result = SlipCall.Result

UNDO = timedelta(minutes=1)


class Standing(StrEnum):
    """Where a slip stands on the list."""

    CALL = "call"
    REACHED = "reached"  # the person answered: a case, or nothing kept
    DONE = "done"  # gone as soon as its last result cannot be undone any more


# What each result makes of a slip; an answer that never comes ends it after so many tries (the unit's setting).
LEADS_TO: Mapping[Result, Standing] = {
    Result.REACHED: Standing.REACHED,
    Result.NO_ANSWER: Standing.CALL,
    Result.WRONG_NUMBER: Standing.DONE,
    Result.DO_NOT_CALL: Standing.DONE,
}


class CannotCall(Exception):
    """A result stands already, or the slip is done with."""


class TooLate(Exception):
    """The minute has passed, or somebody undid it before."""


class NotReached(Exception):
    """Only who has answered can become a case, or be let go with nothing kept."""


@dataclass(frozen=True)
class OnList:
    """A slip that is still kept, and the calls to it."""

    slip: Slip
    calls: Sequence[SlipCall]


@dataclass(frozen=True, repr=False)
class Opened:
    """One slip. `said.number` is empty until it is shown, to call."""

    slip: Slip
    said: Said
    days: int
    calls: Sequence[SlipCall]
    standing: Standing
    most: int

    @property
    def parts(self) -> list[str]:
        """When the person can talk, in words."""
        return [str(Part(part).label) for part in self.said.parts]

    @property
    def others(self) -> str:
        """Whether somebody else may answer, in words; empty when it was not said."""
        return str(slips.Unsure(self.said.others).label) if self.said.others else ""

    @property
    def phone(self) -> str:
        """Whether the phone is with the person in the coming weeks, in words."""
        return str(slips.Unsure(self.said.phone).label) if self.said.phone else ""

    @property
    def message(self) -> str:
        """What may be left when nobody answers: in the very words that the person saw, or nothing."""
        return str({"voicemail": slips.VOICEMAIL, "sms": slips.SMS}.get(self.said.message, ""))


@transaction.atomic
def open_slip(slip: Slip, *, by: Member, at: datetime) -> Opened:
    """Open one slip, without its number. Written down: one audit entry. Raises cases.CannotOpen."""
    opened = _opened(slip, by=by, at=at, number=False)
    trail.record(Act.SLIP_READ, by=by, about=[slip], at=at)
    return opened


@transaction.atomic
def show_number(slip: Slip, *, by: Member, at: datetime) -> Opened:
    """Show the number, to call it. One audit entry. Raises cases.CannotOpen; CannotCall once it is done."""
    opened = _opened(slip, by=by, at=at, number=True)
    if opened.standing == Standing.DONE:
        raise CannotCall
    trail.record(Act.SLIP_NUMBER_SHOWN, by=by, about=[slip], at=at)
    return opened


@transaction.atomic
def record(slip: Slip, result: Result, *, by: Member, at: datetime) -> SlipCall:
    """How the call went. It can be undone for a minute; what follows from it follows then (settle).

    Written down: the call, one audit entry with its result. Refused: CannotCall when a result can still be undone, or
    the slip is not to be called any more.
    """
    _hold(slip)
    local = timezone.localtime(at)
    if standing_of(_calls_of(slip)) != Standing.CALL:
        raise CannotCall
    part = slips.part_of(local.time())
    call = SlipCall(slip=slip, result=result, on=local.date(), part=part, by=by, undo_until=at + UNDO)
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError as fault:  # the last result of this slip can still be undone
        raise CannotCall from fault
    trail.record(Act.SLIP_CALLED, by=by, about=[slip], fields=[result.value], at=at)
    return call


@transaction.atomic
def undo(call: SlipCall, *, by: Member, at: datetime) -> Slip:
    """Undo a result: as if nobody had called. Written down: one audit entry. Refused: TooLate after a minute."""
    slip = call.slip
    _hold(slip)
    if not undoable(at=at).filter(pk=call.pk).delete()[0]:
        raise TooLate
    trail.record(Act.SLIP_UNDONE, by=by, about=[slip], at=at)
    return slip


@transaction.atomic
def begin_case(
    slip: Slip, asked: Asked, *, keep_number: bool, stand_in: Member | None, by: Member, at: datetime
) -> Case:
    """Whoever answered becomes a case, in the slip's own box; the slip is gone.

    Written down: the case as cases.begin_in says; the number, sealed in the case, where the person said yes to that;
    what its calls count as. Refused: NotReached, and whatever cases.begin_in refuses.
    """
    said = _reached(slip, by=by)
    case = cases.begin_in(slip.box, Case.Begin.PHONE, asked, about=[slip], stand_in=stand_in, by=by, at=at)
    if keep_number:
        phones.keep(case, phones.Kept(said.number, "; ".join(hours_of(said)), said.message), by=by, at=at)
    _count(slip)
    SlipCall.objects.filter(slip=slip).delete()
    slip.delete()
    return case


@transaction.atomic
def nothing_kept(slip: Slip, *, by: Member, at: datetime) -> None:
    """Whoever answered wants nothing more, or comes another way: the slip is gone with its keys.

    Written down: what its calls count as, one audit entry. Refused: NotReached.
    """
    _reached(slip, by=by)
    _count(slip)
    _forget(slip)
    trail.record(Act.SLIP_DONE, by=by, about=[slip], at=at)


@transaction.atomic
def settle(at: datetime) -> int:
    """What cannot be undone any more is counted, and slips that are done with are gone. Done each minute; how many.

    Written down: the counts *slip call* and, for a slip's first call, *slip days*; one audit entry when a slip is gone.
    No key is used.
    """
    due = [each.slip.pk for each in on_list(at=at) if _is_due(each.calls, at=at)]
    held = list(Slip.objects.select_for_update(of=("self",)).filter(pk__in=due).select_related("box").order_by("pk"))
    gone = []
    for slip in held:
        _count(slip, before=at)
        if standing_of(_calls_of(slip)) == Standing.DONE:
            gone.append(slip)
    for slip in gone:
        _forget(slip)
    if gone:
        trail.record(Act.SLIP_DONE, by=trail.SYSTEM, about=gone, at=at)
    return len(held)


@transaction.atomic
def forget_old(at: datetime) -> int:
    """Slips past the day until which they are kept, called or not: gone. Done each night; how many.

    Counted: that nobody had called, where nobody had. Whoever calls writes it down.
    """
    held = Slip.objects.select_for_update(of=("self",)).filter(kept_until__lte=timezone.localdate(at)).order_by("pk")
    past = list(held.select_related("box"))
    for slip in past:
        _count(slip)
        if not _calls_of(slip):
            facts.count(Kind.SLIP_DAYS, facts.NEVER_CALLED, on=timezone.localdate(at))
        _forget(slip)
    return len(past)


def on_list(*, at: datetime) -> list[OnList]:
    """Every slip that is not done with, with its calls. Three queries, however many there are."""
    found = list(Slip.objects.filter(kept_until__gt=timezone.localdate(at)).prefetch_related("box"))
    calls: dict[UUID, list[SlipCall]] = {}
    for call in SlipCall.objects.filter(slip__in=found).order_by("on", "undo_until"):
        calls.setdefault(call.slip_id, []).append(call)
    return [OnList(slip, calls.get(slip.pk, [])) for slip in found]


def undoable(*, at: datetime) -> QuerySet[SlipCall]:
    """The results that can still be undone."""
    return SlipCall.objects.filter(undo_until__gt=at)


def standing_of(calls: Sequence[SlipCall]) -> Standing:
    """Where a slip stands that has had these calls."""
    leads = [LEADS_TO[Result(call.result)] for call in calls]
    ended = next((to for to in leads if to != Standing.CALL), None)
    if ended is not None:
        return ended
    return Standing.DONE if len(calls) >= most() else Standing.CALL


def hours_of(said: Said) -> list[str]:
    """When the person can talk: the parts of the day, and what was written beside them."""
    return [*(str(Part(part).label) for part in said.parts), *([said.hours] if said.hours else [])]


def most() -> int:
    """How often nobody may answer before a slip is done with: the unit's setting."""
    return max(1, int(unit.value("slip_tries")))


def read(slip: Slip, *, by: Member) -> Said:
    """What a slip says, its number too. Whoever asks writes down that it was read. Raises cases.CannotOpen."""
    return slips.read(slip.words.open(cases.key_of(slip.box, by)))


def _calls_of(slip: Slip) -> list[SlipCall]:
    return list(SlipCall.objects.filter(slip=slip).select_related("by").order_by("on", "undo_until"))


def _is_due(calls: Sequence[SlipCall], *, at: datetime) -> bool:
    """Whether something follows now from what is written down of a slip."""
    standing = [call.undo_until for call in calls if call.undo_until is not None]
    if any(until > at for until in standing):
        return False
    return bool(standing) or standing_of(calls) == Standing.DONE


def _opened(slip: Slip, *, by: Member, at: datetime, number: bool) -> Opened:
    said, calls = read(slip, by=by), _calls_of(slip)
    if not number:
        said = slips.without_number(said)
    days = (timezone.localdate(at) - slip.came_on).days
    return Opened(slip, said, days, calls, standing_of(calls), most())


def _hold(slip: Slip) -> None:
    """Hold the slip's row until the transaction ends. Raises CannotCall when it is gone."""
    if not Slip.objects.select_for_update().filter(pk=slip.pk).exists():
        raise CannotCall


def _reached(slip: Slip, *, by: Member) -> Said:
    _hold(slip)
    if standing_of(_calls_of(slip)) != Standing.REACHED:
        raise NotReached
    return read(slip, by=by)


def _count(slip: Slip, *, before: datetime | None = None) -> None:
    """Count the calls that are not counted yet; with `before`, those alone that can be undone no more."""
    calls = _calls_of(slip)
    counted = any(call.undo_until is None for call in calls)
    for call in calls:
        if call.undo_until is None or (before is not None and call.undo_until > before):
            continue
        facts.count(Kind.SLIP_CALL, call.result, on=call.on)
        if not counted:
            facts.count(Kind.SLIP_DAYS, facts.days_code((call.on - slip.came_on).days), on=call.on)
            counted = True
        call.undo_until = None
        call.save(update_fields=["undo_until"])


def _forget(slip: Slip) -> None:
    SlipCall.objects.filter(slip=slip).delete()
    intake.forget(slip)
