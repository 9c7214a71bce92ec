"""The call list: whoever left a slip is called, and the number is shown only while one calls.

To sort the list by safe hours the slips are opened, in memory, with the circle's key; that is written down as an
opening of the list. A result stands a minute before anything follows from it, and can be undone until then: then it is
counted, and a slip that is done with is gone with its keys. What asks for no key is done each minute, by the clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

from . import cases, next_try, phones
from .cases import Asked, CannotOpen
from .models import Case, SlipCall
from .next_try import Try

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
class Row:
    """A slip on the list: when it came and when it can be called. Never its number, nor what the person is called."""

    pk: UUID
    number: int
    came_on: date
    days: int
    late: bool
    hours: str
    tries: int
    next: Try
    now: bool  # the next try can be made in this part of today


@dataclass(frozen=True)
class Recent:
    """A result that can still be undone."""

    pk: UUID
    number: int
    result: str
    mine: bool


@dataclass(frozen=True)
class Listed:
    """The whole list: first who can be called now, then later, those who answered, and what can be undone."""

    now: Sequence[Row]
    later: Sequence[Row]
    reached: Sequence[Row]
    recent: Sequence[Recent]
    most: int


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


@dataclass(frozen=True)
class Waiting:
    """What Today says of the list, without opening anything."""

    number: int
    oldest: date
    late: bool


def waiting(*, at: datetime) -> Waiting | None:
    """How many slips wait, and since when; None when none does. No key is used and no word opened."""
    dates = [slip.came_on for slip in _on_list(at=at) if _standing(slip.calls) != Standing.DONE]
    return Waiting(len(dates), min(dates), _is_late(min(dates), on=timezone.localdate(at))) if dates else None


@transaction.atomic
def listed(*, by: Member, at: datetime) -> Listed:
    """Open the list. Written down: one audit entry with the slips whose hours were read; none when there is none."""
    keys, found = cases.keys_of(by), _on_list(at=at)
    keys.open_all(slip.slip.box for slip in found)
    rows: dict[Standing, list[Row]] = {standing: [] for standing in Standing}
    opened = []
    for each in found:
        try:
            said = _open(each.slip, by=by)
        except CannotOpen:
            continue
        opened.append(each.slip)
        rows[_standing(each.calls)].append(_row(each, said, at=at))
    if opened:
        trail.record(Act.SLIPS_LISTED, by=by, about=opened, at=at)
    ahead = sorted(rows[Standing.CALL], key=lambda row: (row.next, row.came_on, row.number))
    recent = [
        Recent(call.pk, call.slip.number, str(Result(call.result).label), call.by_id == by.pk)
        for call in _undoable(at=at).select_related("slip").order_by("-undo_until")
    ]
    return Listed(
        now=sorted((row for row in ahead if row.now), key=lambda row: (row.came_on, row.number)),
        later=[row for row in ahead if not row.now],
        reached=rows[Standing.REACHED],
        recent=recent,
        most=_most(),
    )


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
    if _standing(_calls_of(slip)) != Standing.CALL:
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
    if not _undoable(at=at).filter(pk=call.pk).delete()[0]:
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
        phones.keep(case, phones.Kept(said.number, "; ".join(_hours(said)), said.message), by=by, at=at)
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
    due = [each.slip.pk for each in _on_list(at=at) if _is_due(each.calls, at=at)]
    held = list(Slip.objects.select_for_update(of=("self",)).filter(pk__in=due).select_related("box").order_by("pk"))
    gone = []
    for slip in held:
        _count(slip, before=at)
        if _standing(_calls_of(slip)) == Standing.DONE:
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


@dataclass(frozen=True)
class _OnList:
    slip: Slip
    calls: Sequence[SlipCall]

    @property
    def came_on(self) -> date:
        return self.slip.came_on


def _on_list(*, at: datetime) -> list[_OnList]:
    """Every slip that is not done with, with its calls. Three queries, however many there are."""
    found = list(Slip.objects.filter(kept_until__gt=timezone.localdate(at)).prefetch_related("box"))
    calls: dict[UUID, list[SlipCall]] = {}
    for call in SlipCall.objects.filter(slip__in=found).order_by("on", "undo_until"):
        calls.setdefault(call.slip_id, []).append(call)
    return [_OnList(slip, calls.get(slip.pk, [])) for slip in found]


def _calls_of(slip: Slip) -> list[SlipCall]:
    return list(SlipCall.objects.filter(slip=slip).select_related("by").order_by("on", "undo_until"))


def _undoable(*, at: datetime) -> QuerySet[SlipCall]:
    return SlipCall.objects.filter(undo_until__gt=at)


def _is_due(calls: Sequence[SlipCall], *, at: datetime) -> bool:
    """Whether something follows now from what is written down of a slip."""
    standing = [call.undo_until for call in calls if call.undo_until is not None]
    if any(until > at for until in standing):
        return False
    return bool(standing) or _standing(calls) == Standing.DONE


def _standing(calls: Sequence[SlipCall]) -> Standing:
    leads = [LEADS_TO[Result(call.result)] for call in calls]
    ended = next((to for to in leads if to != Standing.CALL), None)
    if ended is not None:
        return ended
    return Standing.DONE if len(calls) >= _most() else Standing.CALL


def _row(each: _OnList, said: Said, *, at: datetime) -> Row:
    local = timezone.localtime(at)
    today, part = local.date(), slips.part_of(local.time())
    tried = [(call.on, call.part) for call in each.calls]
    proposed = next_try.propose(said.parts, tried, today=today, now=part)
    return Row(
        pk=each.slip.pk,
        number=each.slip.number,
        came_on=each.came_on,
        days=(today - each.came_on).days,
        late=not tried and _is_late(each.came_on, on=today),
        hours="; ".join(_hours(said)),
        tries=len(tried),
        next=proposed,
        now=(proposed.on, proposed.part) == (today, part),
    )


def _hours(said: Said) -> list[str]:
    return [*(str(Part(part).label) for part in said.parts), *([said.hours] if said.hours else [])]


def _is_late(came_on: date, *, on: date) -> bool:
    return unit.call_by(came_on) < on


def _most() -> int:
    return max(1, int(unit.value("slip_tries")))


def _opened(slip: Slip, *, by: Member, at: datetime, number: bool) -> Opened:
    said, calls = _open(slip, by=by), _calls_of(slip)
    if not number:
        said = slips.without_number(said)
    days = (timezone.localdate(at) - slip.came_on).days
    return Opened(slip, said, days, calls, _standing(calls), _most())


def _open(slip: Slip, *, by: Member) -> Said:
    return slips.read(slip.words.open(cases.key_of(slip.box, by)))


def _hold(slip: Slip) -> None:
    """Hold the slip's row until the transaction ends. Raises CannotCall when it is gone."""
    if not Slip.objects.select_for_update().filter(pk=slip.pk).exists():
        raise CannotCall


def _reached(slip: Slip, *, by: Member) -> Said:
    _hold(slip)
    if _standing(_calls_of(slip)) != Standing.REACHED:
        raise NotReached
    return _open(slip, by=by)


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
