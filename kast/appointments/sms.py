"""The port through which an SMS leaves, and the one adapter: a form posted to the unit's own gateway.

Off until KAST_SMS_URL says where. A gateway that honours an idempotency key (KAST_SMS_ONCE) may be asked twice for the
same message and sends it once; any other is asked once, whatever became of it.
"""

import http.client
import socket
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

TIMEOUT = 20  # seconds
_BUSY = {408, 425, 429, 500, 502, 503, 504}


class TryLater(Exception):
    """Nothing was sent; the same may be tried again."""


class Refused(Exception):
    """Nothing was sent, and nothing will be: the number or the agreement is wrong."""


class Unknown(Exception):
    """Nobody knows whether it was sent."""


class Gateway(Protocol):
    """Whatever can send an SMS."""

    once: bool  # asked twice with the same key, it sends once

    def send(self, to: str, text: str, *, key: str) -> None:
        """Send. Raises TryLater, Refused, Unknown."""


class _NoRedirect(HTTPRedirectHandler):
    """A number goes where the unit said, and nowhere else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


class OverHttp:
    """A form with `from`, `to`, `message`, the idempotency key beside it."""

    def __init__(self, address: str, authorization: str, sender: str, *, once: bool) -> None:
        self.address, self.authorization, self.sender, self.once = address, authorization, sender, once

    def send(self, to: str, text: str, *, key: str) -> None:
        """Post it. Raises TryLater, Refused, Unknown; none of them repeats the number."""
        body = urlencode({"from": self.sender, "to": to, "message": text}).encode()
        headers = {"Idempotency-Key": key, "Content-Type": "application/x-www-form-urlencoded"}
        if self.authorization:
            headers["Authorization"] = self.authorization
        asked = Request(self.address, data=body, headers=headers, method="POST")  # noqa: S310 -- https, or loopback: see is_set_up
        try:
            with build_opener(_NoRedirect).open(asked, timeout=TIMEOUT):
                return
        except HTTPError as fault:
            raise (TryLater if fault.code in _BUSY else Refused) from None
        except URLError as fault:
            never = isinstance(fault.reason, ConnectionRefusedError | socket.gaierror)
            raise (TryLater if never else Unknown) from None
        except (OSError, http.client.HTTPException):
            raise Unknown from None


def is_set_up() -> bool:
    """Whether SMS can be offered."""
    return bool(settings.SMS_URL)


def gateway() -> Gateway:
    """The gateway that the environment names."""
    return OverHttp(settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_SENDER, once=settings.SMS_ONCE)


def is_private(address: str) -> bool:
    """Whether what is sent there is encrypted, or does not leave this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"})
