"""What one leaves here and cannot read again: a call-back slip, a referral."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from kast.door import intake, nonces, referrals, slips
from kast.door.forms import ReferralForm, SlipForm
from kast.door.nonces import Purpose
from kast.staff.public import public

from .rendering import page, see_other

_OPEN = require_http_methods(["GET", "HEAD", "POST"])


@public
@_OPEN
def slip(request: HttpRequest) -> HttpResponseBase:
    """Ask to be called. Whatever hinders it from being sent, what was filled in stands in its place."""
    if request.method != "POST":
        return _slip_page(request, request.POST)
    form = SlipForm(request.POST)
    if not form.is_valid():
        return _slip_page(request, request.POST, errors=form.errors)
    if form.better_to_call_us:
        return _slip_page(request, request.POST, call_us=True)
    try:
        nonce = nonces.read(request.POST.get("nonce", ""), Purpose.SLIP)
        slips.leave(form.said(), nonce=nonce, at=timezone.now())
    except (nonces.Forged, nonces.Expired, intake.OtherText):
        return _slip_page(request, _anew(request), again=_again())
    except intake.TooMany:
        return _slip_page(request, request.POST, again=_busy(), status=503)
    return see_other("door:slip_left")


@public
@require_safe
def slip_left(request: HttpRequest) -> HttpResponse:
    """It has arrived. The browser is asked to forget the page that it was filled in on."""
    return _forgets(page(request, "slip_left"))


@public
@_OPEN
def referral(request: HttpRequest) -> HttpResponseBase:
    """Point somebody on, with that person's yes."""
    if request.method != "POST":
        return _referral_page(request, request.POST)
    form = ReferralForm(request.POST)
    if not form.is_valid():
        return _referral_page(request, request.POST, errors=form.errors)
    try:
        nonce = nonces.read(request.POST.get("nonce", ""), Purpose.REFERRAL)
        referrals.leave(form.said(), nonce=nonce, at=timezone.now())
    except (nonces.Forged, nonces.Expired, intake.OtherText):
        return _referral_page(request, _anew(request), again=_again())
    except intake.TooMany:
        return _referral_page(request, request.POST, again=_busy(), status=503)
    return see_other("door:referral_left")


@public
@require_safe
def referral_left(request: HttpRequest) -> HttpResponse:
    """It has arrived; she learns no more than that."""
    return _forgets(page(request, "referral_left"))


def _slip_page(request: HttpRequest, said: QueryDict, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "said": said,
        "parts": said.getlist("parts"),
        "nonce": said.get("nonce") or nonces.fresh(Purpose.SLIP, on=timezone.localdate()),
        "slips": slips,
        **more,
    }
    return page(request, "slip", context, status=status)


def _referral_page(request: HttpRequest, said: QueryDict, *, status: int = 200, **more: Any) -> HttpResponse:
    nonce = said.get("nonce") or nonces.fresh(Purpose.REFERRAL, on=timezone.localdate())
    context = {"said": said, "nonce": nonce, "referrals": referrals, **more}
    return page(request, "referral", context, status=status)


def _anew(request: HttpRequest) -> QueryDict:
    """What was filled in, without the nonce, so that the page gets a fresh one."""
    said = request.POST.copy()
    said.pop("nonce", None)
    return said


def _forgets(response: HttpResponse) -> HttpResponse:
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _again() -> str:
    return pgettext("slip.again", "Det är inte skickat än. Allt du skrev är kvar. Tryck på Skicka en gång till.")


def _busy() -> str:
    return pgettext(
        "slip.busy", "Det är många här just nu. Allt du skrev är kvar. Vänta en liten stund och försök igen."
    )
