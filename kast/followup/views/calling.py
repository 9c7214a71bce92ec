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

from kast.casework import modes, phones
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
    found = {"rows": rows, "today": timezone.localdate(at), "most": attempts.most()}
    return render(request, "followup/due.html", found)


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
    except attempts.Enough:
        messages.info(request, _("Personen räknas redan som inte nådd. Hör personen av sig går svaret att fylla i."))
        return redirect("followup:one", followup)
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
    since = answers.since(row)
    form = forms.Whole(request.POST or None, since=since, today=timezone.localdate(at), holds=modes.holds(row.case))
    if form.is_valid():
        try:
            answers.record(row, form.answer(), by=by, at=at)
            messages.success(request, _("Svaret är sparat."))
            return redirect("desk:case", row.case.number)
        except (answers.NotOpen, answers.CannotMove):  # what she has filled in stays, to take along
            form.add_error(None, _("Det går inte längre: tiden har gått ut, eller så finns svaret redan."))
    return render(request, "followup/record.html", {"row": row, "since": since.on, "again": since.again, "form": form})


@needs(Right.CASES)
@needs_keys
def decline(request: HttpRequest, followup: UUID) -> HttpResponseBase:
    """The person does not want to be asked: at any time, also between two windows. Asked about once, since it holds."""
    by, at = who(request), timezone.now()
    row = access.followup_for(by, followup, at=at, to_write=True)
    if not access.may_decline(row, today=timezone.localdate(at)):
        return redirect("followup:one", followup)
    if request.method != "POST":
        return render(request, "followup/decline.html", {"row": row})
    answers.decline_by_phone(row, by=by, at=at)
    messages.success(request, _("Ingen frågar igen."))
    return redirect("desk:case", row.case.number)


def _one(request: HttpRequest, row: Followup, at: datetime, **filled_in: Any) -> HttpResponse:
    by, today = who(request), timezone.localdate(at)
    answered = row.state == codes.State.ANSWERED
    answer = answers.open_answer(row, by=by, at=at) if answered else None
    context = {
        "row": access.row_of(row, today=today),
        "tries": access.tries(row),
        "told": reading.told(answer) if answer else None,
        "taken_away": answered and answer is None,
        "trying": forms.Trying(),
        "may_write": access.may_write(row, by, at=at),
        "may_decline": access.may_decline(row, today=today),
        "most": attempts.most(),
        "number_kept": phones.is_kept(row.case),
        **filled_in,
    }
    return render(request, "followup/one.html", context)
