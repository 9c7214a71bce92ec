"""The register of claims: what has been said in public, with its verdict; the unit's own are added here."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kast.figures import access, own_claims
from kast.figures.forms import ClaimForm, as_filled_in
from kast.figures.months import year_to
from kast.figures.page import Page
from kast.staff.roles import Right, may, needs, signed_in


@needs(Right.FIGURES)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every claim, beside our own figures of the last twelve months: the unit's own first."""
    own = [one for one in access.own_claims() if one.taken_back_on is None]
    page = Page(access.staff_figures(year_to(timezone.localdate())), tuple(one.claim for one in own))
    judged = {one.judgement.claim.key: one for one in page.claims}
    given = {
        "page": page,
        "own": [(one, judged[one.claim.key]) for one in own],
        "shipped": [one for one in page.claims if not one.judgement.claim.own],
        "taken_back": [one for one in access.own_claims() if one.taken_back_on is not None],
        "may_show": may(request.user, Right.UNIT),
    }
    return render(request, "figures/claims.html", given)


@needs(Right.FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a claim into the register."""
    form = ClaimForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form)
    own_claims.add(form.words, by=signed_in(request), at=timezone.now())
    messages.success(request, _("Påståendet står i listan. Chefen väljer om alla ska se det."))
    return redirect("figures:claims")


@needs(Right.FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Word a claim anew; how it was worded stays."""
    claim = access.own_claim(key)
    now = next(one for one in access.own_claims() if one.key == key)
    form = ClaimForm(request.POST or None, initial=as_filled_in(now.wordings[-1].content))
    if not form.is_valid():
        return _form(request, form, now)
    try:
        own_claims.change(claim, form.words, by=signed_in(request), at=timezone.now())
    except own_claims.NothingNew:
        messages.info(request, _("Inget var ändrat."))
    except own_claims.TakenBack:
        messages.info(request, _("Påståendet är redan taget tillbaka."))
    else:
        messages.success(request, _("Den nya lydelsen gäller, och den förra finns kvar under den."))
    return redirect("figures:claims")


@needs(Right.FIGURES)
@require_POST
def take_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """It no longer stands in the register."""
    try:
        own_claims.take_back(access.own_claim(key), by=signed_in(request), at=timezone.now())
    except own_claims.TakenBack:
        messages.info(request, _("Påståendet är redan taget tillbaka."))
    else:
        messages.success(request, _("Påståendet är taget tillbaka."))
    return redirect("figures:claims")


@needs(Right.UNIT)
@require_POST
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose whether the public sees it."""
    shown = request.POST.get("shown") == "yes"
    try:
        own_claims.show(access.own_claim(key), shown=shown, by=signed_in(request), at=timezone.now())
    except own_claims.TakenBack:
        messages.info(request, _("Påståendet är redan taget tillbaka."))
    else:
        messages.success(request, _("Alla kan se påståendet nu.") if shown else _("Påståendet syns bara för er."))
    return redirect("figures:claims")


def _form(request: HttpRequest, form: ClaimForm, now: object = None) -> HttpResponse:
    return render(request, "figures/claim_form.html", {"form": form, "now": now}, status=422 if form.is_bound else 200)
