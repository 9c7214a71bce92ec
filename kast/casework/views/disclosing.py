"""Who has asked to get something out of a case, what was decided, and the answer to who was refused."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, disclosures, forms, modes, papers, register
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys

from .sending import as_pdf


@needs(Right.CASES)
@needs_keys
def listed(request: HttpRequest, number: str) -> HttpResponse:
    """Every request about a case, and a form for a new one."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=request.method == "POST")
    form = forms.Requested(request.POST or None, holds=modes.holds(case))
    if form.is_valid():
        try:
            made = disclosures.ask(case, form.asked(), on=form.cleaned_data["on"], by=by, at=at)
            return redirect("casework:disclosure", number, made.pk)
        except disclosures.NotYet:
            form.add_error("on", _("Dagen har inte varit än."))
    found = disclosures.open_all(case, by=by, at=at)
    shown = {"form": form, "case": case, "rows": found, "may_write": access.may_write(case, by, at=at)}
    return render(request, "casework/disclosures.html", shown)


@needs(Right.CASES)
@needs_keys
def one(request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
    """One request: what was asked, what was answered, and the form for the next answer."""
    by, at = access.who(request), timezone.now()
    row = access.disclosure_for(by, number, pk, at=at, to_write=request.method == "POST")
    deciders = disclosures.deciders(by)
    form = forms.Answering(request.POST or None, holds=modes.holds(row.case), deciders=deciders)
    if form.is_valid():
        decided_by = next(one for one in deciders if str(one.mark) == form.cleaned_data["decided_by"])
        try:
            disclosures.answer(row, **form.answer(), decided_by=decided_by, by=by, at=at)
            messages.success(request, _("Sparat. Inget är skickat."))
            return redirect("casework:disclosure", number, pk)
        except disclosures.NotYet:
            form.add_error("on", _("Dagen har inte varit än, eller så är den före frågan."))
        except disclosures.CannotMove:
            return redirect("casework:disclosure", number, pk)
    found = disclosures.open_one(row, by=by, at=at)
    shown = {"form": form, "case": row.case, "found": found, "may_write": access.may_write(row.case, by, at=at)}
    day = forms.Day(initial={"on": timezone.localdate(at)})
    return render(request, "casework/disclosure.html", {**shown, "day": day})


@needs(Right.CASES)
@needs_keys
@require_POST
def appeal(request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
    """Who was refused has appealed."""
    by, at = access.who(request), timezone.now()
    row = access.disclosure_for(by, number, pk, at=at, to_write=True)
    form = forms.Day(request.POST)
    try:
        if form.is_valid():
            disclosures.appeal(row, on=form.cleaned_data["on"], by=by, at=at)
            return redirect("casework:disclosure", number, pk)
    except (disclosures.NotYet, disclosures.CannotMove):
        pass
    messages.info(request, _("Det gick inte: dagen har inte varit än, eller är före svaret."))
    return redirect("casework:disclosure", number, pk)


@needs(Right.CASES)
@needs_keys
def letter(request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
    """The answer to who was refused, as a paper. It confirms nothing, and nothing of it is stored."""
    by, at = access.who(request), timezone.now()
    row = access.disclosure_for(by, number, pk, at=at, to_write=True)
    last = disclosures.last_refusal(row, by=by)
    if last is None:
        return redirect("casework:disclosure", number, pk)
    form = forms.Refusing(request.POST or None, initial={"to": last.asked.who, "asked": last.asked.what})
    if form.is_valid():
        said = papers.Refusal(**form.cleaned_data, decided_by=last.decided_by, on=last.on)
        return as_pdf(papers.refusal(said, row, by=by, at=at), "svar")
    return render(request, "casework/refusal.html", {"form": form, "case": row.case, "pk": pk})


@require_safe
@needs(Right.DISCLOSURES)
def registered(request: HttpRequest) -> HttpResponse:
    """For the head: numbers, days and states, nothing of what was asked."""
    shown = {"rows": register.rows(on=timezone.localdate()), "counts": register.counts()}
    return render(request, "casework/register.html", shown)
