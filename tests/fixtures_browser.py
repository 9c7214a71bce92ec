"""A real Chromium for tests: `browser_page` without JavaScript, as the public side must do; `staff_page` with it.

Playwright's synchronous interface keeps an event loop in the thread that uses it, where Django refuses its database.
So it lives in a thread of its own, and `Page` hands each call over to it: the test's own thread stays Django's.
"""

import concurrent.futures
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from kast.config import messages
from kast.config.bench.served import Served, served

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WAIT = 20_000  # ms: a loaded machine with two cores


def pytest_configure() -> None:
    """Translations are compiled before anything is loaded; parts of pages are not kept from one test to the next."""
    messages.compile_stale()
    # Where nothing was collected yet, the server under test finds the folder empty instead of missing.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}


class Handed:
    """An object of Playwright's whose every method runs in Playwright's own thread.

    Playwright comes back from a press as soon as the next page begins, and sees a part as soon as it stands there. Here
    both are over when the page is whole and its scripts have run: on a slow machine a test would read half a page, or
    press a key that nobody listens to yet.
    """

    _plain = (str, int, float, bool, bytes, type(None))
    _until_whole = {"click", "press", "wait_for_selector"}

    def __init__(self, thing: Any, lane: concurrent.futures.Executor) -> None:
        self._thing, self._lane = thing, lane

    def _do(self, what: Callable[[], Any]) -> Any:
        return self._wrap(self._lane.submit(what).result(timeout=120))

    def _wrap(self, got: Any) -> Any:
        if isinstance(got, (list, tuple)):
            return type(got)(self._wrap(one) for one in got)
        if isinstance(got, (*self._plain, dict)):
            return got
        return Handed(got, self._lane)

    def _open(self, given: Any) -> Any:
        return given._thing if isinstance(given, Handed) else given

    def __getattr__(self, name: str) -> Any:
        got = self._lane.submit(getattr, self._thing, name).result(timeout=120)
        if not callable(got):
            return self._wrap(got)

        def call(*given: Any, **named: Any) -> Any:
            return self._do(
                partial(act, *map(self._open, given), **{key: self._open(one) for key, one in named.items()})
            )

        def act(*given: Any, **named: Any) -> Any:
            done = got(*given, **named)
            if name in self._until_whole:
                page = getattr(self._thing, "page", self._thing)  # a part of a page knows its page; a keyboard does not
                getattr(page, "wait_for_load_state", lambda: None)()
            return done

        return call


class Chromium:
    """One Chromium for the whole run; each test gets a fresh context, as a new private window."""

    def __init__(self, *flags: str) -> None:
        self.lane = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="chromium")
        self._playwright, self._browser = self.lane.submit(self._start, *flags).result(timeout=120)

    @staticmethod
    def _start(*flags: str) -> tuple[Any, Any]:
        from playwright.sync_api import sync_playwright

        playwright = sync_playwright().start()
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        return playwright, playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])

    def do(self, what: Callable[[Any], Any], *, within: float = 600) -> Any:
        """Let a whole walk happen in Playwright's own thread; it gets the browser itself."""
        return self.lane.submit(what, self._browser).result(timeout=within)

    def window(self, **how: Any) -> Handed:
        """A new private window; `how` is Playwright's own (viewport, color_scheme, java_script_enabled …)."""

        def make() -> Any:
            context = self._browser.new_context(reduced_motion="reduce", **how)
            context.set_default_timeout(WAIT)
            return context

        return Handed(self.lane.submit(make).result(timeout=120), self.lane)

    def close(self) -> None:
        self.lane.submit(self._browser.close).result(timeout=60)
        self.lane.submit(self._playwright.stop).result(timeout=60)
        self.lane.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser itself."""
    if not (os.environ.get("CHROMIUM") or shutil.which("chromium")):
        pytest.fail("Chromium is missing: run `make test`, which installs it, or apt-get install chromium")
    browser = Chromium()
    yield browser
    browser.close()


@pytest.fixture
def large_chromium() -> Iterator[Chromium]:
    """The browser of somebody who has set the text to 200 %."""
    browser = Chromium("--blink-settings=defaultFontSize=32,defaultFixedFontSize=26")
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def made_up_unit() -> Iterator[Served]:
    """The made-up unit on a real server, made once; whoever asks for it shares it."""
    with served(prepare=("kast", "demo")) as unit:
        yield unit


@pytest.fixture
def window(chromium: Chromium) -> Iterator[Callable[..., Handed]]:
    """Open as many private windows as a test needs; all are closed after it."""
    opened = []

    def new(**how: Any) -> Handed:
        opened.append(chromium.window(**how))
        return opened[-1]

    yield new
    for one in opened:
        one.close()


@pytest.fixture(scope="session", autouse=True)
def _one_request_at_a_time() -> Iterator[None]:
    """In memory, SQLite has one connection for every thread of the live server: so requests take turns there.

    Two at once, each with a connection of its own, are tried on PostgreSQL and against `kast serve`.
    """
    if connection.vendor != "sqlite":
        yield
        return
    turn, answer = threading.Lock(), WSGIHandler.__call__

    def in_turn(*request: Any) -> Any:
        with turn:
            return answer(*request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "__call__", in_turn)
        yield


@pytest.fixture
def browser_page(window, transactional_db) -> Handed:
    """A page as a person on a phone has it, with JavaScript turned off. Ask for `live_server` beside it."""
    return window(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="sv-SE").new_page()


@pytest.fixture
def staff_page(window, transactional_db) -> Handed:
    """A page as a counsellor has it on her desk, with JavaScript."""
    return window(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()


@pytest.fixture
def sign_in(live_server, client):
    """Sign a member in to a window's browser: the session cookie of Django's own login; she is still locked."""

    def into(page: Handed, member: Any) -> None:
        client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = client.cookies["arbete"]
        page.context.add_cookies([{"name": "arbete", "value": cookie.value, "url": live_server.url}])

    return into


@pytest.fixture
def axe(chromium: Chromium) -> Callable[[Handed], list[str]]:
    """Run axe on what a page shows now and answer what it found, one line each.

    axe needs JavaScript, which the public side's windows have not: so a twin window shows the very same HTML.
    """

    def run(page: Handed) -> list[str]:
        return chromium.lane.submit(_axe_on_a_twin, chromium._browser, page._thing).result(timeout=120)

    return run


def _axe_on_a_twin(browser: Any, page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    html, address = page.content(), page.url
    context = browser.new_context(viewport=page.viewport_size, reduced_motion="reduce", bypass_csp=True)
    try:
        twin = context.new_page()
        twin.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        twin.goto(address)
        found = Axe().run(twin).response["violations"]
    finally:
        context.close()
    return [f"{one['id']}: {one['help']} at {node['html'][:160]}" for one in found for node in one["nodes"]]
