"""The note that is being written: the server is killed under it, started again, she is locked; not a word is lost."""

import json

import pytest

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}


def enters(page, origin: str) -> None:
    page.goto(f"{origin}/demo/")
    page.click("form:has([value=ada]) button")
    page.wait_for_url("**/personal/")


@pytest.fixture
def desk(window, made_up_unit):
    """Ada's browser, on a case in which she may write notes; two tabs may be opened in it."""
    context = window(viewport=DESK, locale="sv-SE")
    page = context.new_page()
    enters(page, made_up_unit.origin)
    page.goto(f"{made_up_unit.origin}/personal/borta/")
    number = page.locator("main section b").last.inner_text()
    page.goto(f"{made_up_unit.origin}/personal/arenden/{number}/")
    yield context, page
    if made_up_unit.process is None:
        made_up_unit.start(prepared=True)


def test_killed_under_her_hands_it_is_kept_as_soon_as_the_server_answers_again(desk, made_up_unit):
    context, page = desk
    page.fill("#n_words", "Fem veckor nu.")
    page.focus("#sok")
    page.wait_for_selector("#anteckna .saved:has-text('Sparat')")

    # What was saved outlives the crash; what was typed since stays in the box, and she is told.
    made_up_unit.kill()
    page.fill("#n_words", "Fem veckor nu. Vill berätta hemma.")
    page.focus("#sok")
    page.wait_for_selector("#anteckna .saved:has-text('Texten står kvar i rutan')")
    assert page.input_value("#n_words") == "Fem veckor nu. Vill berätta hemma."

    # Done, while nobody answers: the page is not left, since the words would go with it.
    page.fill("#n_words", "Fem veckor nu. Vill berätta hemma. Sover.")
    page.click("#anteckna >> text=Klar")
    page.wait_for_selector("#anteckna .saved:has-text('Texten står kvar i rutan')")
    assert page.input_value("#n_words") == "Fem veckor nu. Vill berätta hemma. Sover."

    # The server is there again: nobody touches a key, and it is saved.
    made_up_unit.start(prepared=True)
    page.wait_for_selector("#anteckna .saved:has-text('Sparat')", timeout=30_000)
    made_up_unit.kill()
    made_up_unit.start(prepared=True)
    again = context.new_page()
    again.goto(page.url)
    assert again.input_value("#n_words") == "Fem veckor nu. Vill berätta hemma. Sover."
    assert again.locator("article:has-text('Utkast för sig')").count() == 0
    again.click("text=Släng utkastet")


def test_locked_in_another_tab_what_she_sends_is_sealed_and_given_back(desk, made_up_unit):
    context, page = desk
    page.fill("#n_words", "Skrevs medan jag var låst.")
    page.click("#anteckna label:has-text('Bara anteckning')")
    other = context.new_page()
    other.goto(f"{made_up_unit.origin}/personal/konto/")
    other.click(".rail .lock")
    page.press("#n_words", "Control+Enter")
    page.wait_for_url("**/las-upp/**")
    assert "Skrevs medan" not in page.inner_text("body")
    kept = json.loads((made_up_unit.folder / "data" / "demo.json").read_text("utf-8"))
    page.fill("[name=phrase]", kept["phrases"]["ada"])
    page.press("[name=phrase]", "Enter")
    page.wait_for_selector(".said:has-text('Skrevs medan jag var låst.')")
    page.locator("section:has-text('Skrevs medan jag var låst.') >> text=Skicka igen").last.click()
    page.wait_for_selector(".story .said:has-text('Skrevs medan jag var låst.')")
    assert page.locator(".story .said:has-text('Skrevs medan jag var låst.')").count() == 1


def test_the_time_runs_out_the_browser_is_closed_and_the_draft_is_still_there(desk, made_up_unit, window):
    _context, page = desk
    page.fill("#n_words", "Halva meningen")
    page.focus("#sok")
    page.wait_for_selector("#anteckna .saved:has-text('Sparat')")
    address = page.url
    page.close()
    elsewhere = window(viewport=DESK, locale="sv-SE").new_page()
    enters(elsewhere, made_up_unit.origin)
    assert "Påbörjad anteckning" in elsewhere.inner_text(".list")
    elsewhere.goto(address)
    assert elsewhere.input_value("#n_words") == "Halva meningen"
    elsewhere.click("text=Släng utkastet")
    elsewhere.wait_for_selector("#n_words")
    assert elsewhere.input_value("#n_words") == ""
