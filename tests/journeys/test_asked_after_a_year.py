from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from kast.casework import cases, codes, contacts, endings
from kast.door.models import Letter
from kast.door.months import months_later
from kast.followup import asking
from kast.ledger import reading
from kast.ledger.facts import Kind


def at(day, hour=10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


@pytest.mark.browser
def test_asked_after_a_year(
    browser_page, staff_page, unit, live_server, sign_in, axe, person, ada, eva, transactional_db
):
    # More than a year ago somebody wrote, talked with Ada, and ended. In the mailbox we might ask how things are.
    today = timezone.localdate()
    ended = months_later(today, -12)
    wrote = months_later(ended, -4)
    with time_machine.travel(at(wrote), tick=False):
        words = person.writes("Jag vill sluta.")
    letter = Letter.objects.select_related("mailbox__box").get()
    asked = cases.Asked(
        route_in=codes.RouteIn.OWN,
        mode=codes.Mode.A,
        concerns=codes.Concerns.BOUGHT,
        baseline=codes.Baseline.LAST_12_MONTHS,
    )
    case = cases.open_from(letter, asked, stand_in=eva, by=ada, at=at(wrote, 14))
    kind, means = codes.ContactKind.CONVERSATION, codes.Means.HERE
    contacts.record(case, on=wrote, kind=kind, means=means, held=True, by=ada, at=at(wrote, 16))
    agreement = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(12,))
    endings.end(case, codes.Ending.AGREED, agreement, by=ada, at=at(ended))
    # Every night since then it was seen whether the day had come; this night it had.
    asking.plan(at(ended + timedelta(days=1), 2))
    assert asking.plan(at(today, 2)).asked == 1

    # The person comes back, and finds the question.
    page = browser_page
    page.goto(f"{live_server.url}/svar/")
    page.fill("[name=words]", words)
    page.click("text=Öppna brevlådan")
    page.click("text=Vi har en fråga till dig: hur går det?")
    assert "För ett år sedan avslutade vi samtalen." in page.inner_text("main")
    assert page.title() == "Svar – Mottagningen"
    assert axe(page) == []
    page.check("[name=any][value=yes]")
    page.click("text=Gå vidare")

    # Once, abroad, two months ago: the month is opened, the rest is left out.
    month = months_later(today.replace(day=1), -2)
    page.wait_for_selector("[name=last]")
    assert axe(page) == []
    page.click(f"details:has([name='c_{month:%Y-%m}_abroad_in_person']) summary")
    page.select_option(f"[name='c_{month:%Y-%m}_abroad_in_person']", "1")
    page.select_option("[name=last]", f"{month:%Y-%m}")
    page.select_option("[name=held_other_person]", "8")
    page.fill("[name=worse]", "Det dröjde länge innan jag fick en tid.")
    page.click("text=Skicka svaret")
    assert "Tack" in page.inner_text("h1")
    assert axe(page) == []
    page.goto(f"{live_server.url}/svar/brev/")
    assert "Vi har en fråga" not in page.inner_text("main")

    # Ada sees that there is an answer, and reads it.
    sign_in(staff_page, ada)
    staff_page.goto(f"{live_server.url}/personal/las-upp/")
    staff_page.fill("[name=phrase]", " ".join(unit.phrases["ada"]))
    staff_page.press("[name=phrase]", "Enter")
    staff_page.wait_for_selector("text=Läs svaret")
    staff_page.click("text=Läs svaret")
    staff_page.wait_for_selector("text=Det dröjde länge innan jag fick en tid.")
    told = staff_page.inner_text("main")
    assert "utomlands på plats 1" in told
    assert "Tanken på den andra personen: 8" in told or "tanken på den andra personen: 8" in told
    assert axe(staff_page) == []

    # And it is counted: under the same life, by month, without a word of it.
    (life,) = reading.lives()
    assert life.last(Kind.FOLLOWUP_12) == "answered"
    assert life.last(Kind.WENT_BACK) == "yes"
    assert life.last(Kind.FOLLOWED_TO) == "m16"
    assert life.last(Kind.FIRST_PURCHASE) == "m14"
