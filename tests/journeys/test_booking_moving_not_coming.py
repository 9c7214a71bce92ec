"""Booking, moving, not coming: a person with words alone, on a phone without scripts, and Ada at her desk."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from kast.appointments import times
from kast.appointments.models import Booking
from kast.appointments.times import Plan
from kast.casework import cases, codes
from kast.door.models import Letter
from kast.staff.holidays import is_working_day
from tests.fixtures_casework import facts_of


def at(day, hour=10, minute=0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def working_day(after, number=1):
    day = after
    for _ in range(number):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def radio(page, text) -> None:
    page.check(f"label:has-text('{text}') input")


@pytest.mark.browser
def test_booking_moving_not_coming(
    browser_page, staff_page, unit, live_server, sign_in, axe, person, ada, eva, transactional_db
):
    # Somebody wrote last week; Ada has the case, and has laid out times.
    today = timezone.localdate()
    with time_machine.travel(at(today - timedelta(days=7)), tick=False):
        words = person.writes("Jag vill prata med någon.")
        letter = Letter.objects.select_related("mailbox__box").get()
        asked = cases.Asked(route_in=codes.RouteIn.OWN, mode=codes.Mode.B, decision="SN 2025/112", alias="Pendlaren")
        case = cases.open_from(letter, asked, stand_in=eva, by=ada, at=timezone.now())
    first, second = working_day(today, 2), working_day(today, 3)
    for day in (first, second):
        times.lay(Plan(day, day, time(14, 15), 45, place="Rum 2"), by=ada, at=timezone.now())

    # The person comes back, sees what is free and no name, and books.
    page = browser_page
    page.goto(f"{live_server.url}/svar/")
    page.fill("[name=words]", words)
    page.click("text=Öppna brevlådan")
    page.click("text=Boka en tid")
    free = page.inner_text("main")
    assert page.locator("[name=slot]").count() == 2
    assert "Ada" not in free
    assert "Rum 2" not in free
    assert axe(page) == []
    page.locator("[name=slot]").first.check()
    page.click("text=Gå vidare")
    assert "Passar den inte? Flytta eller avboka." in page.inner_text("main")  # word for word, before choosing
    assert axe(page) == []
    radio(page, "Ett brev här i brevlådan")
    page.click("text=Boka tiden")
    assert "I receptionen räcker det att säga ”Jag har en tid”." in page.inner_text("main")
    assert page.title() == "Tider – Mottagningen"
    assert axe(page) == []

    # The day does not suit: the person moves it.
    page.click("main button:has-text('Flytta')")
    assert "Den är kvar tills du har valt en ny." in page.inner_text("main")
    page.locator("[name=slot]").first.check()
    page.click("text=Gå vidare")
    assert page.locator("[name=way][value=letter]").is_checked()
    page.click("text=Flytta tiden hit")
    booking = Booking.objects.select_related("slot").get()
    assert timezone.localdate(booking.slot.starts_at) == second

    # Ada sees on the case's page whose it is, which stands nowhere.
    sign_in(staff_page, ada)
    staff_page.goto(f"{live_server.url}/personal/las-upp/")
    staff_page.fill("[name=phrase]", " ".join(unit.phrases["ada"]))
    staff_page.press("[name=phrase]", "Enter")
    staff_page.wait_for_selector(".list h1")
    staff_page.goto(f"{live_server.url}/personal/arenden/{case.number}/")
    assert "14.15, på mottagningen, Rum 2. Ada." in staff_page.inner_text(".side")
    assert axe(staff_page) == []

    # The day comes and goes. (The clock here is the server's own: the time is moved back instead.)
    past = timezone.now() - timedelta(hours=3)
    slot = booking.slot
    slot.starts_at, slot.ends_at = past, past + timedelta(minutes=45)
    slot.save()
    staff_page.goto(f"{live_server.url}/personal/")
    assert "Dagens samtal" in staff_page.inner_text(".list")
    assert axe(staff_page) == []
    staff_page.click("button:has-text('Blev inte av')")
    staff_page.wait_for_selector("[name=not_held]")
    assert staff_page.input_value("[name=on]") == timezone.localdate(past).isoformat()
    assert staff_page.locator("[name=what][value=not_held]").is_checked()
    staff_page.select_option("[name=not_held]", "absent_silent")
    assert axe(staff_page) == []
    staff_page.click("button.main")
    staff_page.wait_for_selector(".story h3:has-text('Blev inte av')")
    assert facts_of(case, ada)[-1] == ("not_held", "absent_silent")

    # The person comes back, and is welcome.
    page.goto(f"{live_server.url}/svar/brev/")
    assert "blev inte av. Du är välkommen att boka en ny." in page.inner_text("main")
    page.click("text=Boka en tid")
    assert page.locator("[name=slot]").count() == 1
    assert axe(page) == []
