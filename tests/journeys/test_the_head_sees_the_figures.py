from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kast.figures import freezing
from kast.figures.months import first_day, half_year_of, name, number
from tests.figures.made_up import BACK, CLEAN, keep, life
from tests.fixtures_door import Person


def a_month_after_this_half_year(today: date) -> datetime:
    after = name(number(half_year_of(today).span.last) + 1)
    return datetime.combine(first_day(after) + timedelta(days=32), time(2), tzinfo=UTC)


@pytest.mark.browser
def test_the_head_sees_the_figures(staff_page, browser_page, unit, live_server, sign_in, axe, bo):
    # The years before: 112 had bought and began. 69 say that they did not go back, 5 that they did, 38 are lost.
    keep([life(came="2023-05", answers=CLEAN)] * 69 + [life(came="2023-05", answers=BACK)] * 5)
    keep([life(came="2023-05")] * 38)
    # Six people write, whom the police told; nobody has answered them yet.
    for _ in range(6):
        Person().writes("Jag vill sluta.", heard="police")

    # Bo opens the figures. What nobody has counted is not known.
    sign_in(staff_page, bo)
    staff_page.goto(f"{live_server.url}/personal/siffror/")
    page = staff_page.inner_text("main")
    assert "Av 112 vet vi att 69 inte gick tillbaka, och att 5 gjorde det. Om 38 vet vi inget." in page
    assert "62 procent i sämsta fall och 96 procent i bästa fall" in page
    assert "Ingen har räknat hur många som fick veta att vi finns" in page

    # The police say that they told ninety. Bo puts it in, mistypes, and takes it off again.
    staff_page.fill("#id_number", "900")
    staff_page.click("text=Skriv in talet")
    staff_page.wait_for_selector("text=Talet är inskrivet.")
    staff_page.fill("#id_number", "810")
    staff_page.check("#id_less")
    staff_page.click("text=Skriv in talet")
    staff_page.wait_for_selector("text=7 av 100")
    steps = staff_page.inner_text("section[aria-labelledby=na] table")
    assert "90" in steps
    assert "7 av 100" in steps.replace("\n", " ")

    # Beside them stands what has been said, and what our figures allow one to say about it.
    claims = staff_page.inner_text("section[aria-labelledby=sagts]")
    assert "95–98 % av alla de köpare som varit här på KAST går inte tillbaka" in claims
    assert "Påståendet säger inte av hur många, över vilken tid och hur man frågade." in claims
    assert "För att 95 ska stämma hos oss får ingen av de 38 som vi inte vet något om ha gått tillbaka." in claims
    assert axe(staff_page) == []

    # The public sees nothing that moves by the day: only what was frozen when the half-year had closed.
    browser_page.goto(f"{live_server.url}/siffror/")
    assert "Här finns inga siffror än" in browser_page.inner_text("main")
    freezing.freeze(a_month_after_this_half_year(timezone.localdate()))
    browser_page.goto(f"{live_server.url}/siffror/")
    public = browser_page.inner_text("main")
    assert "6 personer hörde av sig för första gången." in public
    assert "Av 112 vet vi att 69 inte gick tillbaka" in public
    assert axe(browser_page) == []
    browser_page.goto(f"{live_server.url}/en/siffror/")
    assert "62 per cent at worst and 96 per cent at best" in browser_page.inner_text("main")


CUT = """() => [...document.querySelectorAll(".wide-table")].filter(one =>
    one.querySelectorAll("thead th").length < 4 && one.scrollWidth > one.clientWidth + 1
  ).map(one => one.textContent.trim().slice(0, 40))"""


@pytest.mark.browser
def test_on_a_phone_a_table_of_three_columns_shows_its_last_number_whole(staff_page, unit, live_server, sign_in, bo):
    keep([life(came=name(number(half_year_of(timezone.localdate()).span.last) - 6), times=3, answers=CLEAN)] * 69)
    sign_in(staff_page, bo)
    staff_page.set_viewport_size({"width": 360, "height": 740})
    staff_page.goto(f"{live_server.url}/personal/siffror/")
    assert "100 av 100" in " ".join(staff_page.inner_text("main").split())
    assert staff_page.evaluate(CUT) == []
