"""The gate: as many derivations at once as there are cores, 64 wait, the next is told at once."""

import os
import threading

import pytest
from argon2.low_level import Type, hash_secret_raw
from django.db import transaction

from kast.config import settings as as_shipped
from kast.vault import gate
from kast.vault.gate import Busy, Gate, InTransaction


@pytest.fixture
def held():
    """A gate of two threads and a line of three whose work does not end before the test says so."""
    held = HeldGate(threads=2, waiting=3)
    yield held
    held.finish()


def test_it_derives_48_bytes_of_argon2id(settings):
    settings.DERIVATION = {"time": 1, "memory": 64}
    expected = hash_secret_raw(b"words", b"s" * 16, 1, 64, parallelism=1, hash_len=48, type=Type.ID)
    assert gate.derive(b"words", b"s" * 16) == expected
    assert len(expected) == 48
    assert gate.derive(b"words", b"t" * 16) != expected
    assert gate.derive(b"other", b"s" * 16) != expected


def test_the_cost_as_shipped_is_the_least_that_owasp_advises():
    assert as_shipped.DERIVATION == {"time": 2, "memory": 19 * 1024}


def test_as_shipped_it_derives_what_argon2_derives(settings):
    settings.DERIVATION = as_shipped.DERIVATION
    expected = hash_secret_raw(b"words", b"s" * 16, 2, 19456, parallelism=1, hash_len=48, type=Type.ID)
    assert gate.derive(b"words", b"s" * 16) == expected


def test_there_are_as_many_threads_as_cores_and_sixty_four_may_wait():
    assert gate._gate.threads == len(os.sched_getaffinity(0))
    assert gate.WAITING == 64


def test_the_work_is_done_on_dedicated_threads_and_on_no_more_than_those():
    small = Gate(threads=2, waiting=64)
    names = set()
    together = threading.Barrier(2)

    def work() -> bytes:
        names.add(threading.current_thread().name)
        together.wait(timeout=10)
        return b""

    run_all([lambda: small.through(work)] * 20)
    assert len(names) == 2
    assert all(name.startswith("kast-gate") for name in names)


def test_who_comes_when_the_line_is_full_is_told_at_once(held):
    held.enter(5)
    with pytest.raises(Busy):
        held.gate.through(lambda: b"never")
    held.finish()
    assert held.done == [b"done"] * 5
    assert held.most == 2
    assert held.gate.through(lambda: b"there is room again") == b"there is room again"


def test_sixty_four_wait_behind_the_cores_and_the_sixty_fifth_is_busy(monkeypatch):
    held = HeldGate(threads=len(os.sched_getaffinity(0)), waiting=gate.WAITING)
    monkeypatch.setattr(gate, "_gate", held.gate)
    held.enter(held.gate.threads + 64)
    with pytest.raises(Busy):
        gate.derive(b"words", b"s" * 16)
    held.finish()
    assert held.done == [b"done"] * (held.gate.threads + 64)
    assert len(gate.derive(b"words", b"s" * 16)) == 48


def test_work_that_fails_leaves_its_place():
    small = Gate(threads=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            small.through(lambda: bytes(1 // 0))
    assert small.through(lambda: b"done") == b"done"


def test_nothing_is_derived_inside_a_transaction(db, monkeypatch):
    monkeypatch.setattr(gate, "_gate", None)
    with transaction.atomic(), pytest.raises(InTransaction):
        gate.derive(b"words", b"s" * 16)


def test_what_the_test_itself_wraps_is_no_transaction_of_the_program(db):
    assert len(gate.derive(b"words", b"s" * 16)) == 48
    with transaction.atomic():
        pass
    assert len(gate.derive(b"words", b"s" * 16)) == 48


@pytest.mark.django_db(transaction=True)
def test_outside_any_wrapping_it_is_the_same():
    assert len(gate.derive(b"words", b"s" * 16)) == 48
    with transaction.atomic(), pytest.raises(InTransaction):
        gate.derive(b"words", b"s" * 16)


def test_a_forked_process_gets_a_gate_of_its_own(monkeypatch):
    before = gate._gate
    monkeypatch.setattr(gate, "_gate", before)
    gate._in_a_child()
    assert gate._gate is not before
    assert gate._gate.threads == before.threads


class HeldGate:
    """A gate whose work waits for `finish`, and which counts how much of it ran at once."""

    def __init__(self, *, threads: int, waiting: int) -> None:
        self.gate = Gate(threads=threads, waiting=waiting)
        self.done: list[bytes] = []
        self.most = self.running = 0
        self._go_on = threading.Event()
        self._lock = threading.Lock()
        self._entered: list[threading.Thread] = []

    def enter(self, number: int) -> None:
        """So many come, and each has its place before this returns."""
        for _ in range(number):
            places = self.gate._places._value
            thread = threading.Thread(target=lambda: self.done.append(self.gate.through(self._work)))
            self._entered.append(thread)
            thread.start()
            while self.gate._places._value == places:
                thread.join(0.001)
        while self.running < min(number, self.gate.threads):
            thread.join(0.001)

    def finish(self) -> None:
        self._go_on.set()
        for thread in self._entered:
            thread.join()

    def _work(self) -> bytes:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self._go_on.wait(timeout=30)
        with self._lock:
            self.running -= 1
        return b"done"


def run_all(calls) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
