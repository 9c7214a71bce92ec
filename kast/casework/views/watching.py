"""Risk flags: raise, take, plan, close. In a case, on a letter, or about nobody known."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, access_to_flags, access_to_incoming, cases, codes, flagged, forms, modes, risks, team
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys

from .back import after


@needs(Right.CASES)
@needs_keys
def raise_in(request: HttpRequest, number: str) -> HttpResponse:
    """Raise a flag in a case."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    holds, take = modes.holds(case), _takes(request)
    form = forms.Raising(request.POST or None, doers=team.doers(case), words=holds.notes, holds=holds)
    if form.is_valid():
        kind = codes.RiskKind(form.cleaned_data["kind"])
        try:
            risks.raise_in(case, kind, _said(form), take=take, by=by, at=at)
            return after(request, number)
        except risks.AlreadyRaised:
            form.add_error("kind", _("Den flaggan är redan satt i ärendet."))
    return render(request, "casework/raise.html", {"form": form, "case": case, "takes": take})


@needs(Right.LETTERS)
@needs_keys
@require_POST
def raise_on(request: HttpRequest, number: int) -> HttpResponse:
    """Raise a flag on a letter that nobody has taken: one press."""
    by, at = access.who(request), timezone.now()
    letter = access_to_incoming.letter_for(by, number)
    given = request.POST.get("kind", "")
    kind = codes.RiskKind(given) if given in codes.RiskKind.values else codes.RiskKind.SUICIDE
    try:
        risks.raise_on(letter, kind, take="take" in request.POST, by=by, at=at)
        messages.success(request, _("Flaggan är satt. Den står överst för alla som kan öppna brevet."))
    except risks.AlreadyRaised:
        messages.info(request, _("Den flaggan är redan satt på brevet."))
    except risks.Gone:
        messages.info(request, _("Personen har raderat sin brevlåda."))
        return redirect("desk:today")
    return redirect("casework:letter", number)


@needs(Right.CASES)
@needs_keys
def raise_alone(request: HttpRequest) -> HttpResponse:
    """A threat to staff from somebody whom no case is about."""
    by, at = access.who(request), timezone.now()
    form = forms.Flagging(request.POST or None, doers=team.everybody())
    if form.is_valid():
        risks.raise_alone(_said(form), take="take" in request.POST, by=by, at=at)
        messages.success(request, _("Flaggan är satt. Alla behandlare ser den."))
        return redirect("desk:today")
    return render(request, "casework/raise.html", {"form": form})


@needs(Right.CASES)
@needs_keys
@require_safe
def risk(request: HttpRequest, risk: UUID) -> HttpResponse:
    """One flag, and what can be done with it."""
    by, at = access.who(request), timezone.now()
    return _page(request, access_to_flags.risk_for(by, risk), by, at)


@needs(Right.CASES)
@needs_keys
@require_POST
def take(request: HttpRequest, risk: UUID) -> HttpResponse:
    """She has it from now on."""
    by = access.who(request)
    found = access_to_flags.risk_for(by, risk)
    try:
        risks.take(found, by=by, at=timezone.now())
    except risks.CannotMove:
        messages.info(request, _("Någon annan hann före. Flaggan är tagen."))
    if "from" in request.POST:
        return after(request, request.POST.get("beside", ""))
    return redirect("casework:risk", risk)


@needs(Right.CASES)
@needs_keys
@require_POST
def plan(request: HttpRequest, risk: UUID) -> HttpResponse:
    """What we do now, who, and by when."""
    by, at = access.who(request), timezone.now()
    found = access_to_flags.risk_to_write(by, risk, at=at)
    form = forms.Flagging(request.POST, doers=access_to_flags.doers_of(found), **_words_of(found))
    if form.is_valid():
        with suppress(risks.CannotMove):  # closed meanwhile, as the page then says
            risks.plan(found, _said(form), by=by, at=at)
            return redirect("casework:risk", risk)
    return _page(request, found, by, at, planning=form)


@needs(Right.CASES)
@needs_keys
@require_POST
def close(request: HttpRequest, risk: UUID) -> HttpResponse:
    """Close it, with how it went and what happened."""
    by, at = access.who(request), timezone.now()
    found = access_to_flags.risk_to_write(by, risk, at=at)
    form = forms.Closing(request.POST, **_words_of(found))
    if form.is_valid():
        outcome, happened = codes.Outcome(form.cleaned_data["outcome"]), form.cleaned_data.get("happened", "")
        with suppress(risks.CannotMove):  # closed meanwhile, or not taken yet, as the page then says
            risks.close(found, outcome, happened, by=by, at=at)
            messages.success(request, _("Flaggan är avslutad."))
            return after(request, access_to_flags.number_of(found, by, at=at))
    return _page(request, found, by, at, closing=form)


def _takes(request: HttpRequest) -> bool:
    """Whether she takes it herself: with this press, or with the one after which she was asked about a name."""
    return "take" in request.POST or {"anyway", "takes"} <= request.POST.keys()


def _words_of(risk: risks.Risk) -> dict[str, Any]:
    """Whether words may be written in it, and what of them is asked about: nothing, while there is no case."""
    return {"words": risks.keeps_words(risk), "holds": risks.held_by(risk)}


def _said(form: forms.Flagging) -> risks.Said:
    return risks.Said(**form.said(team.anybody(form.cleaned_data["doer"])))


def _say_why_not(found: risks.Risk, planning: forms.Flagging | None, closing: forms.Closing | None) -> None:
    """What she typed stands on the page again: with it, that the flag as it is now does not take it."""
    if found.state == risks.State.CLOSED:
        for form in filter(None, (planning, closing)):
            form.add_error(None, _("Flaggan avslutades medan du skrev. Det du skrev är inte sparat: kopiera det."))
    elif closing is not None and found.state == risks.State.RAISED:
        closing.add_error(None, _("Någon tar flaggan först. Sedan kan den avslutas."))


def _page(
    request: HttpRequest,
    found: risks.Risk,
    by: cases.Member,
    at: Any,
    *,
    planning: forms.Flagging | None = None,
    closing: forms.Closing | None = None,
) -> HttpResponse:
    _say_why_not(found, planning, closing)
    shown = flagged.opened(found, by=by, at=at)
    doer = {"doer": str(found.doer.mark) if found.doer else "", "by_when": found.by_when}
    words = shown.keeps_words
    found_here = {
        "flag": shown,
        "may_write": shown.readable and access_to_flags.may_write_risk(found, by, at=at),
        "planning": planning
        or forms.Flagging(auto_id="p_%s", doers=access_to_flags.doers_of(found), words=words, initial=doer),
        "closing": closing or forms.Closing(auto_id="c_%s", words=words),
    }
    return render(request, "casework/risk.html", found_here)
