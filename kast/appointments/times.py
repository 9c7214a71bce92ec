"""Times: how a counsellor lays them out, changes them and takes them away.

Wall clocks are given, in the unit's own zone; moments are kept. So nine o'clock stays nine o'clock when the clocks are
set forward or back, and a talk of an hour lasts an hour. Days on which nobody works, days of leave and days on which
the unit is away get no times.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff import unit
from kast.staff.days import ONE_DAY, closed_until
from kast.staff.holidays import is_working_day
from kast.staff.models import Member

from .models import Booking, Leave, Means, Series, Slot

# A period longer than this is laid out in two.
FARTHEST = timedelta(days=366)


class NoTimes(Exception):
    """Nothing could be laid out: the days are days off, or her times there are taken up already."""


class Booked(Exception):
    """Somebody has booked this time: it is moved or cancelled, not taken away."""


class Overlaps(Exception):
    """She has another time then."""


@dataclass(frozen=True)
class Plan:
    """Which times: so many minutes each, one after the other from `begins` to `ends`, with a pause between.

    Without `ends` it is one time a day. Without `weekdays` it is each working day from `first_on` through `through_on`.
    """

    first_on: date
    through_on: date
    begins: time
    minutes: int
    ends: time | None = None
    pause: int = 0
    weekdays: Collection[int] = ()
    means: Means = Means.HERE
    place: str = ""

    def moments(self) -> Iterator[tuple[datetime, datetime]]:
        """Every time of the plan, day by day."""
        for number in range((self.through_on - self.first_on).days + 1):
            on = self.first_on + number * ONE_DAY
            if not self.weekdays or on.weekday() in self.weekdays:
                yield from self._of_day(on)

    def _of_day(self, on: date) -> Iterator[tuple[datetime, datetime]]:
        length, pause = timedelta(minutes=self.minutes), timedelta(minutes=self.pause)
        starts = moment(on, self.begins)
        if self.ends is None:
            yield starts, starts + length
            return
        end = moment(on, self.ends)
        while starts + length <= end:
            yield starts, starts + length
            starts += length + pause


def moment(on: date, clock: time) -> datetime:
    """The moment at which clocks here show this time on this day; in UTC, so that an hour added to it is an hour."""
    return timezone.make_aware(datetime.combine(on, clock)).astimezone(UTC)


def of_member(member: Member, *, first: date, through: date) -> QuerySet[Slot]:
    """Her times from a day through another, in order, also those that are taken away while a booking hangs on them."""
    begin, end = moment(first, time()), moment(through + ONE_DAY, time())
    return Slot.objects.filter(member=member, starts_at__gte=begin, starts_at__lt=end).order_by("starts_at")


def standing(slot: Slot) -> Booking | None:
    """The booking that holds this time, if any."""
    return Booking.objects.filter(slot=slot, state=Booking.State.BOOKED).first()


@transaction.atomic
def lay(plan: Plan, *, by: Member, at: datetime) -> list[Slot]:
    """Lay out the plan's times that lie ahead. Times that overlap others of hers, and days off, are passed over.

    Written down: the series, when it is more than one day, its slots, one audit entry. Refused: NoTimes.
    """
    _hold(by)
    off = _days_off(by, plan.first_on, plan.through_on)
    taken = _taken(by, plan.first_on, plan.through_on)
    wanted = [
        (starts, ends)
        for starts, ends in plan.moments()
        if starts > at and timezone.localdate(starts) not in off and not _meets(starts, ends, taken)
    ]
    if not wanted or plan.through_on - plan.first_on > FARTHEST:
        raise NoTimes
    series = None
    if plan.through_on > plan.first_on:
        series = Series.objects.create(
            member=by,
            weekdays=sorted(plan.weekdays),
            begins=plan.begins,
            ends=plan.ends or timezone.localtime(wanted[0][1]).time(),
            first_on=plan.first_on,
            through_on=plan.through_on,
        )
    laid = Slot.objects.bulk_create(
        [
            Slot(member=by, series=series, starts_at=starts, ends_at=ends, means=plan.means, place=plan.place)
            for starts, ends in wanted
        ]
    )
    trail.record(Act.TIMES_LAID, by=by, about=[series] if series else laid, at=at)
    return laid


@transaction.atomic
def change(
    slot: Slot, *, starts_at: datetime, minutes: int, means: Means, place: str, by: Member, at: datetime
) -> None:
    """Change a time that lies ahead. Of one that is booked only the place: who booked it was promised the rest.

    Written down: the slot, one audit entry with what changed. Refused: Booked; Overlaps.
    """
    _hold(by)
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    ends_at = starts_at + timedelta(minutes=minutes)
    new = {"starts_at": starts_at, "ends_at": ends_at, "means": means, "place": place}
    changed = [name for name, value in new.items() if getattr(slot, name) != value]
    if changed and changed != ["place"]:
        if standing(slot):
            raise Booked
        on = timezone.localdate(starts_at)
        others = [(a, b) for a, b, pk in _rows(by, on, on) if pk != slot.pk]
        if starts_at <= at or _meets(starts_at, ends_at, others):
            raise Overlaps
    for name in changed:
        setattr(slot, name, new[name])
    if changed:
        slot.save(update_fields=changed)
        trail.record(Act.TIMES_CHANGED, by=by, about=[slot], fields=changed, at=at)


@transaction.atomic
def take_away(slot: Slot, *, by: Member, at: datetime) -> None:
    """Take a free time away. Written down: one audit entry. Refused: Booked."""
    if not _take_away(Slot.objects.filter(pk=slot.pk)):
        raise Booked
    trail.record(Act.TIMES_REMOVED, by=by, about=[slot], at=at)


@transaction.atomic
def end_series(series: Series, *, after: date, by: Member, at: datetime) -> int:
    """Take away the free times of a series after a day; how many. Booked ones stay. Written down: one audit entry."""
    rest = Slot.objects.filter(series=series, starts_at__gte=moment(after + ONE_DAY, time()))
    gone = _take_away(rest)
    series.through_on = max(min(series.through_on, after), series.first_on)
    series.save(update_fields=["through_on"])
    trail.record(Act.TIMES_REMOVED, by=by, about=[series], at=at)
    return gone


@transaction.atomic
def go_away(first: date, through: date, *, by: Member, at: datetime) -> int:
    """She is away from a day through another: the free times there are taken away, booked ones are left to be moved.

    How many are booked. Written down: the leave, one audit entry; days that are hers off already are not entered again.
    """
    _hold(by)
    hers = of_member(by, first=first, through=through)
    _take_away(hers)
    if not Leave.objects.filter(member=by, first_on__lte=first, through_on__gte=through).exists():
        leave = Leave.objects.create(member=by, first_on=first, through_on=through)
        trail.record(Act.LEAVE_ENTERED, by=by, about=[leave], at=at)
    return Booking.objects.filter(slot__in=hers, state=Booking.State.BOOKED).count()


@transaction.atomic
def come_back(leave: Leave, *, by: Member, at: datetime) -> None:
    """She is back, or does not go: from today on the days are hers to lay out times on. Those that have been stay.

    Times that were taken away are laid out again by hand. Written down: one audit entry.
    """
    trail.record(Act.LEAVE_REMOVED, by=by, about=[leave], at=at)
    today = timezone.localdate(at)
    if leave.first_on < today:
        leave.through_on = min(leave.through_on, today - ONE_DAY)
        leave.save(update_fields=["through_on"])
    else:
        leave.delete()


@transaction.atomic
def ill(member: Member, *, by: Member, at: datetime) -> int:
    """Nothing more of hers can be booked today: what is left of the day is taken away, booked or not; how many.

    The talks themselves are cancelled by whoever can open their boxes (casework). Written down: one audit entry.
    """
    on = timezone.localdate(at)
    left = of_member(member, first=on, through=on).filter(ends_at__gt=at, offered=True)
    number = left.count()
    _take_away(left)
    left.update(offered=False)
    trail.record(Act.DAY_CANCELLED, by=by, about=[member], at=at)
    return number


def _take_away(slots: QuerySet[Slot]) -> int:
    """Those that nobody has booked; how many. One on which an old booking hangs is offered no more.

    The rows are held first and asked about afterwards: whoever books in this moment is before or after, not between.
    """
    held_now = [slot.pk for slot in slots.select_for_update(of=("self",))]
    hanging = dict(
        Booking.objects.filter(slot__in=held_now).order_by("-state").values_list("slot", "state")
    )  # `booked` comes last, and stays
    free = [pk for pk in held_now if hanging.get(pk) != Booking.State.BOOKED]
    Slot.objects.filter(pk__in=[pk for pk in free if pk in hanging]).update(offered=False)
    Slot.objects.filter(pk__in=[pk for pk in free if pk not in hanging]).delete()
    return len(free)


def _hold(member: Member) -> None:
    """Two that lay out times for the same counsellor follow each other."""
    Member.objects.select_for_update().only("pk").get(pk=member.pk)


def _days_off(member: Member, first: date, through: date) -> set[date]:
    closed = unit.closed()
    leaves = [
        (leave.first_on, leave.through_on)
        for leave in Leave.objects.filter(member=member, first_on__lte=through, through_on__gte=first)
    ]
    days = [first + number * ONE_DAY for number in range((through - first).days + 1)]
    pattern = len(days) > 1  # a single Saturday that she names is meant
    return {
        on
        for on in days
        if (pattern and not is_working_day(on))
        or closed_until(on, closed) is not None
        or any(begin <= on <= end for begin, end in leaves)
    }


def _rows(member: Member, first: date, through: date) -> list[tuple[datetime, datetime, object]]:
    found = of_member(member, first=first, through=through)
    live = found.filter(offered=True) | found.filter(bookings__state=Booking.State.BOOKED)
    return list(live.distinct().values_list("starts_at", "ends_at", "pk"))


def _taken(member: Member, first: date, through: date) -> list[tuple[datetime, datetime]]:
    return [(starts, ends) for starts, ends, _ in _rows(member, first, through)]


def _meets(starts: datetime, ends: datetime, taken: Collection[tuple[datetime, datetime]]) -> bool:
    return any(starts < end and begin < ends for begin, end in taken)
