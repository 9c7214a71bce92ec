"""A Monday after a raid: sixty people have asked to be called. One morning, by keyboard; some slips of the finger."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import slip_calls
from kast.casework.models import Case, Phone, SlipCall
from kast.door import nonces, slips
from kast.door.models import Slip
from kast.ledger.models import Fact
from tests.journeys.test_a_letter_is_taken_answered_becomes_a_case_ends import unlocks

SLIPS = 60
NUMBER = "070-174 06 15"
REACHED, NO_ANSWER, WRONG_NUMBER, DO_NOT_CALL = "1", "2", "3", "4"
# How the calls go, in the order of the list; the rest do not answer.
GOES = {3: REACHED, 7: WRONG_NUMBER, 12: DO_NOT_CALL, 20: REACHED, 30: WRONG_NUMBER, 41: REACHED}
SLIPPED = {5: DO_NOT_CALL, 25: WRONG_NUMBER}  # pressed by mistake, undone, and then: no answer


def over_the_weekend(many: int) -> None:
    for one in range(many):
        at = timezone.now() - timedelta(days=2 - one % 3)
        on = timezone.localdate(at)
        nonce = nonces.read(nonces.fresh(nonces.Purpose.SLIP, on=on), nonces.Purpose.SLIP)
        slips.leave(slips.Said(NUMBER, alias=f"Nummer {one}"), nonce=nonce, at=at)


def one_asks_on_an_officers_phone(page, server) -> None:
    page.goto(f"{server.url}/")
    page.click("text=Be oss ringa")
    page.fill("#number", "12")
    page.click("main .act button")
    assert "Numret är för kort." in page.inner_text("main")
    assert page.input_value("#number") == "12"
    page.goto(f"{server.url}/ring-mig/")
    page.fill("#number", NUMBER)
    page.fill("#alias", "Kim")
    page.click("main .act button")
    page.wait_for_selector("h1:has-text('Tack, vi har fått det')")
    # Whoever gets the phone back finds nothing: not by Back, not by a reload, not by opening the page anew.
    page.go_back()
    assert page.input_value("#number") == ""
    assert "Kim" not in page.content()
    page.goto(f"{server.url}/ring-mig/")
    assert page.input_value("#number") == ""
    assert page.context.cookies() == []


def call(page, server, result: str) -> None:
    """From the list: the slip, its number, the result. Three keys."""
    page.keyboard.press("Enter")
    page.wait_for_selector("button[data-key=v]")
    assert NUMBER not in page.content()
    page.keyboard.press("v")
    page.wait_for_selector(".number-shown")
    assert page.inner_text(".number-shown") == NUMBER
    page.keyboard.press(result)
    if result == REACHED:
        page.wait_for_selector("h2:has-text('Personen svarade')")
    else:
        page.wait_for_url(f"{server.url}/personal/ringlista/")


def begins_a_case(page, server, *, keep: bool) -> None:
    page.click("text=Bli ärende")
    page.wait_for_selector("text=Ur ringlapp")
    if keep:
        page.check("#id_keep_number")
    page.click("label:has-text('A, utan anteckningar')")
    page.click("text=Öppna ärendet")
    page.wait_for_selector("h1:has-text('20')")
    assert ("Ett nummer är sparat" in page.inner_text("main")) == keep
    page.goto(f"{server.url}/personal/ringlista/")


@pytest.mark.browser
def test_a_monday_after_a_raid(browser_page, staff_page, live_server, unit, ada, sign_in, axe):
    over_the_weekend(SLIPS - 1)
    one_asks_on_an_officers_phone(browser_page, live_server)
    assert Slip.objects.count() == SLIPS

    page = staff_page
    unlocks(page, live_server, ada, unit, sign_in)
    assert "60 ringlappar väntar" in page.inner_text(".list")
    page.click(".group a:has-text('Ringlistan')")
    page.wait_for_selector("h1:has-text('Ringlista')")
    assert page.locator("#g-nu b").inner_text() == "60"
    assert axe(page) == []

    for one in range(SLIPS):
        if one in SLIPPED:
            page.keyboard.press("j")
            call(page, live_server, SLIPPED[one])
            page.keyboard.press("z")
            page.wait_for_selector("button[data-key=v]")
            page.goto(f"{live_server.url}/personal/ringlista/")
        focus = page.evaluate("document.activeElement.tagName")
        if focus != "A":
            page.keyboard.press("j")
        result = GOES.get(one, NO_ANSWER)
        call(page, live_server, result)
        if result == REACHED and one == 41:
            page.click("summary:has-text('Inget sparas')")
            page.click("text=Ta bort numret")
            page.wait_for_selector("text=Inget om personen är sparat.")
        elif result == REACHED:
            begins_a_case(page, live_server, keep=one == 3)
        if one == 12:
            assert axe(page) == []

    assert "Ingen kan prata just nu." in page.inner_text("main")
    slip_calls.settle(timezone.now() + 2 * slip_calls.UNDO)

    # What is left: who did not answer is called another day; two cases, one number kept with a yes.
    assert Slip.objects.count() == SLIPS - 6
    assert Counter(SlipCall.objects.values_list("result", flat=True)) == {"no_answer": SLIPS - 6}
    assert Case.objects.count() == 2
    assert Phone.objects.count() == 1
    told = Counter(Fact.objects.filter(kind="slip_call").values_list("code", flat=True))
    assert told == {"reached": 3, "wrong_number": 2, "do_not_call": 1, "no_answer": SLIPS - 6}
    assert Fact.objects.filter(kind="slip_days").count() == SLIPS
    assert Entry.objects.filter(act="slip:undone").count() == 2
    page.goto(f"{live_server.url}/personal/ringlista/")
    assert page.locator("#g-sen b").inner_text() == str(SLIPS - 6)
    assert axe(page) == []
