import pytest

from kast.casework.models import Case, Contact, Draft, Note
from kast.door.models import Letter
from tests.fixtures_door import Person


def unlocks(page, server, member, unit, sign_in):
    """Signed in, she says her phrase."""
    sign_in(page, member)
    page.goto(f"{server.url}/personal/las-upp/")
    page.fill("[name=phrase]", " ".join(unit.phrases[member.username]))
    page.press("[name=phrase]", "Enter")
    page.wait_for_url(f"{server.url}/personal/")


@pytest.mark.browser
def test_a_letter_is_taken_answered_becomes_a_case_ends(staff_page, live_server, unit, ada, eva, sign_in, axe):
    # Somebody writes. Ada unlocks, and the letter waits on her first page, without a word of what it says.
    person = Person()
    person.writes("Jag vet inte hur man börjar. Det är alltid fredagar.", about="bought", heard="own")
    page = staff_page
    unlocks(page, live_server, ada, unit, sign_in)
    assert "Brev nr 1" in page.inner_text(".list")
    assert "fredagar" not in page.inner_text("body")
    assert axe(page) == []

    # With the keyboard alone: down to the letter, and in.
    page.press("body", "j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Det är alltid fredagar.")
    assert axe(page) == []

    # It becomes a case, with Eva as stand-in, in mode B under a decision.
    page.click(".acts >> text=Bli ärende")
    page.fill("#id_alias", "Fredag")
    page.click("label:has-text('senaste 12 månaderna')")
    page.check("#id_informed_apply")
    page.click("label:has-text('B, utan namn')")
    page.fill("#id_decision", "SN 2026/112")
    assert axe(page) == []
    page.click("text=Öppna ärendet")
    page.wait_for_selector("h1:has-text('2026-')")
    case = Case.objects.get()
    assert (case.holder, case.stand_in, case.baseline) == (ada, eva, "last_12_months")
    assert axe(page) == []

    # She answers. What she types is kept sealed while she types, and the page says so.
    page.press("body", "b")
    page.keyboard.type("Hej, och tack för att du skrev.")
    page.press("body", "Tab")
    page.wait_for_selector("#svara .saved:has-text('Sparat')")
    assert b"tack" not in bytes(Draft.objects.get().__dict__["words"])
    page.press("#r_words", "Control+Enter")
    page.wait_for_selector("text=Svaret ligger i brevlådan.")
    assert not Draft.objects.exists()

    # The person reads it, and writes again.
    assert "Hej, och tack för att du skrev." in person.returns()
    person.writes_more("Det gick bättre i fredags.")
    page.goto(f"{live_server.url}/personal/")
    assert "Personen skrev igen" in page.inner_text(".list")

    # The case opens beside the list on a wide screen.
    page.click(".group a:has-text('2026-')")
    page.wait_for_selector(".case >> text=Det gick bättre i fredags.")
    assert axe(page) == []

    # They have talked: the talk, its note, and the topic that is always raised.
    page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    page.press("body", "n")
    page.keyboard.type("Går hem före åtta i stället.")
    page.fill("#n_minutes", "45")
    page.click("#anteckna >> text=Klar")
    page.wait_for_selector(".said:has-text('Går hem före åtta')")
    assert (Contact.objects.get().minutes, Note.objects.count()) == (45, 1)
    page.click("#amnet label:has-text('samtalat om')")
    page.fill("#t_before", "De gör det frivilligt")
    page.fill("#t_after", "Jag vet faktiskt inte")
    page.click("#amnet >> text=Spara")
    page.wait_for_selector("text=efter: ”Jag vet faktiskt inte”")

    # It ends together, with follow-up agreed.
    page.click(".acts >> text=Avsluta")
    page.click("label:has-text('Vi avslutade tillsammans')")
    page.click("label:has-text('Ja')")
    page.click("label:has-text('12 månader')")
    page.click("label:has-text('i brevlådan')")
    assert axe(page) == []
    page.click("button:has-text('Avsluta ärendet')")
    page.wait_for_selector("text=Ärendet är avslutat.")
    case.refresh_from_db()
    assert (case.state, case.ending, case.followup_months) == ("ended", "agreed", [12])
    assert Letter.objects.filter(state="waiting").count() == 1
    assert "Uppföljning: överenskommen." in page.inner_text("main")
    assert axe(page) == []

    # One key locks. What is sealed is shown to nobody then.
    page.press("body", "l")
    page.wait_for_url("**/las-upp/**")
    page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    assert "fredagar" not in page.inner_text("body")
