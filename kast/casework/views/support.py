"""What carries the talks: the guide for the first ones, and the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, forms, guide, modes, plans, replies
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The guide: what has been asked, what has not, and what was answered in this talk."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=request.method == "POST")
    asked, holds = guide.opened(case, by=by, at=at), modes.holds(case)
    form = forms.Guiding(request.POST or None, asked=asked, holds=holds)
    if form.is_valid():
        try:
            guide.answer(case, form.answers(), by=by, at=at)
            return redirect("casework:guide", number)
        except guide.NotUnderWay:
            form.add_error(None, _("Ärendet är avslutat. Öppna det igen först."))
    may_write = access.may_write(case, by, at=at)
    found = {"form": form, "case": case, "asked": asked, "holds": holds, "may_write": may_write, "most": guide.MOST}
    return render(request, "casework/guide.html", found)


@needs(Right.CASES)
@needs_keys
def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The plan as it stands, to change, to print, to send; and how it stood before."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=request.method == "POST")
    versions, holds = plans.opened(case, by=by, at=at), modes.holds(case)
    initial = vars(versions[0].words) if versions else None
    form = forms.Planning(request.POST or None, holds=holds, initial=initial) if holds.notes else None
    if form is not None and form.is_valid():
        plans.write(case, form.plan(), by=by, at=at)
        return redirect("casework:plan", number)
    found = {"form": form, "case": case, "versions": versions, "may_write": access.may_write(case, by, at=at)}
    return render(request, "casework/plan.html", found)


@needs(Right.CASES)
@needs_keys
@require_safe
def plan_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The plan as a page to print, with a neutral title."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at)
    try:
        version = plans.printed(case, by=by, at=at)
    except plans.Empty:
        return redirect("casework:plan", number)
    found = {"case": case, "title": version.title, "parts": version.parts, "language": version.language}
    return render(request, "casework/plan_paper.html", found)


@needs(Right.CASES)
@needs_keys
@require_safe
def plan_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a tagged PDF."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at)
    try:
        version = plans.printed(case, by=by, at=at)
    except plans.Empty:
        return redirect("casework:plan", number)
    headers = {"Content-Disposition": 'attachment; filename="plan.pdf"'}
    return HttpResponse(plans.as_pdf(version), content_type="application/pdf", headers=headers)


@needs(Right.CASES)
@needs_keys
@require_POST
def send_plan(request: HttpRequest, number: str) -> HttpResponse:
    """One press: the plan lies in the person's mailbox."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    try:
        plans.send(case, by=by, at=at)
        messages.success(request, _("Planen ligger i brevlådan."))
    except plans.Empty:
        messages.info(request, _("Det finns ingen plan än."))
    except replies.NoMailbox:
        messages.info(request, _("Det finns ingen brevlåda att svara i. Ge personen nya ord först."))
    return redirect("casework:plan", number)
