"""`kast bench casework`: the counsellor's pages among very many cases, on both databases."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
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

Told = Mapping[str, Mapping[str, Sequence[float]]]


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
        few = _told(name, FEW, quick=quick)
        rows += _rows(name, many, few, _told(name, many, quick=quick))
    return rows


def _rows(name: str, many: int, few: Told, told: Told) -> list[Row]:
    rows = [Row(f"{name}: cases, with ten contacts each", many)]
    for page, limit in LIMITS.items():
        times, before = told["times"][page], few["times"][page]
        where = f"{name}, {page}"
        rows.append(Row(f"{where}: median", median(times), "ms", at_most=limit))
        rows.append(Row(f"{where}: p95", percentile(times, 0.95), "ms"))
        if page != "a case and ten contacts, each saved":
            grown = median(times) / median(before)
            rows.append(Row(f"{where}: grown from {FEW:,} cases", grown, "times", at_most=GROWTH))
        asked, asked_before = told["queries"][page][0], few["queries"][page][0]
        rows.append(
            Row(f"{where}: queries more than among few", asked - asked_before, at_most=0, note=f"of {asked:.0f}")
        )
    return rows


def _told(name: str, cases: int, *, quick: bool) -> Told:
    with ExitStack() as after:
        folder = after.enter_context(tempfile.TemporaryDirectory(prefix="kast-casework-"))
        kept = {name: told for name, told in os.environ.items() if not name.startswith(("KAST_", "DATABASE_URL"))}
        environment = {**kept, "KAST_DATA": folder, "KAST_LETTERS_AN_HOUR": "1000000"}
        if name == "PostgreSQL":
            environment |= after.enter_context(own_postgres(durable=True))
        run("kast", "migrate", "--verbosity", "0", environment=environment)
        done = subprocess.run(  # noqa: S603 -- ourselves
            [sys.executable, "-m", "kast.config.bench.many_cases", str(cases), "15" if quick else "60"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DidNotStart(done.stderr[-2000:])
    read: Told = json.loads(done.stdout)
    return read
