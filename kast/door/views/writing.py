"""Writing: a letter is sent once, then its words are shown, checked, printed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from kast.door import carrying, letters, nonces, questions, remembered, reminder, words
from kast.door.forms import DayForm, LetterForm, WordForm
from kast.door.nonces import Purpose
from kast.door.words import Shown
from kast.staff import unit
from kast.staff.public import public

from .rendering import other_text, page, see_other
from .stencils import laid_in, slot

_OPEN = require_http_methods(["GET", "HEAD", "POST"])


@public
@_OPEN
def write(request: HttpRequest) -> HttpResponse:
    """A letter. Whatever hinders it from being sent, its text comes back in its box."""
    carried = carrying.along(request)
    if carried is None or carrying.TURN in request.POST:
        return _paper(request, carried.fields if carried else {})
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _paper(request, carried.fields, errors=form.errors)
    if form.needs_help_first:
        return _paper(request, carried.fields, help_first=True)
    return _send(request, form, carried.fields)


@public
@_OPEN
def check(request: HttpRequest) -> HttpResponseBase:
    """One of the words, to show that they are kept; or that the person does not want to keep them."""
    if request.method != "POST":
        return see_other("door:write")
    form, at = WordForm(request.POST), timezone.now()
    try:
        token, nonce, changed = sent_nonce(request)
        if "skip" in request.POST:
            words.not_wanted(nonce)
            return page(request, "done", {"kept": False})
        typed = form.cleaned_data["word"] if form.is_valid() else ""
        if not words.kept(nonce, typed, at=at):
            return words_page(request, words.shown(nonce, at=at), token, wrong=True, changed=changed)
    except (nonces.Forged, remembered.Unknown):
        return see_other("door:write")
    return page(request, "done", {"kept": True, "changed": changed, "shown": words.shown(nonce, at=at)})


@public
@_OPEN
def paper(request: HttpRequest) -> HttpResponseBase:
    """The words alone, to print."""
    if request.method != "POST":
        return see_other("door:write")
    try:
        token, nonce, changed = sent_nonce(request)
        shown = words.shown(nonce, at=timezone.now())
    except (nonces.Forged, remembered.Unknown):
        return see_other("door:write")
    return words_page(request, shown, token, template="words" if "words" in request.POST else "paper", changed=changed)


@public
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """A day for the calendar that says nothing but *Tid*."""
    today = timezone.localdate()
    chosen = DayForm(request.GET).on(today=today) or unit.answer_by(today)
    response = HttpResponse(reminder.of(chosen, summary=pgettext("calendar", "Tid")), content_type="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="tid.ics"'
    return response


def sent_nonce(request: HttpRequest) -> tuple[str, nonces.Nonce, bool]:
    """The nonce of the form that gave the words, and whether it changed them. Raises Forged."""
    token = request.POST.get("nonce", "")
    try:
        return token, nonces.read(token, Purpose.LETTER), False
    except nonces.Forged:
        return token, nonces.read(token, Purpose.WORDS), True


def words_page(
    request: HttpRequest,
    shown: Shown,
    token: str,
    *,
    template: str = "words",
    wrong: bool = False,
    changed: bool = False,
) -> HttpResponse:
    """The letter is sent, and here are the words. Without words: it was sent, and they were shown."""
    template = template if shown.words else "twice"
    context = {"wrong": wrong, "changed": changed, "today": timezone.localdate(), "carried": None}
    own = {"nonce": token, **{f"word{n}": word for n, word in enumerate(shown.words)}}
    empty = replace(shown, words=tuple(slot(f"word{n}") for n in range(len(shown.words))))
    alike = (len(shown.words), shown.ask, shown.answer_by, *context.values())
    return laid_in(request, template, {**context, "shown": empty, "nonce": slot("nonce")}, alike=alike, own=own)


def _send(request: HttpRequest, form: LetterForm, said: Mapping[str, str]) -> HttpResponse:
    token = said.get("nonce", "")
    try:
        nonce = nonces.read(token, Purpose.LETTER)
        shown = letters.send(
            form.cleaned_data["letter"], form.answers, nonce=nonce, language=unit.here(), at=timezone.now()
        )
    except (nonces.Forged, nonces.Expired):
        notice = pgettext(
            "letter.expired", "Sidan har stått öppen länge. Texten står kvar. Tryck på Skicka en gång till."
        )
        return _paper(request, {**said, "nonce": ""}, notice=notice)
    except letters.OtherText:
        return _paper(request, {**said, "nonce": ""}, notice=other_text())
    except (letters.Busy, letters.TooMany):
        return _paper(request, said, template="busy", status=503)
    return words_page(request, shown, token)


def _paper(
    request: HttpRequest, said: Mapping[str, str], *, template: str = "write", status: int = 200, **more: Any
) -> HttpResponse:
    today = timezone.localdate()
    nonce = said.get("nonce") or nonces.fresh(Purpose.LETTER, on=today)
    context: dict[str, Any] = {"writing": True, "carried": None, "said": said, "nonce": nonce, "questions": questions}
    if not said and not more:
        empty = {**context, "nonce": slot("nonce")}
        return laid_in(request, template, empty, alike=template, own={"nonce": nonce})
    context |= {"reading_day": unit.reading_day(today), **more}
    return page(request, template, context, status=status)
