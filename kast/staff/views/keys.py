"""Unlocking, locking, and what was sent while locked."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.staff import forms, held, phrases, roles, signing_in, unlocking
from kast.staff.unlocking import needs_keys


def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock with the phrase, or with the one on the printed sheet (`?blad=1`)."""
    by, onward = roles.signed_in(request), _onward(request)
    if by.keys is not None:
        return redirect(onward)
    form = forms.Phrase(request.POST or None, initial={"sheet": "blad" in request.GET})
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(onward)
        sheet = form.cleaned_data["sheet"]
        try:
            unlocking.unlock(request, response, form.cleaned_data["phrase"], sheet=sheet, by=by, at=timezone.now())
        except unlocking.WrongPhrase:
            form.add_error("phrase", _("Frasen öppnar inget. Se efter att alla sju orden är med, i rätt ordning."))
        except unlocking.TooManyWait:
            form.add_error(None, _("Det är många här just nu. Vänta en liten stund och försök igen."))
        except unlocking.NoKeys:
            form.add_error(None, _("Det här kontot har ingen nyckel. Be om en ny inbjudan."))
        else:
            return _back_to_what_was_sent(response, waits=held.waits(by))
    return render(request, "staff/unlock.html", _page(request, form, onward))


@require_POST
def unlock_by_passkey(request: HttpRequest) -> HttpResponse:
    """Unlock with what the passkey yields."""
    by, onward, form = roles.signed_in(request), _onward(request), forms.Passkey(request.POST)
    response = HttpResponseRedirect(onward)
    try:
        said = form.cleaned_data if form.is_valid() else {"credential": "", "prf": ""}
        unlocking.unlock_by_passkey(request, response, **said, by=by, at=timezone.now())
    except (unlocking.WrongPhrase, unlocking.NoKeys):
        messages.error(request, _("Nyckeln öppnar inget här. Lås upp med frasen."))
        return redirect("staff:unlock")
    return _back_to_what_was_sent(response, waits=held.waits(by))


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now."""
    response = redirect("staff:unlock")
    unlocking.lock(request, response, by=roles.signed_in(request), at=timezone.now())
    return response


@needs_keys
def given_back(request: HttpRequest) -> HttpResponse:
    """What she sent while locked, to be sent again or thrown away."""
    by = roles.signed_in(request)
    if request.method == "POST":
        held.drop(by, request.POST.get("form", ""))
    waiting = held.given_back(by)
    if not waiting:
        return redirect(signing_in.home(by))
    return render(request, "staff/held.html", {"waiting": waiting, "field": held.FIELD})


def _page(request: HttpRequest, form: forms.Phrase, onward: str) -> dict[str, object]:
    by = roles.signed_in(request)
    return {
        "form": form,
        "onward": onward,
        "member": by,
        "sheet": bool(form["sheet"].value()),
        "was_idle": unlocking.COOKIE in request.COOKIES,
        "minutes": settings.IDLE_MINUTES,
        "kept": held.waits(by),
        "passkeys": phrases.passkeys(by),
    }


def _onward(request: HttpRequest) -> str:
    there = request.POST.get("next") or request.GET.get("next", "")
    if there and url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        return there
    return signing_in.home(roles.signed_in(request))


def _back_to_what_was_sent(response: HttpResponseRedirect, *, waits: bool) -> HttpResponse:
    if waits:
        response["Location"] = redirect("staff:held").url
    return response
