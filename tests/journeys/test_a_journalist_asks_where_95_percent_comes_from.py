from datetime import UTC, datetime

import pytest

from kast.figures import freezing
from tests.figures.made_up import a_unit_of_years, keep

AFTER_THE_HALF_YEAR = datetime(2026, 8, 2, 2, 0, tzinfo=UTC)
CLAIM = "#sagt-does-not-go-back-95-98"


@pytest.mark.browser
def test_a_journalist_asks_where_95_percent_comes_from(
    window, browser_page, unit, live_server, sign_in, axe, ada, bo, transactional_db
):
    # 112 had bought and began. 69 say that they did not go back, 5 that they did; of 38 nothing is known.
    keep(a_unit_of_years())
    freezing.freeze(AFTER_THE_HALF_YEAR)

    # Somebody from the press calls. Ada opens "someone asks", without a script, and is led to what everyone can see.
    desk = window(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    sign_in(desk, ada)
    desk.goto(f"{live_server.url}/personal/nagon-fragar/")
    desk.click("text=Vad som har sagts om oss, och vad våra siffror säger")
    assert desk.url.endswith("/siffror/#sagts")
    assert "Vad som har sagts" in desk.inner_text("#sagts")

    # The journalist has a telephone, no account and no script.
    page = browser_page
    page.goto(f"{live_server.url}/siffror/")
    claim = page.inner_text(CLAIM)
    # The words, who said them, and when.
    assert "95–98 % av alla de köpare som varit här på KAST går inte tillbaka" in claim
    assert "Intervju av RealStars med en socialsekreterare på KAST i Göteborg, omkring 2012." in claim
    # The verdict, why, and what would be needed.
    assert "Går inte att veta." in claim
    assert "Påståendet säger inte av hur många, över vilken tid och hur man frågade." in claim
    assert (
        "För att veta behövs hur många som kom, hur många som svarade senare, och hur lång tid som hade gått." in claim
    )
    # Our own bounds beside it, in words and drawn on the same axis.
    assert "ger våra tal mellan 62 och 96 av 100" in claim
    assert "För att 95 ska stämma hos oss får ingen av de 38 som vi inte vet något om ha gått tillbaka." in claim
    axis = page.inner_text(".scale")
    assert "Våra siffror, sämsta till bästa fall" in axis
    assert "62–96" in axis
    assert "95–98" in axis
    # What nobody knows the year of says so.
    assert "(årtalet är inte känt)" in page.inner_text("#sagt-completed-95-twelve-years")

    # How a claim is judged, and how the unit's own number came about.
    page.click("summary:has-text('Hur bedömer vi ett påstående?')")
    assert "Programmet räknar ut omdömet, ingen skriver det." in page.inner_text("section[aria-labelledby=sagts]")
    page.click("section[aria-labelledby=sen] summary")
    assert "did-not-go-back-12/3" in page.inner_text("section[aria-labelledby=sen]")
    assert axe(page) == []

    # The same for a reader of English.
    page.goto(f"{live_server.url}/en/siffror/")
    claim = page.inner_text(CLAIM)
    assert "95–98% of all the buyers who have been here at KAST do not go back" in claim
    assert "Interview by RealStars" in claim
    assert "Cannot be known." in claim
    assert "The claim does not say of how many, over what time and how people were asked." in claim
    assert "how many came, how many answered later, and how much time had passed" in claim
    assert "our numbers give between 62 and 96 in 100" in claim
    assert "none of the 38 of whom we know nothing may have gone back" in claim
    page.click("summary:has-text('How do we judge a claim?')")
    assert "nobody writes it" in page.inner_text("section[aria-labelledby=sagts]")
    assert axe(page) == []

    # Bo finds a new claim in the paper, forgets what would be needed, puts it in, and shows it.
    sign_in(desk, bo)
    desk.goto(f"{live_server.url}/personal/siffror/pastaenden/")
    desk.click("text=Lägg till ett påstående")
    desk.fill("#id_said", "Nio av tio slutar efter tre samtal.")
    desk.fill("#id_source", "Kommunens nyhetsbrev.")
    desk.fill("#id_date", "2026-05")
    desk.fill("#id_low", "90")
    desk.click("text=Lägg till påståendet")
    assert "Skriv vad man skulle behöva veta." in desk.inner_text("#id_needed_error")
    assert desk.input_value("#id_said") == "Nio av tio slutar efter tre samtal."
    desk.fill("#id_needed", "hur många som kom tre gånger, och hur många som svarade")
    desk.click("text=Lägg till påståendet")
    assert "Bara ni ser det." in desk.inner_text("section[aria-labelledby=egna]")
    page.goto(f"{live_server.url}/siffror/")
    assert "Nio av tio slutar efter tre samtal." not in page.inner_text("main")
    desk.click("button:has-text('Visa det för alla')")
    page.goto(f"{live_server.url}/siffror/")
    shown = page.inner_text("main")
    assert "Nio av tio slutar efter tre samtal." in shown
    assert "Kommunens nyhetsbrev. (maj 2026)" in shown
    assert axe(desk) == []
