"""Over the net to a sister unit's door: one POST of an envelope. Never inside a transaction.

Only to an address that this unit vouches for, with TLS unless it is this very machine; no redirect is followed, nothing
of the answer but its status is read, and no proxy stands before this machine's own doors.
"""

import http.client
import ssl
import urllib.error
import urllib.request
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from kast.staff.models import Member

from . import arrivals, handover, sisters
from .envelope import MEDIA_TYPE
from .models import Arrival, HandOver

PATH = "/overlamning/"
SECONDS = 20
_TAKEN = 202


class DidNotReach(Exception):
    """The door did not answer, or not as a door of a sister unit does. Nothing is known to have come."""


class NotTaken(Exception):
    """The door answered that it does not take this: the other unit has not compared our keys, or has other ones."""


class NoDoor(Exception):
    """The sister unit has told no address: it goes as a file."""


def send(row: HandOver, *, letter: str = "", by: Member, at: datetime) -> None:
    """Seal a hand-over and post it to the sister unit's door; then it is sent.

    Written down: as handover.seal and handover.sent do. Refused: what they refuse; NoDoor; DidNotReach; NotTaken.
    """
    raw = handover.seal(row, by=by, at=at)
    sisters.check(row.to)
    post(row.to.address, raw)
    handover.sent(row, HandOver.Means.HTTPS, letter=letter, by=by, at=at)


def send_answer(arrival: Arrival, *, by: Member, at: datetime) -> None:
    """Post the answer to what came. Written down: that it went. Refused: NotCompared; NoDoor; DidNotReach; NotTaken."""
    sisters.check(arrival.sister)
    post(arrival.sister.address, bytes(arrival.answer))
    arrivals.answer_went(arrival, by=by, at=at)


def post(address: str, raw: bytes) -> None:
    """One POST. Raises NoDoor, DidNotReach, NotTaken."""
    if not address or not sisters.reachable(address):
        raise NoDoor
    own = urlsplit(address).scheme == "http"  # loopback: sisters.reachable lets no other through
    proxies = [urllib.request.ProxyHandler({})] if own else []
    opener = urllib.request.build_opener(_Straight, *proxies, urllib.request.HTTPSHandler(context=_tls()))
    request = urllib.request.Request(  # noqa: S310 -- sisters.reachable: https, or http on loopback
        address + PATH, data=raw, headers={"Content-Type": MEDIA_TYPE, "User-Agent": "kast"}, method="POST"
    )
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            status = answer.status
    except urllib.error.HTTPError as fault:
        status = fault.code
        fault.close()
    except (OSError, http.client.HTTPException) as fault:
        raise DidNotReach from fault
    if status == 400:
        raise NotTaken
    if status != _TAKEN:
        raise DidNotReach


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: an envelope goes where it was meant to, or nowhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
