"""A no in the mailbox, months before anybody would have asked: it holds for years, and through another ending."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from kast.casework import cases, codes, contacts, endings
from kast.door.models import Letter
from kast.door.months import months_later
from kast.figures import access as figures
from kast.figures import outcome
from kast.followup.models import Followup


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def night(day: date) -> None:
    """The daily command, as the server's clock runs it."""
    with time_machine.travel(at(day, 2), tick=False):
        call_command("daily")


AGREED = endings.Agreement(agreed=True, means=codes.FollowupMeans.MAILBOX, months=(6, 12, 24))


@pytest.mark.browser
def test_a_person_declines_and_is_never_asked_again(
    browser_page, staff_page, unit, live_server, sign_in, axe, person, ada, eva, transactional_db
):
    # Somebody wrote, talked with Ada, ended, and said that we might ask three times.
    today = timezone.localdate()
    ended = months_later(today, -2)
    wrote = months_later(ended, -3)
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
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=at(ended))
    night(ended + timedelta(days=1))

    # Today, long before anybody asks, the person looks in, sees what was agreed, and has thought better of it.
    page = browser_page
    page.goto(f"{live_server.url}/svar/")
    page.fill("[name=words]", words)
    page.click("text=Öppna brevlådan")
    page.click("main >> text=Så har vi kommit överens")
    assert page.inner_text("h1") == "Vi frågar hur det går"
    assert page.locator("main li").count() == 3
    assert axe(page) == []

    # A slip of the finger is not a no: it is asked about once, and there is a way back.
    page.click("text=Nej tack, fråga mig inte igen")
    assert page.inner_text("h1") == "Ska vi aldrig fråga igen?"
    assert axe(page) == []
    page.click("main >> text=Tillbaka")
    assert page.inner_text("h1") == "Vi frågar hur det går"
    assert set(Followup.objects.values_list("state", flat=True)) == {"due"}
    page.click("text=Nej tack, fråga mig inte igen")
    page.click("text=Ja, fråga mig inte igen")
    page.goto(f"{live_server.url}/svar/brev/")
    assert "Vi frågar hur det går" not in page.inner_text("main")
    assert set(Followup.objects.values_list("state", flat=True)) == {"declined"}

    # The person comes back to talk, and the next ending says yes to everything. The no still holds.
    endings.reopen(case, by=ada, at=at(today, 13))
    contacts.record(case, on=today, kind=kind, means=means, held=True, by=ada, at=at(today, 14))
    endings.end(case, codes.Ending.AGREED, AGREED, by=ada, at=at(today, 15))
    for months in range(1, 29):
        night(months_later(today, months))
    assert set(Followup.objects.values_list("state", flat=True)) == {"declined"}
    years_later = at(months_later(today, 24), 9)
    with time_machine.travel(years_later):
        page.goto(f"{live_server.url}/svar/")
        page.fill("[name=words]", words)
        page.click("text=Öppna brevlådan")
        page.wait_for_selector("main")
        assert "hur det går" not in page.inner_text("main")
        assert "hur går det" not in page.inner_text("main")

    # Ada's Today has nobody to ask. On the case stands a no, which is another thing than not answering.
    sign_in(staff_page, ada)
    staff_page.goto(f"{live_server.url}/personal/las-upp/")
    staff_page.fill("[name=phrase]", " ".join(unit.phrases["ada"]))
    staff_page.press("[name=phrase]", "Enter")
    staff_page.wait_for_selector("h1")
    staff_page.goto(f"{live_server.url}/personal/uppfoljning/")
    assert "Ingen just nu." in staff_page.inner_text("main")
    staff_page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    assert "har tackat nej" in staff_page.inner_text(".side")

    # The figures count a no as a no: neither gone back nor not, and not among the lost.
    month = f"{months_later(today, 24):%Y-%m}"
    found = outcome.did_not_go_back(figures.lives(), month=month)
    assert (found.due, found.declined, found.lost, found.known) == (1, 1, 0, 0)
