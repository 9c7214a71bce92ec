"""Somebody new: from the one-time link to a second factor."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kast.staff import forms, invitations, phrases, roles, second_factor, signing_in, unit, unlocking


@login_not_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Choose names and a password. Nothing is written yet."""
    invitation = _usable(token)
    form = forms.Join(request.POST or None)
    if form.is_valid():
        try:
            invitations.begin(request.session, token, **form.cleaned_data, language=unit.here())
        except invitations.NameTaken:
            form.add_error("username", _("Namnet är upptaget här. Välj ett annat."))
        else:
            return redirect("staff:join_phrase", token)
    return render(request, "staff/join.html", {"form": form, "invitation": invitation})


@login_not_required
def join_phrase(request: HttpRequest, token: str) -> HttpResponse:
    """Note the phrase and show that it is noted; then the account is made, signed in and unlocked."""
    if request.user.is_authenticated:
        return redirect("staff:second_factor")
    _usable(token)
    try:
        shown = invitations.shown(request.session, token)
    except phrases.NothingShown:
        return redirect("staff:join", token)
    form = forms.Word(request.POST or None, asked=shown.asked)
    if form.is_valid():
        response = redirect("staff:second_factor")
        fault = _accept(request, response, token, form.cleaned_data["word"])
        if not fault:
            return response
        form.add_error("word", fault)
    return render(request, "staff/phrase.html", {"form": form, "shown": shown, "joining": True})


def second(request: HttpRequest) -> HttpResponse:
    """Choose a second factor: a passkey, or a code from an app."""
    by = roles.signed_in(request)
    if second_factor.has_one(by):
        return redirect("staff:account")
    return render(request, "staff/second_factor.html")


def _usable(token: str) -> object:
    try:
        return invitations.usable(token, at=timezone.now())
    except invitations.InvitationGone as fault:
        raise Http404 from fault


def _accept(request: HttpRequest, response: HttpResponse, token: str, typed: str) -> str:
    at = timezone.now()
    try:
        member, private = invitations.accept(request.session, token, typed, at=at)
    except phrases.WrongWord:
        return _("Det var ett annat ord. Orden står kvar här ovanför.")
    except invitations.NameTaken:
        return _("Namnet är upptaget här. Gå tillbaka och välj ett annat.")
    except invitations.TooManyWait:
        return _("Det är många här just nu. Vänta en liten stund och försök igen.")
    except (invitations.InvitationGone, phrases.NothingShown) as fault:
        raise Http404 from fault
    signing_in.enter(request, member)
    unlocking.keep_open(request, response, private, by=member, at=at)
    return ""
