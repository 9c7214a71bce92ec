"""Many people at once at the door: each writes, is given words, and comes back with them."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .steps import Lost, come_back, write
from .visitor import Visitor

ALL_HAVE_BEGUN = 0.1  # of the time that is measured, before it
LETTER = "Det här är brev nummer {}.\n" + "Jag skriver för att jag vill sluta och inte vet hur man gör.\n" * 6


@dataclass
class Crowd:
    """So many people, each with a window; what they were given, how long it took, and what went wrong."""

    origin: str
    people: int
    words: list[tuple[str, str]] = field(default_factory=list)  # words, what the letter says
    waits: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._done: list[float] = []  # when, by the clock that only goes forward
        self._lock = threading.Lock()
        self._number = 0
        self._windows = [Visitor(self.origin) for _ in range(self.people)]

    def close(self) -> None:
        """Everybody leaves."""
        for window in self._windows:
            window.close()

    def write_for(self, seconds: float) -> float:
        """Everybody writes letter after letter for so long; how many letters a second were acknowledged."""
        return self._all(seconds, lambda window: self._timed(lambda: self._write(window)))

    def write_and_return_for(self, seconds: float) -> float:
        """Everybody writes, leaves, and comes back with the words, for so long; how many of both a second."""

        def both(window: Visitor) -> None:
            written: list[tuple[str, str]] = []
            if self._timed(lambda: written.append(self._write(window))):
                self._timed(lambda: self._come_back(window, *written[0]))

        return self._all(seconds, both)

    def lost(self, most: int) -> int:
        """Come back with each of the words that were given (at most so many, spread out); how many find no letter."""
        chosen = self.words[:: max(1, len(self.words) // most)][:most]

        def one(what: tuple[str, str]) -> bool:
            with Visitor(self.origin) as window:
                return self._timed(lambda: self._come_back(window, *what))

        with ThreadPoolExecutor(8) as pool:
            return sum(not found for found in pool.map(one, chosen))

    def _all(self, seconds: float, act: Callable[[Visitor], object]) -> float:
        """How much a second was done while everybody was at it: neither before all had begun nor after one had left."""
        begin = time.monotonic() + seconds * ALL_HAVE_BEGUN
        end = begin + seconds

        def person(window: Visitor) -> None:
            while time.monotonic() < end:
                act(window)

        with ThreadPoolExecutor(self.people) as pool:
            list(pool.map(person, self._windows))
        return sum(begin <= done < end for done in self._done) / seconds

    def _timed(self, act: Callable[[], object]) -> bool:
        start = time.monotonic()
        try:
            act()
        except (Lost, LookupError, OSError, ValueError) as fault:
            with self._lock:
                self.faults.append(f"{type(fault).__name__}: {fault}"[:300])
            return False
        done = time.monotonic()
        with self._lock:
            self.waits.append(done - start)
            self._done.append(done)
        return True

    def _write(self, window: Visitor) -> tuple[str, str]:
        with self._lock:
            self._number += 1
            text = LETTER.format(self._number)
        words = write(window, text)
        with self._lock:
            self.words.append((words, text))
        return words, text

    def _come_back(self, window: Visitor, words: str, text: str) -> None:
        page = come_back(window, words)
        window.cookies.clear()
        if page.html.count(text.splitlines()[0]) != 1:
            message = f"{page.address} ({page.status}) does not show the letter once"
            raise Lost(message)
