from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests.door.test_pages import EVERY


@pytest.mark.browser
def test_nothing_in_the_browser(window, live_server, transactional_db, person, no_wait):
    """The site stores nothing in your browser before you write or return, and then one cookie only, void when you leave
    or after {n} minutes."""
    page = window(viewport={"width": 360, "height": 740}).new_page()

    def kept():
        stored = page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie.length]")
        return [cookie["name"] for cookie in page.context.cookies()], stored

    for path in EVERY:
        page.goto(live_server.url + path)
        assert kept() == ([], [0, 0, 0]), path
    person.writes("Hej.")
    page.goto(live_server.url + "/svar/")
    page.fill("#words", " ".join(person.words))
    page.click("main form button")
    page.wait_for_url("**/svar/brev/")
    assert kept() == (["s"], [0, 0, 0])  # there is something that could stay
    assert page.context.cookies()[0]["expires"] == -1
    page.goto(live_server.url + "/svar/")
    page.click("text=Lås och lämna")
    assert kept() == ([], [0, 0, 0])

    # A cookie that somebody copied is void after so many minutes.
    person.returns()
    assert person.opens("/svar/brev/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=settings.VISIT_MINUTES, seconds=1)):
        assert person.opens("/svar/brev/").status_code == 303
