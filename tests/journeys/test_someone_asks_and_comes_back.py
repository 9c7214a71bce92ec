"""In a real browser, on a phone, without JavaScript."""

import re

import pytest

from kast.door.models import Letter, Mailbox
from tests.door.test_pages import UNIT
from tests.door.test_writing import ARABIC
from tests.fixtures_door import Person

TEXT = "Hej.\n\nJag vet inte hur man börjar, så jag börjar bara."


@pytest.fixture
def phone(browser_page, live_server, unit, settings_of_unit):
    """A phone with the front page open. `goes` opens a page of the door."""
    settings_of_unit(**UNIT)
    browser_page.goto(live_server.url + "/")
    return browser_page


def words_on(page) -> list[str]:
    return page.locator("ol.words li").all_inner_texts()


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def cookies(page) -> list[str]:
    return [cookie["name"] for cookie in page.context.cookies()]


def writes(page, text: str) -> list[str]:
    follow(page, "Skriv till oss")
    page.fill("#letter", text)
    press(page, "Skicka brevet")
    page.wait_for_selector("h1:has-text('Brevet är skickat')")
    return words_on(page)


def opens(page, live_server, words) -> None:
    page.goto(live_server.url + "/svar/")
    page.fill("#words", " ".join(words))
    press(page, "Öppna brevlådan")


@pytest.mark.browser
def test_someone_asks_and_comes_back(phone, live_server, unit, ada, desk_of, axe):
    page = phone
    # The first screen says who, for whom, what is not reported, when, how, and whom to call now.
    urgent = page.get_by_text("Är det bråttom? Vänta inte på oss.").bounding_box()
    rail = page.locator("nav.rail").bounding_box()
    assert urgent["y"] + urgent["height"] <= rail["y"]
    assert axe(page) == []

    # He begins, wants to know the limits first, and his text goes along unseen.
    follow(page, "Skriv till oss")
    page.fill("#letter", TEXT)
    assert page.title() == "Skriv – Mottagningen"
    assert axe(page) == []
    press(page, "Läs mer innan du skickar")
    page.wait_for_selector("h1:has-text('Vår tystnadsplikt')")
    assert "så jag börjar bara" not in page.inner_text("body")
    assert axe(page) == []
    press(page, "Tillbaka till brevet")
    assert page.input_value("#letter") == TEXT

    # He ticks what is hard to tick. Help comes first, then the letter is sent.
    page.check("[name=safe]")
    press(page, "Skicka brevet")
    page.wait_for_selector("text=Tack för att du berättar det.")
    assert page.input_value("#letter") == TEXT
    assert axe(page) == []
    assert not Letter.objects.exists()
    press(page, "Skicka brevet")
    page.wait_for_selector("h1:has-text('Brevet är skickat')")
    words = words_on(page)
    assert len(words) == 8
    assert axe(page) == []
    assert cookies(page) == []

    # A reload shows the same words; one of them shows that they are noted.
    page.reload()
    assert words_on(page) == words
    asked = int(re.search(r"ord nummer (\d)", page.inner_text("label[for=word]")).group(1))
    page.fill("#word", "fel")
    press(page, "Jag har orden")
    page.wait_for_selector("text=Det var ett annat ord.")
    assert words_on(page) == words
    assert axe(page) == []
    page.fill("#word", words[asked - 1])
    press(page, "Jag har orden")
    page.wait_for_selector("h1:has-text('Du har orden')")
    assert axe(page) == []
    assert cookies(page) == []

    # Ada answers, from her own desk.
    desk = desk_of(ada)
    assert desk.post("/personal/brev/1/svara/", {"words": "Hej, och tack för att du skrev."}).status_code == 302

    # Wrong words open nothing. His own do, also misspelt, and the answer stands on top.
    page.goto(live_server.url + "/svar/")
    page.fill("#words", "granit lykta bäver")
    press(page, "Öppna brevlådan")
    page.wait_for_selector("text=Vi hittar ingen brevlåda med de orden.")
    assert axe(page) == []
    page.fill("#words", " ".join([words[0][:-1], *words[1:]]).upper())
    press(page, "Öppna brevlådan")
    page.wait_for_selector("h1:has-text('Ett svar till dig')")
    assert "Hej, och tack för att du skrev." in page.inner_text("article >> nth=0")
    assert axe(page) == []
    assert cookies(page) == ["s"]

    # He writes back, changes his words, leaves; the old words open nothing.
    page.fill("#letter", "Tack. Jag vill prata mer.")
    press(page, "Skicka brevet")
    page.wait_for_selector("text=Tack. Jag vill prata mer.")
    assert Letter.objects.count() == 2
    press(page, "Byt ord")
    page.wait_for_selector("h1:has-text('Dina nya ord')")
    new = words_on(page)
    assert axe(page) == []
    page.goto(live_server.url + "/svar/")
    press(page, "Lås och lämna")
    page.wait_for_selector("h1:has-text('Du kan skriva hit')")
    assert cookies(page) == []
    opens(page, live_server, words)
    page.wait_for_selector("text=Vi hittar ingen brevlåda med de orden.")
    opens(page, live_server, new)
    page.wait_for_selector("text=Jag vill prata mer.")


@pytest.mark.browser
def test_somebody_leaves_quickly(phone, live_server, unit, settings_of_unit):
    page = phone
    settings_of_unit(exit_address=f"{live_server.url}/s/icon.svg")
    words = writes(page, TEXT)
    opens(page, live_server, words)
    page.wait_for_selector("text=Inget svar än")
    page.get_by_role("link", name="Lämna snabbt", exact=True).click()
    page.wait_for_url("**/icon.svg")
    assert cookies(page) == []
    page.goto(live_server.url + "/svar/brev/")
    assert page.title() == "Svar – Mottagningen"
    assert page.locator("#words").count() == 1


@pytest.mark.browser
def test_somebody_writes_in_arabic(phone, live_server, ada):
    words = writes(phone, ARABIC)
    letter = Letter.objects.get()
    assert letter.words.open(ada.keys.open(letter.mailbox.box)) == ARABIC
    opens(phone, live_server, words)
    said = phone.locator("article .said")
    assert "مرحبا" in said.inner_text()
    assert said.get_attribute("dir") == "auto"


@pytest.mark.browser
def test_somebody_writes_20_000_characters(phone, live_server, ada):
    text = ("Så här var det. " * 1250)[:19_999] + "."
    words = writes(phone, text)
    letter = Letter.objects.get()
    assert letter.words.open(ada.keys.open(letter.mailbox.box)) == text
    opens(phone, live_server, words)
    phone.wait_for_selector("article .said")


@pytest.mark.browser
def test_somebody_presses_the_button_twice_and_goes_back(phone):
    page = phone
    follow(page, "Skriv till oss")
    page.fill("#letter", TEXT)
    page.get_by_role("button", name="Skicka brevet", exact=True).dblclick()
    page.wait_for_selector("h1:has-text('Brevet är skickat')")
    words = words_on(page)
    assert (Letter.objects.count(), Mailbox.objects.count()) == (1, 1)
    page.go_back()
    page.wait_for_selector("#letter")
    if page.input_value("#letter") == TEXT:  # the browser kept the page with its form
        press(page, "Skicka brevet")
        page.wait_for_selector("ol.words")
        assert words_on(page) == words
        assert Letter.objects.count() == 1


def test_the_same_without_a_browser(person: Person, ada, desk_of, no_wait):
    """What the door's pages say to any client: for machines without Chromium, and for reading the journey in one breath."""
    person.writes(TEXT)
    assert "Inget svar än" in person.returns()
    assert desk_of(ada).post("/personal/brev/1/svara/", {"words": "Hej, och tack."}).status_code == 302
    page = person.returns()
    assert "Ett svar till dig" in page
    assert "Hej, och tack." in page
    person.writes_more("Tack själv.")
    assert "Tack själv." in person.opens("/svar/brev/").content.decode()
