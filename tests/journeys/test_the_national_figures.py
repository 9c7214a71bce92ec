"""The pages that `kast national` writes, in a real browser: axe, keyboard, phone and desk, light and dark, text at 200 %."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kast.figures.national import together, writing
from kast.figures.national.admitting import Came
from tests.figures.national.made import NAMES, a_year_of, came, path, unit
from tests.looking import Looker, twice_as_large

SIZES = {"Trappan": 55, "Bryggan": 25, "Älvhuset": 30, "Östra porten": 36}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """Two folders on a server: real ones of five units and a missing one, and made-up ones of one unit."""
    root = tmp_path_factory.mktemp("national")
    files = [came(name, tables=(path(size),), figures={}) for name, size in SIZES.items()]
    files.append(Came("Loftet.json", a_year_of("Loftet", 90)))
    for folder, sent, made_up in (("real", files, False), ("made-up", [came("Trappan", made_up=True)], True)):
        page, _ = together.lay([unit(name) for name in NAMES[:6]], sent, year=2026, made_up=made_up, unreached={})
        writing.write(page, root / folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def seen_by(browser, origin):
    context = browser.new_context(locale="sv-SE", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    looker = Looker(context, origin, "national", public=True)
    looker.open("/real/index.html")
    looker.look("swedish")
    looker.page.click("text=English")
    looker.look("english")
    looker.page.click("summary")
    looker.look("english-opened")
    looker.open("/made-up/index.html")
    looker.look("made-up")
    trees = [looker.page.locator("body").aria_snapshot()]
    looker.open("/real/index.html")
    trees.append(looker.page.locator("body").aria_snapshot())
    context.close()
    return looker, trees


def test_the_national_pages_can_be_used_by_everybody(there, chromium, large_chromium):
    looker, (made_up, real) = chromium.lane.submit(seen_by, chromium._browser, there).result(timeout=300)
    assert looker.found == [], "\n".join(looker.found)
    larger = large_chromium.lane.submit(twice_as_large, large_chromium._browser, looker.seen).result(timeout=300)
    assert larger == []
    # A screen reader hears of each picture what it shows, in the order of the alphabet, and that it is no ranking.
    assert 'img "Kom på ett första samtal, av dem som hörde av sig 1, Bryggan: 25 av 60, ' in real
    assert "Det här är ingen rangordning." in real
    assert "Verkstaden har inte skickat något för året" in real
    assert "Allt här är påhittat." in made_up
    assert "Allt här är påhittat." not in real
