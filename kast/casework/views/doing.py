"""To do in a case, and what was done about a warning: each one press on Today."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.casework import access, codes, early_warnings, forms, modes, tasks, team
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys

from .back import after


@needs(Right.CASES)
@needs_keys
@require_POST
def make(request: HttpRequest, number: str) -> HttpResponse:
    """Something to do in a case."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.NewTask(request.POST, doers=team.doers(case), holds=modes.holds(case))
    if form.is_valid():
        given = form.cleaned_data
        who = team.anybody(given["who"]) or by
        tasks.make(case, given.get("what", ""), due_on=given["due_on"], who=who, by=by, at=at)
        return after(request, number)
    return render(request, "casework/task.html", {"form": form, "case": case})


@needs(Right.CASES)
@needs_keys
@require_POST
def tick(request: HttpRequest, task: UUID) -> HttpResponse:
    """It is done."""
    by, at = access.who(request), timezone.now()
    found = access.task_for(by, task, at=at)
    tasks.tick(found, by=by, at=at)
    return after(request, found.case.number)


@needs(Right.CASES)
@needs_keys
@require_POST
def untick(request: HttpRequest, task: UUID) -> HttpResponse:
    """It is to be done after all."""
    by, at = access.who(request), timezone.now()
    found = access.task_for(by, task, at=at)
    tasks.untick(found, by=by, at=at)
    return after(request, found.case.number)


@needs(Right.CASES)
@needs_keys
@require_POST
def act(request: HttpRequest, warning: UUID) -> HttpResponse:
    """What was done about a warning."""
    by, at = access.who(request), timezone.now()
    found = access.warning_for(by, warning, at=at)
    case = found.case
    form = forms.Acting(request.POST, holds=modes.holds(case))
    if form.is_valid():
        given = form.cleaned_data
        try:
            done, why = codes.Done(given["done"]), given.get("why", "")
            early_warnings.act(found, done, again_on=given["again_on"], why=why, by=by, at=at)
            return after(request, case.number)
        except early_warnings.CannotAct:
            if found.done:
                messages.info(request, _("Det är redan skrivet vad som gjordes."))
                return after(request, case.number)
            form.add_error("again_on", _("Dagen har redan varit."))
    return render(request, "casework/warning.html", {"form": form, "case": case, "warning": found})
