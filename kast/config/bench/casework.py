"""`kast bench casework`: the counsellor's pages among very many cases, on both databases."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack

from .cluster import NoPostgres, own_postgres, programs
from .rows import Row, median, percentile
from .served import ROOT, DidNotStart, run

FEW, MANY = 1_000, 100_000
QUICK = 8_000
# What each page may take at the median, in milliseconds of the server's time.
LIMITS = {
    "Today": 60,
    "list": 40,
    "search by number": 40,
    "search by name": 40,
    "open a case with its timeline": 50,
    "save a note": 40,
    "a case and ten contacts, each saved": 400,
}
GROWTH = 4 / 3  # from few cases to many no page grows by more than a third

WARM = 3  # rounds that count for nothing: what is loaded at first is loaded

Told = dict[str, list[tuple[float, int]]]  # of each page: milliseconds, queries


class Desk:
    """A unit of its own with so many cases, and its first counsellor, who goes through her pages when she is told."""

    def __init__(self, cases: int, environment: Mapping[str, str]) -> None:
        run("kast", "migrate", "--verbosity", "0", environment=environment)
        self.told: Told = {}
        self._process = subprocess.Popen(  # noqa: S603 -- ourselves
            [sys.executable, "-m", "kast.config.bench.many_cases", str(cases)],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def once(self, *, counts: bool) -> None:
        """One round through every page. Raises DidNotStart when something is not as it should be."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        for page, (took, asked) in self._answer().items():
            if counts:
                self.told.setdefault(page, []).append((took, asked))

    def close(self) -> None:
        """She leaves."""
        self._process.communicate(timeout=60)

    def _answer(self) -> dict[str, tuple[float, int]]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise DidNotStart(self._process.communicate()[1][-2000:])
        read: dict[str, tuple[float, int]] = json.loads(line)
        return read


def measure(*, quick: bool) -> list[Row]:
    """Every bar of casework. PostgreSQL is left out, and said to be, when it is not installed."""
    rows: list[Row] = []
    many = QUICK if quick else MANY
    databases = ["SQLite", "PostgreSQL"]
    try:
        programs()
    except NoPostgres:
        databases.remove("PostgreSQL")
        rows.append(Row("PostgreSQL is not installed: measured on SQLite only", 0))
    for name in databases:
        rows += _rows(name, many, *_told(name, many, rounds=15 if quick else 60))
    return rows


def _rows(name: str, many: int, few: Told, told: Told) -> list[Row]:
    rows = [Row(f"{name}: cases, with ten contacts each", many)]
    for page, limit in LIMITS.items():
        where = f"{name}, {page}"
        times, before = ([took for took, _ in each[page]] for each in (told, few))
        rows.append(Row(f"{where}: median", median(times), "ms", at_most=limit))
        rows.append(Row(f"{where}: p95", percentile(times, 0.95), "ms"))
        if page != "a case and ten contacts, each saved":
            grown = median([now / then for now, then in zip(times, before, strict=True)])
            rows.append(Row(f"{where}: grown from {FEW:,} cases", grown, "times", at_most=GROWTH))
        asked, asked_before = told[page][0][1], few[page][0][1]
        more = asked - asked_before
        rows.append(Row(f"{where}: queries more than among few", more, at_most=0, note=f"of {asked}"))
    return rows


def _told(name: str, many: int, *, rounds: int) -> tuple[Told, Told]:
    """Among few and among many, in alternating rounds: what a busy machine does to one it does to the other."""
    with ExitStack() as after:
        desks = []
        for cases in (FEW, many):
            folder = after.enter_context(tempfile.TemporaryDirectory(prefix="kast-casework-"))
            kept = {name: told for name, told in os.environ.items() if not name.startswith(("KAST_", "DATABASE_URL"))}
            environment = {**kept, "KAST_DATA": folder, "KAST_LETTERS_AN_HOUR": "1000000"}
            if name == "PostgreSQL":
                environment |= after.enter_context(own_postgres(durable=True))
            desk = Desk(cases, environment)
            after.callback(desk.close)
            desks.append(desk)
        for number in range(WARM + rounds):
            for desk in desks:
                desk.once(counts=number >= WARM)
    return desks[0].told, desks[1].told
