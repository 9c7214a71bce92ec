"""Nobody works with a password alone: whoever has no passkey and no code is led to get one before anything else."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
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
    found: bool = Authenticator.objects.filter(user=member, type__in=SECOND).exists()
    return found


def is_last(authenticator: Authenticator) -> bool:
    """Whether she would have none left without this one."""
    others = Authenticator.objects.filter(user=authenticator.user_id, type__in=SECOND).exclude(pk=authenticator.pk)
    return bool(authenticator.type in SECOND and not others.exists())


@dataclass(frozen=True)
class Passkey:
    """A passkey of hers."""

    pk: int
    name: str
    credential: str  # base64url, as the browser names it


@dataclass(frozen=True)
class WaysIn:
    """How she can sign in besides her password."""

    passkeys: list[Passkey]
    has_app: bool
    codes_left: int


def passkeys(member: Member) -> list[Passkey]:
    """The passkeys that sign her in."""
    rows = Authenticator.objects.filter(user=member, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [Passkey(row.pk, row.wrap().name, _credential(row)) for row in rows]


def ways_in(member: Member) -> WaysIn:
    """How she can sign in."""
    rows = {row.type: row for row in Authenticator.objects.filter(user=member)}
    codes = rows.get(Authenticator.Type.RECOVERY_CODES)
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return WaysIn(passkeys(member), Authenticator.Type.TOTP in rows, left)


def remove_all(member: Member) -> None:
    """Someone who leaves keeps no way of signing in."""
    Authenticator.objects.filter(user=member).delete()


def _credential(row: Authenticator) -> str:
    identity = row.wrap().authenticator_data.credential_data.credential_id
    return base64.urlsafe_b64encode(identity).decode().rstrip("=")


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
