"""A drawing of one row of numbers: a bar each, with its words, for a screen, for paper and for a screen reader. Pure.

Lengths are ready-made strings (a template must never write a decimal comma into a drawing): across in per cent of the
drawing, down in em, so that text stays text of the reader's own size and lines stay crisp at any width.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 2.75  # em from one bar to the next
BASE = 1.05  # where its words stand
TOP, THICK = 1.5, 0.55


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its number in words, how long it is in per cent (None: hidden or not counted)."""

    label: str
    number: str
    share: float | None
    words_at: str
    bar_at: str

    @property
    def width(self) -> str:
        """How long it is, as a drawing takes it."""
        return f"{self.share or 0:.1f}%"


@dataclass(frozen=True)
class Bars:
    """The drawing: its title, all of it in words, its height and its bars."""

    key: str
    title: str
    description: str
    height: str
    bars: tuple[Bar, ...]
    thick: str = f"{THICK}em"


def bars(key: str, title: str, rows: Sequence[tuple[str, int | None, str]]) -> Bars | None:
    """Draw rows of (label, number, number in words). The longest is the whole width; None while nothing is shown."""
    largest = max((number for _, number, _ in rows if number), default=0)
    if not largest:
        return None
    made = tuple(
        Bar(label, said, None if number is None else 100 * number / largest, *_places(place))
        for place, (label, number, said) in enumerate(rows)
    )
    told = ". ".join(f"{label}: {said}" for label, _, said in rows)
    return Bars(key, title, f"{told}.", f"{len(rows) * ROW:.2f}em", made)


def _places(place: int) -> tuple[str, str]:
    return f"{place * ROW + BASE:.2f}em", f"{place * ROW + TOP:.2f}em"
