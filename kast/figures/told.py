"""How many were told that KAST exists: somebody else's number, put in by hand."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.staff.models import Member

from . import access, months
from .told_codes import Code, read


class MoreThanStands(Exception):
    """More was to be taken off a month than stands there."""


class NotYet(Exception):
    """The month has not begun."""


class MoreAgreed(Exception):
    """More agreed than were told."""


@transaction.atomic
def enter(
    number: int | None,
    *,
    source: str,
    month: str,
    area: str = "",
    agreed: int | None = None,
    less: bool = False,
    by: Member,
    at: datetime,
) -> None:
    """Add how many were told and how many agreed to be called, by a source, in a month, for an area.

    With `less` a wrong number is taken off again; `number` None says that it is not known, which is no nought.
    Counted: the numbers with source, area and month, without any life. Written down: that it was entered, by whom.
    Refused: a month that has not begun (NotYet), taking off more than stands (MoreThanStands), and more who agreed
    than were told (MoreAgreed).
    """
    on = months.first_day(month)
    if on > timezone.localdate(at):
        raise NotYet
    if number is None:
        facts.count(facts.Kind.TOLD, str(Code(source, area, unknown=True)), on=on)
    added = {facts.Kind.TOLD: number or 0, facts.Kind.AGREED: agreed or 0}
    stands = {kind: standing(kind, source=source, area=area, month=month) for kind in added}
    if less and any(added[kind] > stands[kind] for kind in added):
        raise MoreThanStands
    after = {kind: stands[kind] + (-added[kind] if less else added[kind]) for kind in added}
    if number is not None and after[facts.Kind.AGREED] > after[facts.Kind.TOLD]:
        raise MoreAgreed
    for kind, many in added.items():
        if many:
            facts.count(kind, str(Code(source, area, less=less)), on=on, number=many)
    trail.record(Act.TOLD_ENTERED, by=by, fields=[month], at=at)


def standing(kind: facts.Kind = facts.Kind.TOLD, *, source: str, month: str, area: str = "") -> int:
    """What stands for a source and an area in a month."""
    rows = [
        (read(code), count) for what, code, in_month, count in access.counts() if what == kind and in_month == month
    ]
    return sum(
        -count if code.less else count
        for code, count in rows
        if (code.source, code.area) == (source, area) and not code.unknown
    )


def choices(today: date, *, back: int = 24) -> list[str]:
    """The months that can be chosen, the latest first."""
    last = months.number(months.of(today))
    return [months.name(last - step) for step in range(back)]
