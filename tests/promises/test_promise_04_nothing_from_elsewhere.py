from urllib.parse import urlsplit

import pytest

from tests.door.test_pages import EVERY


@pytest.mark.browser
def test_nothing_from_elsewhere(window, live_server, transactional_db, person):
    """The site fetches nothing from anyone else and runs no scripts."""
    page = window(viewport={"width": 360, "height": 740}).new_page()  # a browser that would run them
    hosts, kinds = set(), set()

    def asked(request):
        hosts.add(urlsplit(request.url).netloc)
        kinds.add(request.resource_type)

    page._thing.on("request", asked)
    for path in [*EVERY, "/siffror/"]:
        page.goto(live_server.url + path)
        assert page.evaluate("() => document.scripts.length") == 0
    page.goto(live_server.url + "/skriv/")
    page.fill("#letter", "Hej.")
    page.get_by_role("button", name="Skicka brevet", exact=True).click()
    page.wait_for_selector("ol.words")
    assert hosts == {urlsplit(live_server.url).netloc}
    assert "stylesheet" in kinds
    assert "script" not in kinds
