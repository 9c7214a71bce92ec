"""Many people at once at the door: each writes, is given words, and comes back with them."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .steps import Lost, come_back, write
from .visitor import Visitor

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
        self._lock = threading.Lock()
        self._number = 0
        self._windows = [Visitor(self.origin) for _ in range(self.people)]

    def close(self) -> None:
        """Everybody leaves."""
        for window in self._windows:
            window.close()

    def write_for(self, seconds: float) -> float:
        """Everybody writes letter after letter for so long; how many letters a second were acknowledged."""
        return self._all(seconds, self._write)

    def write_and_return_for(self, seconds: float) -> float:
        """Everybody writes, leaves, and comes back with the words, for so long; how many of both a second."""

        def both(window: Visitor) -> None:
            written = self._write(window)
            self._timed(lambda: self._come_back(window, *written))

        began = len(self.waits)
        start = time.monotonic()
        self._all(seconds, both)
        return (len(self.waits) - began) / (time.monotonic() - start)

    def lost(self, most: int) -> int:
        """Come back with each of the words that were given (at most so many, spread out); how many find no letter."""
        chosen = self.words[:: max(1, len(self.words) // most)][:most]

        def one(what: tuple[str, str]) -> bool:
            with Visitor(self.origin) as window:
                return self._timed(lambda: self._come_back(window, *what))

        with ThreadPoolExecutor(8) as pool:
            return sum(not found for found in pool.map(one, chosen))

    def _all(self, seconds: float, act: Callable[[Visitor], object]) -> float:
        start = time.monotonic()

        def person(window: Visitor) -> int:
            done = 0
            while time.monotonic() < start + seconds:
                done += self._timed(lambda: act(window))
            return done

        with ThreadPoolExecutor(self.people) as pool:
            done = sum(pool.map(person, self._windows))
        return done / (time.monotonic() - start)

    def _timed(self, act: Callable[[], object]) -> bool:
        start = time.monotonic()
        try:
            act()
        except (Lost, LookupError, OSError, ValueError) as fault:
            with self._lock:
                self.faults.append(f"{type(fault).__name__}: {fault}"[:300])
            return False
        with self._lock:
            self.waits.append(time.monotonic() - start)
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
