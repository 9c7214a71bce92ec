"""A letter that is not sent yet is nowhere but in its page. So whoever turns to another page takes it along.

On the writing page every other link is a button that posts the form to the page one wants to read; that page holds the
letter in hidden fields and has a button back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import translate_url

FIELDS = ("letter", "about", "heard", "card", "language", "safe", "helped", "nonce", "inside")
# The name of the button that only turns to another page.
TURN = "turn"


@dataclass(frozen=True)
class Carried:
    """What the writing page held, as it was, unchecked."""

    fields: Mapping[str, str]

    @property
    def letter(self) -> str:
        """The text."""
        return self.fields.get("letter", "")

    @property
    def home(self) -> str:
        """Where it was being written: the mailbox or the writing page."""
        return "door:thread" if self.fields.get("inside") else "door:write"

    @property
    def others(self) -> Iterable[tuple[str, str]]:
        """The answers beside it, and the nonce."""
        return [(name, said) for name, said in self.fields.items() if name != "letter"]


def along(request: HttpRequest) -> Carried | None:
    """What this request carries from the writing page; None when it carries nothing."""
    if request.method != "POST" or "letter" not in request.POST:
        return None
    return Carried({name: request.POST[name] for name in FIELDS if request.POST.get(name)})


def in_other_language(request: HttpRequest, language: str) -> str:
    """The address of this page in the other language."""
    return translate_url(request.path, "en" if language == "sv" else "sv")
