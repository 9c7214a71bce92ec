"""A colleague's client who leaves after two visits: pointed on, seen twice, warned of, and gone all the same.

The clock of the server goes from day to day, and stands still meanwhile: each day Ada unlocks anew, as one does.
"""

from datetime import date, datetime, time

import pytest
import time_machine
from django.utils import timezone

from kast.casework.models import Case, EarlyWarning
from kast.door.models import Referral
from tests.fixtures_casework import facts_of
from tests.journeys.test_a_letter_is_taken_answered_becomes_a_case_ends import unlocks

LEFT_EARLY = "Två samtal, på någon annans råd, och en bit kvar till att vilja själv. Det är nu många slutar komma."
POINTED_ON, FIRST_TALK, SECOND_TALK = date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 8)
NOTICED, ACTED_AND_LET_BE, ENDED = date(2026, 12, 17), date(2026, 12, 30), date(2027, 1, 12)


def at(on: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))


def notes_a_talk(page, words) -> None:
    page.fill("#n_minutes", "45")
    page.fill("#n_words", words)
    page.click("#anteckna >> text=Klar")
    page.wait_for_selector(f".said:has-text('{words}')")


@pytest.mark.browser
def test_a_colleagues_client_who_leaves_after_two_visits(
    browser_page, staff_page, live_server, unit, ada, eva, sign_in, axe
):
    phone, desk = browser_page, staff_page
    today = f"{live_server.url}/personal/"
    with time_machine.travel(at(POINTED_ON), tick=False) as clock:
        # Cy works in the social services and has no account. The person has said yes; Cy first forgets to say so.
        phone.goto(f"{live_server.url}/hanvisa/")
        assert "Du får veta att det har kommit fram. Mer än så får du aldrig veta" in phone.inner_text("main")
        assert axe(phone) == []
        phone.check("label:has-text('Socialtjänsten') input")
        phone.fill("#told", "Vet att ni finns. Kommer om ni ringer.")
        phone.fill("#reach", "070-174 06 17, efter fyra")
        phone.click("main button:has-text('Skicka')")
        phone.wait_for_selector(".errors")
        assert phone.input_value("#told") == "Vet att ni finns. Kommer om ni ringer."
        assert axe(phone) == []
        phone.check("#consent")
        phone.click("main button:has-text('Skicka')")

        # Cy learns that it arrived, and never more: going back or reading it again shows nothing.
        phone.wait_for_selector("h1:has-text('Det har kommit fram')")
        assert "Vi berättar inte vad som händer sedan." in phone.inner_text("main")
        assert phone.locator("main a").count() == 0
        assert axe(phone) == []
        phone.goto(f"{live_server.url}/hanvisa/")
        assert "070-174 06 17" not in phone.content()

        # Ada sees on Today that somebody was pointed on, not who. She opens it, and makes a case of it.
        number = Referral.objects.get().number
        unlocks(desk, live_server, ada, unit, sign_in)
        told = desk.inner_text(".list")
        assert f"Hänvisning nr {number}" in told
        assert "ringer" not in told
        desk.click(f".list >> text=Hänvisning nr {number}")
        desk.wait_for_selector("text=Från: Socialtjänsten.")
        assert "Kommer om ni ringer." in desk.inner_text(".story")
        assert axe(desk) == []
        desk.click(".acts >> text=Bli ärende")
        assert desk.locator("label:has-text('socialtjänsten') input").is_checked()
        desk.fill("#id_alias", "Efter fyra")
        desk.check("[name=keep_number]")
        desk.click("label:has-text('B, utan namn')")
        desk.fill("#id_decision", "SN 2026/112")
        assert axe(desk) == []
        desk.click("text=Öppna ärendet")
        desk.wait_for_selector("h1:has-text('2026-')")
        case = Case.objects.get()
        where = f"{today}arenden/{case.number}/"
        assert "Kommer om ni ringer." in desk.inner_text(".story")
        desk.goto(today)
        assert f"Hänvisning nr {number}" not in desk.inner_text(".list")

        # The first visit. It was somebody else's idea, and the ruler says so.
        clock.move_to(at(FIRST_TALK, 14))
        unlocks(desk, live_server, ada, unit, sign_in)
        desk.goto(where)
        notes_a_talk(desk, "Kom för att socialtjänsten tyckte det.")
        desk.click("text=Frågor för de första samtalen")
        desk.fill("[name=readiness]", "2")
        assert axe(desk) == []
        desk.click("text=Spara det ni tog upp")
        desk.wait_for_selector("section:has(#q-readiness) >> text=2 / 10")
        desk.goto(today)
        assert "Hör gärna av dig" not in desk.inner_text(".list")

        # The second visit, a week later. Nothing is said about leaving, and no new time is made.
        clock.move_to(at(SECOND_TALK, 14))
        unlocks(desk, live_server, ada, unit, sign_in)
        assert "Hör gärna av dig" not in desk.inner_text(".list")
        desk.goto(where)
        notes_a_talk(desk, "Lyssnade mest. Hör av sig.")

        # Then it is quiet. On the ninth day Today says what is known of people who began like this.
        clock.move_to(at(NOTICED))
        unlocks(desk, live_server, ada, unit, sign_in)
        quiet = desk.inner_text("section:has(#g-tysta)")
        assert case.number in quiet
        assert LEFT_EARLY in quiet
        assert axe(desk) == []
        desk.click(f"section:has(#g-tysta) a:has-text('{case.number}')")
        desk.wait_for_selector(f".case >> text={LEFT_EARLY}")
        assert axe(desk) == []
        assert b"left_early" not in bytes(EarlyWarning.objects.get().__dict__["rules"])

        # She calls, and writes that she did. It leaves Today.
        desk.goto(where)
        desk.click("#hor-av-dig label:has-text('har hört av mig')")
        desk.click("#hor-av-dig button:has-text('Spara')")
        desk.wait_for_selector("#hor-av-dig", state="detached")
        desk.goto(today)
        assert LEFT_EARLY not in desk.inner_text(".list")
        clock.move_to(at(ACTED_AND_LET_BE))
        unlocks(desk, live_server, ada, unit, sign_in)
        assert LEFT_EARLY not in desk.inner_text(".list")

        # The rules leave it alone for two weeks. The person stays away, and after Christmas they say it once more.
        # Ada has nothing more to try: she ends it as what it is, without reproach and without follow-up.
        clock.move_to(at(ENDED))
        unlocks(desk, live_server, ada, unit, sign_in)
        assert LEFT_EARLY in desk.inner_text("section:has(#g-tysta)")
        desk.goto(where)
        desk.click(".acts >> text=Avsluta")
        desk.click("label:has-text('Slutade komma')")
        desk.click("label:has-text('Nej')")
        assert axe(desk) == []
        desk.click("button:has-text('Avsluta ärendet')")
        desk.wait_for_selector("text=Ärendet är avslutat.")
        assert axe(desk) == []
        desk.goto(today)
        assert case.number not in desk.inner_text(".list")
        case.refresh_from_db()
        assert (case.state, case.ending, case.ended_on) == ("ended", "stopped", ENDED)

    # Counted is the way here, that it was seen in time and acted on, and how it ended. Of Cy nothing, of the ruler nothing.
    assert facts_of(case, ada) == [
        ("wrote", "call"),
        ("began", "phone"),
        ("route_in", "social_services"),
        ("concerns", "not_asked"),
        ("baseline", "not_asked"),
        ("referred", "social_services"),
        ("came", "conversation"),
        ("came", "conversation"),
        ("warned", "left_early"),
        ("acted", "contacted"),
        ("warned", "left_early"),
        ("ask_until", "8-15-27"),
        ("ask_at", "none"),
        ("ended", "stopped"),
        ("followup_agreed", "no"),
    ]
