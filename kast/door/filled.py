"""A form from inside whose mailbox had locked itself: what was filled in goes along while the words are asked for.

As with a letter (carrying.py) it is nowhere but in the page, in hidden fields. Once the words are right the browser is
told to send the same fields to the form's own page (307), which shows them filled in again and sends nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from . import nonces
from .nonces import Purpose

# The hidden field that says of which page the form is; by name, since those rooms come after this one.
HOME = "home"
HOMES = frozenset({"followup:answer", "followup:start_answer"})
_NOT_OF_THE_FORM = frozenset({HOME, "words", "seal", "nonce"})


@dataclass(frozen=True)
class Filled:
    """A form's fields as they were sent, unchecked, and its page."""

    home: str
    fields: Mapping[str, str]

    @property
    def hidden(self) -> Iterable[tuple[str, str]]:
        """What stands in the hidden fields."""
        return [*self.fields.items(), (HOME, self.home)]


def along(request: HttpRequest) -> Filled | None:
    """What this request carries from a form whose mailbox was locked; None when it carries nothing."""
    home = request.POST.get(HOME, "")
    return _of(request, home) if home in HOMES else None


def ask_words(request: HttpRequest, home: str) -> HttpResponse:
    """The page that asks for the words and holds what was sent to the page `home`."""
    context = {
        "frame": "public.html",
        "filled": _of(request, home),
        "locked": True,
        "nonce": nonces.fresh(Purpose.BACK, on=timezone.localdate()),
    }
    return render(request, "door/back.html", context)


def go_on(filled: Filled) -> HttpResponseBase:
    """Back to the form: the browser sends the same fields there."""
    return redirect(filled.home, preserve_request=True)


def _of(request: HttpRequest, home: str) -> Filled:
    sent = {name: request.POST.get(name, "") for name in request.POST if name not in _NOT_OF_THE_FORM}
    return Filled(home, {name: said for name, said in sent.items() if said})
