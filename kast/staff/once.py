"""A form that is pressed twice does its work once.

Each page that is shown has a CSRF token of its own, so the same token with the same fields at the same address is the
same press again: a double click, two presses of Ctrl and Enter, a reload, the button back. The second waits for the
first and is led where that one was led. Only that address is remembered, under a hash, in memory, for an hour: KAST
serves with one process. A page that was refused, or that came back to be corrected, is not remembered.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from . import roles

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 -- the field's name
_DONE = {302, 303}
_HOUR = 60 * 60
# What was sent while locked is given back after unlocking, and is then a press of its own.
_LOCKED = 10
_MOST = 5_000

GetResponse = Callable[[HttpRequest], HttpResponse]


class Press:
    """One press of a form: whoever presses again waits here."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self._led: tuple[int, str] | None = None
        self._until = 0.0

    def led(self) -> HttpResponse | None:
        """Where the first press was led; None when it was not, or long ago."""
        if self._led is None or time.monotonic() >= self._until:
            return None
        status, address = self._led
        return HttpResponse(status=status, headers={"Location": address})

    def keep(self, response: HttpResponse) -> None:
        """Remember where it was led. An answer with a cookie is not: only its own browser gets that."""
        if response.status_code in _DONE and not response.cookies:
            address = response.headers["Location"]
            self._led = response.status_code, address
            self._until = time.monotonic() + (_LOCKED if address.startswith(reverse("staff:unlock")) else _HOUR)


class Presses:
    """The last presses, each by its name; the oldest go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._presses: OrderedDict[bytes, Press] = OrderedDict()

    @contextmanager
    def turn_of(self, name: bytes) -> Iterator[Press]:
        """This press, once whoever pressed before has been answered."""
        with self._lock:
            press = self._presses.setdefault(name, Press())
            self._presses.move_to_end(name)
            while len(self._presses) > _MOST:
                self._presses.popitem(last=False)
        with press.turn:
            yield press


_presses = Presses()


def pressed_once(get_response: GetResponse) -> GetResponse:
    """The middleware: the forms of who is signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = _name_of(request)
        if name is None:
            return get_response(request)
        with _presses.turn_of(name) as press:
            led = press.led()
            if led is None:
                led = get_response(request)
                press.keep(led)
            return led

    return middleware


def _name_of(request: HttpRequest) -> bytes | None:
    """Who pressed which form of which page; None for what is no press of a page's form."""
    if request.method != "POST" or request.headers.get("Accept") == "application/json":
        return None
    member = roles.member_of(request)
    if member is None or not request.POST.get(_TOKEN):
        return None
    fields = sorted((name, tuple(map(str, said))) for name, said in request.POST.lists())
    fields += sorted((name, tuple(map(_print_of, files))) for name, files in request.FILES.lists())
    return hashlib.sha256(repr((str(member.pk), request.path, fields)).encode()).digest()


def _print_of(file: "UploadedFile[bytes]") -> str:
    """Another file is another press."""
    told = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return told
