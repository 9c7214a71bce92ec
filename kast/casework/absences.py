"""When a counsellor is away: the days, what is lent on them and to whom, and which booked times lie there still."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from kast.appointments import access as appointments
from kast.appointments import bookings, times
from kast.appointments.models import Booking, Leave
from kast.staff.models import Member

from .listing import Loan


@dataclass
class Absence:
    """Some days. No `since`: from when it was entered. The loans are hers, one for each stand-in."""

    since: date | None
    until: date
    begun: bool
    loans: list[Loan] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    booked: list[date] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """The cases that are lent."""
        return [number for loan in self.loans for number in loan.numbers]


def of(member: Member, loans: Sequence[Loan], *, at: datetime) -> list[Absence]:
    """Hers, those that run and those that are agreed, by day. Two queries beside the loans."""
    today = timezone.localdate(at)
    found: dict[tuple[date | None, date], Absence] = {}

    def during(since: date | None, until: date, *, begun: bool) -> Absence:
        return found.setdefault((since, until), Absence(since, until, begun))

    for loan in loans:
        if loan.out:
            during(loan.since, loan.until, begun=loan.begun).loans.append(loan)
    for leave in appointments.leaves(member, on=today):
        begun = leave.first_on <= today
        with_loans = begun and (None, leave.through_on) in found
        during(None if with_loans else leave.first_on, leave.through_on, begun=begun).leaves.append(leave)
    every = sorted(found.values(), key=lambda absence: (absence.since or today, absence.until))
    for on in _booked(member, every, today=today, at=at):
        for absence in every:
            if max(absence.since or today, today) <= on <= absence.until:
                absence.booked.append(on)
    return every


def leaves_to_end(member: Member, named: Sequence[str]) -> list[Leave]:
    """Her own days of leave, by their keys as a form sends them. Else 404."""
    try:
        return [appointments.leave_of(member, UUID(name)) for name in named]
    except ValueError:
        raise Http404 from None


def _booked(member: Member, absences: Sequence[Absence], *, today: date, at: datetime) -> list[date]:
    """The days of her booked times ahead through the last of these days."""
    if not absences:
        return []
    last = max(absence.until for absence in absences)
    ahead = bookings.everybodys().filter(
        state=Booking.State.BOOKED, slot__in=times.of_member(member, first=today, through=last), slot__ends_at__gt=at
    )
    return [timezone.localdate(starts) for starts in ahead.values_list("slot__starts_at", flat=True)]
