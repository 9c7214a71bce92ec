"""Being away is one act: her cases are lent, her free times go, and the days that are left come back with her."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from kast.appointments import bookings, times
from kast.appointments.models import Leave, Slot
from kast.appointments.reminders import Choice
from kast.audit.models import Entry
from kast.casework import cases, lending
from kast.staff.holidays import is_working_day

PAGE = "/personal/borta/"


@pytest.fixture
def days():
    """The two next working days that follow each other, after tomorrow; the pages know the clock of the day."""
    first = timezone.localdate() + timedelta(days=2)
    while not (is_working_day(first) and is_working_day(first + timedelta(days=1))):
        first += timedelta(days=1)
    return first, first + timedelta(days=1)


@pytest.fixture
def laid(ada, days):
    """One time of Ada's on each of these days."""
    return [times.lay(times.Plan(on, on, time(14, 15), 45), by=ada, at=timezone.now())[0] for on in days]


def period(first, last, **more):
    return {"since": f"{first:%Y-%m-%d}", "until": f"{last:%Y-%m-%d}", **more}


def test_her_cases_are_lent_and_her_free_times_go_at_once(case, laid, days, ada, desk_of):
    desk = desk_of(ada)
    desk.post(PAGE, period(*days, cases=[case.number]))
    case.refresh_from_db()
    assert (case.lent_from, case.lent_until) == days
    assert list(Leave.objects.values_list("member", "first_on", "through_on")) == [(ada.pk, *days)]
    assert not Slot.objects.exists()
    with pytest.raises(times.NoTimes):
        times.lay(times.Plan(*days, time(9), 45), by=ada, at=timezone.now())


def test_whoever_cannot_lend_is_not_half_away(case, wrote, asked, laid, days, ada):
    alone = cases.open_from(wrote(), asked(), stand_in=None, by=ada, at=timezone.now())
    with pytest.raises(lending.CannotLend):
        lending.be_away([case, alone], since=days[0], until=days[1], by=ada, at=timezone.now())
    assert (Slot.objects.count(), Leave.objects.count()) == (2, 0)


def test_days_that_have_been_take_no_times_away(laid, ada):
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(lending.CannotLend):
        lending.be_away([], since=None, until=yesterday, by=ada, at=timezone.now())
    assert Slot.objects.count() == 2


def test_a_booked_time_stays_and_the_page_leads_to_it(case, laid, days, ada, desk_of):
    bookings.book(laid[1], cases.key_of(case.box, ada), Choice(), at=timezone.now())
    desk = desk_of(ada)
    page = desk.post(PAGE, period(*days, cases=[case.number]), follow=True).content.decode()
    assert list(Slot.objects.all()) == [laid[1]]
    week = f"/personal/tider/?vecka={days[1]:%G-W%V}"
    assert f'<a href="{week}">1 bokad tid ligger kvar. Flytta den eller ställ in den.</a>' in page
    assert case.number in desk.get(week).content.decode()


def test_times_alone_go_when_nothing_is_to_be_lent(case, laid, days, ada, desk_of):
    desk = desk_of(ada)
    page = desk.post(PAGE, period(*days, cases=[case.number], times_alone="1"), follow=True).content.decode()
    case.refresh_from_db()
    assert case.lent_until is None
    assert not Slot.objects.exists()
    assert "Sparat. Dina lediga tider de dagarna är borttagna." in page
    first, last = (date_format(on, "j F") for on in days)
    assert f"Du är borta {first}–{last}. Inget ärende är utlånat." in page


def test_a_counsellor_without_a_case_is_away_too(laid, days, ada, desk_of):
    desk = desk_of(ada)
    assert "Du har inget ärende att låna ut." in desk.get(PAGE).content.decode()
    page = desk.post(PAGE, period(days[1], days[1], times_alone="1"), follow=True).content.decode()
    assert f"Du är borta {date_format(days[1], 'j F')}. Inget ärende är utlånat." in page
    assert list(Slot.objects.all()) == laid[:1]


def test_two_stand_ins_are_one_absence_and_she_comes_back_once(case, wrote, asked, laid, days, ada, bo, desk_of):
    other = cases.open_from(wrote(), asked(), stand_in=bo, by=ada, at=timezone.now())
    desk = desk_of(ada)
    page = desk.post(PAGE, period(*days, cases=[case.number, other.number]), follow=True).content.decode()
    assert page.count("Jag ska inte bort") == 1
    leave = Leave.objects.get()
    page = desk.post(
        f"{PAGE}tillbaka/", {"case": [case.number, other.number], "leave": [str(leave.pk)]}, follow=True
    ).content.decode()
    assert "Ärendena är dina igen. Lägg ut tider igen om du vill ha dem." in page
    assert "Inga. Alla har sina ärenden själva." in page
    assert not Leave.objects.exists()


def test_back_before_the_day_the_rest_of_the_days_is_hers_again(case, days, ada):
    at = timezone.now()
    lending.be_away([case], since=None, until=days[1], by=ada, at=at)
    began, leave = timezone.localdate(at), Leave.objects.get()
    lending.be_back([case], [leave], by=ada, at=at + timedelta(days=1))
    leave.refresh_from_db()
    assert (leave.first_on, leave.through_on) == (began, began)
    assert len(times.lay(times.Plan(*days, time(9), 45), by=ada, at=at + timedelta(days=1))) == 2
    assert Entry.objects.filter(act="leave:removed").count() == 1


def test_the_same_days_again_are_entered_once(case, days, ada):
    at = timezone.now()
    lending.be_away([], since=days[0], until=days[1], by=ada, at=at)
    lending.be_away([case], since=days[0], until=days[1], by=ada, at=at)
    assert Leave.objects.count() == 1
    assert Entry.objects.filter(act="leave:entered").count() == 1


def test_anothers_days_are_not_there(days, ada, eva, desk_of):
    lending.be_away([], since=days[0], until=days[1], by=ada, at=timezone.now())
    leave = Leave.objects.get()
    desk = desk_of(eva)
    for given in (str(leave.pk), "inget"):
        assert desk.post(f"{PAGE}tillbaka/", {"leave": [given]}).status_code == 404
    assert Leave.objects.count() == 1


def test_many_absences_take_as_many_queries_as_one(case, laid, days, ada, desk_of):
    at, desk = timezone.now(), desk_of(ada)
    bookings.book(laid[0], cases.key_of(case.box, ada), Choice(), at=at)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(PAGE).status_code == 200
        return len(found)

    lending.be_away([case], since=days[0], until=days[1], by=ada, at=at)
    queries()
    few = queries()
    for number in range(1, 9):
        on = days[1] + timedelta(days=2 * number)
        lending.be_away([], since=on, until=on, by=ada, at=at)
    assert queries() == few
