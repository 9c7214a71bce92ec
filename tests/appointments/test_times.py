"""Times are laid out by the clock on the wall; days off get none; what is booked is not taken away."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kast.appointments import bookings, times
from kast.appointments.models import Leave, Series, Slot
from kast.appointments.reminders import Choice
from kast.appointments.times import Plan
from kast.audit.models import Entry
from kast.vault import sealing
from tests.conftest import TODAY
from tests.fixtures_appointments import at

pytestmark = pytest.mark.django_db


def told(slots) -> list[str]:
    return [f"{timezone.localtime(slot.starts_at):%Y-%m-%d %H:%M}" for slot in slots]


def test_one_time(ada, now):
    (slot,) = times.lay(Plan(date(2026, 12, 1), date(2026, 12, 1), time(14, 15), 45), by=ada, at=now)
    assert told([slot]) == ["2026-12-01 14:15"]
    assert slot.ends_at - slot.starts_at == timedelta(minutes=45)
    assert slot.series is None
    assert Entry.objects.filter(act="times:laid").count() == 1


def test_as_many_as_fit_between_with_a_pause(ada, now):
    plan = Plan(date(2026, 12, 1), date(2026, 12, 1), time(9), 45, ends=time(12), pause=15)
    assert told(times.lay(plan, by=ada, at=now)) == ["2026-12-01 09:00", "2026-12-01 10:00", "2026-12-01 11:00"]


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        (date(2026, 3, 26), datetime(2026, 3, 26, 8, tzinfo=UTC), datetime(2026, 4, 2, 7, tzinfo=UTC)),  # 29 March
        (
            date(2026, 10, 22),
            datetime(2026, 10, 22, 7, tzinfo=UTC),
            datetime(2026, 10, 29, 8, tzinfo=UTC),
        ),  # 25 October
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_are_changed(ada, first, before, after):
    plan = Plan(first, first + timedelta(days=7), time(9), 60, weekdays={first.weekday()})
    one, two = times.lay(plan, by=ada, at=datetime(2026, 1, 7, tzinfo=UTC))
    assert (one.starts_at, two.starts_at) == (before, after)
    assert [timezone.localtime(slot.starts_at).hour for slot in (one, two)] == [9, 9]
    assert [slot.ends_at - slot.starts_at for slot in (one, two)] == [timedelta(hours=1)] * 2


def test_a_talk_through_the_night_of_the_change_lasts_as_long_as_it_lasts(ada):
    plan = Plan(date(2026, 3, 29), date(2026, 3, 29), time(1, 30), 60)
    (slot,) = times.lay(plan, by=ada, at=datetime(2026, 1, 7, tzinfo=UTC))
    assert slot.ends_at - slot.starts_at == timedelta(hours=1)
    assert timezone.localtime(slot.ends_at).hour == 3


def test_a_week_has_its_weekdays_and_no_holiday_leave_or_closed_day(ada, now, settings_of_unit):
    Leave.objects.create(member=ada, first_on=date(2026, 12, 14), through_on=date(2026, 12, 14))
    settings_of_unit(closed=[["2026-12-28", "2027-01-01"]])
    plan = Plan(date(2026, 12, 7), date(2027, 1, 11), time(9), 45, weekdays={0, 3})
    laid = times.lay(plan, by=ada, at=now)
    # No Monday of leave (14), no Christmas Eve (Thursday 24), nothing while the unit is closed (28, 31).
    days = ["12-07", "12-10", "12-17", "12-21"]
    assert told(laid) == [
        *(f"2026-{day} 09:00" for day in days),
        "2027-01-04 09:00",
        "2027-01-07 09:00",
        "2027-01-11 09:00",
    ]
    assert Series.objects.get().slots.count() == 7


def test_times_that_overlap_or_have_been_are_passed_over(ada, eva, now):
    times.lay(Plan(TODAY, TODAY, time(11), 60), by=ada, at=now)
    laid = times.lay(Plan(TODAY, TODAY, time(9), 30, ends=time(13), pause=0), by=ada, at=now)
    assert told(laid) == [f"{TODAY} {clock}" for clock in ("10:30", "12:00", "12:30")]
    assert told(times.lay(Plan(TODAY, TODAY, time(11), 60), by=eva, at=now)) == [f"{TODAY} 11:00"]
    with pytest.raises(times.NoTimes):
        times.lay(Plan(TODAY, TODAY, time(11, 30), 30), by=ada, at=now)


def test_a_free_time_is_taken_away_and_a_booked_one_is_not(ada, lay, booked_by, now):
    free, taken = lay(ada), lay(ada, days=4)
    booked_by(taken)
    times.take_away(free, by=ada, at=now)
    with pytest.raises(times.Booked):
        times.take_away(taken, by=ada, at=now)
    assert list(Slot.objects.all()) == [taken]


def test_a_free_time_is_changed_and_of_a_booked_one_only_the_place(ada, lay, booked_by, now):
    slot = lay(ada)
    new = {"minutes": 60, "means": "phone", "place": "", "by": ada, "at": now}
    times.change(slot, starts_at=slot.starts_at + timedelta(hours=1), **new)
    slot.refresh_from_db()
    assert timezone.localtime(slot.starts_at).hour == 15
    booked_by(slot)
    with pytest.raises(times.Booked):
        times.change(slot, starts_at=slot.starts_at + timedelta(hours=1), **new)
    times.change(slot, starts_at=slot.starts_at, **{**new, "place": "Rum 2"})
    slot.refresh_from_db()
    assert (slot.place, slot.means) == ("Rum 2", "phone")


def test_a_time_is_not_moved_onto_another_or_into_the_past(ada, lay, now):
    one, two = lay(ada), lay(ada, begins=time(16))
    same = {"minutes": 45, "means": "here", "place": "", "by": ada, "at": now}
    for there in (two.starts_at, now - timedelta(hours=1)):
        with pytest.raises(times.Overlaps):
            times.change(one, starts_at=there, **same)


def test_the_rest_of_a_series_goes_and_what_is_booked_stays(ada, key, now):
    first = date(2026, 12, 1)
    laid = times.lay(Plan(first, date(2026, 12, 22), time(9), 45, weekdays={1}), by=ada, at=now)
    bookings.book(laid[2], key, Choice(), at=now)
    assert times.end_series(laid[0].series, after=first, by=ada, at=now) == 2
    assert list(Slot.objects.order_by("starts_at")) == [laid[0], laid[2]]
    assert Series.objects.get().through_on == first


def test_leave_takes_free_times_away_and_tells_of_booked_ones(ada, lay, booked_by, now):
    free, taken, after = lay(ada, days=6), lay(ada, days=7), lay(ada, days=10)
    booked_by(taken)
    assert times.go_away(TODAY + timedelta(days=6), TODAY + timedelta(days=8), by=ada, at=now) == 1
    assert set(Slot.objects.all()) == {taken, after}
    assert free.pk not in Slot.objects.values_list("pk", flat=True)
    times.come_back(Leave.objects.get(), by=ada, at=now)
    assert not Leave.objects.exists()


def test_where_an_old_booking_hangs_a_time_is_offered_no_more(ada, lay, booked_by, key, now):
    slot = lay(ada)
    bookings.cancel(booked_by(slot), key, at=now)
    times.take_away(slot, by=ada, at=now)
    slot.refresh_from_db()
    assert not slot.offered
    with pytest.raises(bookings.Taken):
        bookings.book(slot, key, Choice(), at=now)
    again = lay(ada)  # and the moment can be laid out anew
    assert bookings.book(again, sealing.new_key(), Choice(), at=at(TODAY, 11))
