"""The same calendar at the first talks: sealed, counted in groups, and never asked of who is here for somebody else."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine

from kast.casework import cases, codes, contacts, endings
from kast.casework.models import Case
from kast.door.models import Letter
from kast.figures import access as figures
from kast.figures import outcome
from kast.followup import access, baseline
from kast.followup.models import Baseline
from kast.followup.questions import Before, Ever
from tests.followup.conftest import MET, WROTE, asked, facts_of, moment

LATER = date(2025, 2, 3)
CALENDAR = {"2024-11": {"sweden_in_person": "2", "tried": "1"}, "2024-06": {"abroad_remote": "1"}}


@pytest.fixture
def begun(unit, ada, eva, person):
    """A case under way, with its first talk."""

    def begin(**given):
        with time_machine.travel(moment(WROTE), tick=False):
            person.writes("Jag vill sluta.")
        letter = Letter.objects.select_related("mailbox__box").latest("number")
        given = {"baseline": codes.Baseline.NOT_ASKED} | given
        case = cases.open_from(letter, asked(**given), stand_in=eva, by=ada, at=moment(WROTE, 14))
        kind, means = codes.ContactKind.CONVERSATION, codes.Means.HERE
        contacts.record(case, on=MET, kind=kind, means=means, held=True, by=ada, at=moment(MET))
        return case

    return begin


def test_the_twelve_months_end_with_the_first_talk(begun):
    assert baseline.months_of(begun()) == (date(2024, 2, 1), MET)


def test_the_counsellor_fills_it_in_and_it_is_sealed_and_counted(begun, ada, visit_of):
    case = begun()
    row = baseline.record(case, Before(Ever.RECENT, CALENDAR, {"life": "rather_bad"}), by=ada, at=moment(LATER))
    assert Case.objects.get().baseline == "last_12_months"
    assert facts_of(visit_of(case))[-3:] == [
        ("baseline", "last_12_months"),
        ("purchases_before", "few"),
        ("tried_before", "one"),
    ]
    assert b"abroad" not in bytes(Baseline.objects.values_list("answer", flat=True)[0])
    again = access.baseline_of(case)
    assert baseline.opened(again, by=ada, at=moment(LATER)) == Before(Ever.RECENT, CALENDAR, {"life": "rather_bad"})
    assert row.by_person is False


def test_in_mode_A_it_is_counted_and_not_kept(begun, ada, visit_of):
    case = begun(mode=codes.Mode.A, decision="")
    baseline.record(case, Before(Ever.RECENT, CALENDAR), by=ada, at=moment(LATER))
    assert ("purchases_before", "few") in facts_of(visit_of(case))
    assert baseline.opened(access.baseline_of(case), by=ada, at=moment(LATER)) is None


def test_the_person_answers_alone_in_the_mailbox(begun, ada, desk_of, person):
    case = begun()
    with time_machine.travel(moment(LATER), tick=False):
        desk = desk_of(ada)
        desk.post(f"/personal/arenden/{case.number}/borjan/brevladan/")
        assert 'href="/svar/borjan/"' in person.returns()
        page = unescape(person.browser.get("/svar/borjan/").content.decode())
        assert "c_2024-02_tried" in page
        assert "c_2024-01_" not in page
        assert "c_2025-02_" not in page
        nonce = page.split('name="nonce" value="')[1].split('"')[0]
        assert "Välj ett svar." in unescape(person.browser.post("/svar/borjan/", {"nonce": nonce}).content.decode())
        both = {"nonce": nonce, "ever": "never", "c_2024-03_abroad_remote": "1"}
        assert "säger inte samma sak" in unescape(person.browser.post("/svar/borjan/", both).content.decode())
        given = {"nonce": nonce, "ever": "last_12_months", "c_2024-12_sweden_in_person": "6+", "now_lonely": "often"}
        for _ in range(2):
            person.browser.post("/svar/borjan/", given)
        assert 'href="/svar/borjan/"' not in person.returns()
        read = unescape(desk.get(f"/personal/arenden/{case.number}/borjan/").content.decode())
    assert "Personen har svarat själv." in read
    assert "december 2024: I Sverige på plats 6 eller fler" in read
    assert Case.objects.get().baseline == "last_12_months"


def test_a_page_that_has_been_open_for_long_keeps_what_was_filled_in(begun, ada, person):
    case = begun()
    with time_machine.travel(moment(LATER), tick=False):
        baseline.lay(case, by=ada, at=moment(LATER))
        person.returns()
        page = unescape(person.browser.post("/svar/borjan/", {"nonce": "x", "ever": "earlier"}).content.decode())
    assert "Svaren står kvar" in page
    assert re.search(r'<input[^>]*value="earlier"[^>]*checked', page)
    assert Baseline.objects.get().answered_on is None


def test_laid_on_the_day_of_an_answer_they_lie_in_the_mailbox(begun, ada, person):
    case = begun()
    with time_machine.travel(moment(LATER), tick=False):
        baseline.record(case, Before(Ever.EARLIER), by=ada, at=moment(LATER))
        assert 'href="/svar/borjan/"' not in person.returns()
        baseline.lay(case, by=ada, at=moment(LATER))
        assert 'href="/svar/borjan/"' in person.returns()
        baseline.record(case, Before(Ever.RECENT), by=ada, at=moment(LATER))
        assert 'href="/svar/borjan/"' not in person.returns()


def test_who_would_rather_not_say_takes_back_nothing(begun, ada, visit_of):
    case = begun()
    baseline.record(case, Before(Ever.RECENT, CALENDAR), by=ada, at=moment(LATER))
    baseline.record(case, Before(Ever.UNSAID), by=ada, at=moment(LATER))
    assert Case.objects.get().baseline == "last_12_months"
    assert [code for kind, code in facts_of(visit_of(case)) if kind == "baseline"][-1] == "last_12_months"
    assert facts_of(visit_of(case))[-1] == ("tried_before", "unsaid")


NONE, THANKS, LOST = "Inget att svara på just nu", "Din behandlare läser svaret.", "Det du fyllde i är inte sparat."


@pytest.fixture
def inside(begun, ada, person):
    """A case whose questions lie in the mailbox, the person inside, and a send of the page that was opened."""
    case = begun()
    with time_machine.travel(moment(LATER), tick=False):
        baseline.lay(case, by=ada, at=moment(LATER))
        person.returns()
        page = unescape(person.browser.get("/svar/borjan/").content.decode())
        nonce = page.split('name="nonce" value="')[1].split('"')[0]
        yield case, lambda: person.browser.post("/svar/borjan/", {"nonce": nonce, "ever": "earlier"})


def bare(person) -> str:
    return unescape(person.browser.get("/svar/borjan/").content.decode())


def test_who_was_never_asked_is_not_thanked(begun, person):
    begun()
    with time_machine.travel(moment(LATER), tick=False):
        person.returns()
        page = bare(person)
    assert NONE in page
    assert THANKS not in page
    assert LOST not in page


def test_what_is_not_kept_is_said_and_nobody_is_thanked_for_it(inside, ada, person):
    case, send = inside
    baseline.record(case, Before(Ever.RECENT), by=ada, at=moment(LATER))
    page = unescape(send().content.decode())
    assert NONE in page
    assert LOST in page
    assert THANKS not in page
    assert THANKS not in bare(person)


def test_after_the_ending_an_open_page_says_that_nothing_is_kept(inside, ada, person):
    case, send = inside
    assert send().status_code == 303
    assert THANKS in bare(person)
    baseline.lay(case, by=ada, at=moment(LATER))
    endings.end(case, codes.Ending.AGREED, endings.Agreement(agreed=False), by=ada, at=moment(LATER))
    page = unescape(send().content.decode())
    assert LOST in page
    assert THANKS not in page


@pytest.mark.parametrize("first", ["the person", "the counsellor", "the case is another's"])
def test_a_press_that_waited_for_another_shows_what_that_one_did(inside, ada, person, monkeypatch, visit_of, first):
    """Both presses saw the questions lying there; the second comes to the row when the first is through."""
    case, send = inside
    seen = access.questions_laid(visit_of(case))
    if first == "the person":
        send()
    elif first == "the counsellor":
        baseline.record(case, Before(Ever.RECENT), by=ada, at=moment(LATER))
    else:
        Case.objects.update(concerns=codes.Concerns.RELATIVE)
    with monkeypatch.context() as patched:
        patched.setattr(access, "questions_laid", lambda _visit: seen)
        answer = send()
    if first == "the person":
        assert (answer.status_code, answer["location"]) == (303, "/svar/borjan/")
        assert THANKS in bare(person)
    else:
        assert LOST in unescape(answer.content.decode())


def test_a_mailbox_that_locked_itself_loses_nothing_that_was_filled_in(inside, person):
    said = {"nonce": "x", "ever": "last_12_months", "c_2024-12_sweden_in_person": "6+", "now_lonely": "often"}
    person.closes_the_browser()
    locked = unescape(person.browser.post("/svar/borjan/", said).content.decode())
    assert "Brevlådan har låst sig. Allt du skrev är kvar." in locked
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', locked))
    fields = {**hidden, "words": " ".join(person.words)}
    answer = person.browser.post("/svar/", fields)
    assert (answer.status_code, answer["location"]) == (307, "/svar/borjan/")
    page = unescape(person.browser.post("/svar/borjan/", fields).content.decode())
    assert "Svaret är inte skickat än. Allt du fyllde i är kvar." in page
    assert re.search(r'<input[^>]*value="last_12_months"[^>]*checked', page)
    assert '<option value="6+" selected>' in page
    assert Baseline.objects.get().answered_on is None
    nonce = page.split('name="nonce" value="')[1].split('"')[0]
    assert person.browser.post("/svar/borjan/", {**said, "nonce": nonce}).status_code == 303
    assert Baseline.objects.get().answered_on == LATER


@pytest.mark.parametrize("concerns", [codes.Concerns.RELATIVE, codes.Concerns.PROFESSIONAL])
def test_who_is_here_for_somebody_else_is_not_asked(begun, ada, desk_of, concerns):
    case = begun()
    Case.objects.update(concerns=concerns)
    case.refresh_from_db()
    with pytest.raises(baseline.NotForThem):
        baseline.record(case, Before(Ever.RECENT), by=ada, at=moment(LATER))
    with pytest.raises(baseline.NotForThem):
        baseline.lay(case, by=ada, at=moment(LATER))
    page = desk_of(ada).get(f"/personal/arenden/{case.number}/borjan/").content.decode()
    assert "Då frågas inte det här" in page
    assert 'name="ever"' not in page


def test_after_the_ending_it_is_too_late(begun, ada):
    case = begun()
    endings.end(case, codes.Ending.AGREED, endings.Agreement(agreed=False), by=ada, at=moment(LATER))
    with pytest.raises(baseline.NotUnderWay):
        baseline.record(case, Before(Ever.RECENT), by=ada, at=moment(LATER))


def test_a_colleague_finds_no_such_page(begun, desk_of, unit):
    case = begun()
    for name in ("eva", "bo", "olle"):
        desk = desk_of(unit.members[name])
        assert desk.get(f"/personal/arenden/{case.number}/borjan/").status_code == 404
        assert desk.post(f"/personal/arenden/{case.number}/borjan/brevladan/").status_code == 404


def test_buyers_never_bought_and_relatives_are_never_in_one_denominator(begun, ada):
    """Through the figures: each is told at the first talk as it happens, and each falls where it belongs."""
    month = "2026-12"
    buyer = begun()
    baseline.record(buyer, Before(Ever.RECENT, CALENDAR), by=ada, at=moment(LATER))
    assert started(month) == (1, 0)
    baseline.record(buyer, Before(Ever.EARLIER), by=ada, at=moment(LATER))
    assert started(month) == (0, 1)
    baseline.record(buyer, Before(Ever.NEVER), by=ada, at=moment(LATER))
    assert started(month) == (0, 0)
    baseline.record(buyer, Before(Ever.RECENT, CALENDAR), by=ada, at=moment(LATER))
    # Written down as a buyer first, and found out to be here for somebody else: out of the figure again.
    correct_to_relative(buyer, ada)
    assert started(month) == (0, 0)


def correct_to_relative(case, ada) -> None:
    given = {
        "route_in": codes.RouteIn.OWN,
        "mode": codes.Mode.B,
        "concerns": codes.Concerns.RELATIVE,
        "baseline": codes.Baseline.LAST_12_MONTHS,
    }
    cases.correct(case, cases.Asked(**given), by=ada, at=moment(LATER))


def started(month: str) -> tuple[int, int]:
    lives = figures.lives()
    recent = outcome.did_not_go_back(lives, month=month)
    return recent.started, outcome.did_not_go_back(lives, month=month, baseline=outcome.EARLIER).started
