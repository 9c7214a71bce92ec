"""The shares and worst and best cases of a release, in words and as a file. Each with its count and interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kast.figures.release.content import Content

from . import words
from .sheet import Field, sheet

# By the beginning of a figure's key; what follows it is a code of the dimension beside it.
KINDS: Mapping[str, tuple[Promise, str]] = {
    "came": (gettext_lazy("Kom på ett första samtal, av dem som hörde av sig"), "way"),
    "three": (gettext_lazy("Kom på minst tre samtal, av dem som kom"), "way"),
    "left": (gettext_lazy("Slutade komma, av dem som slutade"), "way"),
    "few_talks": (gettext_lazy("Färre än tre samtal, av dem som slutade"), "way"),
    "silent": (gettext_lazy("Tysta i 60 dagar, av dem som slutade"), "way"),
    "discussed": (gettext_lazy("Samtalat om den andra personen, av dem som kom"), ""),
    "answered_within_three_days": (gettext_lazy("Fick svar inom tre dagar, av första brev som fick svar"), ""),
    "outcome": (gettext_lazy("Gick inte tillbaka, sämsta till bästa fall"), "tier"),
    "followed": (gettext_lazy("Svarade, av dem vars tid att bli frågad tog slut"), "window"),
    "reason": (gettext_lazy("Har berättat om skälet, av dem som berättade om skäl"), "reason"),
}
_KNOWN = "_known"
_AMONG_KNOWN = gettext_lazy("Gick inte tillbaka, bara bland dem som svarade")


@dataclass(frozen=True)
class Figure:
    """One figure of a release, as it was signed."""

    key: str
    said: Mapping[str, Any]

    @property
    def word(self) -> str:
        """What it is a share of, and for whom. Raises KeyError for a figure that has no words."""
        known = self.key.startswith("outcome_") and self.key.endswith(_KNOWN)
        key = self.key.removesuffix(_KNOWN) if known else self.key
        kind = max((one for one in KINDS if key == one or key.startswith(f"{one}_")), key=len, default="")
        what, dimension = KINDS[kind]
        code = key[len(kind) + 1 :]
        told = str(_AMONG_KNOWN if known else what)
        return f"{told}: {words.meaning(dimension, code).word}" if code else told


def figures(content: Content) -> list[Figure]:
    """Every figure, in the order of its key."""
    return [Figure(key, content.figures[key]) for key in sorted(content.figures)]


def file(content: Content) -> bytes:
    """All of them as CSV, in the page's language: never a share without its count, interval, definition and method."""
    made_up = _("ja") if content.made_up else _("nej")
    head = [_("utgåva"), _("år"), _("påhittad"), _("kod"), _("namn"), _("antal"), _("av hur många"), _("okända")]
    head += [_("från"), _("till"), _("nivå"), _("metod"), _("definition"), _("månader")]
    lines: list[list[Field]] = []
    for one in figures(content):
        said = one.said
        line: list[Field] = [content.number, content.year, made_up, one.key, one.word]
        line += [said["numerator"], said["denominator"], said.get("lost")]
        line += [_decimal(said["low"]), _decimal(said["high"]), _decimal(said.get("level"))]
        lines.append([*line, said["method"], said["definition"], said["horizon"]])
    return sheet(head, lines)


def _decimal(number: float | None) -> str:
    """With the language's own decimal sign, as its spreadsheets read it."""
    return (
        "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".").replace(".", get_format("DECIMAL_SEPARATOR"))
    )
