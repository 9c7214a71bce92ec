"""The gate before every key that is derived from words.

Argon2id is made to cost memory and time, so it runs on as many threads as there are cores and on no others: a hundred
visitors at once cost the memory of two. Whoever comes while all are busy waits in line, at most 64; the next is told at
once (Busy), gets the calm page and keeps the text. There is one gate in a process, and KAST serves with one process.

Deriving inside a transaction would hold the database for everybody while one waits in line, so it is refused
(InTransaction).
"""

import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.db import connections

BYTES = 48
WAITING = 64
_CORES = os.sched_getaffinity(0)


class Busy(Exception):
    """Too many wait already. Nothing was derived; the same may be tried again in some seconds."""


class InTransaction(AssertionError):
    """A key was about to be derived inside a transaction: a mistake in the program, not in what was typed."""


class Gate:
    """Lets as much work run as it has threads, a number more wait, and refuses the rest."""

    def __init__(self, *, threads: int, waiting: int) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="kast-gate", initializer=_spread_and_step_back)
        self._places = BoundedSemaphore(threads + waiting)

    def through(self, work: Callable[[], bytes]) -> bytes:
        """Do the work on one of the gate's threads, in order of arrival. Raises Busy at once when the line is full."""
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._pool.submit(work).result()
        finally:
            self._places.release()


def derive(secret: bytes, salt: bytes) -> bytes:
    """48 bytes of Argon2id at settings.DERIVATION. Raises Busy, and InTransaction inside a transaction."""
    _refuse_inside_a_transaction()
    _give_back_connections()
    cost = settings.DERIVATION
    return _gate.through(
        lambda: hash_secret_raw(secret, salt, cost["time"], cost["memory"], parallelism=1, hash_len=BYTES, type=Type.ID)
    )


def _spread_and_step_back() -> None:
    """This thread takes any core that no other wants: whoever only reads a page waits for no derivation."""
    with contextlib.suppress(OSError):
        os.sched_setaffinity(0, _CORES)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def _refuse_inside_a_transaction() -> None:
    # The blocks that Django's test cases put around a whole test are marked, as for atomic(durable=True).
    for connection in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
            raise InTransaction


def _give_back_connections() -> None:
    """Who waits in line holds no connection to PostgreSQL meanwhile: whoever only reads a page finds one."""
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            connection.close()


def _new_gate() -> Gate:
    return Gate(threads=len(_CORES), waiting=WAITING)


def _in_a_child() -> None:
    """Threads do not follow into a forked process: it gets a gate of its own."""
    global _gate  # noqa: PLW0603 -- the one place where it is replaced
    _gate = _new_gate()


_gate = _new_gate()
os.register_at_fork(after_in_child=_in_a_child)
