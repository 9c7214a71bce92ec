"""A person who writes: no name, only words. Everything goes through the door's own pages."""

import html
import re

import pytest
from django.test import Client

ORIGIN = {"origin": "http://testserver"}


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the form with the letter, or of the first form on the page that has some."""
    found = re.search(r'<form id="bar".*?</form>', page, re.DOTALL)
    part = found.group() if found else page
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', part)
    }


def words_on(page: str) -> tuple[str, ...]:
    """The words that a page shows."""
    found = re.search(r'<ol class="words"[^>]*>(.*?)</ol>', page, re.DOTALL)
    return tuple(map(html.unescape, re.findall(r"<li>(.*?)</li>", found.group(1)))) if found else ()


class Person:
    """Somebody with a phone. `browser` is her own; `words` are what she noted."""

    def __init__(self, language: str = "sv") -> None:
        self.prefix = "" if language == "sv" else f"/{language}"
        self.browser = Client(headers=ORIGIN)
        self.words: tuple[str, ...] = ()

    def opens(self, path: str = "/skriv/"):
        """A page."""
        return self.browser.get(self.prefix + path)

    def sends(self, text: str, **answers: str):
        """Open the writing page, write, press Send. The page that answers."""
        page = self.opens()
        assert page.status_code == 200, page.content
        return self.browser.post(
            f"{self.prefix}/skriv/", {**fields_of(page.content.decode()), "letter": text, **answers}
        )

    def writes(self, text: str, **answers: str) -> str:
        """Send a letter and note the words: the passphrase."""
        answer = self.sends(text, **answers)
        assert answer.status_code == 200, answer.content
        self.words = words_on(answer.content.decode())
        assert len(self.words) == 8, answer.content.decode()
        return " ".join(self.words)

    def comes_back(self, phrase: str | None = None):
        """Open a new window, and in it the mailbox with the words. The answer to the form."""
        self.closes_the_browser()
        page = self.opens("/svar/").content.decode()
        seal = re.search(r'name="seal" value="([^"]+)"', page)
        assert seal, page
        said = {"seal": seal.group(1), "words": " ".join(self.words) if phrase is None else phrase}
        return self.browser.post(f"{self.prefix}/svar/", said)

    def returns(self, phrase: str | None = None) -> str:
        """Open the mailbox: the thread as a page."""
        answer = self.comes_back(phrase)
        assert answer.status_code == 303, answer.content
        page = self.browser.get(answer["location"])
        assert page.status_code == 200, page.content
        return page.content.decode()

    def writes_more(self, text: str):
        """From inside, another letter."""
        page = self.opens("/svar/brev/").content.decode()
        return self.browser.post(f"{self.prefix}/svar/brev/", {**fields_of(page), "letter": text})

    def closes_the_browser(self) -> None:
        """What a browser forgets with its session."""
        self.browser.cookies.clear()


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch):
    """Each test begins with an hour in which nobody has written, and with phrases that nobody has tried."""
    from kast.door import limits

    monkeypatch.setattr(limits, "letters", limits.Letters())
    monkeypatch.setattr(limits, "tries", limits.Tries())


@pytest.fixture
def no_wait(monkeypatch):
    """Refusals at once: for tests that are not about the moment of an answer."""
    import time
    from types import SimpleNamespace

    from kast.door import pace

    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=time.monotonic, sleep=lambda _seconds: None))


@pytest.fixture
def person(unit) -> Person:
    """Somebody who writes in Swedish."""
    return Person()


@pytest.fixture
def another_person(unit) -> Person:
    """Somebody else."""
    return Person()


@pytest.fixture
def english_person(unit) -> Person:
    """Somebody who writes on the English pages."""
    return Person("en")
