"""Staff's own: a browser of somebody who has not signed in, and how she signs in with password and code."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests import people


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser() -> Client:
    return Client(headers={"origin": "http://testserver"})


def code_of(member) -> str:
    """The code that the app shows now."""
    secret = Authenticator.objects.get(user=member, type=Authenticator.Type.TOTP).data["secret"]
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def sign_in():
    """Through the real pages, password and then code."""

    def go(browser: Client, member, *, password: str = people.PASSWORD):
        answer = browser.post("/personal/logga-in/", {"login": member.username, "password": password})
        if answer.status_code != 302:
            return answer
        return browser.post(answer.headers["Location"], {"code": code_of(member)})

    return go
