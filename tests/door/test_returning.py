"""Coming back with the words, and what one does inside."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from kast.audit.models import Entry
from kast.door import letters, mailbox, pace, visitors
from kast.door.models import Letter, Mailbox, Reply
from kast.vault import ways
from tests.door.test_writing import text_of
from tests.fixtures_door import fields_of, words_on

pytestmark = pytest.mark.usefixtures("no_wait")


def answered(ada, words="Hej, tack för att du skrev.", at=None):
    place = Mailbox.objects.get()
    Letter.objects.filter(state=Letter.State.WAITING).update(state=Letter.State.ANSWERED)
    return mailbox.leave(place, words, key=ada.keys.open(place.box), shown_name="Ada", at=at or timezone.now())


def masked(page: str) -> str:
    """A page without what somebody typed into it and without its seal."""
    page = re.sub(r'name="seal" value="[^"]+"', "", page)
    return re.sub(r'(<textarea[^>]*id="words"[^>]*>).*?</textarea>', r"\1", page, flags=re.DOTALL)


def test_case_spaces_marks_and_one_slip_a_word_are_forgiven(person):
    person.writes("Hej.")
    typed = ",  ".join(word.upper().translate(str.maketrans("ÅÄÖ", "AAO")) for word in person.words)
    assert "Hej." in person.returns(f"1. {typed}")
    slip = " ".join([person.words[0][:-1], *person.words[1:]])
    assert "Hej." in person.returns(slip)


def test_every_refusal_is_the_same_page(person, another_person):
    """Wrong, never used, and deleted: the same status, headers and bytes."""
    person.writes("Hej.")
    another_person.writes("Hej.")
    mailbox.end(Mailbox.objects.order_by("made_on").get(pk=last_mailbox()), at=timezone.now())
    never = " ".join(mailbox.draw("sv").words)
    answers = [person.comes_back(phrase) for phrase in ("", "hej", " ".join(another_person.words), never)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({masked(answer.content.decode()) for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1
    assert "Vi hittar ingen brevlåda med de orden." in answers[0].content.decode()
    assert all(not answer.cookies for answer in answers)


def last_mailbox():
    return Letter.objects.order_by("-number").first().mailbox_id


def test_every_refusal_comes_a_tenth_of_a_second_after_it_arrived(person, another_person, monkeypatch):
    """However long finding out took, the answer waits for the same moment."""
    person.writes("Hej.")
    another_person.writes("Hej.")
    mailbox.end(Mailbox.objects.get(pk=last_mailbox()), at=timezone.now())
    clock, real = SimpleNamespace(now=50.0), ways.derive

    def slow(words):
        clock.now += 0.03
        return real(words)

    def sleep(seconds):
        clock.now += seconds

    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: clock.now, sleep=sleep))
    monkeypatch.setattr(visitors.ways, "derive", slow)
    never = " ".join(mailbox.draw("sv").words)
    for phrase in ("hej", never, " ".join(another_person.words), *[" ".join(person.words)] * 4):
        clock.now = 50.0
        refused = person.comes_back(phrase).status_code == 200
        assert not refused or clock.now == pytest.approx(50.1)
    assert refused  # the fourth time within ten seconds


def test_what_was_typed_stands_in_its_box(person):
    person.writes("Hej.")
    assert ">\ngranit lykta</textarea>" in person.comes_back("granit lykta").content.decode()


def test_a_form_from_nowhere_opens_nothing(person):
    phrase = person.writes("Hej.")
    page = person.browser.post("/svar/", {"seal": "x", "words": phrase}).content.decode()
    assert "Vi hittar ingen brevlåda" in page


def test_when_many_are_there_the_words_stay_in_their_box(person, monkeypatch):
    phrase = person.writes("Hej.")

    def busy(_words):
        raise mailbox.Busy

    monkeypatch.setattr(visitors.ways, "derive", busy)
    answer = person.comes_back()
    assert answer.status_code == 503
    assert f">\n{phrase}</textarea>" in answer.content.decode()
    assert "Det är många här just nu" in answer.content.decode()


def test_who_is_inside_is_led_to_the_thread(person):
    person.writes("Hej.")
    person.returns()
    assert person.browser.get("/svar/")["location"] == "/svar/brev/"
    person.closes_the_browser()
    assert person.browser.get("/svar/brev/")["location"] == "/svar/"


def test_no_answer_yet(person):
    person.writes("Hej.\n\nMer.")
    page = person.returns()
    assert "Inget svar än" in page
    assert re.search(r"Svaret kommer senast (mån|tis|ons|tors|fre)dag \d+ \w+\.", page)
    assert "<p>Hej.</p>\n\n<p>Mer.</p>" in page
    assert "Vi ser om du har läst svaret, men inte när. Brevlådan finns kvar till" in page


def test_we_are_late(person):
    person.writes("Hej.")
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        page = person.returns()
    assert "Förlåt, vi är sena" in page
    assert "Ditt brev ligger kvar hos oss." in page


def test_an_answer_stands_on_top_and_is_then_known_to_be_read(person, ada):
    person.writes("Hej.")
    reply = answered(ada)
    page = person.returns()
    assert "Ett svar till dig" in page
    assert page.index("Ada svarar") < page.index("Skriv tillbaka") < page.index("Du skrev")
    reply.refresh_from_db()
    assert reply.fetched
    assert re.search(r"<time datetime=\"\d{4}-\d\d-\d\d\">\w+dag \d+ \w+</time>", page)
    assert not re.search(r"\d\d[:.]\d\d", page[page.index("<main") : page.index("</main")])


def test_what_anybody_writes_is_text_and_nothing_else(person, ada):
    person.writes("<script>alert(1)</script>")
    answered(ada, "<img src=x onerror=y>")
    page = person.returns()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_writing_more(person, ada):
    person.writes("Hej.")
    person.returns()
    assert person.writes_more("Mer.")["location"] == "/svar/brev/"
    page = person.opens("/svar/brev/").content.decode()
    assert page.index("Mer.") < page.index("Hej.")
    assert Letter.objects.count() == 2
    assert Mailbox.objects.count() == 1


def test_writing_more_is_sent_once_and_other_text_comes_back(person):
    person.writes("Hej.")
    person.returns()
    form = fields_of(person.opens("/svar/brev/").content.decode())
    for _ in range(3):
        assert person.browser.post("/svar/brev/", {**form, "letter": "Mer."}).status_code == 303
    assert Letter.objects.count() == 2
    page = person.browser.post("/svar/brev/", {**form, "letter": "Annat."}).content.decode()
    assert "Ett brev är redan skickat härifrån." in page
    assert text_of(page) == "Annat."
    person.browser.post("/svar/brev/", {**fields_of(page), "letter": "Annat."})
    assert Letter.objects.count() == 3


@pytest.mark.parametrize(("text", "said"), [("", "Brevet är tomt."), ("x" * 20_005, "Brevet är 5 tecken för långt.")])
def test_what_hinders_writing_more_keeps_the_text(person, text, said):
    person.writes("Hej.")
    person.returns()
    page = person.writes_more(text).content.decode()
    assert said in page
    assert text_of(page) == text


def test_a_full_hour_keeps_the_text(person, settings):
    person.writes("Hej.")
    person.returns()
    settings.LETTERS_AN_HOUR = 1
    answer = person.writes_more("Mer.")
    assert answer.status_code == 503
    assert text_of(answer.content.decode()) == "Mer."


def test_a_lost_session_neither_loses_the_text_nor_sends_it_twice(person):
    person.writes("Hej.")
    person.returns()
    form = fields_of(person.opens("/svar/brev/").content.decode())
    person.closes_the_browser()
    page = person.browser.post("/svar/brev/", {**form, "letter": "Mer."}).content.decode()
    assert "Brevlådan har låst sig. Allt du skrev är kvar." in page
    assert Letter.objects.count() == 1
    hidden = {**form, "letter": text_of(page), "seal": re.search(r'name="seal" value="([^"]+)"', page).group(1)}
    wrong = person.browser.post("/svar/", {**hidden, "words": "fel"}).content.decode()
    assert text_of(wrong) == "Mer."
    inside = person.browser.post("/svar/", {**hidden, "words": " ".join(person.words)}).content.decode()
    assert text_of(inside) == "Mer."
    assert fields_of(inside)["nonce"] == form["nonce"]
    for _ in range(2):
        person.browser.post("/svar/brev/", {**fields_of(inside), "letter": "Mer."})
    assert Letter.objects.count() == 2


def test_new_words_and_the_old_ones_stop(person):
    old = person.writes("Hej.")
    page = person.returns()
    elsewhere = person.browser.cookies["s"].value
    form = {"nonce": re.findall(r'name="nonce" value="([^"]+)"', page)[-1]}
    shown = person.browser.post("/svar/ord/", form).content.decode()
    new = words_on(shown)
    assert len(new) == 8
    assert "De gamla orden öppnar ingenting längre." in shown
    assert words_on(person.browser.post("/svar/ord/", form).content.decode()) == new
    assert person.opens("/svar/brev/").status_code == 200  # still inside
    asked = int(re.search(r"Skriv ord nummer (\d)", shown).group(1))
    done = person.browser.post("/skriv/ord/", {**form, "word": new[asked - 1]}).content.decode()
    assert "De nya orden gäller" in done
    person.browser.cookies["s"] = elsewhere
    assert person.browser.get("/svar/brev/").status_code == 303
    person.closes_the_browser()
    assert person.comes_back(old).status_code == 200
    assert "Hej." in person.returns(" ".join(new))


def test_the_same_form_shows_the_new_words_again_after_the_visit_has_ended(person):
    person.writes("Hej.")
    page = person.returns()
    form = {"nonce": re.findall(r'name="nonce" value="([^"]+)"', page)[-1]}
    new = words_on(person.browser.post("/svar/ord/", form).content.decode())
    person.closes_the_browser()
    assert words_on(person.browser.post("/svar/ord/", form).content.decode()) == new


def test_nobody_outside_gets_new_words(person):
    person.writes("Hej.")
    page = person.returns()
    form = {"nonce": re.findall(r'name="nonce" value="([^"]+)"', page)[-1]}
    person.closes_the_browser()
    assert person.browser.post("/svar/ord/", form)["location"] == "/svar/"
    assert person.browser.post("/svar/ord/", {"nonce": "x"})["location"] == "/svar/brev/"


def test_when_many_are_there_the_old_words_still_work(person, monkeypatch):
    person.writes("Hej.")
    page = person.returns()
    form = {"nonce": re.findall(r'name="nonce" value="([^"]+)"', page)[-1]}

    def busy(*_given, **_named):
        raise mailbox.Busy

    with monkeypatch.context() as patch:
        patch.setattr(letters.mailbox, "draw", busy)
        assert person.browser.post("/svar/ord/", form).status_code == 503
    assert "Hej." in person.returns()


def test_words_that_a_counsellor_changed_are_told(person, ada):
    person.writes("Hej.")
    place = Mailbox.objects.get()
    drawn = mailbox.draw("sv")
    mailbox.open_for(place.box, ada.keys.open(place.box), drawn=drawn, at=timezone.now())
    assert person.comes_back().status_code == 200
    assert "Din behandlare har gett dig nya ord." in person.returns(" ".join(drawn.words))
    assert "Din behandlare har gett dig nya ord." not in person.opens("/svar/brev/").content.decode()


def test_what_drops_an_unsent_letter_says_so_above_and_everything_else_takes_it_along(person):
    person.writes("Hej.")
    page = person.returns()
    said = "Ett brev som du inte har skickat försvinner när du väljer något av det här."
    parts = page[page.index("<main") : page.index("</main")].split(said)
    assert len(parts) == 3
    assert not re.search(r"<a |<form ", parts[0])
    assert "Boka en tid" in parts[1]
    for what in ("Lås och lämna", "Byt ord", "Radera allt"):
        assert what in parts[2]
        assert what not in parts[1]
    between = parts[1][parts[1].index('<form id="bar"') :]
    assert not re.search(r'<a |<form (?!id="bar")', between)
    around = page[page.index('<header class="top"') : page.index("<main")] + page[page.index("<footer") :]
    assert not re.search(r'<a [^>]*href="/', around)


def test_lock_and_leave(person):
    person.writes("Hej.")
    person.returns()
    answer = person.browser.post("/svar/las/")
    assert (answer.status_code, answer["location"]) == (303, "/")
    assert person.browser.get("/svar/brev/")["location"] == "/svar/"


def test_a_visitor_is_written_down_by_the_day(person):
    person.writes("Hej.")
    person.returns()
    person.writes_more("Mer.")
    entries = Entry.objects.filter(lane="visitors")
    assert {entry.act for entry in entries} == {"letter:sent", "mailbox:opened"}
    assert all(entry.at is None for entry in entries)


def test_the_thread_asks_the_database_as_often_with_one_letter_as_with_many(person, ada, django_assert_num_queries):
    person.writes("Hej.")
    person.returns()
    person.opens("/svar/brev/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        person.opens("/svar/brev/")
    one = len(queries)
    for number in range(10):
        person.writes_more(f"Mer {number}.")
        answered(ada, f"Svar {number}.")
    Reply.objects.update(fetched=True)
    with django_assert_num_queries(one):
        person.opens("/svar/brev/")


def test_english(english_person, ada):
    english_person.writes("Hello.")
    page = english_person.returns()
    assert "No answer yet" in page
    assert "Your letter has arrived. The answer comes by" in page
    assert english_person.comes_back("wrong words").content.decode().count("We find no mailbox with those words.")
    assert '<html lang="en">' in page
