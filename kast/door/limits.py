"""How much the door takes: letters an hour, and tries with one phrase. Counted in memory only, and by nobody's address.

Nothing tells visitors apart, so nothing here can lock out one of them, a whole office or a Tor exit. What is counted is
the total, and each phrase by a hash whose key dies with the process.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque

from django.conf import settings

HOUR = 60 * 60
TRIES = 3
TRIES_SECONDS = 10


class TooMany(Exception):
    """More letters have come this hour than the unit takes. Nothing was kept; the same may be sent again later."""


class Letters:
    """The letters of the last hour, all of them together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: deque[float] = deque()

    def check(self) -> None:
        """Raises TooMany when the hour is full."""
        with self._lock:
            past = time.monotonic() - HOUR
            while self._times and self._times[0] < past:
                self._times.popleft()
            if len(self._times) >= settings.LETTERS_AN_HOUR:
                raise TooMany

    def count(self) -> None:
        """One more came."""
        with self._lock:
            self._times.append(time.monotonic())


class Tries:
    """One phrase may be tried three times in ten seconds. Only phrases whose check word fits come this far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)
        self._times: dict[bytes, list[float]] = {}

    def one_more(self, phrase: bytes) -> bool:
        """Whether this phrase may be tried once more now; if so, it is counted."""
        name = hmac.digest(self._key, phrase, hashlib.sha256)
        with self._lock:
            now = time.monotonic()
            past = now - TRIES_SECONDS
            self._times = {each: times for each, times in self._times.items() if times[-1] > past}
            recent = [each for each in self._times.get(name, []) if each > past]
            if len(recent) >= TRIES:
                return False
            self._times[name] = [*recent, now]
            return True


letters = Letters()
tries = Tries()
