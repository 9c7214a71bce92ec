import re
from datetime import date, time, timedelta
from html import unescape

import pytest
import time_machine

from kast.appointments import bookings, outbox, times
from kast.appointments.models import Booking, Outgoing
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan
from kast.audit.models import Entry
from kast.casework import cases, codes, notes
from kast.casework.models import Case, Draft
from kast.door.models import Letter, Mailbox, Reply
from kast.followup.models import Followup
from kast.ledger.models import Fact
from kast.retention import forgetting
from kast.vault.models import Box
from tests.followup.conftest import ENDED, moment
from tests.retention.conftest import keys_left

PAGE = "/svar/radera/"
MODE_A = {"mode": codes.Mode.A, "decision": ""}
DAY = date(2025, 7, 10)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(moment(DAY), tick=False):
        yield


@pytest.fixture
def decided(settings_of_unit):
    settings_of_unit(retention_decision="SN 2026/7", purging="purged", backup_days=14)


def get(person, prefix="") -> str:
    answer = person.browser.get(prefix + PAGE)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def press(person, word="radera"):
    nonce = re.search(r'name="nonce" value="([^"]+)"', get(person)).group(1)
    return person.browser.post(PAGE, {"nonce": nonce, "word": word})


@pytest.fixture
def inside(unit, person):
    """Somebody who has written and come back."""
    person.writes("Hej. Jag heter ingenting.")
    person.returns()
    return person


def test_before_pressing_the_page_says_what_stays(inside, decided):
    page = get(inside)
    assert "Dina brev, våra svar och din väg in tas bort nu." in page
    assert "koder och månader" in page
    assert "i högst 14 dagar" in page
    assert "Breven och svaren ligger kvar" not in page
    assert "anteckningar" not in page
    assert "<title>Svar – Mottagningen</title>" in page


def test_without_a_decision_the_letters_stand_among_what_stays_and_no_end_of_theirs_is_promised(inside):
    page = get(inside)
    stays = page[page.index("Det här finns kvar") :]
    assert "Breven och svaren ligger kvar, låsta, tills mottagningen har ett beslut om att ta bort dem." in stays
    assert "säkerhetskopior" not in page
    assert "The letters and answers remain, locked, until the unit has a decision" in get(inside, "/en")


def test_of_somebody_nobody_has_taken_nothing_remains(inside, decided):
    facts, people = Fact.objects.count(), Box.objects.filter(kind=Box.Kind.PERSON).count()
    assert (facts, people) != (0, 0)
    page = press(inside).content.decode()
    assert "Allt är raderat" in page
    assert not Mailbox.objects.exists()
    assert not Letter.objects.exists()
    assert not Box.objects.filter(kind=Box.Kind.PERSON).exists()
    assert keys_left() == 0
    assert Fact.objects.count() == facts


def test_the_words_open_nothing_any_more_and_the_cookie_is_gone(inside, decided, no_wait):
    answer = press(inside)
    assert answer.cookies["s"].value == ""
    assert inside.browser.get("/svar/brev/").status_code == 303
    assert inside.comes_back().status_code == 200


def test_whoever_else_holds_the_mailbox_open_is_out(inside, decided):
    from tests.fixtures_door import Person

    other = Person()
    other.words = inside.words
    other.returns()
    press(inside)
    assert other.browser.get("/svar/brev/").status_code == 303


@pytest.mark.parametrize("word", ["", "ja", "raderaa"])
def test_without_the_word_nothing_is_deleted(inside, decided, word):
    answer = press(inside, word)
    assert "Inget är raderat än." in answer.content.decode()
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("word", ["Radera", " radera. ", "DELETE"])
def test_the_word_is_forgiven_its_capitals(inside, decided, word):
    press(inside, word)
    assert not Letter.objects.exists()


def test_pressed_twice_it_leads_to_the_words(inside, decided):
    nonce = re.search(r'name="nonce" value="([^"]+)"', get(inside)).group(1)
    inside.browser.post(PAGE, {"nonce": nonce, "word": "radera"})
    again = inside.browser.post(PAGE, {"nonce": nonce, "word": "radera"})
    assert (again.status_code, again["location"]) == (303, "/svar/")


def test_a_foreign_page_cannot_delete(inside, decided):
    nonce = re.search(r'name="nonce" value="([^"]+)"', get(inside)).group(1)
    answer = inside.browser.post(PAGE, {"nonce": nonce, "word": "radera"}, headers={"origin": "null"})
    assert answer.status_code == 403
    assert Letter.objects.count() == 1


def test_without_a_decision_the_button_only_offers_to_end_the_way_in(inside, no_wait):
    page = get(inside)
    assert "Stäng vägen in nu" in page
    assert "Radera allt nu" not in page
    assert "Vägen in är stängd" in press(inside).content.decode()
    assert Letter.objects.count() == 1
    assert inside.comes_back().status_code == 200
    assert Entry.objects.filter(act="mailbox:ended").count() == 1
    assert not Entry.objects.filter(act="mailbox:deleted").exists()


def test_in_english_the_page_says_the_same(inside, decided):
    page = get(inside, "/en")
    assert "Your letters, our answers and your way in are removed now." in page
    assert "Type the word delete" in page


@pytest.fixture
def with_notes(planned, ada, person, decided):
    """Somebody who has been met, about whom there are notes, and who would be asked later."""
    case = planned("mailbox", (12,)).case
    notes.write(case, "Vi talade om fredagarna.", by=ada, at=moment(ENDED))
    person.returns()
    return case


def test_notes_stay_and_the_page_says_why_and_until_when(with_notes, person):
    page = get(person)
    assert "Lagen säger att vi ska spara dem" in page
    assert "fem år efter den sista anteckningen" in page
    assert "Behandlaren ser att du har raderat" in page


@pytest.mark.parametrize(
    ("purging", "says"), [("exempt", "för gott, för forskningens skull"), ("unknown", "inte bestämt än")]
)
def test_until_when_depends_on_the_municipality(with_notes, person, settings_of_unit, purging, says):
    settings_of_unit(purging=purging)
    assert says in get(person)


def test_letters_and_answers_of_a_case_go_its_notes_stay(with_notes, person, ada, desk_of):
    press(person)
    assert not Letter.objects.exists()
    assert not Reply.objects.exists()
    assert not Draft.objects.filter(place="reply").exists()
    assert Case.objects.get().mailbox_deleted_on == DAY
    page = desk_of(ada).get(f"/personal/arenden/{with_notes.number}/").content.decode()
    assert "Personen raderade sin brevlåda 10 juli" in page
    assert "Vi talade om fredagarna." in page
    assert "Jag vill sluta." not in page


def test_nobody_is_asked_any_more(with_notes, person):
    press(person)
    assert {row.state for row in Followup.objects.all()} == {"not_agreed"}


def test_advice_without_notes_goes_the_night_after(planned, person, decided):
    planned("mailbox", (12,), **MODE_A)
    person.returns()
    page = get(person)
    assert "anteckningar" not in page
    assert "tills behandlaren har avslutat" in page
    press(person)
    assert Case.objects.count() == 1
    forgetting.daily(moment(DAY + timedelta(days=1), 2))
    assert not Case.objects.exists()
    assert keys_left() == 0


def test_it_is_written_down_with_its_day_only(inside, decided):
    mark = str(Mailbox.objects.get().mark)
    press(inside)
    entry = Entry.objects.get(act="mailbox:deleted")
    assert (entry.lane, entry.at, entry.on, entry.about) == ("visitors", None, DAY, mark)


@pytest.mark.parametrize("let_go", [True, False])
def test_booked_times_and_numbers_go_at_once_whatever_the_unit_has_decided(
    inside, another_person, ada, settings_of_unit, let_go
):
    settings_of_unit(retention_decision="SN 2026/7" if let_go else "")
    at, later = moment(DAY), DAY + timedelta(days=1)
    one, two = times.lay(Plan(later, later, time(9), 45, ends=time(11)), by=ada, at=at)
    key = cases.key_of(Mailbox.objects.get().box, ada)
    another_person.writes("Jag också.")
    other = next(each for each in (cases.key_of(place.box, ada) for place in Mailbox.objects.all()) if each != key)
    by_sms = Choice(Way.SMS, "+46701740605")
    booking, kept = bookings.book(one, key, by_sms, at=at), bookings.book(two, other, by_sms, at=at)
    kind = Outgoing.Kind.REMINDER
    for row, whose in ((booking, key), (kept, other)):
        outbox.put(kind, by_sms, "Påminnelse", booking=row, key=whose, send_after=at, at=at)
    assert "Tider som du har bokat avbokas." in get(inside)
    assert press(inside).status_code == 200
    assert list(Booking.objects.all()) == [kept]
    assert list(Outgoing.objects.values_list("booking", flat=True)) == [kept.pk]
    assert bookings.book(one, other, Choice(), at=at)  # and the time is free again
