"""The counsellor's pages: what is due, attempts to call, the answer as the person tells it, and reading one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework.access import who
from kast.followup import access, answers, attempts, codes, forms, reading
from kast.followup.answers import Followup
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@require_safe
@needs(Right.CASES)
def due(request: HttpRequest) -> HttpResponse:
    """Every follow-up whose time it is, in her cases."""
    at = timezone.now()
    rows = access.all_for(who(request), at=at, today=timezone.localdate(at))
    return render(request, "followup/due.html", {"rows": rows, "today": timezone.localdate(at)})


@require_safe
@needs(Right.CASES)
@needs_keys
def one(request: HttpRequest, followup: UUID) -> HttpResponse:
    """One follow-up: attempts, and the answer when there is one."""
    at = timezone.now()
    return _one(request, access.followup_for(who(request), followup, at=at), at)


@require_POST
@needs(Right.CASES)
@needs_keys
def attempt(request: HttpRequest, followup: UUID) -> HttpResponseBase:
    """An attempt to reach the person. Who was reached is asked on the next page."""
    by, at = who(request), timezone.now()
    row = access.followup_for(by, followup, at=at, to_write=True)
    form = forms.Trying(request.POST)
    if not form.is_valid():
        return _one(request, row, at, trying=form)
    result = codes.Result(form.cleaned_data["result"])
    try:
        attempts.record(row, result, by=by, at=at)
    except (attempts.NotOpen, attempts.CannotMove):
        messages.info(request, _("Det går inte längre: tiden har gått ut, eller så finns svaret redan."))
        return redirect("followup:one", followup)
    return redirect("followup:record" if result == codes.Result.REACHED else "followup:one", followup)


@needs(Right.CASES)
@needs_keys
def record(request: HttpRequest, followup: UUID) -> HttpResponseBase:
    """The same questions, filled in while the person answers on the phone."""
    by, at = who(request), timezone.now()
    row = access.followup_for(by, followup, at=at, to_write=True)
    try:
        return _record(request, row, at)
    except (answers.NotOpen, answers.CannotMove):
        messages.info(request, _("Det går inte längre: tiden har gått ut, eller så finns svaret redan."))
        return redirect("followup:one", followup)


def _record(request: HttpRequest, row: Followup, at: datetime) -> HttpResponseBase:
    by, since, today = who(request), answers.since(row), timezone.localdate(at)
    if "decline" in request.POST:
        answers.decline_by_phone(row, by=by, at=at)
        return redirect("desk:case", row.case.number)
    first = forms.First(request.POST or None)
    context: dict[str, Any] = {"row": row, "since": since, "first": first}
    if "rest" not in request.POST:
        if first.is_valid():
            context["rest"] = forms.Rest(since=since, today=today, any_=first.cleaned_data["any"])
        return render(request, "followup/record.html", context)
    rest = forms.Rest(request.POST, since=since, today=today)
    if not rest.is_valid():
        return render(request, "followup/record.html", {**context, "rest": rest})
    answers.record(row, rest.answer(), by=by, at=at)
    messages.success(request, _("Svaret är sparat."))
    return redirect("desk:case", row.case.number)


def _one(request: HttpRequest, row: Followup, at: datetime, **filled_in: Any) -> HttpResponse:
    by, today = who(request), timezone.localdate(at)
    context = {
        "row": access.row_of(row, today=today),
        "tries": access.tries(row),
        "told": reading.told(answers.open_answer(row, by=by, at=at)) if row.state == codes.State.ANSWERED else None,
        "trying": forms.Trying(),
        "may_write": access.may_write(row, by, at=at),
        **filled_in,
    }
    return render(request, "followup/one.html", context)
