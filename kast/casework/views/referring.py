"""Referrals: read one, make a case of it, or set it aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, access_to_incoming, cases, codes, forms, referred, suggested, team
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@require_safe
@needs(Right.LETTERS)
@needs_keys
def referral(request: HttpRequest, number: int) -> HttpResponse:
    """The referral, and what can be done with it."""
    by, at = access.who(request), timezone.now()
    found = referred.open_referral(access_to_incoming.referral_for(by, number, at=at), by=by, at=at)
    return render(request, "casework/referral.html", {"found": found})


@needs(Right.LETTERS)
@needs_keys
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """A case of somebody who was pointed on."""
    by, at = access.who(request), timezone.now()
    row, colleagues = access_to_incoming.referral_for(by, number, at=at), team.others(by)
    initial = suggested.by_referral(row, colleagues, by=by, at=at) if request.method != "POST" else None
    form = forms.FromReferral(request.POST or None, colleagues=colleagues, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        begun, keep = codes.Begin(given["began_with"]), given["keep_number"]
        stand_in = team.other_or_none(by, given["stand_in"])
        try:
            case = referred.begin_case(row, begun, form.asked(), keep_number=keep, stand_in=stand_in, by=by, at=at)
            return redirect("desk:case", case.number)
        except (referred.NotWaiting, cases.CannotBegin):
            return _too_late(request)
        except cases.KeyNotSigned:
            form.add_error("stand_in", forms.not_signed())
    return render(request, "casework/begin_from.html", {"form": form, "referral": row})


@require_POST
@needs(Right.LETTERS)
@needs_keys
def set_aside(request: HttpRequest, number: int) -> HttpResponse:
    """It is not for us, or nobody could be reached: it is gone."""
    by, at = access.who(request), timezone.now()
    try:
        referred.set_aside(access_to_incoming.referral_for(by, number, at=at), by=by, at=at)
    except referred.NotWaiting:
        return _too_late(request)
    messages.success(request, _("Hänvisningen är borta."))
    return redirect("desk:today")


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Någon annan hann före med den hänvisningen."))
    return redirect("desk:today")
