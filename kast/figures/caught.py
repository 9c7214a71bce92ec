"""How many were caught in a year: somebody else's number, put in by hand with its unit."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.staff.models import Member

from . import access, caught_codes, months
from .caught_codes import Code

YEARS_BACK = 15


class MoreThanStands(Exception):
    """More was to be taken off a year than stands there."""


class NotYet(Exception):
    """The year has not begun."""


@transaction.atomic
def enter(
    number: int | None, *, unit: str, source: str, year: int, less: bool = False, by: Member, at: datetime
) -> None:
    """Add how many were caught in a year, in a unit, by a source; None says that it is not known, which is no nought.

    With `less` a wrong number is taken off again. Counted: the number without any life, in the year's January. Written
    down: that it was entered, by whom. Refused: a year that has not begun (NotYet), taking off more than stands
    (MoreThanStands).
    """
    on = months.first_day(caught_codes.month(year))
    if on > timezone.localdate(at):
        raise NotYet
    stands = [
        row for row in caught_codes.rows(access.counts()) if (row.year, row.unit, row.source) == (year, unit, source)
    ]
    if less and (number or 0) > sum(row.number or 0 for row in stands):
        raise MoreThanStands
    code = Code(unit, source, less=less and number is not None, unknown=number is None)
    facts.count(facts.Kind.CAUGHT_COUNT, str(code), on=on, number=number or 1)
    trail.record(Act.CAUGHT_ENTERED, by=by, fields=[str(year)], at=at)


def choices(today: date) -> list[int]:
    """The years that can be chosen, the latest first."""
    return list(range(today.year, today.year - YEARS_BACK, -1))
