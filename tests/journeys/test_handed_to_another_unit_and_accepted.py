"""Two installations on one machine, each with its own data: a case goes over to the other one, and the answer back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from kast.config.bench.served import Served, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def units():
    """Kustmottagningen hands over; Skogsmottagningen receives."""
    with (
        served(prepare=("tests.a_unit", "Kustmottagningen")) as coast,
        served(prepare=("tests.a_unit", "Skogsmottagningen")) as forest,
    ):
        yield coast, forest


@dataclass
class Desk:
    """One member's browser."""

    page: Any
    origin: str

    def go(self, path: str) -> str:
        """Open a page of the staff; what it says."""
        self.page.goto(f"{self.origin}/personal/{path}")
        return self.says()

    def says(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def press(self, words: str) -> str:
        """A button; what comes says."""
        with self.page.expect_navigation():
            self.page.click(f"main button:has-text('{words}')")
        return self.says()

    def follow(self, words: str) -> str:
        with self.page.expect_navigation():
            self.page.click(f"main a:has-text('{words}')")
        return self.says()

    def saves(self, words: str, folder: Path) -> Path:
        """A link that is a file."""
        with self.page.expect_download() as download:
            self.page.click(f"main a:has-text('{words}')")
        path = folder / f"{len(list(folder.iterdir()))}-{download.value.suggested_filename}"
        download.value.save_as(path)
        return path

    def has_no_hindrance(self) -> None:
        found = Axe().run(self.page).response["violations"]
        assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == []


class Walk:
    """What happens, in Playwright's own thread."""

    def __init__(self, browser: Any, coast: Served, forest: Served, folder: Path) -> None:
        self.browser, self.coast, self.forest, self.folder = browser, coast, forest, folder

    def enter(self, unit: Served, name: str) -> Desk:
        context = self.browser.new_context(
            bypass_csp=True, reduced_motion="reduce", viewport={"width": 1280, "height": 900}, locale="sv-SE"
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{unit.origin}/demo/")
        with page.expect_navigation():
            page.click(f"form:has([value={name}]) button")
        return Desk(page, unit.origin)

    def know_each_other(self) -> None:
        """The two heads exchange sheets, and compare the digits aloud."""
        heads = [self.enter(self.coast, "bo"), self.enter(self.forest, "bo")]
        sheets, digits = [], []
        for head in heads:
            head.go("mottagningen/andra/")
            head.has_no_hindrance()
            sheets.append(head.saves("Spara bladet som fil", self.folder))
            digits.append(head.page.inner_text("main p.paper"))
        for number, head in enumerate(heads):
            head.follow("Lägg till en mottagning")
            head.page.set_input_files("[name=file]", sheets[1 - number])
            head.press("Spara bladet")
            head.page.fill("[name=digits]", digits[number])  # its own by mistake
            assert "Siffrorna stämmer inte." in head.press("Jämför")
            head.page.fill("[name=digits]", digits[1 - number])
            assert "Siffrorna stämmer. Nu går det att lämna över dit." in head.press("Jämför")
            head.has_no_hindrance()

    def prepare(self, ada: Desk, alias: str) -> str:
        """A case from a call, a note, and a hand-over up to the page that shows what will be read. Its number."""
        ada.go("arenden/nytt/")
        ada.page.fill("[name=alias]", alias)
        ada.page.click("label:has-text('har köpt sex')")
        ada.press("Öppna ärendet")
        number = ada.page.inner_text("h1")
        ada.page.click("#anteckna label:has-text('Bara anteckning')")
        ada.page.fill("#n_words", "Flyttar norrut i vår. Systern säger att han dricker.")
        ada.press("Klar")
        told = ada.follow("Lämna över till annan mottagning")
        assert "Vill du att vi lämnar över till en annan mottagning?" in told
        ada.has_no_hindrance()
        ada.page.click("label:has-text('Skogsmottagningen')")
        ada.page.click("label:has-text('här i rummet')")
        ada.page.fill("[name=consent_on]", ada.page.evaluate("new Date().toLocaleDateString('sv-SE')"))
        ada.page.click("label:has-text('samtalen och anteckningarna')")
        ada.page.click("label:has-text('uppgifterna från början')")
        ada.press("Gå igenom det som följer med")
        ada.has_no_hindrance()
        ada.page.fill("[name=words_0]", "Flyttar norrut i vår.")  # the sister's words stay behind
        told = ada.press("Visa det som de får läsa")
        assert "Flyttar norrut i vår." in told
        assert "dricker" not in told
        ada.has_no_hindrance()
        return number

    def over_the_net(self) -> None:
        """Handed to another unit and accepted."""
        ada = self.enter(self.coast, "ada")
        number = self.prepare(ada, "Kusten")
        ada.page.click("label:has-text('över nätet')")
        told = ada.press("Lås och lämna över")
        assert "Skickad" in told, told
        ada.has_no_hindrance()

        there = self.enter(self.forest, "ada")
        assert "Från Kustmottagningen" in there.go("")
        there.has_no_hindrance()
        told = there.follow("Från Kustmottagningen")
        assert "Flyttar norrut i vår." in told
        assert "dricker" not in told
        there.has_no_hindrance()
        there.follow("Ta emot")
        there.has_no_hindrance()
        told = there.press("Ta emot och öppna ärendet")
        assert "Kustmottagningen har fått svaret." in told, told
        there.has_no_hindrance()
        told = there.follow("2026-") if there.page.locator("main a:has-text('2026-')").count() else told
        assert "Kom från Kustmottagningen" in told
        assert "Flyttar norrut i vår." in told
        assert "Kusten" in told  # what the person is called came along

        assert "mottagen" in ada.go("")
        ada.has_no_hindrance()
        ada.follow(number)
        told = ada.follow("Till Skogsmottagningen")
        assert "personens ja, här i rummet" in told
        assert "Mottagen." in told
        ada.press("Jag har sett svaret")
        assert "mottagen" not in ada.go("")

    def as_files(self) -> None:
        """Carried over on a stick, and declined there."""
        ada = self.enter(self.coast, "ada")
        number = self.prepare(ada, "Ön")
        ada.press("Lås och lämna över")
        sealed = ada.saves("Spara den låsta filen", self.folder)
        assert b"norrut" not in sealed.read_bytes()

        there = self.enter(self.forest, "eva")
        there.go("overlamningar/hamta/")
        there.has_no_hindrance()
        there.page.set_input_files("[name=file]", sealed)
        assert "Överlämningen ligger under Överlämningar." in there.press("Hämta")
        there.follow("Från Kustmottagningen")
        there.page.click("summary:has-text('Avböj')")
        there.page.click("label:has-text('vi har inte plats')")
        there.press("Avböj överlämningen")
        answer = there.saves("Spara svaret som fil", self.folder)

        # The net was faster than the stick; the file says the same once more, and nothing changes.
        ada.go("overlamningar/hamta/")
        ada.page.set_input_files("[name=file]", answer)
        assert "Svaret är mottaget." in ada.press("Hämta")
        assert "Skogsmottagningen: avböjd" in ada.says()
        told = ada.go(f"arenden/{number}/")
        assert "Avböjd" in told

    def a_stranger_gets_nothing(self) -> None:
        """The file of one unit is of no use to the same unit."""
        sealed = next(path for path in self.folder.iterdir() if path.name.endswith("overlamning.json"))
        ada = self.enter(self.coast, "eva")
        ada.go("overlamningar/hamta/")
        ada.page.set_input_files("[name=file]", sealed)
        assert "Filen är låst till en annan mottagning." in ada.press("Hämta")


def test_handed_to_another_unit_and_accepted(chromium, units, tmp_path):
    def walk(browser: Any) -> None:
        it = Walk(browser, *units, tmp_path)
        it.know_each_other()
        it.over_the_net()
        it.as_files()
        it.a_stranger_gets_nothing()

    chromium.do(walk)
