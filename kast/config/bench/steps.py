"""What somebody does at the door, page by page."""

import html
import re
from typing import Any

from .visitor import Form, Page, Visitor

_LIST = re.compile(r'<ol class="words"[^>]*>(.*?)</ol>', re.DOTALL)
_WORD = re.compile(r"<li[^>]*>([^<]+)</li>")


class Lost(Exception):
    """Somebody got something else than what was due; the message says where."""


def letter_form(window: Visitor) -> tuple[Page, Form]:
    """Open the page to write on."""
    page = window.get("/skriv/")
    return page, page.form_with("letter")


def words_on(page: Page) -> str:
    """The words that a page shows. Raises Lost when it shows none."""
    found = _LIST.search(page.html)
    words = [html.unescape(word).strip() for word in _WORD.findall(found.group(1))] if found else []
    if len(words) != 8:
        raise Lost(f"{page.address} ({page.status}) shows {len(words)} words: {_gist(page)}")
    return " ".join(words)


def write(window: Visitor, text: str) -> str:
    """Write a letter and be given words for it. Read with little work: it runs beside what is measured."""
    page = window.get("/skriv/")
    form = Form("/skriv/", "post", {"nonce": hidden(page, "nonce")})
    return words_on(window.send(page, form, {"letter": text}))


def come_back(window: Visitor, words: str) -> Page:
    """Open the mailbox with the words: the thread."""
    page = window.get("/svar/")
    form = Form("/svar/", "post", {"seal": hidden(page, "seal")})
    return window.send(page, form, {"words": words})


def hidden(page: Page, name: str) -> str:
    """What stands in a hidden field. Raises Lost when the page has none."""
    found = re.search(f'name="{name}" value="([^"]*)"', page.html)
    if found is None:
        message = f"{page.address} ({page.status}) has no {name}: {_gist(page)}"
        raise Lost(message)
    return html.unescape(found.group(1))


def _gist(page: Page) -> str:
    plain: Any = re.sub(r"<[^>]+>", " ", page.html.partition("<main")[2])
    return " ".join(str(plain).split())[:160]
