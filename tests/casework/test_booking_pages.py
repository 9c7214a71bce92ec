"""The pages on which a counsellor books, moves, cancels, and writes down what became of a booked time."""

import re
from datetime import time

import pytest
import time_machine

from kast.appointments import bookings
from kast.appointments.models import Booking, Outgoing, Slot
from kast.appointments.reminders import Choice, Way, chosen
from kast.casework import cases, replies
from kast.casework.models import Contact
from kast.door.models import Reply
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_morning(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(desk_of, ada):
    return desk_of(ada)


@pytest.fixture
def place(case):
    return f"/personal/arenden/{case.number}/"


def test_a_free_time_is_booked_for_somebody_on_the_phone(desk, place, ada, lay, key):
    slot = lay(ada)
    assert "fredag 27 november 14.15, på mottagningen" in desk.get(f"{place}boka/").content.decode()
    given = {"slot": str(slot.pk), "means": "here", "way": "letter"}
    page = desk.post(f"{place}boka/", given, follow=True).content.decode()
    assert "Tiden är bokad." in page
    assert "fredag 27 november 14.15, på mottagningen. Ada." in page
    assert chosen(Booking.objects.get(), key).way == Way.LETTER


def test_a_new_time_is_laid_out_for_it(desk, place):
    given = {"slot": "new", "on": "2026-12-01", "begins": "16:30", "minutes": "60", "means": "phone", "way": ""}
    assert desk.post(f"{place}boka/", given).status_code == 302
    assert Booking.objects.get().slot.means == "phone"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": ""}, "Säg vilken tid."),
        ({"on": "2026-11-01"}, "Då har du en annan tid, eller så har tiden redan varit."),
        ({"means": "video"}, "Skriv länken till ert videorum."),
    ],
)
def test_what_is_wrong_is_said(desk, place, wrong, said):
    given = {"slot": "new", "on": "2026-12-01", "begins": "16:30", "minutes": "60", "means": "phone", "way": ""}
    assert said in desk.post(f"{place}boka/", given | wrong).content.decode()
    assert not Booking.objects.exists()


def test_a_number_that_is_read_aloud(desk, place, ada, lay, key, gateway):
    slot = lay(ada)
    assert "Läs upp det som kommer att stå" in desk.get(f"{place}boka/").content.decode()
    given = {"slot": str(slot.pk), "means": "here", "way": "sms", "number": "070-174 06 05"}
    desk.post(f"{place}boka/", given)
    assert chosen(Booking.objects.get(), key) == Choice(Way.SMS, "+46701740605")


def test_it_is_moved(desk, place, ada, lay, booked_by):
    booking, new = booked_by(lay(ada)), lay(ada, days=6)
    answer = desk.post(f"{place}tid/{booking.pk}/flytta/", {"slot": str(new.pk), "means": "here"}, follow=True)
    assert "Tiden är flyttad." in answer.content.decode()
    booking.refresh_from_db()
    assert booking.slot == new


@pytest.mark.parametrize(
    ("given", "why", "letters"),
    [({"theirs": "1"}, "cancelled_in_time", 0), ({"words": "Tyvärr."}, "cancelled_by_us", 1)],
)
def test_it_is_cancelled_by_the_person_or_by_us(desk, place, ada, lay, booked_by, given, why, letters):
    booking = booked_by(lay(ada))
    assert "Det går inte att ångra." in desk.get(f"{place}tid/{booking.pk}/avboka/").content.decode()
    page = desk.post(f"{place}tid/{booking.pk}/avboka/", given, follow=True).content.decode()
    assert "Tiden är avbokad, och står i ärendet." in page
    assert Contact.objects.get().not_held == why
    assert Reply.objects.count() == letters


def test_from_today_one_press_opens_the_note_filled_in_and_it_is_never_typed_again(
    desk, place, ada, lay, booked_by, now
):
    booking = booked_by(lay(ada, days=0, begins=time(10, 20), minutes=50))
    with time_machine.travel(now.replace(minute=25), tick=False):
        today = desk.get("/personal/").content.decode()
        assert f"{place}tid/{booking.pk}/blev-inte-av/" in today
        page = desk.get(f"{place}tid/{booking.pk}/blev-av/").content.decode()
        fields = {
            name: value
            for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page)
            if name in {"on", "minutes", "booking"}
        }
        assert fields == {"on": "2026-11-24", "minutes": "50", "booking": str(booking.pk)}
        given = {"what": "held", "kind": "therapy", "means": "here", "words": "Vi talade.", **fields}
        assert desk.post(f"{place}anteckna/", given).status_code == 302
    contact = Contact.objects.get()
    assert (contact.on, contact.minutes, contact.held) == (TODAY, 50, True)
    assert not Booking.objects.exists()


def test_before_its_time_a_talk_of_today_has_no_result(desk, place, ada, lay, booked_by):
    booking = booked_by(lay(ada, days=0, begins=time(14)))
    today = desk.get("/personal/").content.decode()
    assert "Dagens samtal" in today
    assert f"tid/{booking.pk}" not in today


def test_today_says_what_the_person_cancelled(desk, place, ada, lay, booked_by, key, now):
    booking = bookings.cancel(booked_by(lay(ada)), key, at=now)
    page = desk.get("/personal/").content.decode()
    assert "avbokad i tid" in page
    form = desk.get(f"{place}tid/{booking.pk}/blev-inte-av/").content.decode()
    assert '<option value="cancelled_in_time" selected>' in form


def test_nothing_is_waiting_and_when_the_next_time_is(desk, ada, case, lay, booked_by, now):
    replies.leave(case, "Hej.", by=ada, at=now)
    booked_by(lay(ada))
    assert "Inget väntar. Nästa tid: fredag 27 november 14.15." in desk.get("/personal/").content.decode()


def test_sick_today(desk, ada, lay, booked_by, gateway):
    booked_by(lay(ada, days=0, begins=time(14)), Choice(Way.SMS, "+46701740605"))
    assert "Det går inte att ångra." in desk.get("/personal/tider/sjuk/").content.decode()
    page = desk.post("/personal/tider/sjuk/", {"who": str(ada.mark)}, follow=True).content.decode()
    assert "1 samtal är inställt." in page
    assert Outgoing.objects.get().kind == "cancelled"
    assert "14.00" not in page


def test_to_come_to_today_releases_what_is_due(desk, ada, lay, booked_by, gateway):
    booked_by(lay(ada, days=1), Choice(Way.SMS, "+46701740605"))
    for _ in range(2):
        desk.get("/personal/")
    assert Outgoing.objects.count() == 1


@pytest.fixture
def without_a_case(wrote, ada, lay, now):
    """Somebody has written, and booked one of Ada's times; nobody has taken the letter."""
    letter = wrote("Jag har bokat en tid.")
    return letter, bookings.book(lay(ada), cases.key_of(letter.mailbox.box, ada), Choice(), at=now)


def test_a_time_without_a_case_is_called_off_from_the_week_and_its_person_told(desk, without_a_case):
    letter, booking = without_a_case
    address = f"/personal/brev/{letter.number}/tid/{booking.pk}/avboka/"
    assert f'action="{address}"' in desk.get("/personal/tider/?vecka=2026-W48").content.decode()
    assert "Det går inte att ångra." in desk.get(address).content.decode()
    page = desk.post(address, {"words": "Ring oss gärna."}, follow=True).content.decode()
    assert "Tiden är avbokad." in page
    assert not Booking.objects.exists()
    assert Reply.objects.filter(mailbox=letter.mailbox, notice=True).count() == 1
    assert not Slot.objects.filter(offered=True).exists()


def test_one_whom_its_person_cancels_by_phone_is_free_again(desk, without_a_case):
    letter, booking = without_a_case
    desk.post(f"/personal/brev/{letter.number}/tid/{booking.pk}/avboka/", {"theirs": "1"})
    assert not Booking.objects.filter(state=Booking.State.BOOKED).exists()
    assert not Reply.objects.exists()
    assert Slot.objects.filter(offered=True).exists()


def test_a_time_is_called_off_under_its_own_letter_alone(desk, without_a_case, wrote, ada, lay, booked_by, case):
    letter, booking = without_a_case
    other, of_case = wrote("En annan."), booked_by(lay(ada, days=6))
    for number, pk in [(other.number, booking.pk), (letter.number, of_case.pk), (99, booking.pk)]:
        assert desk.post(f"/personal/brev/{number}/tid/{pk}/avboka/", {"theirs": "1"}).status_code == 404
    assert Booking.objects.filter(state=Booking.State.BOOKED).count() == 2


def test_a_stand_in_reaches_no_booking_of_a_case_that_is_not_lent(desk_of, eva, place, ada, lay, booked_by):
    booking, desk = booked_by(lay(ada)), desk_of(eva)
    for page in ("flytta", "avboka", "blev-av", "blev-inte-av"):
        assert desk.get(f"{place}tid/{booking.pk}/{page}/").status_code == 404
    assert desk.post(f"{place}tid/{booking.pk}/avboka/", {"theirs": "1"}).status_code == 404
    booking.refresh_from_db()
    assert booking.state == "booked"


@pytest.mark.parametrize("many", [1, 6])
def test_today_asks_the_database_as_often_for_many_talks_as_for_one(
    desk, ada, lay, booked_by, many, django_assert_num_queries
):
    for hour in range(11, 11 + many):
        booked_by(lay(ada, days=0, begins=time(hour)), by=ada)
    desk.get("/personal/")
    with django_assert_num_queries(47):
        desk.get("/personal/")


def test_the_page_to_move_asks_for_no_reminder(desk, place, ada, lay, booked_by):
    page = desk.get(f"{place}tid/{booked_by(lay(ada)).pk}/flytta/").content.decode()
    assert "Flytta tiden fredag 27 november kl. 14.15." in page
    assert 'name="way"' not in page
