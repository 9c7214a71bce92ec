"""How fast the audit is verified: a million entries in a database of their own that is gone afterwards."""

import itertools
import math
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connections, transaction

from . import trail
from .acts import Act
from .faults import Fault, What
from .models import Anchor, Entry, Head
from .verify import verify

NAME = "audit"
ALIAS = "audit_bench"
MANY, FEW = 1_000_000, 100_000
SECONDS_FOR_MANY = 10.0
LANES = [trail.VISITOR.name, trail.SYSTEM.name, *(str(UUID(int=number)) for number in range(1, 11))]
BEGAN = datetime(2026, 1, 5, 8, tzinfo=UTC)

Measured = tuple[str, float, str, float | None, bool]  # what, value, unit, at most, whether the bar is kept


def run(*, quick: bool) -> list[Measured]:
    """Write a million entries (quick: a tenth, and a tenth of the time), verify them, then break one and find it."""
    many = FEW if quick else MANY
    limit = SECONDS_FOR_MANY * many / MANY
    with _own_database() as path:
        _fill(many)
        size = path.stat().st_size / 1e6
        began = time.perf_counter()
        found = verify(using=ALIAS)
        took = time.perf_counter() - began
        broken = Entry.objects.using(ALIAS).get(lane=LANES[-1], number=many // len(LANES) // 2)
        Entry.objects.using(ALIAS).filter(pk=broken.pk).update(act=Act.CASE_READ.value + "!")
        named = verify(using=ALIAS).faults
    took = took if found.whole else math.nan
    astray = 0.0 if named == (Fault(What.CHANGED, broken.lane, broken.number),) else 1.0
    return [
        (f"verify {many:,} entries in {found.lanes} lanes", took, "s", limit, took <= limit),
        ("entries read in a second", found.entries / took, "", None, True),
        ("size of the database", size, "MB", None, True),
        ("one entry changed, and not named alone", astray, "times", 0.0, not astray),
    ]


@contextmanager
def _own_database() -> Iterator[Path]:
    """An SQLite database with the audit's tables only, beside the unit's own."""
    with tempfile.TemporaryDirectory(prefix="kast-audit-") as folder:
        path = Path(folder) / "audit.sqlite3"
        made = connections.configure_settings({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}})
        connections.settings[ALIAS] = made["default"]
        try:
            with connections[ALIAS].schema_editor() as editor:
                for model in (Entry, Head, Anchor):
                    editor.create_model(model)
            yield path
        finally:
            connections[ALIAS].close()
            del connections[ALIAS]
            del connections.settings[ALIAS]


def _fill(many: int) -> None:
    """Write the entries with their right hashes, by the lanes in turn, past the verb, which takes one at a time."""
    under, ends = trail.key(), dict.fromkeys(LANES, b"")
    acts = itertools.cycle(act.value for act in Act if act != Act.AUDIT_FORGOTTEN)

    def rows(numbers: range) -> Iterator[tuple[str, int, str, str, str, str, str | None, bytes]]:
        for count in numbers:
            lane, number, at = LANES[count % len(LANES)], count // len(LANES) + 1, BEGAN + timedelta(seconds=31 * count)
            moment = "" if lane == trail.VISITOR.name else trail.moment(at)
            row = (lane, number, next(acts), str(UUID(int=count + 1000)), "", trail.day(at.date()), moment)
            ends[lane] = trail.seal_values(under, *row, before=ends[lane])
            yield (*row[:6], moment or None, ends[lane])

    table = Entry._meta.db_table  # noqa: SLF001 -- Django's documented way to a table's name
    into = (
        f'INSERT INTO {table} (lane, number, act, about, fields, "on", at, mac) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)'  # noqa: S608 -- our own name
    )
    with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
        for begin in range(0, many, 10_000):
            cursor.executemany(into, list(rows(range(begin, min(begin + 10_000, many)))))
    Head.objects.using(ALIAS).bulk_create(
        Head(lane=lane, number=len(range(place, many, len(LANES))), mac=ends[lane]) for place, lane in enumerate(LANES)
    )
