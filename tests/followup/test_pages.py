"""The person is asked in the mailbox: what the pages say, take in, and never lose."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine

from kast.door.models import Letter
from kast.followup import access, answers, asking
from kast.followup.models import Followup
from tests.followup.conftest import DAY, moment
from tests.followup.conftest import answer as said_in_words

PAGE = "/svar/uppfoljning/"


@pytest.fixture
def inside(planned, person, at_noon):
    """The person inside the mailbox, on the day after the question was laid there."""
    made = planned("mailbox", (12,), until=DAY)
    person.returns()
    return made


def hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'name="(nonce)" value="([^"]*)"', page)}


def get(person, path=PAGE) -> str:
    answer = person.browser.get(path)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def post(person, page: str, **fields):
    return person.browser.post(PAGE, {**hidden(page), **fields})


def second_page(person, any_="yes") -> str:
    answer = post(person, get(person), any=any_)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_thread_says_that_there_is_a_question(inside, person):
    assert f'href="{PAGE}"' in get(person, "/svar/brev/")


def test_outside_the_mailbox_the_page_asks_for_the_words(inside, person):
    person.closes_the_browser()
    answer = person.browser.get(PAGE)
    assert (answer.status_code, answer["location"]) == (303, "/svar/")


def test_the_first_page_asks_since_when_and_offers_a_no(inside, person):
    page = get(person)
    assert "För ett år sedan avslutade vi samtalen." in page
    assert "Har du köpt sex sedan vi började, i januari 2025?" in page
    assert "Nej tack, fråga mig inte igen" in page
    assert "<title>Svar – Mottagningen</title>" in page


def test_in_english_it_says_the_same(inside, person):
    page = get(person, "/en/svar/uppfoljning/")
    assert "A year ago we ended our talks." in page
    assert "Have you paid for sex since we began, in January 2025?" in page


def test_only_a_yes_is_asked_when_and_where(inside, person):
    assert "månad för månad" in second_page(person)
    assert "Vilken månad var det senast?" in second_page(person)
    for any_ in ("no", "unsaid"):
        page = second_page(person, any_)
        assert "månad för månad" not in page
        assert "vad har hindrat dig?" in page
    page = second_page(person, "attempt")
    assert "Ungefär hur många försök, månad för månad?" in page
    assert "c_2026-03_tried" in page
    assert "sweden_in_person" not in page


def test_every_answer_in_a_list_begins_with_a_capital(inside, person):
    page = second_page(person, "no")
    assert all(f">{said}</option>" in page for said in ("Bra", "Ganska bra", "Nej", "Ibland", "Ofta"))


def test_nothing_asks_for_a_day_a_place_or_a_person(inside, person):
    page = second_page(person)
    assert "2026-07-" not in page
    assert set(re.findall(r"<textarea[^>]*name=\"(\w+)\"", page)) == {"worse"}
    assert 'type="date"' not in page


def test_an_answer_arrives_once_however_often_it_is_pressed(inside, person):
    page = second_page(person)
    said = {
        "any": "yes",
        "rest": "1",
        "c_2026-03_abroad_in_person": "1",
        "held_law": "7",
        "worse": "Nej.",
        "again": "yes",
    }
    for _ in range(2):
        answer = post(person, page, **said)
        assert (answer.status_code, answer["location"]) == (303, PAGE)
    assert "Tack" in get(person)
    row = Followup.objects.get(months=12)
    assert row.state == "answered"
    assert f'href="{PAGE}"' not in get(person, "/svar/brev/")


LOST, THANKS = "Det du fyllde i är inte sparat.", "Din behandlare läser svaret."
FIRST = ["the same press", "another answer", "the counsellor", "a no", "the time ran out"]


@pytest.mark.parametrize("seen_lying", [True, False], ids=["at once", "later"])
@pytest.mark.parametrize("first", FIRST)
def test_a_press_that_comes_after_another_is_thanked_only_for_what_is_saved(
    inside, person, visit_of, monkeypatch, ada, first, seen_lying
):
    """At once: both presses saw the question lying there; the second comes to the row when the first is through."""
    page, visit = second_page(person), visit_of(inside.case)
    seen = access.for_visitor(visit, today=DAY)
    row = Followup.objects.select_related("case").get(months=12)
    at = moment(DAY, 12)
    if first == "the same press":
        answers.give(row, said_in_words("yes", worse="Att\nvänta."), visit=visit, at=at)
    elif first == "another answer":
        answers.give(row, said_in_words("yes"), visit=visit, at=at)
    elif first == "the counsellor":
        answers.record(row, said_in_words(), by=ada, at=at)
    elif first == "a no":
        answers.decline(row, visit=visit, at=at)
    else:
        Followup.objects.filter(pk=row.pk).update(state="lapsed")
    with monkeypatch.context() as patched:
        if seen_lying:
            patched.setattr(access, "for_visitor", lambda _visit, **_: seen)
        answer = post(person, page, any="yes", rest="1", worse="Att\r\nvänta.")
    if first == "the same press":
        assert (answer.status_code, answer["location"]) == (303, PAGE)
        assert THANKS in get(person)
        return
    told = unescape(answer.content.decode())
    assert LOST in told
    assert THANKS not in told
    letter = {"inside": "1", "letter": "Att\r\nvänta.", "turn": "1"}
    assert ">\nAtt\r\nvänta.</textarea>" in told
    assert "Att\r\nvänta.</textarea>" in unescape(person.browser.post("/svar/brev/", letter).content.decode())
    assert Letter.objects.count() == 1


def test_the_first_page_again_after_ones_own_answer_leads_to_the_thanks(inside, person):
    first = get(person)
    post(person, second_page(person), any="yes", rest="1")
    answer = post(person, first, any="yes")
    assert (answer.status_code, answer["location"]) == (303, PAGE)
    assert THANKS in get(person)


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_mailbox_that_locked_itself_loses_nothing_that_was_filled_in(inside, person, no_wait):
    said = {"any": "yes", "rest": "1", "worse": "Att vänta\nså länge.", "held_law": "7", "last": "2026-03"}
    page = second_page(person)
    person.closes_the_browser()
    locked = unescape(post(person, page, **said).content.decode())
    assert "Brevlådan har låst sig. Allt du skrev är kvar." in locked
    words = {"words": "inte de orden"}
    locked = unescape(person.browser.post("/svar/", {**hidden_fields(locked), **words}).content.decode())
    assert "Vi hittar ingen brevlåda" in locked
    assert "Allt du skrev är kvar." in locked
    fields = {**hidden_fields(locked), "words": " ".join(person.words)}
    assert said.items() <= fields.items()
    answer = person.browser.post("/svar/", fields)
    assert (answer.status_code, answer["location"]) == (307, PAGE)  # the browser sends the same fields there
    back = unescape(person.browser.post(PAGE, fields).content.decode())
    assert "Svaret är inte skickat än. Allt du fyllde i är kvar." in back
    assert "Att vänta\nså länge.</textarea>" in back
    assert '<option value="2026-03" selected>' in back
    assert Followup.objects.get(months=12).state == "asked"
    assert post(person, back, **said).status_code == 303
    assert Followup.objects.get(months=12).state == "answered"


def test_a_no_in_a_locked_mailbox_is_asked_about_once_more(inside, person):
    page = get(person)
    person.closes_the_browser()
    locked = unescape(post(person, page, decline="sure").content.decode())
    fields = {**hidden_fields(locked), "words": " ".join(person.words)}
    assert person.browser.post("/svar/", fields)["location"] == PAGE
    assert "Ska vi aldrig fråga igen?" in person.browser.post(PAGE, fields).content.decode()
    assert Followup.objects.get(months=12).state == "asked"


def test_the_words_lead_to_no_page_but_those_that_are_named(inside, person):
    person.closes_the_browser()
    seal = re.search(r'name="seal" value="([^"]+)"', person.opens("/svar/").content.decode())[1]
    for home in ("https://elsewhere.example/", "retention:delete"):
        answer = person.browser.post("/svar/", {"seal": seal, "words": " ".join(person.words), "home": home})
        assert (answer.status_code, answer["location"]) == (303, "/svar/brev/")


def test_what_was_typed_stays_when_the_page_has_been_open_for_long(inside, person, at_noon):
    page = second_page(person)
    at_noon.shift(timedelta(days=3))
    person.returns()
    answer = post(person, page, any="yes", rest="1", worse="En lång väntan.", held_shame="9", last="2026-03")
    kept = unescape(answer.content.decode())
    assert "Svaren står kvar" in kept
    assert "En lång väntan." in kept
    assert '<option value="2026-03" selected>' in kept
    assert post(person, kept, any="yes", rest="1", worse="En lång väntan.").status_code == 303


def test_a_text_that_is_too_long_comes_back_whole(inside, person):
    text = "å" * 5001
    answer = post(person, second_page(person, "no"), any="no", rest="1", worse=text)
    page = unescape(answer.content.decode())
    assert "Texten är 1 tecken för lång." in page
    assert text in page
    assert Followup.objects.get(months=12).state == "asked"


def test_without_a_choice_the_first_page_says_so(inside, person):
    assert "Välj ett svar." in unescape(post(person, get(person)).content.decode())


def test_an_answer_that_nobody_offered_is_no_answer_and_no_error(inside, person):
    answer = post(person, second_page(person), any="yes", rest="1", last="1999-01", held_law="11", again="maybe")
    assert answer.status_code == 303


def test_a_no_is_asked_about_once_and_said_back(inside, person):
    answer = post(person, get(person), decline="1")
    assert answer.status_code == 200
    assert "Ska vi aldrig fråga igen?" in answer.content.decode()
    assert Followup.objects.get(months=12).state == "asked"
    assert post(person, get(person), decline="sure").status_code == 303
    assert "Då frågar vi inte igen" in get(person)


def test_long_before_the_day_the_person_sees_what_was_agreed_and_can_say_no(planned, person):
    with time_machine.travel(moment(date(2025, 8, 1)), tick=False):
        planned("mailbox", (12, 24))
        assert "Vi frågar hur det går omkring 30 juni 2026." in person.returns()
        page = get(person)
        assert "Omkring 30 juni 2026: frågan ligger i brevlådan." in page
        assert "Omkring 30 juni 2027: frågan ligger i brevlådan." in page
        assert post(person, page, decline="1").status_code == 200
        post(person, page, decline="sure")
        assert {row.state for row in Followup.objects.filter(months__in=[12, 24])} == {"declined"}
        assert "Vi frågar hur det går" not in get(person, "/svar/brev/")


def test_no_page_promises_a_day_that_has_passed(planned, person):
    """A call stays due until somebody has tried; what lies in the mailbox waits for the night."""
    with time_machine.travel(moment(DAY), tick=False) as clock:
        planned("call", (12, 24))
        for page in (person.returns(), get(person)):
            assert "Vi ringer dig snart." in page
            assert "30 juni 2026" not in page
        assert "Omkring 30 juni 2027: vi ringer dig." in get(person)
        Followup.objects.update(means="mailbox")
        for page in (get(person, "/svar/brev/"), get(person)):
            assert "Frågan ligger snart i brevlådan." in page
            assert "30 juni 2026" not in page
        clock.move_to(moment(date(2026, 6, 29)))
        person.returns()
        assert "Omkring 30 juni 2026: frågan ligger i brevlådan." in get(person)


def test_a_foreign_page_cannot_answer(inside, person):
    page = second_page(person)
    answer = person.browser.post(
        PAGE, {**hidden(page), "decline": "1"}, headers={"origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403
    assert Followup.objects.get(months=12).state == "asked"


def test_who_gets_in_touch_is_offered_a_day_in_the_calendar(planned, person):
    with time_machine.travel(moment(date(2025, 12, 1)), tick=False):
        planned("self", (12,))
        page = person.returns()
        assert "Du sa att du hör av dig omkring 30 juni 2026." in page
        file = person.browser.get("/tid.ics?day=2026-06-30")
        assert b"20260630" in file.content


def test_the_oldest_month_is_asked_about_from_when_it_began_and_no_other(inside, person):
    page = person.browser.post(PAGE, {"any": "yes"}).content.decode()
    assert "<summary>januari 2025, sedan vi började</summary>" in page
    assert page.count("sedan vi började") == 6  # the month, and the label of each of its five lines


def test_whoever_has_answered_before_is_asked_from_that_answer_on(planned, visit_of, at_noon, ada, desk_of):
    made = planned("call", (6, 12), until=date(2026, 1, 5))
    answers.record(made.rows[6], said_in_words("no"), by=ada, at=moment(date(2026, 1, 7)))
    asking.plan(moment(DAY, 2))
    page = desk_of(ada).get(f"/personal/uppfoljning/{made.rows[12].pk}/svar/").content.decode()
    assert "Har du köpt sex sedan du svarade sist, i januari 2026?" in page
    assert "<summary>januari 2026, sedan du svarade sist</summary>" in page
