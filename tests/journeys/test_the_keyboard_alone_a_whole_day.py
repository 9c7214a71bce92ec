import pytest

from kast.casework import cases, codes, risks
from kast.casework.models import Case, Note, Risk, Task, Topic
from kast.door.models import Reply
from tests.fixtures_casework import held

FOCUSED = "(document.activeElement.innerText || document.activeElement.value || '').trim()"


class Keys:
    """A page that is reached by keys only: whoever wrote `click` here would find no such thing."""

    def __init__(self, page):
        self._page, self._keys = page, page.keyboard
        self.press, self.type = page.keyboard.press, page.keyboard.type
        self.sees, self.at, self.text = page.wait_for_selector, page.wait_for_url, page.inner_text

    def focused(self) -> str:
        return self._page.evaluate(FOCUSED)

    def tab_to(self, what: str) -> None:
        """Tab until the focus stands on it, by what it says or by its name, as somebody does who sees where it is."""
        for _ in range(120):
            self.press("Tab")
            if self.focused().startswith(what) or self._page.evaluate("document.activeElement.id") == what:
                return
        pytest.fail(f"no tab leads to {what!r}")

    def down_to(self, what: str) -> None:
        """Down the list to the row that says this, from the top."""
        for _ in range(40):
            self.press("k")
        for _ in range(40):
            if what in self._page.evaluate("document.activeElement.closest('li')?.innerText || ''"):
                return
            self.press("j")
        pytest.fail(f"{what!r} is in no row")


@pytest.mark.browser
def test_the_keyboard_alone_a_whole_day(
    staff_page, live_server, unit, wrote, asked, ada, eva, now, sign_in, settings_of_unit, axe
):
    settings_of_unit(record_mode="B", record_decision="SN 2026/112")
    wrote("Jag vet inte hur man börjar.")
    older = cases.open_from(wrote("Hej igen."), asked(), stand_in=eva, by=ada, at=now)
    for _ in range(3):
        held(older, ada, now)
    risks.raise_in(older, codes.RiskKind.VIOLENCE, by=ada, at=now)
    sign_in(staff_page, ada)
    staff_page.goto(f"{live_server.url}/personal/las-upp/")
    keys = Keys(staff_page)

    # The phrase, and the day is there. The sheet of keys opens over it, and closes again.
    staff_page.focus("[name=phrase]")
    keys.type(" ".join(unit.phrases["ada"]))
    keys.press("Enter")
    keys.at(f"{live_server.url}/personal/")
    keys.press("?")
    keys.sees("dialog[open] >> text=gör det som står på raden")
    assert axe(staff_page) == []
    keys.press("Escape")
    keys.sees("dialog", state="hidden")

    # On top a risk that nobody has taken: one key takes it, where it stands.
    keys.press("j")
    assert keys.focused() == older.number
    keys.press("x")
    keys.sees("text=Riskflagga, våld. Ada har den.")
    assert Risk.objects.get().taken_by == ada

    # Down to the letter, in, and it becomes a case.
    keys.down_to("Brev nr 1")
    keys.press("Enter")
    keys.sees("text=Jag vet inte hur man börjar.")
    keys.tab_to("Bli ärende")
    keys.press("Enter")
    keys.sees("#id_alias")
    keys.tab_to("id_alias")
    keys.type("Fredag")
    keys.press("Control+Enter")
    keys.at("**/personal/arenden/**")
    case = Case.objects.exclude(pk=older.pk).get()

    # An answer, a note, the topic, something to do: each under its own key.
    keys.press("b")
    keys.type("Hej, och tack för att du skrev.")
    keys.press("Control+Enter")
    keys.sees("text=Svaret ligger i brevlådan.")
    assert Reply.objects.count() == 1
    keys.press("n")
    keys.type("Går hem före åtta i stället.")
    keys.press("Control+Enter")
    keys.sees(".said:has-text('Går hem före åtta')")
    keys.press("t")
    keys.press("ArrowRight")
    keys.tab_to("t_before")
    keys.type("De gör det frivilligt")
    keys.press("Control+Enter")
    keys.sees("text=De gör det frivilligt")
    assert Topic.objects.get().state == "discussed"
    keys.press("a")
    keys.type("Skicka planen")
    keys.press("Control+Enter")
    keys.sees("#att-gora li:has-text('Skicka planen')")

    # Back to the day. The task is ticked on its row, undone, and ticked again, and the row keeps the focus.
    keys.press("g")
    keys.press("i")
    keys.sees("h1:has-text('I dag')")
    keys.down_to("Skicka planen")
    for word in ("Ångra", "Klart", "Ångra"):
        keys.press("x")
        keys.sees(f".list li:has-text('Skicka planen') button:has-text('{word}')")
        assert keys.focused() == case.number
    assert Task.objects.get().done_by == ada

    # The topic is due in the older case: it opens beside the list, with the note box, and the list stays.
    keys.down_to("frågan är inte uppe än")
    keys.press("Enter")
    keys.at(f"**/personal/?arende={older.number}")
    keys.sees(f"article.case h2:has-text('{older.number}')")
    assert axe(staff_page) == []
    keys.press("n")
    keys.type("Ringde igen på eftermiddagen.")
    keys.press("Control+Enter")
    keys.sees(".case .said:has-text('Ringde igen på eftermiddagen.')")
    keys.at(f"**/personal/?arende={older.number}")
    assert Note.objects.count() == 2

    # The next case of the list, and the one before.
    keys.press("Shift+J")
    keys.at(f"**/personal/?arende={case.number}")
    keys.press("Shift+K")
    keys.at(f"**/personal/?arende={older.number}")

    # The flag is closed from its own page.
    keys.press("r")
    keys.press("Enter")
    keys.at("**/personal/risk/**")
    keys.tab_to("calmer")
    keys.press("Space")
    keys.tab_to("c_happened")
    keys.type("Den andra har åkt till sin syster.")
    keys.tab_to("Avsluta flaggan")
    keys.press("Enter")
    keys.sees("text=Flaggan är avslutad.")
    assert Risk.objects.get().state == "closed"

    # A case is found by its number, and one key locks.
    keys.press("/")
    keys.type(case.number)
    keys.press("Enter")
    keys.sees(f"h1:has-text('{case.number}')")
    keys.press("l")
    keys.at("**/las-upp/**")
