"""The counsellor's pages for her times, and her calendar's address."""

from datetime import date, time

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kast.appointments import bookings, times
from kast.appointments.models import Feed, Series, Slot
from kast.appointments.reminders import Choice
from kast.appointments.times import Plan
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_morning(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(desk_of, ada):
    return desk_of(ada)


LAID = {"first_on": "2026-12-01", "begins": "09:00", "ends": "12:00", "minutes": "45", "pause": "15", "means": "here"}


def test_a_day_of_times(desk, ada):
    answer = desk.post("/personal/tider/lagg/", LAID)
    assert answer["location"] == "/personal/tider/?vecka=2026-W49"
    page = desk.get(answer["location"]).content.decode()
    assert "3 tider är utlagda." in page
    assert "09.00–09.45" in page
    assert "0 bokade. 3 lediga." in page
    assert [timezone.localtime(slot.starts_at).hour for slot in Slot.objects.all()] == [9, 10, 11]


def test_each_week_through_a_day(desk):
    desk.post("/personal/tider/lagg/", LAID | {"through_on": "2026-12-15", "weekdays": ["1", "3"], "ends": ""})
    assert Slot.objects.count() == 5
    page = desk.get("/personal/tider/lagg/").content.decode()
    assert "tisdag, torsdag" in page
    series = Series.objects.get()
    answer = desk.post(f"/personal/tider/serie/{series.pk}/", {"through_on": "2026-12-03"}, follow=True)
    assert "3 tider är borttagna." in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "09:30"}, "Så många minuter får inte plats."),
        ({"through_on": "2026-11-01"}, "Den dagen är före den första."),
        ({"through_on": "2028-11-01"}, "Högst ett år i taget."),
        ({"means": "video", "place": "rum"}, "Skriv länken till ert videorum."),
        ({"first_on": "2026-11-23"}, "Inget kunde läggas ut"),
    ],
)
def test_what_is_wrong_is_said_beside_it(desk, wrong, said):
    assert said in desk.post("/personal/tider/lagg/", LAID | wrong).content.decode()
    assert not Slot.objects.exists()


def test_a_time_is_changed_and_taken_away(desk, ada, lay):
    slot = lay(ada)
    given = {"on": "2026-11-27", "begins": "15:00", "minutes": "30", "means": "phone", "place": ""}
    assert desk.post(f"/personal/tider/{slot.pk}/", given).status_code == 302
    slot.refresh_from_db()
    assert (timezone.localtime(slot.starts_at).hour, slot.means) == (15, "phone")
    assert desk.post(f"/personal/tider/{slot.pk}/bort/").status_code == 302
    assert not Slot.objects.exists()


def test_of_a_booked_time_only_the_room_is_changed(desk, ada, lay, booked_by):
    slot = lay(ada)
    booked_by(slot)
    page = desk.get(f"/personal/tider/{slot.pk}/").content.decode()
    assert "Bara rummet eller länken kan ändras." in page
    desk.post(f"/personal/tider/{slot.pk}/", {"begins": "08:00", "place": "Rum 3"})
    slot.refresh_from_db()
    assert (timezone.localtime(slot.starts_at).hour, slot.place) == (14, "Rum 3")
    answer = desk.post(f"/personal/tider/{slot.pk}/bort/", follow=True).content.decode()
    assert "Tiden hann bli bokad." in answer


def test_another_counsellors_times_are_not_there(desk_of, ada, eva, lay):
    slot = lay(ada)
    desk = desk_of(eva)
    for path in (f"{slot.pk}/", f"serie/{slot.pk}/"):
        assert desk.get(f"/personal/tider/{path}").status_code == 404
    assert desk.post(f"/personal/tider/{slot.pk}/bort/").status_code == 404
    assert "14.15" not in desk.get("/personal/tider/").content.decode()


def address_on(page: str) -> str:
    return page.split("/kalender/")[1].split(".ics", maxsplit=1)[0]


def test_the_calendars_address_says_busy_and_nothing_else(desk, ada, lay, booked_by):
    booked_by(lay(ada, place="Rum 2"))
    lay(ada, days=4)
    token = address_on(desk.post("/personal/tider/kalender/").content.decode())
    answer = Client().get(f"/kalender/{token}.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [set(event) for event in events] == [{"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS"}] * 2
    assert {str(event["SUMMARY"]) for event in events} == {"Upptagen"}
    assert token.encode() not in bytes(Feed.objects.get().token_hash)
    assert token not in desk.get("/personal/tider/kalender/").content.decode()


def test_renewed_or_ended_the_old_address_opens_nothing(desk, ada):
    token = address_on(desk.post("/personal/tider/kalender/").content.decode())
    newer = address_on(desk.post("/personal/tider/kalender/").content.decode())
    assert [Client().get(f"/kalender/{one}.ics").status_code for one in (token, newer, "x")] == [404, 200, 404]
    desk.post("/personal/tider/kalender/", {"end": "1"})
    assert Client().get(f"/kalender/{newer}.ics").status_code == 404


def test_of_somebody_who_has_left_the_address_opens_nothing(desk, ada):
    token = address_on(desk.post("/personal/tider/kalender/").content.decode())
    ada.left_on = TODAY
    ada.save()
    assert Client().get(f"/kalender/{token}.ics").status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_the_week_has_a_fixed_number_of_queries(desk, ada, key, now, many, django_assert_num_queries):
    plan = Plan(date(2026, 11, 25), date(2026, 11, 25), time(8), 30, ends=time(8, 30) if many == 1 else time(14))
    for slot in times.lay(plan, by=ada, at=now):
        bookings.book(slot, key, Choice(), by=ada, at=now)
    assert Slot.objects.count() == many
    with django_assert_num_queries(12):
        desk.get("/personal/tider/")
