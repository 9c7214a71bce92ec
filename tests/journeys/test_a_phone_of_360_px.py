"""A counsellor's phone in a stairwell: she notes a whole talk on it, with her thumb, and nothing is out of reach."""

import pytest

from kast.casework.models import Case, Contact, Note, Plan
from tests.fixtures_door import Person
from tests.journeys.test_a_letter_is_taken_answered_becomes_a_case_ends import unlocks
from tests.looking import WIDE

PHONE = {"width": 360, "height": 740}

# What a thumb presses and is lower than 44 px. A link in running text may be: WCAG 2.5.8 leaves it to the line.
SMALL = """() => [...document.querySelectorAll("main button, main input, main select, main textarea, main summary, " +
    "main .acts a, main .note-acts a, main .group li a, .bar nav a, .rail button")].filter(one => {
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true}) || one.type === "hidden") return false;
    const holder = one.closest(".seg label, .tick, .group li") || one;
    return holder.getBoundingClientRect().height < 43.5;
  }).map(one => `${one.tagName}.${one.className} ${one.name || one.textContent.trim().slice(0, 30)}: ` +
    one.getBoundingClientRect().height)"""


def looked_at(page, what: str) -> list[str]:
    faults = [f"{what}: wider than the phone: {one}" for one in page.evaluate(WIDE)]
    return faults + [f"{what}: too small for a thumb: {one}" for one in page.evaluate(SMALL)]


@pytest.mark.browser
def test_a_talk_is_noted_on_a_phone(window, transactional_db, live_server, unit, ada, eva, sign_in, axe):
    Person().writes("Det är alltid fredagar.", about="bought", heard="own")
    page = window(viewport=PHONE, locale="sv-SE", has_touch=True, is_mobile=True).new_page()
    unlocks(page, live_server, ada, unit, sign_in)
    found = looked_at(page, "today")
    page.tap(".list >> text=Brev nr 1")
    page.wait_for_selector("#svara")
    found += looked_at(page, "letter")
    page.tap(".acts >> text=Bli ärende")
    page.wait_for_selector("#id_alias")
    page.tap("label:has-text('B, utan namn')")
    page.fill("#id_decision", "SN 2026/112")
    found += looked_at(page, "take")
    page.tap("text=Öppna ärendet")
    page.wait_for_selector("h1:has-text('2026-')")
    found += looked_at(page, "case")

    page.tap("#anteckna label:has-text('annan plats')")
    page.fill("#n_minutes", "35")
    page.tap("#anteckna label:has-text('på plats')")
    page.select_option("#n_tongue", "slavic")
    page.fill("#n_words", "Träffade Viktor i trapphuset. Sover bättre.")
    page.focus("#n_minutes")
    page.wait_for_selector("#anteckna .saved:has-text('Sparat')")
    found += looked_at(page, "note begun")
    page.tap("#anteckna >> text=Klar")
    page.wait_for_selector(".found:has-text('”Viktor”')")
    found += looked_at(page, "name found")
    assert axe(page) == []
    page.fill("#id_words", "Träffade personen i trapphuset. Sover bättre.")
    page.tap("#anteckna >> text=Klar")
    page.wait_for_selector(".said:has-text('Sover bättre.')")
    assert (Contact.objects.get().minutes, Note.objects.count()) == (35, 1)
    found += looked_at(page, "case with a talk")

    where = f"{live_server.url}/personal/arenden/{Case.objects.get().number}/"
    page.tap(".note-acts >> text=Rättelse eller invändning")
    page.wait_for_selector("text=Spara rättelsen")
    found += looked_at(page, "correct")
    page.fill("[name=words]", "Träffade personen på gården. Sover bättre.")
    page.tap("text=Spara rättelsen")
    page.wait_for_selector("summary:has-text('Så stod det')")
    found += looked_at(page, "corrected")
    for path in ("samtalsstod/", "plan/", "avsluta/", "uppgifter/", "lage/", "lana-ut/"):
        page.goto(f"{where}{path}")
        found += looked_at(page, path)
    page.goto(f"{where}plan/")
    page.fill("#id_goals", "Sova hela natten.")
    page.tap("text=Spara planen")
    page.wait_for_selector("text=Senast skriven")
    found += looked_at(page, "plan written")
    page.goto(f"{live_server.url}/personal/borta/")
    found += looked_at(page, "away")
    page.goto(f"{live_server.url}/personal/arenden/")
    found += looked_at(page, "cases")
    assert Plan.objects.count() == 1
    assert not found, "\n".join(found)
