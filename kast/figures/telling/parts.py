"""The pieces that a paper is made of: words as they are, drawings with what a screen reader says of them, tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kast.figures.drawing import Part
from kast.figures.outcome_shown import Outcome
from kast.figures.page import Judged, Row
from kast.figures.proportions import Proportion

from .bars import Bars
from .sentences import Number

Made = dict[str, Any]


def share_in_words(share: Proportion | None) -> str:
    """A share as a table says it, with its interval."""
    if share is None:
        return "–"
    if not share.in_per_cent:
        return _("%(k)s av %(n)s") % {"k": share.numerator, "n": share.denominator}
    return f"{share.of_a_hundred} {_('av 100')} ({share.interval})"


def steps(caption: str, rows: list[Row]) -> Made:
    """Steps, each with its share of the one before."""
    head = [_("Steg"), _("Antal"), _("Av steget före")]
    return lines(caption, head, [[str(row.label), _counted(row), share_in_words(row.share)] for row in rows])


def _counted(row: Row) -> str:
    return str(Number(row.number)) if row.counted else _("vet vi inte")


def number(number: int | None) -> str:
    """A number, or that it is hidden."""
    return str(Number(number))


def bars(drawn: Bars) -> Made:
    """A drawing of bars, its table beside it."""
    rows = [{"label": bar.label, "number": bar.number, "share": bar.share} for bar in drawn.bars]
    return {"kind": "bars", "alt": drawn.description, "caption": drawn.title, "rows": rows}


def dots(outcome: Outcome) -> Made:
    """One mark a person."""
    runs = [
        {"kind": "known", "number": outcome.clean, "label": _("gick inte tillbaka")},
        {"kind": "back", "number": outcome.back, "label": _("gick tillbaka")},
        {"kind": "unknown", "number": outcome.unknown, "label": _("vet vi inte")},
    ]
    drawn = _(
        "%(k)s fyllda prickar: gick inte tillbaka. %(b)s mörka rutor: gick tillbaka. %(l)s tomma ringar: vet vi inte."
    )
    alt = drawn % {"k": outcome.clean, "b": outcome.back, "l": outcome.unknown}
    caption = _("%(n)s personer, en prick för varje") % {"n": outcome.due}
    return {"kind": "dots", "alt": alt, "caption": caption, "runs": runs}


def axis(rows: list[tuple[str, str, tuple[Part, ...], bool]]) -> Made:
    """Our worst to best case, and every claim over it."""
    drawn = [
        {"name": name, "numbers": numbers, "parts": [_part(part) for part in parts]}
        for name, numbers, parts, _ours in rows
    ]
    alt = ". ".join(f"{name}: {numbers}" for name, numbers, _parts, _ours in rows)
    return {
        "kind": "axis",
        "alt": f"{alt}.",
        "caption": _("Av 100 som kom, så många gick inte tillbaka"),
        "rows": drawn,
    }


def _part(part: Part) -> Mapping[str, Any]:
    return {"kind": part.kind, "x": float(part.x[:-1]), "width": float(part.width[:-1])}


def claim(one: Judged) -> Made:
    """A claim with its verdict."""
    words = one.in_words
    source = f"{one.source} ({one.when})" if one.when else one.source
    return {"kind": "claim", "said": one.said, "source": source, "verdict": words.verdict, "why": words.whole}


def lines(caption: str, head: list[str], rows: list[list[str]]) -> Made:
    """A table: the first column is words."""
    return {"kind": "table", "caption": caption, "words": 1, "head": head, "rows": rows}


def section(heading: str, blocks: list[Made]) -> Made:
    """A section of the paper."""
    return {"heading": heading, "blocks": blocks}


def statement(words: str) -> Made:
    """What comes first, set larger."""
    return {"kind": "statement", "words": words}


def heading(words: str) -> Made:
    """A heading within a section."""
    return {"kind": "heading", "words": words}


def text(words: str) -> Made:
    """A paragraph."""
    return {"kind": "text", "words": words}


def lead(words: str) -> Made:
    """A paragraph that stays with the table after it."""
    return {"kind": "lead", "words": words}


def small(words: str) -> Made:
    """What is set smaller."""
    return {"kind": "small", "words": words}
