"""Nobody works with a password alone: whoever has no passkey and no code is led to get one before anything else."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from . import roles
from .models import Member

SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_KNOWN = "second_factor"
# Where she may be on the way to one.
_ON_THE_WAY = {
    "staff:second_factor",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_logout",
    "account_reauthenticate",
}


def has_one(member: Member) -> bool:
    """Whether she has a passkey or a code from an app."""
    return Authenticator.objects.filter(user=member, type__in=SECOND).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Whether she would have none left without this one."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND).exclude(pk=authenticator.pk)
    return authenticator.type in SECOND and not others.exists()


def remove_all(member: Member) -> None:
    """Someone who leaves keeps no way of signing in."""
    Authenticator.objects.filter(user=member).delete()


def first(
    request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any]
) -> HttpResponseBase | None:
    """Before each of the staff's pages (a middleware's process_view): lead her to a second factor, or let her pass.

    The last one cannot be taken away, so a session that has seen it need not ask again.
    """
    del args, kwargs
    match = request.resolver_match
    if match is None or match.view_name in _ON_THE_WAY or not getattr(view, "login_required", True):
        return None
    member = roles.member_of(request)
    if member is None or request.session.get(_KNOWN):
        return None
    if has_one(member):
        request.session[_KNOWN] = True
        return None
    return HttpResponseRedirect(reverse("staff:second_factor"))
