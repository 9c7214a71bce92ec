"""Nobody knows who it is: seven words, and two years. The question is there, and the answer reaches those it should."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from kast.casework import cases, codes, contacts, endings
from kast.casework.models import Case
from kast.door.models import Letter, Mailbox
from kast.door.months import months_later
from kast.figures import access as figures
from kast.figures import outcome, reasons
from kast.followup import baseline
from kast.followup.models import Followup
from kast.followup.questions import Before, Ever
from kast.ledger import reading
from kast.ledger.facts import Kind


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def night(day: date) -> None:
    """The daily command, as the server's clock runs it."""
    with time_machine.travel(at(day, 2), tick=False):
        call_command("daily")


@pytest.mark.browser
def test_known_only_by_a_passphrase_answers_after_two_years(
    window, staff_page, unit, live_server, sign_in, axe, person, ada, eva, transactional_db
):
    # Two years and some months ago somebody wrote: no name, no number, no address. Ada and the person talked by letter
    # and in the room; at the first talk Ada asked about the year before. In the mailbox, after two years, we may ask.
    today = timezone.localdate()
    ended = months_later(today, -24)
    wrote = months_later(ended, -4)
    with time_machine.travel(at(wrote), tick=False):
        words = person.writes("Jag vill sluta. Jag säger inte vem jag är.")
    letter = Letter.objects.select_related("mailbox__box").get()
    asked = cases.Asked(route_in=codes.RouteIn.OWN, mode=codes.Mode.A, concerns=codes.Concerns.BOUGHT)
    case = cases.open_from(letter, asked, stand_in=eva, by=ada, at=at(wrote, 14))
    kind, means = codes.ContactKind.CONVERSATION, codes.Means.HERE
    contacts.record(case, on=wrote, kind=kind, means=means, held=True, by=ada, at=at(wrote, 16))
    before = Before(Ever.RECENT, {f"{months_later(wrote, -2):%Y-%m}": {"sweden_in_person": "3-5"}})
    baseline.record(case, before, by=ada, at=at(wrote, 16))
    agreement = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(24,))
    endings.end(case, codes.Ending.AGREED, agreement, by=ada, at=at(ended))

    # Nights go by. The mailbox is kept, since somebody will be asked in it; nothing is asked before its day.
    for day in (ended + timedelta(days=1), *(months_later(ended, months) for months in (6, 12, 18))):
        night(day)
    assert Followup.objects.get(months=24).state == "due"
    assert Mailbox.objects.get().deleted_on is None
    night(today)
    assert Followup.objects.get(months=24).state == "asked"

    # The person has kept the words. The phone has no scripts, and asks for none.
    page = window(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/svar/")
    page.fill("[name=words]", words)
    page.click("text=Öppna brevlådan")
    page.click("text=Vi har en fråga till dig: hur går det?")
    assert "För två år sedan avslutade vi samtalen." in page.inner_text("main")
    assert page.title() == "Svar – Mottagningen"
    assert page.evaluate("document.scripts.length") == 0
    assert axe(page) == []
    page.check("text=Nej")
    page.click("text=Gå vidare")
    page.wait_for_selector("[name=held_talks]")

    # Under two minutes: two steps, thirteen questions of which each may be left, and nothing wider than the phone.
    asked_now = page.locator("main select, main textarea, main input:not([type=hidden])")
    assert asked_now.count() <= 13
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
    page.select_option("[name=held_talks]", "9")
    page.select_option("[name=held_law]", "4")
    page.select_option("[name=now_life]", "rather_good")
    page.fill("[name=worse]", "Det var svårt att vänta på första tiden.")

    # Meanwhile the mailbox has locked itself. The words open it again, and all that was filled in is still there.
    page.context.clear_cookies()
    page.click("text=Skicka svaret")
    page.wait_for_selector("text=Brevlådan har låst sig. Allt du skrev är kvar.")
    assert axe(page) == []
    page.fill("[name=words]", words)
    page.click("text=Öppna brevlådan")
    page.wait_for_selector("text=Svaret är inte skickat än. Allt du fyllde i är kvar.")
    assert page.input_value("[name=held_talks]") == "9"
    assert page.input_value("[name=worse]") == "Det var svårt att vänta på första tiden."
    assert Followup.objects.get(months=24).state == "asked"
    page.click("text=Skicka svaret")
    assert "Tack" in page.inner_text("h1")

    # Ada sees it on Today, and reads it. She still does not know who it is.
    sign_in(staff_page, ada)
    staff_page.goto(f"{live_server.url}/personal/las-upp/")
    staff_page.fill("[name=phrase]", " ".join(unit.phrases["ada"]))
    staff_page.press("[name=phrase]", "Enter")
    staff_page.wait_for_selector("text=Läs svaret")
    staff_page.click("text=Läs svaret")
    staff_page.wait_for_selector("text=Det var svårt att vänta på första tiden.")
    told = staff_page.inner_text("main")
    assert "Samtalen här: 9" in told or "samtalen här: 9" in told
    assert "Ganska bra" in told
    assert axe(staff_page) == []
    assert Case.objects.get().personal_index is None

    # And the figures know: under the same life, by month, two years and four months after the first talk.
    (life,) = reading.lives()
    assert life.last(Kind.FOLLOWUP_24) == "answered"
    assert (life.last(Kind.BASELINE), life.last(Kind.PURCHASES_BEFORE)) == ("last_12_months", "few")
    assert (life.last(Kind.WENT_BACK), life.last(Kind.FOLLOWED_TO)) == ("no", "m28")
    assert (life.last(Kind.PURCHASES), life.last(Kind.TRIED)) == ("none", "none")
    lives, month = figures.lives(), f"{today:%Y-%m}"
    found = outcome.did_not_go_back(lives, month=month)
    assert (found.started, found.due, found.clean, found.lost) == (1, 1, 1, 0)
    assert reasons.latest(lives[0]) == reasons.Told(frozenset({"talks", "law"}), frozenset({"talks"}))
