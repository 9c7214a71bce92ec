"""`kast bench door`: many people at once, against what the machine can derive keys; on both databases."""

from collections.abc import Sequence

from .cluster import NoPostgres, programs
from .crowd import Crowd
from .limits import derivations_a_second
from .reader import Reader
from .rows import Row, median, percentile
from .served import Served, served
from .visitor import Visitor

PAIRS = 5
FIRST_VISIT = ("/", "/skriv/")
RETURNS = 400  # how many of the words are tried again at the end


def measure(*, quick: bool) -> list[Row]:
    """Every bar of the door. PostgreSQL is left out, and said to be, when it is not installed."""
    rows = []
    databases = [False]
    try:
        programs()
        databases.append(True)
    except NoPostgres:
        rows.append(Row("PostgreSQL is not installed: measured on SQLite only", 0))
    for postgres in databases:
        with served(postgres=postgres) as unit:
            rows += _on(unit, "PostgreSQL" if postgres else "SQLite", quick=quick, first=not postgres)
    return rows


def _on(unit: Served, name: str, *, quick: bool, first: bool) -> list[Row]:
    rest = unit.resident()
    rows = [*first_visit(unit.origin)] if first else []
    rows.append(Row(f"{name}: memory at rest", rest, "MB", at_most=200))
    for people in (8, 32):
        rows += _crowd(
            unit, f"{name}, {people} people", people, seconds=0.4 if quick else 2.0, returns=40 if quick else RETURNS
        )
    rows.append(Row(f"{name}: memory after the load", unit.resident(), "MB", at_most=300))
    return rows


def _crowd(unit: Served, name: str, people: int, *, seconds: float, returns: int) -> list[Row]:
    crowd = Crowd(unit.origin, people)
    try:
        crowd.write_for(seconds / 2)  # what is loaded at first is loaded
        limits, rates, mixed, reading = [], [], [], []
        for pair in range(PAIRS):
            limits.append(derivations_a_second(seconds))
            reader = Reader(unit.origin)
            rates.append(crowd.write_for(seconds))
            if pair == PAIRS - 1:
                mixed.append(crowd.write_and_return_for(seconds * 2))
            reading += reader.stop()
        lost = crowd.lost(returns)
    finally:
        crowd.close()
    ratio = median([rate / limit for rate, limit in zip(rates, limits, strict=True)])
    told = f"{len(crowd.words)} letters; keys derived alone {median(limits):.0f} a second"
    return [
        Row(f"{name}: letters", median(rates), "a second", note=told),
        Row(f"{name}: letters for each key that could be derived", ratio, at_least=0.6),
        Row(f"{name}: writing and returning", median(mixed), "a second"),
        Row(f"{name}: a letter takes, p95", percentile(crowd.waits, 0.95) * 1000, "ms"),
        Row(f"{name}: a reader beside them waits, p95", percentile(reading, 0.95), "ms", at_most=50),
        Row(f"{name}: failures", len(crowd.faults), at_most=0, note="; ".join(crowd.faults[:2])),
        Row(f"{name}: letters lost, of {min(returns, len(crowd.words))} asked for again", lost, at_most=0),
    ]


def first_visit(origin: str, paths: Sequence[str] = FIRST_VISIT) -> list[Row]:
    """What comes over the wire when somebody opens the front page and the page to write on, everything together."""
    seen: dict[str, int] = {}
    scripts = 0
    with Visitor(origin) as window:
        for path in paths:
            page = window.get(path)
            seen[path] = page.wire
            scripts += page.html.count("<script")
            for part in page.parts:
                if part not in seen:
                    seen[part] = window.get(part).wire
    return [
        Row(
            "first visit, front page and page to write on: all of it compressed",
            sum(seen.values()),
            "bytes",
            at_most=14_000,
        ),
        Row("scripts on these pages", scripts, at_most=0),
    ]
