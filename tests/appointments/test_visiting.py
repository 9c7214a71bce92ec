"""The person's pages, as she uses them: no script, no name, her own words."""

import re
from datetime import time

import pytest
import time_machine
from icalendar import Calendar

from kast.appointments import bookings, forms
from kast.appointments.models import Booking, Means
from kast.appointments.reminders import Choice, Way, chosen
from kast.casework import cases
from kast.door.models import Letter, Mailbox
from kast.vault import sealing
from tests.conftest import TODAY
from tests.fixtures_door import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_morning(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def inside(person) -> Person:
    """Somebody who has written, and is inside the mailbox."""
    person.writes("Hej.")
    person.returns()
    return person


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def offered(page: str) -> list[tuple[str, str]]:
    """What can be chosen: the value and the words beside it."""
    return re.findall(r'name="slot" value="([^"]+)"> ([^<]+)<', page)


def times(person) -> str:
    answer = person.opens("/svar/tider/")
    assert answer.status_code == 200
    return answer.content.decode()


def goes_on(person, slot, **more) -> str:
    """The first step: the time is chosen."""
    given = {"nonce": hidden(times(person))["nonce"], "slot": str(slot), **more}
    answer = person.browser.post(f"{person.prefix}/svar/tider/boka/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def books(person, slot, **chosen_):
    """Both steps."""
    page = goes_on(person, slot)
    given = {"way": "", **hidden(page), **chosen_}
    return person.browser.post(f"{person.prefix}/svar/tider/boka/", given)


def test_without_the_words_there_is_only_the_way_in(person, ada, lay):
    lay(ada)
    assert person.opens("/svar/tider/")["location"] == "/svar/"
    for page in ("boka/", "avboka/"):
        assert person.browser.post(f"/svar/tider/{page}", {"slot": "x"})["location"] == "/svar/"
    assert person.browser.post("/svar/tider/tid.ics", {}).status_code == 303


def test_the_mailbox_leads_to_the_times(inside):
    assert '<a href="/svar/tider/">Boka en tid</a>' in inside.opens("/svar/brev/").content.decode()


def test_nothing_is_free(inside):
    assert "Ingen tid är ledig just nu. Skriv till oss, så ordnar vi en." in times(inside)


def test_free_times_are_shown_and_never_a_name_or_a_room(inside, ada, eva, lay):
    lay(ada, place="Rum 2"), lay(eva, days=6, begins=time(9), means=Means.PHONE)
    page = times(inside)
    assert [words for _, words in offered(page)] == ["14.15–15.00, på mottagningen", "09.00–09.45, på telefon"]
    for never in ("Ada", "Eva", "Rum 2", "KAST"):
        assert never not in page


def test_a_time_is_booked_in_two_steps_and_shown_in_the_mailbox(inside, ada, lay):
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    assert "Påminnelse: tid fredag 27 november kl. 14.15. Passar den inte? Flytta eller avboka." in page
    assert "Det går inte att svara." not in page  # nothing can go out here
    assert not Booking.objects.exists()
    assert books(inside, slot.pk)["location"] == "/svar/tider/"
    said = "Din tid: fredag 27 november kl. 14.15, på mottagningen."
    for shown in (times(inside), inside.opens("/svar/brev/").content.decode()):
        assert said in shown
        assert "I receptionen räcker det att säga ”Jag har en tid”." in shown
    key = cases.key_of(Letter.objects.get().mailbox.box, ada)
    assert bookings.of(key, Booking.objects.all()) == [Booking.objects.get()]


def test_in_english(english_person, ada, lay):
    english_person.writes("Hello.")
    english_person.returns()
    slot = lay(ada)
    said = "Reminder: appointment Friday 27 November at 14:15. Does it not suit you? Move it or cancel it."
    assert said in goes_on(english_person, slot.pk)
    books(english_person, slot.pk, way="letter")
    assert "Your time: Friday 27 November at 14:15, at the clinic." in times(english_person)


def test_pressed_twice_it_is_booked_once(inside, ada, lay):
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    given = {"way": "letter", **hidden(page)}
    for _ in range(2):
        assert inside.browser.post("/svar/tider/boka/", given)["location"] == "/svar/tider/"
    assert Booking.objects.count() == 1


def test_somebody_was_faster(inside, ada, lay, now):
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    bookings.book(slot, sealing.new_key(), Choice(), at=now)
    answer = inside.browser.post("/svar/tider/boka/", {"way": "", **hidden(page)}).content.decode()
    assert "Tiden hann bli bokad. Välj en annan." in answer
    assert Booking.objects.count() == 1


def test_who_chose_nothing_is_told(inside, ada, lay):
    lay(ada)
    assert "Välj en av tiderna." in goes_on(inside, "")


def test_a_form_that_is_not_ours_books_nothing(inside, ada, lay):
    slot = lay(ada)
    answer = inside.browser.post("/svar/tider/boka/", {"slot": str(slot.pk), "ok": "1", "way": "", "nonce": "påhittad"})
    assert answer.status_code == 200
    assert not Booking.objects.exists()


def test_only_the_ways_that_there_are_can_be_chosen(inside, ada, lay):
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    assert re.findall(r'name="way" value="(\w*)"', page) == ["", "letter"]
    refused = inside.browser.post("/svar/tider/boka/", {**hidden(page), "way": "sms", "number": "070-174 06 05"})
    assert refused.status_code == 200
    assert not Booking.objects.exists()


def test_a_number_is_kept_as_a_gateway_wants_it_and_shown_again(inside, ada, lay, gateway):
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    assert re.findall(r'name="way" value="(\w*)"', page) == ["", "letter", "sms"]
    assert "Påminnelse: tid fredag 27 november kl. 14.15. Det går inte att svara." in page
    assert "Tiden fredag 27 november kl. 14.15 är inställd. Det går inte att svara." in page
    given = {**hidden(page), "way": "sms", "number": "i fickan", "address": "x"}
    wrong = inside.browser.post("/svar/tider/boka/", given).content.decode()
    assert "Skriv ett mobilnummer, med siffror." in wrong
    inside.browser.post("/svar/tider/boka/", given | {"number": "070-174 06 05"})
    key = cases.key_of(Letter.objects.get().mailbox.box, ada)
    assert chosen(Booking.objects.get(), key) == Choice(Way.SMS, "+46701740605")
    assert "Vi påminner dig på +46701740605." in times(inside)


@pytest.mark.parametrize(
    "typed", ["070-174 06 05", "+46 70 174 06 05", "0046701740605", "+46 (0)70-174 06 05", "0046 (0) 70 174 06 05"]
)
def test_however_a_number_is_written_it_is_one_that_can_be_reached(typed):
    form = forms.Reminding({"way": "sms", "number": typed}, ways=[Way.NONE, Way.SMS])
    assert form.is_valid()
    assert form.choice("sv").to == "+46701740605"


def test_a_mail_address_is_looked_at(inside, ada, lay, settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example", "tid@mottagningen.example"
    slot = lay(ada)
    page = goes_on(inside, slot.pk)
    given = {**hidden(page), "way": "mail", "address": "fel"}
    assert "Skriv en adress, som namn@exempel.se." in inside.browser.post("/svar/tider/boka/", given).content.decode()
    inside.browser.post("/svar/tider/boka/", given | {"address": "nagon@exempel.se"})
    key = cases.key_of(Letter.objects.get().mailbox.box, ada)
    assert chosen(Booking.objects.get(), key) == Choice(Way.MAIL, "nagon@exempel.se")


def test_moving_shows_the_free_times_and_keeps_the_old_until_then(inside, ada, lay):
    old, new = lay(ada), lay(ada, days=6)
    books(inside, old.pk, way="letter")
    booking = Booking.objects.get()
    given = {"nonce": hidden(times(inside))["nonce"], "booking": str(booking.pk)}
    page = inside.browser.post("/svar/tider/", given).content.decode()
    assert "Den är kvar tills du har valt en ny." in page
    assert [value for value, _ in offered(page)] == [str(new.pk)]
    second = inside.browser.post("/svar/tider/boka/", {**given, "slot": str(new.pk)}).content.decode()
    assert re.search(r'name="way" value="letter" checked', second)
    assert inside.browser.post("/svar/tider/boka/", {"way": "", **hidden(second)}).status_code == 303
    booking.refresh_from_db()
    assert booking.slot == new
    assert Booking.objects.count() == 1


def test_cancelling_asks_first_and_offers_a_new_time(inside, ada, lay):
    slot = lay(ada)
    books(inside, slot.pk)
    booking = Booking.objects.get()
    given = {"nonce": hidden(times(inside))["nonce"], "booking": str(booking.pk)}
    asked = inside.browser.post("/svar/tider/avboka/", given).content.decode()
    assert "Du behöver inte säga varför." in asked
    booking.refresh_from_db()
    assert booking.state == "booked"
    done = inside.browser.post("/svar/tider/avboka/", {**given, "ok": "1"}).content.decode()
    assert "Avbokat" in done
    assert "Vill du ha en ny tid?" in done
    assert [value for value, _ in offered(done)] == [str(slot.pk)]
    booking.refresh_from_db()
    assert booking.state == "cancelled_in_time"


def test_the_calendar_file_says_nothing(inside, ada, lay):
    books(inside, lay(ada).pk)
    answer = inside.browser.post("/svar/tider/tid.ics", {"booking": str(Booking.objects.get().pk)})
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert set(event) == {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS"}
    assert (event["SUMMARY"], event["CLASS"]) == ("Tid", "PRIVATE")
    assert event["DTSTART"].dt.isoformat() == "2026-11-27T13:15:00+00:00"
    assert answer["Content-Disposition"] == 'attachment; filename="tid.ics"'


def test_two_times_at_most(inside, ada, lay):
    for days in (1, 2):
        books(inside, lay(ada, days=days).pk)
    third = lay(ada, days=3)
    assert offered(times(inside)) == []
    assert "Du har redan två tider." in goes_on_with(inside, third)


def goes_on_with(person, slot) -> str:
    given = {"nonce": hidden(times(person))["nonce"], "slot": str(slot.pk), "ok": "1", "way": ""}
    return person.browser.post("/svar/tider/boka/", given).content.decode()


def test_what_did_not_happen_is_said_and_a_new_time_offered(inside, ada, lay, now):
    booking_key = cases.key_of(Letter.objects.get().mailbox.box, ada)
    booking = bookings.book(lay(ada), booking_key, Choice(), at=now)
    bookings.settle(booking, held=False)
    page = inside.opens("/svar/brev/").content.decode()
    assert "Tiden fredag 27 november blev inte av. Du är välkommen att boka en ny." in page


@pytest.mark.parametrize(("days", "shown"), [(1, True), (3, False)])
def test_a_reminder_in_the_mailbox_stands_there_when_it_is_time(inside, ada, lay, days, shown):
    books(inside, lay(ada, days=days).pk, way="letter")
    assert ("Påminnelse: tid " in inside.opens("/svar/brev/").content.decode()) is shown


def test_another_persons_time_is_neither_shown_moved_nor_cancelled(inside, another_person, ada, lay):
    books(inside, lay(ada).pk)
    booking = Booking.objects.get()
    another_person.writes("Jag också.")
    another_person.returns()
    new = lay(ada, days=6)
    page = times(another_person)
    assert "Din tid" not in page
    given = {"nonce": hidden(page)["nonce"], "booking": str(booking.pk), "ok": "1"}
    assert another_person.browser.post("/svar/tider/avboka/", given).status_code == 303
    assert another_person.browser.post("/svar/tider/tid.ics", given)["location"] == "/svar/tider/"
    another_person.browser.post("/svar/tider/boka/", {**given, "slot": str(new.pk), "way": ""})
    booking.refresh_from_db()
    assert (booking.state, booking.slot.starts_at.date()) == ("booked", TODAY.replace(day=27))


def test_no_row_says_when_somebody_was_here(inside, ada, lay):
    books(inside, lay(ada).pk)
    moments = [
        f"{model.__name__}.{field.name}"
        for model in (Booking, Mailbox)
        for field in model._meta.get_fields()
        if field.get_internal_type() == "DateTimeField"
    ]
    assert moments == []
