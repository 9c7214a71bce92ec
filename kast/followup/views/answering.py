"""The person's page: was it of help? Two steps; what was agreed; and at any time a way to say: do not ask me again."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from kast.door import filled, nonces, visitors
from kast.door.nonces import Purpose
from kast.door.visitors import Visit
from kast.followup import access, answers, forms, questions
from kast.followup.answers import Followup
from kast.staff.public import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponseBase:
    """What is asked of the person now; the answer; a no. Outside the mailbox the words are asked for, and it stays."""
    visit = visitors.here(request)
    if visit is None:
        return filled.ask_words(request, "followup:answer") if request.method == "POST" else _see_other("door:back")
    response = _take(request, visit) if request.method == "POST" else _ask(request, visit)
    visitors.let_in(response, visit)
    return response


def _ask(request: HttpRequest, visit: Visit, **filled_in: Any) -> HttpResponse:
    today = timezone.localdate()
    row = access.for_visitor(visit, today=today)
    if row is None:
        said, ahead = access.settled(visit, today=today), access.agreed(visit, today=today)
        found = {
            "said": said,
            "ahead": questions.agreed(ahead, today=today),
            "wording": access.wording_for(visit, ahead),
        }
        return render(request, "followup/settled.html", found)
    asked = answers.since(row)
    context = {
        "row": row,
        "ago": questions.AGO[row.months],
        "since": asked.on,
        "again": asked.again,
        "nonce": nonces.fresh(Purpose.FOLLOWUP, on=today),
        "first": forms.First(),
        **filled_in,
    }
    return render(request, "followup/rest.html" if "rest" in context else "followup/first.html", context)


def _take(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    at = timezone.now()
    if "decline" in request.POST:
        return _decline(request, visit, at)
    row = access.for_visitor(visit, today=timezone.localdate(at))
    if row is None:  # answered already: a double press, or the button back; or the time has run out
        return _not_asked(request, visit, at)
    if "rest" not in request.POST:
        return _second(request, visit, answers.since(row))
    return _send(request, visit, row, at)


def _send(request: HttpRequest, visit: Visit, row: Followup, at: datetime) -> HttpResponseBase:
    rest = forms.Rest(request.POST, since=answers.since(row), today=timezone.localdate(at))
    if not rest.is_valid():
        return _ask(request, visit, rest=rest)
    if filled.along(request):
        return _ask(request, visit, rest=rest, notice=_("Svaret är inte skickat än. Allt du fyllde i är kvar."))
    if not nonces.is_fresh(request.POST.get("nonce", ""), Purpose.FOLLOWUP, on=timezone.localdate(at)):
        notice = pgettext("fu.expired", "Sidan har stått öppen länge. Svaren står kvar. Tryck på Skicka en gång till.")
        return _ask(request, visit, rest=rest, notice=notice)
    try:
        answers.give(row, rest.answer(), visit=visit, at=at)
    except (answers.CannotMove, answers.NotOpen):  # the other press of two, or somebody else, came first
        return _not_asked(request, visit, at)
    return _see_other("followup:answer")


def _not_asked(request: HttpRequest, visit: Visit, at: datetime) -> HttpResponseBase:
    """Thanks to whoever has sent just this; else that it is not saved, with what was written to take along."""
    today = timezone.localdate(at)
    row = access.answered(visit, today=today)
    if row is not None and row.by_person and "rest" not in request.POST:  # the first page again: nothing was sent
        return _see_other("followup:answer")
    if row is not None and "rest" in request.POST:
        rest = forms.Rest(request.POST, since=answers.since(row), today=today)
        if rest.is_valid() and answers.holds(row, rest.answer(), visit=visit):
            return _see_other("followup:answer")
    lost = request.POST.get("worse", "").strip()
    asked = forms.Rest.base_fields["worse"].label
    return render(request, "followup/start_said.html", {"sent": True, "lost": lost, "asked_for": asked})


def _decline(request: HttpRequest, visit: Visit, at: datetime) -> HttpResponseBase:
    """A no holds for good, so it is asked about once: a slip of the finger is not a no."""
    row = next(iter(access.agreed(visit, today=timezone.localdate(at))), None)
    if row is not None and (request.POST["decline"] != "sure" or filled.along(request)):
        return render(request, "followup/no.html")
    if row is not None:
        answers.decline(row, visit=visit, at=at)
    return _see_other("followup:answer")


def _second(request: HttpRequest, visit: Visit, since: questions.Since) -> HttpResponse:
    first = forms.First(request.POST)
    if not first.is_valid():
        return _ask(request, visit, first=first)
    rest = forms.Rest(since=since, today=timezone.localdate(), any_=first.cleaned_data["any"])
    return _ask(request, visit, rest=rest)


def _see_other(name: str) -> HttpResponseBase:
    response = redirect(name)
    response.status_code = 303
    return response
