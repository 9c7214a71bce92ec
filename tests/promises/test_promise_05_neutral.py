import html
import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.door.test_pages import EVERY
from tests.fixtures_door import fields_of, words_on

TELLING = re.compile(r"sex|kast|köp|kop|brott|kris|samtal|prostitu|buy|crime|help|counsel", re.IGNORECASE)


def public_paths():
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            for last in getattr(inner, "url_patterns", [inner]):
                path = f"{inner.pattern}{last.pattern}" if last is not inner else str(inner.pattern)
                if not path.startswith("personal/"):
                    yield path


@pytest.mark.parametrize("browser", ["sv", "en"])
def test_neutral(person, english_person, no_wait, browser):
    """The site's titles, icon and addresses, and all that you can download or print, are neutral."""
    who = person if browser == "sv" else english_person
    sent = who.sends("Hej.").content.decode()
    paper = who.browser.post(f"{who.prefix}/skriv/papper/", fields_of(sent)).content.decode()
    who.words = words_on(sent)
    pages = [sent, paper, *(who.browser.get(path).content.decode() for path in EVERY), who.returns()]
    for page in pages:
        title = html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1))
        assert not TELLING.search(title), title
        assert "og:" not in page
        assert "description" not in page
    day = who.browser.get(f"{who.prefix}/tid.ics")
    assert not TELLING.search(day.content.decode() + day["Content-Disposition"])
    icon = (settings.PACKAGE / "config" / "static" / "icon.svg").read_text()
    assert "<text" not in icon
    assert "<title" not in icon
    paths = list(public_paths())
    assert "skriv/" in paths
    assert not [path for path in paths if TELLING.search(path)]
    # On paper: the words alone. What else stands on the page is hidden by the style sheet when it is printed.
    assert 'class="paged once"' in paper
    css = (settings.PACKAGE / "config" / "static" / "public.css").read_text()
    assert ".once :is(.top, h1, h2, .lead, .row:not(:has(.words))) { display: none; }" in css
