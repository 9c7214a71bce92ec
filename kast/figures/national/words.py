"""The words of the national pages: what a table, a code, a share, a reason is called. A release holds codes only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kast.figures.funnel import Where
from kast.figures.labels import LABELS, SOURCES
from kast.figures.proportions import Proportion
from kast.figures.release import tables

from .admitting import Why
from .besides import Beside
from .merging import Merged
from .page import Grid, National
from .plotting import Plot

Words = Promise | str

CAPTIONS: dict[str, Words] = {
    "told": gettext_lazy("Fick veta att mottagningen finns, efter vem som räknade"),
    "routes": gettext_lazy("Hörde av sig första gången, efter väg hit"),
    "path": gettext_lazy("Hur långt de kom, efter väg hit"),
    "waiting": gettext_lazy("Från första brevet till svaret"),
    "baseline": gettext_lazy("Köp vid början, bland dem som kom första gången"),
    "topic": gettext_lazy("Samtalat om hur den andra personen kan ha det"),
    "endings": gettext_lazy("Hur det slutade"),
    "left": gettext_lazy("Slutade komma, efter väg hit"),
    "few_talks": gettext_lazy("Hur många samtal det blev, efter väg hit"),
    "outcome": gettext_lazy("Ett år senare"),
    "outcome_by_way": gettext_lazy("Ett år senare, efter väg hit, bland dem som hade köpt året innan"),
    "followup": gettext_lazy("Hur det gick att fråga senare"),
    "reasons": gettext_lazy("Vad de säger har hållit tillbaka"),
}
DIMENSIONS: dict[str, Words] = {
    "source": gettext_lazy("Räknat av"),
    "route": gettext_lazy("Väg hit"),
    "way": gettext_lazy("Väg hit"),
    "wait": gettext_lazy("Tid"),
    "baseline": gettext_lazy("Köp"),
    "topic": gettext_lazy("Samtal"),
    "ending": gettext_lazy("Avslut"),
    "tier": gettext_lazy("Vilka"),
    "window": gettext_lazy("Månader efter början"),
    "reason": gettext_lazy("Skäl"),
}
CODES: dict[str, dict[str, Words]] = {
    "source": dict(SOURCES),
    "route": {key.removeprefix("route_"): word for key, word in LABELS.items() if key.startswith("route_")},
    "ending": {key.removeprefix("ended_"): word for key, word in LABELS.items() if key.startswith("ended_")},
    "way": {
        "police": gettext_lazy("Polisen, kort eller ringlapp"),
        "services": gettext_lazy("Socialtjänsten eller vården"),
        "own": gettext_lazy("Sökte själv"),
        "others": gettext_lazy("Någon nära, annat, har inte sagt"),
    },
    "step": {
        "not_come": gettext_lazy("Kom inte"),
        "once_or_twice": gettext_lazy("Kom en eller två gånger"),
        "three_or_more": gettext_lazy("Kom på minst tre"),
        "came": gettext_lazy("Kom på ett första samtal"),
    },
    "wait": {
        "d0_1": gettext_lazy("Samma dag eller dagen efter"),
        "d2_3": gettext_lazy("2–3 dagar"),
        "d4_7": gettext_lazy("4–7 dagar"),
        "d8_14": gettext_lazy("8–14 dagar"),
        "later": gettext_lazy("Senare"),
    },
    "baseline": {
        "last_12_months": gettext_lazy("Senaste 12 månaderna"),
        "earlier": gettext_lazy("Tidigare"),
        "never": gettext_lazy("Aldrig"),
        "not_asked": gettext_lazy("Inte frågat"),
    },
    "topic": {"discussed": gettext_lazy("Samtalat om")},
    "left": {"stopped": gettext_lazy("Slutade komma"), "otherwise": gettext_lazy("Slutade på annat sätt")},
    "talks": {"fewer": gettext_lazy("Färre än tre samtal"), "three": gettext_lazy("Tre eller fler")},
    "tier": {
        "recent": gettext_lazy("Hade köpt sex året innan"),
        "earlier": gettext_lazy("Hade köpt sex tidigare"),
    },
    "known": {
        "clean": gettext_lazy("Gick inte tillbaka"),
        "back": gettext_lazy("Gick tillbaka"),
        "declined": gettext_lazy("Sa nej till att bli frågade"),
        "lost": gettext_lazy("Gick inte att nå, eller sa inte"),
        "known": gettext_lazy("Vi vet"),
        "unknown": gettext_lazy("Vi vet inte"),
    },
    "window": {"6": "6", "12": "12", "24": "24"},
    "state": {
        "answered": gettext_lazy("Svarade"),
        "declined": gettext_lazy("Sa nej"),
        "not_reached": gettext_lazy("Gick inte att nå"),
        "not_agreed": gettext_lazy("Ville inte bli frågad"),
        "no_answer": gettext_lazy("Svarade inte"),
    },
    "reason": {
        "law": gettext_lazy("Lagen"),
        "caught": gettext_lazy("Rädslan att åka fast"),
        "partner": gettext_lazy("Partnern"),
        "money": gettext_lazy("Pengar"),
        "shame": gettext_lazy("Skam"),
        "other_person": gettext_lazy("Tanken på den andra personen"),
        "talks": gettext_lazy("Samtalen"),
        "other": gettext_lazy("Annat"),
    },
}
ALL: Words = gettext_lazy("Alla")
SHARES: dict[str, Words] = {
    "came": gettext_lazy("Kom på ett första samtal, av dem som hörde av sig"),
    "three": gettext_lazy("Kom på minst tre samtal, av dem som kom"),
    "topic": gettext_lazy("Samtalat om den andra personen, av dem som kom"),
    "known": gettext_lazy("Vi vet hur det gick efter ett år, av dem som skulle frågas"),
    "clean": gettext_lazy("Säger att de inte gick tillbaka, av dem som vi vet något om"),
}
WHERE: dict[Where, Words] = {
    Where.WITHIN: gettext_lazy("innanför"),
    Where.BEYOND_95: gettext_lazy("mellan strecken"),
    Where.BEYOND_998: gettext_lazy("utanför"),
}
_UNUSABLE = gettext_lazy("det som kom gick inte att använda")
WHY: dict[Why, Words] = {
    Why.NOTHING_CAME: gettext_lazy("har inte skickat något för året"),
    Why.OTHER_YEAR: gettext_lazy("har inte skickat något för året"),
    Why.NOT_REACHED: gettext_lazy("gick inte att nå"),
    Why.OTHER_COUNTING: gettext_lazy("räknar på ett annat sätt"),
    Why.MADE_UP: gettext_lazy("det som kom är påhittat"),
    Why.NOT_MADE_UP: gettext_lazy("det som kom är inte påhittat"),
}
WHY |= {why: _UNUSABLE for why in Why if why not in WHY}
FILES: tuple[Words, ...] = (
    gettext_lazy("Alla tal (CSV)"),
    gettext_lazy("Andelarna i bilderna (CSV)"),
    gettext_lazy("Vilka som är med (CSV)"),
)


@dataclass(frozen=True)
class SaidRow:
    """One line of a table, with its word."""

    label: Words
    cells: tuple[Merged, ...]


@dataclass(frozen=True)
class SaidGrid:
    """One table, in words."""

    key: str
    caption: Words
    what: Words
    across: Sequence[Words]
    rows: Sequence[SaidRow]
    rounds: bool
    withholds: bool


@dataclass(frozen=True)
class SaidLine:
    """One unit beside the others, in words."""

    place: int
    name: str
    share: Proportion | None
    said: Words


@dataclass(frozen=True)
class SaidBeside:
    """One share, in words: the caption, all of the picture as text, the picture, the lines of its table."""

    key: str
    caption: Words
    told: str
    plot: Plot | None
    lines: Sequence[SaidLine]
    together: Proportion | None
    shown: int


def label(dimension: str, code: str) -> Words:
    """A code's word; the code itself where it has none."""
    return ALL if code == tables.ALL else CODES.get(dimension, {}).get(code, code)


def place(key: str, at: tuple[str, ...]) -> str:
    """One cell of a table, in words."""
    named = [str(label(one.key, code)) for one, code in zip(tables.BY_KEY[key].dimensions, at, strict=True)]
    return f"{CAPTIONS[key]}: {', '.join(named)}"


def grid(found: Grid) -> SaidGrid:
    """A table in words."""
    first, *others = found.table.dimensions
    across = [label(others[0].key, code) for code in found.across] if others else [_("Antal")]
    rows = [SaidRow(label(first.key, row.code), row.cells) for row in found.rows]
    caption, what = CAPTIONS[found.key], DIMENSIONS[first.key]
    return SaidGrid(found.key, caption, what, across, rows, found.rounds, found.withholds)


def beside(found: Beside) -> SaidBeside:
    """Units beside one another, in words, in the order of the alphabet."""
    lines = [
        SaidLine(line.place, line.name, line.share, WHERE[line.where] if line.where else "–") for line in found.lines
    ]
    told = ". ".join(_told(line) for line in lines)
    return SaidBeside(
        found.share.key, SHARES[found.share.key], f"{told}.", found.plot, lines, found.together, found.shown
    )


def definitions(page: National) -> list[tuple[Words, str]]:
    """Each table's caption with the number of its definition."""
    return [(CAPTIONS[found.key], found.table.definition) for found in page.grids]


def _told(line: SaidLine) -> str:
    if line.share is None:
        return _("%(place)s, %(name)s: visas inte") % {"place": line.place, "name": line.name}
    said = {"place": line.place, "name": line.name, "k": line.share.numerator, "n": line.share.denominator}
    return _("%(place)s, %(name)s: %(k)s av %(n)s, %(where)s") % {**said, "where": line.said}
