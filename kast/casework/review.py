"""The log review: who opened what, for the head. Numbers and acts, never content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from kast.audit import trail
from kast.audit.acts import Act
from kast.audit.models import Entry
from kast.door.models import Letter
from kast.staff.models import Member

from .models import Arrival, BreakGlass, Case, Risk

# What counts as an opening of somebody's words.
OPENINGS = (
    Act.CASE_READ,
    Act.LETTER_READ,
    Act.CASE_BROKEN_INTO,
    Act.FOLLOWUP_READ,
    Act.BASELINE_READ,
    Act.RISK_READ,
    Act.HANDOVER_READ,
    Act.ARRIVAL_READ,
)
DAYS = 30


@dataclass(frozen=True)
class Opened:
    """One record that an actor opened: how many times, when last, and whether it was hers."""

    what: str
    times: int
    last_on: date
    own: bool


@dataclass(frozen=True)
class Actor:
    """What one member opened in the last days."""

    name: str
    openings: int
    opened: Sequence[Opened]


def openings(*, on: date) -> list[Actor]:
    """Each member's openings of the last thirty days, by record. A case that is neither hers nor lent stands out."""
    entries = Entry.objects.filter(act__in=[act.value for act in OPENINGS], on__gte=on - timedelta(days=DAYS))
    counted: dict[str, dict[str, list[date]]] = {}
    # The first mark is the case or the letter that was opened; the rest are what the page showed of it.
    for lane, mark, day in entries.annotate(first=Substr("about", 1, 36)).values_list("lane", "first", "on"):
        counted.setdefault(lane, {}).setdefault(mark, []).append(day)
    known = _Known.among({mark for lane in counted.values() for mark in lane})
    found = []
    for member in Member.objects.filter(mark__in=counted).order_by("shown_name"):
        opened = [known.opened(mark, days, member) for mark, days in counted[str(member.mark)].items()]
        opened.sort(key=lambda row: (row.own, -row.times, row.what))
        found.append(Actor(member.shown_name, sum(row.times for row in opened), opened))
    return found


@transaction.atomic
def done(*, by: Member, at: datetime) -> None:
    """The head has gone through the log. Written down: one audit entry."""
    trail.record(Act.LOG_REVIEWED, by=by, at=at)


def last_done() -> date | None:
    """When somebody last did."""
    return Entry.objects.filter(act=Act.LOG_REVIEWED.value).order_by("-on").values_list("on", flat=True).first()


@dataclass(frozen=True)
class _Known:
    """The records that these marks still stand in. What is forgotten has no number any more."""

    cases: Mapping[str, Case]
    letters: Mapping[str, int]
    arrivals: Mapping[str, date]
    broken: frozenset[tuple[UUID, UUID]]
    threats: frozenset[str]  # that no case and no letter is behind

    @classmethod
    def among(cls, marks: set[str]) -> Self:
        cases = {str(case.mark): case for case in Case.objects.filter(mark__in=marks)}
        letters = Letter.objects.filter(mark__in=marks).values_list("mark", "number")
        arrivals = Arrival.objects.filter(mark__in=marks).values_list("mark", "came_on")
        broken = BreakGlass.objects.filter(case__in=cases.values()).values_list("by", "case")
        threats = Risk.objects.filter(mark__in=marks).values_list("mark", flat=True)
        return cls(
            cases,
            {str(mark): number for mark, number in letters},
            {str(mark): day for mark, day in arrivals},
            frozenset(broken),
            frozenset(map(str, threats)),
        )

    def opened(self, mark: str, days: Sequence[date], member: Member) -> Opened:
        """One record that a member opened: her own is what she holds, or stands in for without having broken in."""
        case = self.cases.get(mark)
        if case is None:
            letter = self.letters.get(mark)
            gone = _("Hot mot personal") if mark in self.threats else _("Borttaget")
            name = _("Brev nr %(number)d") % {"number": letter} if letter else gone
            if mark in self.arrivals:
                name = _("Överlämning som kom %(day)s") % {"day": f"{self.arrivals[mark]:%Y-%m-%d}"}
            return Opened(name, len(days), max(days), own=True)
        own = case.holder_id == member.pk or (case.stand_in_id == member.pk and (member.pk, case.pk) not in self.broken)
        return Opened(case.number, len(days), max(days), own)
