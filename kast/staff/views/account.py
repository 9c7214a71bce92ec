"""Her own account: the name she shows, how she signs in, how she unlocks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.staff import forms, members, phrases, roles, second_factor, unit, unlocking
from kast.staff.unlocking import needs_keys


def account(request: HttpRequest) -> HttpResponse:
    """Everything about her account on one page. Not let in yet: the fingerprint to read aloud stands first."""
    by = roles.signed_in(request)
    form = forms.ShownName(request.POST or None, initial={"shown_name": by.shown_name})
    if form.is_valid():
        members.rename(by, form.cleaned_data["shown_name"], by=by, at=timezone.now())
        messages.success(request, _("Namnet är ändrat."))
        return redirect("staff:account")
    found = {
        "form": form,
        "member": by,
        "ways_in": second_factor.ways_in(by),
        "ways_to_unlock": phrases.ways_to_unlock(by),
        "fingerprint": unlocking.own_fingerprint(by) if by.keys is not None else "",
    }
    return render(request, "staff/account.html", found)


@needs_keys
@require_POST
def draw_phrase(request: HttpRequest) -> HttpResponse:
    """Draw a new phrase, or one for a printed sheet."""
    sheet = "sheet" in request.POST
    phrases.draw_new(request.session, language=unit.here(), sheet=sheet, by=roles.signed_in(request))
    return redirect("staff:phrase")


@needs_keys
def phrase(request: HttpRequest) -> HttpResponse:
    """Note the new phrase and show that it is noted; only then it counts."""
    by = roles.signed_in(request)
    try:
        shown = phrases.shown_new(request.session, by=by)
    except phrases.NothingShown:
        return redirect("staff:account")
    form = forms.Word(request.POST or None, asked=shown.asked)
    if form.is_valid():
        try:
            phrases.enrol(request.session, form.cleaned_data["word"], by=by, at=timezone.now())
        except phrases.WrongWord:
            form.add_error("word", _("Det var ett annat ord. Orden står kvar här ovanför."))
        except phrases.TooManyWait:
            form.add_error("word", _("Det är många här just nu. Vänta en liten stund och försök igen."))
        else:
            messages.success(request, _("Den nya frasen gäller från och med nu."))
            return redirect("staff:account")
    return render(request, "staff/phrase.html", {"form": form, "shown": shown, "joining": False})


@needs_keys
def passkey(request: HttpRequest) -> HttpResponse:
    """Let a passkey that signs her in unlock too."""
    by, form = roles.signed_in(request), forms.Passkey(request.POST or None)
    if form.is_valid():
        try:
            prf = unlocking.from_base64(form.cleaned_data["prf"])
            phrases.enrol_passkey(credential=form.cleaned_data["credential"], prf=prf, by=by, at=timezone.now())
        except ValueError:
            messages.error(request, _("Den nyckeln kan logga in dig men inte låsa upp."))
        else:
            messages.success(request, _("Nyckeln låser upp från och med nu."))
        return redirect("staff:account")
    return render(request, "staff/passkey.html", {"passkeys": [key.credential for key in second_factor.passkeys(by)]})


@needs_keys
@require_POST
def remove_slot(request: HttpRequest, slot: str) -> HttpResponse:
    """A sheet or a passkey unlocks no more."""
    phrases.remove_slot(slot, by=roles.signed_in(request), at=timezone.now())
    return redirect("staff:account")
