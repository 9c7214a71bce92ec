"""Signing in: who she is. allauth does it; here is what is ours in it.

Nobody signs up: an account comes from an invitation. Limits are kept per user name, never per address, which the server
does not keep: behind an onion service or a municipality's network everybody has the same one (settings.*_RATE_LIMITS).
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import roles, second_factor, unit
from .models import Member
from .roles import Right


class Adapter(DefaultAccountAdapter):
    """Signing in, as the house wants it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Användarnamnet eller lösenordet stämmer inte."),
        "incorrect_password": _("Lösenordet stämmer inte."),
        "too_many_login_attempts": _("Det blev många försök. Vänta fem minuter och försök igen."),
        "rate_limited": _("Det blev många försök. Vänta en stund och försök igen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account comes from an invitation."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nobody's address is known here."""
        del request
        return ""

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Nor anybody's browser."""
        del request
        return ""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the first page that is hers."""
        return home(roles.member_of(request))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To signing in, so that the next at this desk can."""
        del request
        return reverse("account_login")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Who has left is told the same as who mistypes."""
        del user
        messages.error(request, _("Användarnamnet eller lösenordet stämmer inte."))
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who has no second factor yet has just typed her password: she is not asked for it again to get one."""
        member = roles.member_of(context.request)
        if member is not None and not second_factor.has_one(member):
            return False
        return bool(super().is_reauthentication_required(app=app))

    def add_message(  # noqa: PLR0917 -- allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What went wrong is said; that somebody signed in needs no message."""
        del message_template, message_context
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys and codes, as the house wants them."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _("Koden stämmer inte.")}

    def get_totp_issuer(self) -> str:
        """The unit's neutral name: the app on her phone is seen by others too."""
        return unit.say("page_name")

    def _get_site_name(self) -> str:
        return unit.say("page_name")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: she adds another first."""
        return not second_factor.is_last(authenticator)


def enter(request: HttpRequest, member: Member) -> None:
    """Somebody who has just chosen her password is signed in, and is not asked for it again on the way to a key."""
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, member, "password", reauthenticated=True)


def home(member: Member | None) -> str:
    """The first page of a member's day."""
    if roles.may(member, Right.LETTERS):
        return resolve_url("desk:today")
    if roles.may(member, Right.UNIT):
        return resolve_url("staff:unit")
    return resolve_url("staff:ready") if roles.may(member, Right.READY) else resolve_url("staff:account")
