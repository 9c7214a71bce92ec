"""How many were told that KAST exists: somebody else's number, put in by hand."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.staff.models import Member

from . import access, months


class MoreThanStands(Exception):
    """More was to be taken off a month than stands there."""


class NotYet(Exception):
    """The month has not begun."""


@transaction.atomic
def enter(number: int, *, source: str, month: str, less: bool = False, by: Member, at: datetime) -> None:
    """Add a number of people who were told, by a source, in a month; with `less`, take a wrong one off again.

    Counted: the number, its source and month, without any life. Written down: that it was entered, by whom. Refused:
    a month that has not begun (NotYet), and taking off more than stands (MoreThanStands).
    """
    on = months.first_day(month)
    if on > timezone.localdate(at):
        raise NotYet
    if less and number > standing(source=source, month=month):
        raise MoreThanStands
    facts.count(facts.Kind.TOLD, f"{source}-less" if less else source, on=on, number=number)
    trail.record(Act.TOLD_ENTERED, by=by, fields=[month], at=at)


def standing(*, source: str, month: str) -> int:
    """What stands for a source in a month."""
    rows = [(code, count) for kind, code, in_month, count in access.counts() if kind == "told" and in_month == month]
    return sum(count for code, count in rows if code == source) - sum(
        count for code, count in rows if code == f"{source}-less"
    )


def choices(today: date, *, back: int = 24) -> list[str]:
    """The months that can be chosen, the latest first."""
    last = months.number(months.of(today))
    return [months.name(last - step) for step in range(back)]
