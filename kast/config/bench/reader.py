"""Somebody who only reads, beside the crowd: a process of its own, so that the crowd's work is not in the numbers.

`python -m kast.config.bench.reader ORIGIN` reads until a line comes in, then prints how many milliseconds each page
took, as JSON.
"""

import json
import subprocess
import sys
import threading
import time

from .visitor import Visitor

PAGES = ("/", "/granser/", "/hjalp/", "/skriv/")
EVERY = 0.2  # seconds: enough pages for a percentile, and no crowd of its own


class Reader:
    """Reads until told to stop; `stop` answers how long each page took.

    It has read its first page when it stands here: what its process costs to start falls on nobody's measurement.
    """

    def __init__(self, origin: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- ourselves
            [sys.executable, "-m", "kast.config.bench.reader", origin],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def stop(self) -> list[float]:
        """Milliseconds for each page. A page that did not come counts as a minute."""
        told, _ = self._process.communicate("\n", timeout=120)
        times: list[float] = json.loads(told)
        return times


def _read(origin: str) -> list[float]:
    stop = threading.Event()

    def told() -> None:
        sys.stdin.readline()
        stop.set()

    threading.Thread(target=told, daemon=True).start()
    times = []
    with Visitor(origin) as window:
        window.get(PAGES[0])
        sys.stdout.write("reading\n")
        sys.stdout.flush()
        turn = 0
        while not stop.wait(EVERY):
            start = time.perf_counter()
            page = window.get(PAGES[turn % len(PAGES)])
            times.append((time.perf_counter() - start) * 1000 if page.status == 200 else 60_000.0)
            turn += 1
    return times


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(sys.argv[1])))
