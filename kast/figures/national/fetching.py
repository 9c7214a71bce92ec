"""Over the net: reading one file from a unit's public pages. Nothing is sent but the question for it.

TLS with the machine's own certificates, unless it is this very machine. What answers must do so in time and in few
bytes, and stay where it is: a redirect to another host, port or scheme is not followed. Nothing that comes is believed:
whether it is the unit's own is for its signature to say.
"""

import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from .admitting import Came
from .roster import Unit, is_address

SECONDS, MOST_BYTES, PIECE = 20.0, 16_000_000, 65_536
MOST_RELEASES, AT_ONCE = 50, 8  # of one unit in one year; units asked at the same time
PATH = "{number}/utgava.json"  # beneath a unit's /siffror/


class DidNotCome(Exception):
    """Nothing that can be used came from there; the message says why, in a few words."""


class NotThere(DidNotCome):
    """What answers says that there is no such file."""


def releases(units: Sequence[Unit], *, year: int, seconds: float = SECONDS) -> tuple[list[Came], dict[Unit, str]]:
    """What the units with an address publish of a year, and why the others could not be reached.

    A year's releases are numbered from one, corrections among them, so they are asked for until there is none. Where
    the door falls silent on the way, nothing of that unit counts: what would have come may correct what came.
    """
    there = [unit for unit in units if unit.address]
    with ThreadPoolExecutor(AT_ONCE) as asking:
        answers = list(asking.map(lambda unit: _of_one(unit, year=year, seconds=seconds), there))
    found = [one for answer in answers if not isinstance(answer, str) for one in answer]
    return found, {unit: answer for unit, answer in zip(there, answers, strict=True) if isinstance(answer, str)}


def _of_one(unit: Unit, *, year: int, seconds: float) -> list[Came] | str:
    """A unit's releases of a year, or why it could not be reached."""
    found: list[Came] = []
    for running in range(1, MOST_RELEASES + 1):
        place = f"{unit.address}/{PATH.format(number=f'{year}-{running}')}"
        try:
            found.append(Came(place, fetch(place, seconds=seconds)))
        except NotThere:
            break
        except DidNotCome as fault:
            return str(fault)
    return found


def fetch(address: str, *, seconds: float = SECONDS, most: int = MOST_BYTES) -> bytes:
    """The file at an address. `seconds` is for each wait and for the whole, `most` in bytes. Raises DidNotCome."""
    if not is_address(address):
        raise DidNotCome("the address is neither https:// nor this very machine")
    parts = urlsplit(address)
    proxies = [urllib.request.ProxyHandler({})] if parts.scheme == "http" else []  # loopback: no proxy stands between
    opener = urllib.request.build_opener(_Stays(parts[:2]), *proxies, urllib.request.HTTPSHandler(context=_tls()))
    question = urllib.request.Request(  # noqa: S310 -- is_address: https, or http on loopback
        address, headers={"User-Agent": "kast national", "Accept": "application/json"}
    )
    until = time.monotonic() + seconds
    try:
        with opener.open(question, timeout=seconds) as answer:
            return _read(answer, until=until, most=most)
    except _Elsewhere as fault:
        raise DidNotCome("it points to another host, which is not followed") from fault
    except urllib.error.HTTPError as fault:
        code = fault.code
        fault.close()
        raise (NotThere if code in {404, 410} else DidNotCome)(f"it answered {code}") from fault
    except TimeoutError as fault:
        raise DidNotCome("it did not answer in time") from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise DidNotCome(_why(fault)) from fault


def _read(answer: Any, *, until: float, most: int) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(PIECE):  # read() would wait for a whole piece
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise DidNotCome(f"it sends more than {most} bytes")
        if time.monotonic() > until:
            raise DidNotCome("it did not answer in time")
    if answer.length:
        raise DidNotCome("it broke off")
    return b"".join(pieces)


class _Elsewhere(Exception):
    """A redirect that leads away."""


class _Stays(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only on the same scheme, host and port."""

    max_redirections = 3

    def __init__(self, home: tuple[str, ...]) -> None:
        self._home = home

    def redirect_request(  # noqa: PLR0917 -- the standard library's own signature
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        if urlsplit(newurl)[:2] != self._home:
            raise _Elsewhere
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _why(fault: Exception) -> str:
    reason = getattr(fault, "reason", fault)
    if isinstance(reason, ssl.SSLError):
        return "its certificate does not hold"
    return "it did not answer in time" if isinstance(reason, TimeoutError) else "it could not be reached"
