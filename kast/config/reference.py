"""What the docs say that the code knows: each page under docs/generated is written from the tables themselves.

`python -m kast.config.reference` writes them anew; a test fails when one is stale.
"""

import inspect
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.db.models import Choices
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

HERE = Path(__file__).resolve().parent.parent.parent / "docs" / "generated"


def pages() -> dict[str, str]:
    """File name → text, in Swedish where a table's own words are shown."""
    with translation.override("sv"):
        return {
            "acts.md": _acts(),
            "facts.md": _facts(),
            "retention.md": _retention(),
            "routes.md": _routes(),
            "states.md": _states(),
        }


def write() -> None:
    """Write every page."""
    HERE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")


def routes() -> Iterator[tuple[str, str, str, bool]]:
    """Every address: path, name, room, and whether it is public."""
    for path, name, callback in _walk(get_resolver().url_patterns, "", ""):
        room = callback.__module__.split(".")[1] if callback.__module__.startswith("kast.") else "staff (allauth)"
        yield path, name, room, getattr(callback, "login_required", True) is False


def _walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[tuple[str, str, object]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            yield f"/{here}", f"{space}{pattern.name}", pattern.callback


def _page(title: str, lead: str, head: list[str], rows: list[list[str]]) -> str:
    lines = [f"# {title}", "", lead, "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, ""])


def _acts() -> str:
    from kast.audit.acts import Act  # noqa: PLC0415 -- after django.setup()

    rows = [[f"`{act.value}`", act.says] for act in sorted(Act, key=lambda act: act.value)]
    lead = "What the audit can write down. Nothing is done to a record that has no name here; never what was said."
    return _page("Acts", lead, ["act", "in words"], rows)


def _facts() -> str:
    from kast.ledger.facts import CODES, WITHOUT_LIFE  # noqa: PLC0415 -- after django.setup()

    rows = []
    for kind, codes in sorted(CODES.items()):
        listed = "a short code" if codes is None else ", ".join(sorted(codes)) if len(codes) < 12 else _run(codes)
        rows.append([f"`{kind.value}`", listed, "no" if kind in WITHOUT_LIFE else "yes"])
    lead = "What the ledger can hold: a kind, a code and a month, under a life's token or as a count without a life."
    return _page("Facts", lead, ["kind", "codes", "has a life"], rows)


def _run(codes: frozenset[str]) -> str:
    words = sorted(code for code in codes if not code[1:].isdigit())
    by_letter = sorted(codes.difference(words), key=lambda code: (code[0], int(code[1:])))
    letters = sorted({code[0] for code in by_letter})
    ends = [[code for code in by_letter if code[0] == letter] for letter in letters]
    return ", ".join([*(f"{run[0]} to {run[-1]}" for run in ends), *words])


def _retention() -> str:
    from kast.retention import schedule  # noqa: PLC0415 -- after django.setup()

    return schedule.as_markdown()


def _routes() -> str:
    rows = sorted([f"`{path}`", name, room, "public" if public else "staff"] for path, name, room, public in routes())
    lead = "Every address, in Swedish; English stands under `/en`. Closed by default: a public view says so itself."
    return _page("Routes", lead, ["path", "name", "room", "for"], rows)


def _states() -> str:
    rows = []
    for model in apps.get_models():
        if not model.__module__.startswith("kast."):
            continue
        for _, choices in inspect.getmembers(model, inspect.isclass):
            if issubclass(choices, Choices) and choices.__qualname__.startswith(f"{model.__name__}."):
                rows += [[f"{model.__name__}.{choices.__name__}", f"`{c.value}`", str(c.label)] for c in choices]
    lead = "Every state and code that a table can hold, with the words that a Swedish page shows."
    return _page("States and codes", lead, ["table", "code", "on pages"], sorted(rows)) + _moves()


def _moves() -> str:
    """Which state may follow which, from the tables in casework's states.py."""
    from kast.casework import states  # noqa: PLC0415 -- after django.setup()

    lines = ["", "## What may follow", "", "| of | from | to |", "|---|---|---|"]
    for name, table in (("Case", states.NEXT), ("HandOver", states.HANDED), ("Arrival", states.RECEIVED)):
        for before, after in table.items():
            there = ", ".join(f"`{state.value}`" for state in sorted(after)) or "the last word"
            lines.append(f"| {name} | `{before.value}` | {there} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")
    django.setup()
    write()
