"""Coming back: the words open the mailbox; inside one reads, writes more, changes words, leaves."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from kast.door import access, carrying, filled, letters, mailbox, nonces, remembered, visitors, words
from kast.door.carrying import Carried
from kast.door.forms import BackForm, MoreForm
from kast.door.nonces import Purpose
from kast.door.pace import Pace
from kast.door.visitors import Visit
from kast.staff import unit
from kast.staff.public import public

from .rendering import other_text, page, see_other
from .writing import words_page

_OPEN = require_http_methods(["GET", "HEAD", "POST"])


@public
@_OPEN
def back(request: HttpRequest) -> HttpResponseBase:
    """Come back with the words. Every refusal is the same page, a tenth of a second after it arrived."""
    pace, carried = Pace(), carrying.along(request)
    if request.method != "POST" and visitors.here(request):
        return see_other("door:thread")
    if request.method != "POST" or carrying.TURN in request.POST:
        return _ask_words(request, carried)
    form = BackForm(request.POST)
    typed = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        nonces.read(request.POST.get("seal", ""), Purpose.BACK)
        visit = visitors.enter(typed, at=timezone.now())
    except mailbox.Busy:
        return _ask_words(request, carried, typed=typed, busy=True, status=503)
    except (nonces.Forged, visitors.NoMailbox):
        pace.wait()
        return _ask_words(request, carried, typed=typed, wrong=True)
    response = _inside(request, visit, carried)
    visitors.let_in(response, visit)
    return response


def _inside(request: HttpRequest, visit: Visit, carried: Carried | None) -> HttpResponseBase:
    """Where somebody goes on who has come in: with the letter, or at the form, that was being written."""
    form = filled.along(request)
    if carried:
        return _thread(request, visit, carried.fields)
    return filled.go_on(form) if form else see_other("door:thread")


@public
@_OPEN
def thread(request: HttpRequest) -> HttpResponseBase:
    """The letters and answers; here one writes more. Whoever was locked out meanwhile keeps the text."""
    visit, carried = visitors.here(request), carrying.along(request)
    if visit is None:
        return _ask_words(request, carried, locked=True) if carried else see_other("door:back")
    if carried is None or carrying.TURN in request.POST:
        response: HttpResponseBase = _thread(request, visit, carried.fields if carried else {})
    else:
        response = _more(request, visit, carried)
    visitors.let_in(response, visit)
    return response


@public
@require_POST
def new_words(request: HttpRequest) -> HttpResponseBase:
    """New words; the old ones stop working. The same form again shows the same words, also once the visit has ended."""
    at, token, visit = timezone.now(), request.POST.get("nonce", ""), visitors.here(request)
    try:
        nonce = nonces.read(token, Purpose.WORDS)
        return words_page(request, words.shown(nonce, at=at), token, changed=True)
    except nonces.Forged:
        return see_other("door:thread")
    except remembered.Unknown:
        if visit is None:
            return see_other("door:back")
    try:
        shown = words.change(visit.mailbox, visit.key, stood=visit.stood, language=unit.here(), nonce=nonce, at=at)
    except (nonces.Expired, words.NotInside):
        return see_other("door:thread")
    except mailbox.Busy:
        return _thread(request, visit, {}, busy=True, status=503)
    response = words_page(request, shown, token, changed=True)
    visitors.let_in(response, visitors.with_new_words(visit))
    return response


@public
@require_POST
def lock(request: HttpRequest) -> HttpResponseBase:
    """Lock the mailbox: the cookie is dropped."""
    del request
    response = see_other("door:front")
    visitors.leave(response)
    return response


def _more(request: HttpRequest, visit: Visit, carried: Carried) -> HttpResponseBase:
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _thread(request, visit, carried.fields, errors=form.errors)
    try:
        nonce = nonces.read(carried.fields.get("nonce", ""), Purpose.MORE)
        letters.more(visit.mailbox, form.cleaned_data["letter"], key=visit.key, nonce=nonce, at=timezone.now())
    except (nonces.Forged, nonces.Expired):
        # A letter that came along from the writing page has that page's nonce: it is sent from here with a fresh one.
        notice = pgettext("more.expired", "Texten står kvar. Tryck på Skicka en gång till.")
        return _thread(request, visit, {**carried.fields, "nonce": ""}, notice=notice)
    except letters.OtherText:
        return _thread(request, visit, {**carried.fields, "nonce": ""}, notice=other_text())
    except letters.TooMany:
        return _thread(request, visit, carried.fields, busy=True, status=503)
    except letters.NoMailbox:
        return _ask_words(request, carried, locked=True)
    return see_other("door:thread")


def _thread(
    request: HttpRequest, visit: Visit, said: Mapping[str, str], *, status: int = 200, **more: Any
) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    nonce = said.get("nonce", "") if said.get("inside") else ""
    context = {
        "thread": access.thread(visit, at=now),
        "said": {**said, "inside": "1"},
        "nonce": nonce or nonces.fresh(Purpose.MORE, on=today),
        "words_nonce": nonces.fresh(Purpose.WORDS, on=today),
        "mailbox": visit.mailbox,
        "today": today,
        **more,
    }
    return page(request, "thread", {**context, "carried": None, "writing": True}, status=status)


def _ask_words(request: HttpRequest, carried: Carried | None, *, status: int = 200, **more: Any) -> HttpResponse:
    nonce = nonces.fresh(Purpose.BACK, on=timezone.localdate())
    context = {"nonce": nonce, "carried": carried, "filled": filled.along(request), **more}
    return page(request, "back", context, status=status)
