"""The call list: who left a slip and when each can be called. Never a number, nor what somebody is called.

To sort it by safe hours the slips are opened, in memory, with the circle's key; that is written down as an opening of
the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.door import slips
from kast.door.slips import Said
from kast.staff import unit
from kast.staff.models import Member

from . import cases, next_try, slip_calls
from .cases import CannotOpen
from .next_try import Try
from .slip_calls import OnList, Result, Standing


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


@dataclass(frozen=True)
class Waiting:
    """What Today says of the list, without opening anything."""

    number: int
    oldest: date
    late: bool


def waiting(*, at: datetime) -> Waiting | None:
    """How many slips wait, and since when; None when none does. No key is used and no word opened."""
    found = slip_calls.on_list(at=at)
    dates = [each.slip.came_on for each in found if slip_calls.standing_of(each.calls) != Standing.DONE]
    return Waiting(len(dates), min(dates), _is_late(min(dates), on=timezone.localdate(at))) if dates else None


@transaction.atomic
def listed(*, by: Member, at: datetime) -> Listed:
    """Open the list. Written down: one audit entry with the slips whose hours were read; none when there is none."""
    keys, found = cases.keys_of(by), slip_calls.on_list(at=at)
    keys.open_all(slip.slip.box for slip in found)
    rows: dict[Standing, list[Row]] = {standing: [] for standing in Standing}
    opened = []
    for each in found:
        try:
            said = slip_calls.read(each.slip, by=by)
        except CannotOpen:
            continue
        opened.append(each.slip)
        rows[slip_calls.standing_of(each.calls)].append(_row(each, said, at=at))
    if opened:
        trail.record(Act.SLIPS_LISTED, by=by, about=opened, at=at)
    ahead = sorted(rows[Standing.CALL], key=lambda row: (row.next, row.came_on, row.number))
    recent = [
        Recent(call.pk, call.slip.number, str(Result(call.result).label), call.by_id == by.pk)
        for call in slip_calls.undoable(at=at).select_related("slip").order_by("-undo_until")
    ]
    return Listed(
        now=sorted((row for row in ahead if row.now), key=lambda row: (row.came_on, row.number)),
        later=[row for row in ahead if not row.now],
        reached=rows[Standing.REACHED],
        recent=recent,
        most=slip_calls.most(),
    )


def _row(each: OnList, said: Said, *, at: datetime) -> Row:
    local = timezone.localtime(at)
    today, part = local.date(), slips.part_of(local.time())
    tried = [(call.on, call.part) for call in each.calls]
    proposed = next_try.propose(said.parts, tried, today=today, now=part)
    return Row(
        pk=each.slip.pk,
        number=each.slip.number,
        came_on=each.slip.came_on,
        days=(today - each.slip.came_on).days,
        late=not tried and _is_late(each.slip.came_on, on=today),
        hours="; ".join(slip_calls.hours_of(said)),
        tries=len(tried),
        next=proposed,
        now=(proposed.on, proposed.part) == (today, part),
    )


def _is_late(came_on: date, *, on: date) -> bool:
    return unit.call_by(came_on) < on
