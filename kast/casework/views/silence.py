"""The decision aid: choose, answer, read the paragraphs, decide; with a case or for a call of which nothing is kept."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kast.casework import access, aid, forms, modes, papers
from kast.casework.cases import Case
from kast.staff import unit
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys

from .sending import as_pdf


@needs(Right.CASES)
@needs_keys
def walk(request: HttpRequest, number: str) -> HttpResponse:
    """Step by step, for a case. Each step carries the answers of the one before; the last records the decision."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    step = _step(request, holds=modes.holds(case))
    if "taken" in step:
        made = aid.decide(case, step["taken"], by=by, at=at)
        return redirect("casework:decision", number, made.pk)
    return render(request, "casework/aid.html", {**step, "case": case})


@needs(Right.CASES)
@needs_keys
def walk_alone(request: HttpRequest) -> HttpResponse:
    """The same without a case: at the end the reasoning is printed, and stored nowhere."""
    by, at = access.who(request), timezone.now()
    step = _step(request, holds=None)
    if "taken" in step:
        said = aid.unrecorded(step["taken"], by=by, at=at)
        return as_pdf(papers.reasoning(said, decision=None, by=by, at=at), "beslut")
    return render(request, "casework/aid.html", {**step, "case": None})


@needs(Right.CASES)
@needs_keys
def decision(request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
    """A decision as it was recorded; a press prints it."""
    by, at = access.who(request), timezone.now()
    row = access.decision_for(by, number, pk, at=at)
    if request.method == "POST":
        made = papers.reasoning(aid.reopened(row, by=by), decision=row, by=by, at=at)
        return as_pdf(made, number)
    found = aid.open_decision(row, by=by, at=at)
    report = found.decided == aid.Decided.REPORT
    shown = {
        "found": found,
        "about_label": forms.about_label(found.about),
        "decided_label": forms.decided_label(found.decided),
    }
    return render(request, "casework/decision.html", {**shown, "case": row.case, "pk": pk, "report": report})


@needs(Right.CASES)
@needs_keys
def concern(request: HttpRequest, number: str) -> HttpResponse:
    """A report of concern for a child, from a case."""
    by, at = access.who(request), timezone.now()
    return _concern(request, access.case_for(by, number, at=at, to_write=True))


@needs(Right.CASES)
@needs_keys
def concern_alone(request: HttpRequest) -> HttpResponse:
    """The same without a case."""
    return _concern(request, None)


def _concern(request: HttpRequest, case: Case | None) -> HttpResponse:
    by, at = access.who(request), timezone.now()
    here = ", ".join(part for part in (by.shown_name, unit.say("name"), unit.say("phone")) if part)
    form = forms.Concern(request.POST or None, initial={"to": forms.the_board(), "reporter": here})
    if form.is_valid():
        return as_pdf(papers.concern(form.said(), case=case, by=by, at=at), "anmalan")
    return render(request, "casework/concern.html", {"form": form, "case": case})


def _step(request: HttpRequest, *, holds: modes.Holds | None) -> dict[str, Any]:
    """Which step is to be shown, with its form; or what was decided, when the last one is filled in.

    `holds`: what the case may hold; None without a case, where all is asked and nothing kept.
    """
    posted = request.POST if request.method == "POST" else None
    about = forms.About(posted)
    if not about.is_valid():
        return {"step": "about", "form": about}
    chosen = aid.About(about.cleaned_data["about"])
    carried: dict[str, Any] = {"about": chosen, "about_label": forms.about_label(chosen)}
    at = request.POST.get("step", "")
    asking = forms.Asking(posted if at in {"asked", "decided"} else None, about=chosen)
    if not asking.is_valid():
        return {"step": "ask", "form": asking, **carried}
    answers = asking.answers()
    found = aid.paragraphs(chosen, answers, on=timezone.localdate())
    deciding = forms.Deciding(posted if at == "decided" else None, holds=holds)
    if deciding.is_valid():
        return {"taken": deciding.taken(chosen, answers)}
    notes = holds is None or holds.notes
    shown = {"paragraphs": found, "weighs": aid.strongest(found), "answers": answers, "holds_notes": notes}
    return {"step": "decide", "form": deciding, **shown, **carried}
