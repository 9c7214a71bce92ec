"""The server that carries the application: one worker, eighty threads on one core, no access log.

`kast serve` turns into this process when all is prepared, so that it holds nothing but the server: neither Django nor
a key. The worker, which does, ends with it. One worker, since keys are derived behind one gate for the installation;
eighty threads, since sixty-four may wait there and a reader's page must still find one (decisions.md 15).

Only one of them at a time runs Python, whatever the cores. Sent from core to core each would find the other's caches
cold, so all stay on one: a letter costs a tenth less. Keys are derived outside Python, on every core (vault/gate.py).
"""

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian._internal import load_target
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

THREADS = 80
_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG


def load(target: str) -> Callable[..., Any]:
    """In the worker: load the application, say that it serves, and end with the process that carries it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
    # Ctrl-C reaches every process at once: the one that carries the worker hears it, and tells the worker to end.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    application: Callable[..., Any] = load_target(target)
    _stay_on_one_core()
    if banner := os.environ.get("KAST_BANNER"):
        sys.stdout.write(banner + "\n")
        sys.stdout.flush()
    return application


def _stay_on_one_core() -> None:
    """Every thread there is, and so every thread that one of them starts."""
    if sys.platform != "linux":
        return
    cores = sorted(os.sched_getaffinity(0))
    one = cores[os.getpid() % len(cores)]
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # it has ended meanwhile, or nobody here may choose
            os.sched_setaffinity(int(thread.name), {one})


def main() -> None:
    """Serve on `host port` until told to stop; what is being answered is answered first, for ten seconds at most."""
    host, port = sys.argv[1], int(sys.argv[2])
    Granian(
        "kast.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.error,
    ).serve(target_loader=load)


if __name__ == "__main__":
    main()
