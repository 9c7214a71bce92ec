from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, codes
from kast.casework.models import Risk
from kast.ledger.models import Fact

ASKED = cases.Asked(route_in=codes.RouteIn.OWN, mode=codes.Mode.B, decision="SN 2025/112")


def at(day, hour, minute=0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.mark.browser
def test_a_risk_is_raised_at_night_and_acknowledged_in_the_morning(
    window, live_server, unit, wrote, ada, eva, sign_in, axe, transactional_db
):
    tonight = timezone.localdate()
    tomorrow = tonight + timedelta(days=1)
    case = cases.open_from(wrote(), ASKED, stand_in=eva, by=ada, at=at(tonight, 9))

    def unlocked(member):
        page = window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
        sign_in(page, member)
        page.goto(f"{live_server.url}/personal/las-upp/")
        page.fill("[name=phrase]", " ".join(unit.phrases[member.username]))
        page.press("[name=phrase]", "Enter")
        page.wait_for_url(f"{live_server.url}/personal/")
        return page

    # Ten past eleven. Ada cannot let go of what was said, opens the case, and raises a flag.
    with time_machine.travel(at(tonight, 23, 10)):
        page = unlocked(ada)
        page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
        page.press("body", "r")
        page.keyboard.press("Enter")
        page.wait_for_url("**/risk/")
        assert axe(page) == []
        page.click("label:has-text('våld')")
        page.fill("#id_worry", "Bråken har blivit värre. Det har slagits i väggar.")
        page.fill("#id_doing", "Jag ringer klockan nio.")
        page.click("main >> text=Sätt flaggan >> nth=0")
        page.wait_for_selector("text=Riskflagga, våld. Ingen har tagit den på 0 minuter.")
        assert axe(page) == []
        page.press("body", "l")
        page.wait_for_url("**/las-upp/**")

    # Quarter to eight. It stands on top of Eva's day, with its clock, and not a word of what Ada wrote.
    with time_machine.travel(at(tomorrow, 7, 45)):
        page = unlocked(eva)
        top = page.inner_text(".list .group >> nth=0")
        assert "Riskflagga, våld. Ingen har tagit den på 8 timmar." in top
        assert "väggar" not in page.inner_text("body")
        assert axe(page) == []

        # One press takes it, in place: the page is the same one.
        page.evaluate("window.same = true")
        page.press("body", "j")
        page.keyboard.press("x")
        page.wait_for_selector("text=Riskflagga, våld. Eva har den.")
        assert page.evaluate("window.same") is True
        assert "Risk som ingen har tagit" not in page.inner_text(".list")

    # At nine Ada sees that Eva has it. They have talked; it is closed with what happened, and not before.
    with time_machine.travel(at(tomorrow, 9)):
        page = unlocked(ada)
        assert "Riskflagga, våld. Eva har den." in page.inner_text(".list")
        page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
        page.click("text=Planera eller avsluta flaggan")
        page.wait_for_url("**/personal/risk/**")
        page.click("label:has-text('läget är lugnare')")
        page.eval_on_selector("#avsluta", "form => { form.noValidate = true; }")
        page.click("#avsluta button")
        page.wait_for_selector(".errors")
        assert Risk.objects.get().state == "acknowledged"
        assert axe(page) == []
        page.fill("#id_happened", "Ringde klockan nio. Den andra sover hos sin syster.")
        page.click("#avsluta button")
        page.wait_for_selector("text=Flaggan är avslutad.")
        assert "Den andra sover hos sin syster." in page.inner_text(".story")
        page.goto(f"{live_server.url}/personal/")
        assert "Riskflagga" not in page.inner_text(".list").replace("Sätt riskflaggan", "")

    told = list(Entry.objects.filter(act__in=["risk:raised", "risk:taken", "risk:closed"]).order_by("at"))
    assert [(entry.act, timezone.localtime(entry.at).hour) for entry in told] == [
        ("risk:raised", 23),
        ("risk:taken", 7),
        ("risk:closed", 9),
    ]
    life = cases.life_of(case.box, ada)
    counted = Fact.objects.filter(life=life, kind__startswith="risk").order_by("running").values_list("kind", "code")
    assert list(counted) == [("risk", "violence"), ("risk_closed", "calmer")]
