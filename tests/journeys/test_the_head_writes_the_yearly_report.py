import csv
import io
import re

import pytest
from django.utils import timezone

from tests import papers
from tests.figures.made_up import keep
from tests.figures.release.made_up import lives_of

NUMBERS = r"\d+"


def fetched(page, button):
    """What the browser gets when a button sends a file."""
    with_it = page.eval_on_selector(
        f"main form:has-text('{button}')",
        """(form, words) => { const said = new URLSearchParams(new FormData(form));
            const one = [...form.querySelectorAll("button")].find(each => each.textContent === words);
            said.set(one.name, one.value); return form.action + "?" + said; }""",
        button,
    )
    answer = page.request.get(with_it)
    assert answer.status == 200, answer.text()
    return answer.body()


@pytest.mark.browser
def test_the_head_writes_the_yearly_report(staff_page, browser_page, unit, live_server, sign_in, axe, bo):
    year = timezone.localdate().year - 1
    keep(lives_of(1200, first=year - 3, last=year))
    number = f"{year}-1"

    # Bo looks at what would be published of last year, is asked once more, and publishes it.
    sign_in(staff_page, bo)
    staff_page.goto(f"{live_server.url}/personal/siffror/rapport/")
    assert "Det finns ingen utgåva än" in staff_page.inner_text("main")
    publishes(staff_page, unit, live_server, year)

    # The report, in Swedish and in English, and the agency's file: one button each.
    staff_page.goto(f"{live_server.url}/personal/siffror/rapport/")
    assert axe(staff_page) == []
    report = fetched(staff_page, "Hämta rapporten")
    assert papers.read(report).metadata.title.startswith(f"Årsrapport {year}")
    staff_page.select_option("#id_language", "en")
    in_english = fetched(staff_page, "Hämta rapporten")
    assert papers.read(in_english).trailer["/Root"]["/Lang"] == "en"
    staff_page.select_option("#id_language", "sv")
    agency = fetched(staff_page, "Hämta myndighetens fil").decode("utf-8-sig")
    sent = {line["kod"]: line["antal"] for line in csv.DictReader(io.StringIO(agency), delimiter=";")}

    # Somebody in the town opens the figures: the same numbers, on a phone, without a script.
    browser_page.goto(f"{live_server.url}/siffror/")
    assert axe(browser_page) == []
    said = browser_page.inner_text("section[aria-labelledby=aret] .statement")
    wrote, came = re.findall(NUMBERS, said)
    assert (wrote, came) == (sent["K02"], sent["K17"])
    clean = re.search(r"Av (\d+) vet vi att (\d+) inte gick tillbaka", browser_page.inner_text("main"))
    assert clean.groups() == (sent["K22"], sent["K23"])
    told = papers.words(report)
    assert f"{wrote} personer hörde av sig för första gången." in told
    assert f"Av {sent['K22']} vet vi att {sent['K23']} inte gick tillbaka" in told
    assert f"{wrote} people got in touch for the first time." in papers.words(in_english)

    # A screen reader hears each drawing in words, and finds its table after it.
    tree = browser_page.locator("section[aria-labelledby=aret]").aria_snapshot()
    assert f"Hörde av sig {wrote}" in tree
    assert 'table "Alla som hörde av sig för första gången"' in tree

    # In English the numbers are the same, and so is the file of a table.
    browser_page.goto(f"{live_server.url}/en/siffror/")
    assert re.findall(NUMBERS, browser_page.inner_text("section[aria-labelledby=aret] .statement")) == [wrote, came]
    table = browser_page.request.get(f"{live_server.url}/en/siffror/{number}/routes.csv").body().decode("utf-8-sig")
    routes = {line["route_code"]: line["number"] for line in csv.DictReader(io.StringIO(table), delimiter=";")}
    assert routes["all"] == wrote

    # Every table of the release, and how it was counted; the signed file is there for whoever wants to check.
    browser_page.goto(f"{live_server.url}/siffror/{number}/")
    assert browser_page.locator("table").count() > 8
    assert axe(browser_page) == []
    browser_page.click("main >> text=Så räknar vi")
    assert "Vad vi inte vet" in browser_page.inner_text("main")
    assert browser_page.request.get(f"{live_server.url}/siffror/{number}/utgava.json").json()["sha256"]
    assert browser_page.context.cookies() == []


def publishes(page, unit, live_server, year):
    """By the head's page, unlocked."""
    page.goto(f"{live_server.url}/personal/siffror/publicering/{year}/")
    page.click("main a[href*='/fraga/']")
    if page.locator("[name=phrase]").count():
        page.fill("[name=phrase]", " ".join(unit.phrases["bo"]))
        page.press("[name=phrase]", "Enter")
        page.wait_for_url("**/publicering/**")
    page.click("main form .main")
    page.wait_for_selector("text=är publicerad")
