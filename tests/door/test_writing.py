"""The writing page: whatever happens, the text is sent once or is still there."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kast.door import letters, mailbox
from kast.door.models import Letter, Mailbox
from tests.fixtures_door import fields_of, words_on

ARABIC = "مرحبا. لا أعرف كيف أبدأ.\nأريد أن أتوقف وأحتاج أن أتحدث مع أحد."


def text_of(page: str) -> str:
    """What stands in the letter's box."""
    found = re.search(r"<textarea[^>]*name=\"letter\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found, page
    return html.unescape(found.group(1))


def opened(letter, member):
    return letter.words.open(member.keys.open(letter.mailbox.box))


@pytest.mark.parametrize(
    "text", [ARABIC, "Hej 🙂 & <b>å</b>\n\n  indraget", "ß" * 20_000, "x", "a\r\nb", "\nrad ett\n"], ids=repr
)
def test_any_script_arrives_as_it_was_written(person, ada, text):
    if len(text) > 100:
        assert len(text) == 20_000
    person.writes(text)
    assert opened(Letter.objects.get(), ada) == text.replace("\r\n", "\n")


def test_one_sign_too_many_is_told_and_the_text_stands(person):
    text = "å" * 20_001
    answer = person.sends(text)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Brevet är 1 tecken för långt. Texten står kvar." in page
    assert "Allt du skrev är kvar" in page
    assert text_of(page) == text
    assert not Letter.objects.exists()
    shorter = person.browser.post("/skriv/", {**fields_of(page), "letter": text[1:]})
    assert len(words_on(shorter.content.decode())) == 8


def test_a_text_far_too_long_stands_whole_as_long_as_it_can_be_read_at_all(person):
    text = "a" * 400_000
    assert text_of(person.sends(text).content.decode()) == text
    answer = person.sends("a" * 1_200_000)
    assert answer.status_code == 400
    assert "det du skrev står oftast kvar" in answer.content.decode()


def test_line_ends_are_counted_once(person):
    person.writes("a\r\n" * 10_000)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\r\n\r\n", "\0"])
def test_an_empty_letter_is_not_sent(person, text):
    page = person.sends(text).content.decode()
    assert "Brevet är tomt. En mening räcker." in page
    assert not Letter.objects.exists()


def test_the_button_pressed_twice_sends_once_and_shows_the_same_words(person):
    form = {**fields_of(person.opens().content.decode()), "letter": "Hej."}
    pages = [person.browser.post("/skriv/", form).content.decode() for _ in range(3)]
    assert len({words_on(page) for page in pages}) == 1
    assert len(words_on(pages[0])) == 8
    assert Letter.objects.count() == 1


def test_going_back_and_writing_other_text_gives_it_back_with_a_fresh_form(person, ada):
    form = fields_of(person.opens().content.decode())
    person.browser.post("/skriv/", {**form, "letter": "Första."})
    page = person.browser.post("/skriv/", {**form, "letter": "Andra."}).content.decode()
    assert text_of(page) == "Andra."
    assert "Ett brev är redan skickat härifrån." in page
    assert fields_of(page)["nonce"] != form["nonce"]
    assert Letter.objects.count() == 1
    person.browser.post("/skriv/", {**fields_of(page), "letter": text_of(page)})
    assert [opened(letter, ada) for letter in Letter.objects.all()] == ["Första.", "Andra."]


@pytest.mark.parametrize("nonce", ["", "forged", None])
def test_a_form_that_expired_keeps_its_text(person, nonce):
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC)):
        form = fields_of(person.opens().content.decode())
    given = form["nonce"] if nonce is None else nonce
    page = person.browser.post("/skriv/", {"nonce": given, "letter": "Hej.", "heard": "card"}).content.decode()
    assert "Sidan har stått öppen länge. Texten står kvar." in page
    assert text_of(page) == "Hej."
    assert re.search(r'<option value="card" selected>', page)
    assert not Letter.objects.exists()
    again = person.browser.post("/skriv/", {**fields_of(page), "letter": "Hej."})
    assert words_on(again.content.decode())


def test_thoughts_of_suicide_show_help_first_and_then_the_letter_is_sent(person, ada):
    page = person.sends("Hej.", safe="1").content.decode()
    assert "Tack för att du berättar det." in page
    assert "Prata med någon redan nu: 90101 eller 112. Brevet kan du skicka ändå." in page
    assert 'href="tel:90101"' in page
    assert "Ingen läser här på kvällar och helger." in page
    assert text_of(page) == "Hej."
    assert 'name="safe" value="1" autocomplete="off" checked' in page
    assert not Letter.objects.exists()
    sent = person.browser.post("/skriv/", {**fields_of(page), "letter": "Hej.", "safe": "1"})
    assert words_on(sent.content.decode())
    letter = Letter.objects.get()
    assert letter.answers.open(ada.keys.open(letter.mailbox.box)) == '{"safe": true}'


def test_answers_that_are_none_and_strange_codes_never_keep_a_letter(person, ada):
    person.writes("Hej.", about="drop table", heard="??", card=" b7–k0 !! " + "x" * 50, language="xx")
    letter = Letter.objects.get()
    assert letter.answers.open(ada.keys.open(letter.mailbox.box)) == '{"card": "B7K0XXXXXXXX"}'


def test_when_many_are_there_the_page_is_calm_and_holds_the_text(person, monkeypatch):
    def busy(*_given, **_named):
        raise mailbox.Busy

    monkeypatch.setattr(letters.mailbox, "draw", busy)
    answer = person.sends("Hej.", about="afraid", card="AB")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Det är många här just nu" in page
    assert text_of(page) == "Hej."
    main = page[page.index("<main") : page.index("</main")]
    assert main.count("<button") == 1
    monkeypatch.undo()
    again = person.browser.post("/skriv/", {**fields_of(page), "letter": "Hej."})
    assert len(words_on(again.content.decode())) == 8
    assert fields_of(page)["about"] == "afraid"


def test_when_the_hour_is_full_it_is_the_same_calm_page(person, another_person, settings):
    settings.LETTERS_AN_HOUR = 1
    person.writes("Hej.")
    answer = another_person.sends("Hej.")
    assert answer.status_code == 503
    assert text_of(answer.content.decode()) == "Hej."


def test_a_restart_between_the_page_and_sending_loses_nothing(person, monkeypatch):
    """Nothing of the page is in the server's memory: only the keys in their files."""
    from kast.door import limits

    form = {**fields_of(person.opens().content.decode()), "letter": "Hej."}
    first = words_on(person.browser.post("/skriv/", form).content.decode())
    monkeypatch.setattr(limits, "letters", limits.Letters())
    assert words_on(person.browser.post("/skriv/", form).content.decode()) == first


def test_the_words_are_checked_by_one_of_them(person):
    page = person.sends("Hej.").content.decode()
    words, form = words_on(page), fields_of(page)
    asked = int(re.search(r"Skriv ord nummer (\d)", page).group(1))
    wrong = person.browser.post("/skriv/ord/", {**form, "word": "fel"}).content.decode()
    assert "Det var ett annat ord. Orden står kvar här ovanför." in wrong
    assert words_on(wrong) == words
    done = person.browser.post("/skriv/ord/", {**form, "word": words[asked - 1]}).content.decode()
    assert "Du har orden" in done
    assert not words_on(done)
    assert Mailbox.objects.get().words_confirmed
    for path in ("/skriv/ord/", "/skriv/papper/"):
        again = person.browser.post(path, {**form, "word": "x"}).content.decode()
        assert not words_on(again)


def test_who_does_not_want_the_words_has_sent_the_letter(person):
    form = fields_of(person.sends("Hej.").content.decode())
    page = person.browser.post("/skriv/ord/", {**form, "skip": "1"}).content.decode()
    assert "Brevet har kommit fram" in page
    assert not words_on(person.browser.post("/skriv/papper/", form).content.decode())


@pytest.mark.parametrize("how", ["after the hour", "not wanted"])
def test_a_word_that_nothing_can_be_compared_with_is_not_called_right(person, how):
    form, minutes = fields_of(person.sends("Hej.").content.decode()), 61
    if how == "not wanted":
        person.browser.post("/skriv/ord/", {**form, "skip": "1"})
        minutes = 1
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        page = person.browser.post("/skriv/ord/", {**form, "word": "fel"}).content.decode()
    assert "Orden har redan visats. Vi kan inte ta fram dem igen." in page
    assert "Ordet stämmer" not in page
    assert "Du har orden" not in page


def test_a_second_click_on_the_right_word_still_says_so(person):
    page = person.sends("Hej.").content.decode()
    asked = int(re.search(r"Skriv ord nummer (\d)", page).group(1))
    form = {**fields_of(page), "word": words_on(page)[asked - 1]}
    for _ in range(2):
        assert "Du har orden" in person.browser.post("/skriv/ord/", form).content.decode()


def test_after_an_hour_the_same_form_says_only_that_the_letter_has_come(person):
    form = {**fields_of(person.opens().content.decode()), "letter": "Hej."}
    person.browser.post("/skriv/", form)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        page = person.browser.post("/skriv/", form).content.decode()
    assert "Brevet är redan skickat. Det har kommit fram en gång." in page
    assert not words_on(page)


def test_the_page_to_print_holds_the_words_and_a_neutral_title(person):
    page = person.sends("Hej.").content.decode()
    paper = person.browser.post("/skriv/papper/", fields_of(page)).content.decode()
    assert words_on(paper) == words_on(page)
    assert "<title>Ord – Mottagningen</title>" in paper
    assert 'class="paged once"' in paper
    back = person.browser.post("/skriv/papper/", {**fields_of(page), "words": "1"}).content.decode()
    assert "Brevet är skickat" in back


def test_pages_of_a_sent_form_opened_by_address_lead_to_the_writing_page(person):
    for path in ("/skriv/ord/", "/skriv/papper/"):
        assert person.browser.get(path)["location"] == "/skriv/"
        assert person.browser.post(path, {"nonce": "x"})["location"] == "/skriv/"


def test_the_calendar_file_says_nothing(person, english_person):
    day = timezone.localdate() + timedelta(days=10)
    answer = person.browser.get("/tid.ics", {"day": day.isoformat()})
    assert answer["Content-Disposition"] == 'attachment; filename="tid.ics"'
    lines = answer.content.decode().split("\r\n")
    kept = {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in lines if line}
    assert kept["SUMMARY"] == "Tid"
    assert kept["CLASS"] == "PRIVATE"
    assert kept["DTSTART"] == f"{day:%Y%m%d}"
    assert kept["DTSTAMP"] == f"{day:%Y%m%d}T000000Z"
    assert kept["PRODID"] == "-//Kalender//1//"
    assert not set(kept) - {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "SUMMARY",
        "DTSTART",
        "DTSTAMP",
        "UID",
        "CLASS",
        "TRANSP",
    }
    assert b"SUMMARY:Appointment" in english_person.browser.get("/en/tid.ics").content


@pytest.mark.parametrize("day", ["", "x", "1999-01-01", "2999-01-01"])
def test_a_day_that_is_none_becomes_the_day_of_the_answer(person, day):
    from kast.staff import unit

    answer = person.browser.get("/tid.ics", {"day": day}).content.decode()
    assert f"DTSTART;VALUE=DATE:{unit.answer_by(timezone.localdate()):%Y%m%d}" in answer


class TestCarryingTheLetterAlong:
    PAGES = ("/", "/granser/", "/hjalp/", "/tillganglighet/", "/personuppgifter/", "/svar/", "/en/skriv/")

    def test_the_writing_page_has_no_link_that_would_lose_it(self, person):
        page = person.opens().content.decode()
        links = set(re.findall(r'<a [^>]*href="([^"]+)"', page))
        assert {link for link in links if not link.startswith(("#", "tel:"))} == {"/lamna/"}
        targets = set(re.findall(r'formaction="([^"]+)"', page))
        assert targets == {
            "/",
            "/skriv/",
            "/svar/",
            "/en/skriv/",
            "/granser/",
            "/hjalp/",
            "/personuppgifter/",
            "/tillganglighet/",
        }

    @pytest.mark.parametrize("path", PAGES)
    def test_it_goes_there_and_back(self, person, path):
        form = fields_of(person.opens().content.decode())
        said = {**form, "letter": f"Hej.\n\n{ARABIC}", "heard": "police", "card": "A1", "safe": "1", "turn": "1"}
        there = person.browser.post(path, said)
        assert there.status_code == 200
        assert not there.cookies
        page = there.content.decode()
        assert text_of(page) == said["letter"]
        hidden = fields_of(page)
        back = person.browser.post("/skriv/", {**said, **hidden, "letter": text_of(page)}).content.decode()
        assert text_of(back) == said["letter"]
        assert 'value="A1"' in back
        assert '<option value="police" selected>' in back
        assert fields_of(back)["nonce"] == form["nonce"]
        assert not Letter.objects.exists()

    def test_a_page_that_carries_it_has_no_link_that_would_lose_it_either(self, person):
        for path in self.PAGES[:-2]:
            page = person.browser.post(path, {"letter": "Hej.", "turn": "1"}).content.decode()
            links = set(re.findall(r'<a [^>]*href="([^"]+)"', page))
            assert {link for link in links if not link.startswith(("#", "tel:"))} == {"/lamna/"}, path

    def test_carried_into_the_mailbox_it_can_be_sent_there(self, person, no_wait):
        person.writes("Första.")
        page = person.browser.post("/svar/", {"letter": "Andra.", "turn": "1"}).content.decode()
        seal = re.search(r'name="seal" value="([^"]+)"', page).group(1)
        inside = person.browser.post("/svar/", {"seal": seal, "words": " ".join(person.words), "letter": "Andra."})
        assert inside.status_code == 200
        page = inside.content.decode()
        assert text_of(page) == "Andra."
        sent = person.browser.post("/svar/brev/", {**fields_of(page), "letter": "Andra."})
        assert sent.status_code == 303
        assert Letter.objects.count() == 2
        assert Mailbox.objects.count() == 1
