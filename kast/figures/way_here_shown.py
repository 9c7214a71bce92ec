"""The way here and onwards as a page says it: each step with its own below-the-line number, share and interval."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import leaving, multiplier, paths, reach, signals, ways
from .proportions import TEN, Proportion, per_cent, proportion
from .tied import Cells
from .way_here import Found

WAYS: Mapping[str, Promise] = {
    "all": _("Alla som kom för egen del"),
    "card": _("Kort"),
    "slip": _("Ringlapp"),
    "police": _("Polisen berättade"),
    "recommended": _("Socialtjänsten eller vården berättade"),
    "colleague": _("En kollega hänvisade"),
    "own": _("Sökte själv"),
    "other": _("Någon nära, annat, eller har inte sagt"),
    "relative": _("Närstående"),
}
STEPS: Mapping[str, Promise] = {
    "told": _("Fick höra om oss"),
    "agreed": _("Sa ja till att bli uppringda"),
    "redeemed": _("Skrev koden från ett kort"),
    "called": _("Blev uppringda"),
    "reached": _("Svarade när vi ringde"),
    "asked": _("Hörde av sig"),
    "came": _("Kom på ett första samtal"),
    "three": _("Kom på minst tre"),
    "together": _("Avslutade tillsammans med oss"),
    "followed6": _("Svarade efter sex månader"),
    "followed12": _("Svarade efter tolv månader"),
    "followed24": _("Svarade efter två år"),
}
# What stands below the line of each step.
OF: Mapping[str, Promise] = {
    "agreed": _("som fick höra om oss"),
    "redeemed": _("kort som trycktes"),
    "called": _("ringlappar"),
    "reached": _("som vi ringde"),
    "asked": _("som fick höra om oss"),
    "asked_slip": _("som svarade när vi ringde"),
    "asked_colleague": _("hänvisningar"),
    "came": _("som hörde av sig"),
    "three": _("som kom"),
    "together": _("som kom på tre och har avslutat"),
    "followed6": _("som det var dags för"),
    "followed12": _("som det var dags för"),
    "followed24": _("som det var dags för"),
}
DEFINITIONS: Mapping[str, Promise] = {
    "d1": _("Slutade utan överenskommelse"),
    "d2": _("Kom färre än tre gånger"),
    "d3": _("Tyst i sextio dagar, utan plan"),
}
RULES: Mapping[str, Promise] = {
    "worse": pgettext_lazy("warned.rule", "poängen blev sämre"),
    "missed_two": pgettext_lazy("warned.rule", "två tider blev inte av"),
    "overdue": pgettext_lazy("warned.rule", "det planerade blev försenat"),
    "silent": pgettext_lazy("warned.rule", "sextio dagar utan kontakt"),
    "confidence_low": pgettext_lazy("warned.rule", "tror inte att det går"),
    "left_early": pgettext_lazy("warned.rule", "två samtal på andras råd"),
}
UNITS: Mapping[str, Promise] = {
    "persons": _("personer"),
    "crimes": _("anmälda brott"),
    "actions": _("ingripanden"),
    "convicted": _("fällda i domstol"),
}
COUNTED_BY: Mapping[str, Promise] = {
    "police": _("polisen"),
    "prosecutor": _("åklagaren"),
    "courts": _("domstolarna"),
    "bra": _("Brå"),
    "other": _("någon annan"),
}


@dataclass(frozen=True)
class Arrow:
    """One step: how many, of how many, the share where both are known; what the page says of it besides."""

    step: str
    label: Promise
    number: int | None
    known: bool = True  # False: nobody has counted it
    of: int | None = None
    of_what: Promise | str = ""
    share: Proportion | None = None

    @property
    def lower(self) -> bool:
        """Whether it can only be too low: codes of cards are lost, and need not be written."""
        return self.step == "redeemed"


@dataclass(frozen=True)
class Way:
    """One way in with its steps; the product over arrows of different groups, where all of them are known."""

    key: str
    arrows: tuple[Arrow, ...]
    path: paths.Path | None = None

    @property
    def label(self) -> Promise:
        """How they came."""
        return WAYS[self.key]

    @property
    def counted(self) -> bool:
        """Whether anybody came this way, so far as may be shown."""
        return any(arrow.number != 0 for arrow in self.arrows)

    @property
    def of_a_hundred(self) -> str:
        """The product's interval in whole per cent."""
        return f"{per_cent(self.path.low)}–{per_cent(self.path.high)}" if self.path else ""

    @property
    def share_of_a_hundred(self) -> int | None:
        """The product in whole per cent."""
        return per_cent(self.path.share) if self.path else None

    def step(self, key: str) -> Arrow:
        """One of its steps."""
        return next(arrow for arrow in self.arrows if arrow.step == key)


@dataclass(frozen=True)
class Split:
    """So many of so many, or hidden; for a table's cell."""

    number: int | None
    of: int | None
    share: Proportion | None


@dataclass(frozen=True)
class Left:
    """One line of the drop-out: a way in, how many began, and how many left under each definition."""

    label: Promise
    began: int | None
    under: tuple[Split, ...]


@dataclass(frozen=True)
class Caught:
    """One count of the caught, and what can be said beside it."""

    row: multiplier.Reached
    hidden: bool

    @property
    def unit(self) -> Promise:
        """What it counts."""
        return UNITS[self.row.unit]

    @property
    def source(self) -> Promise:
        """Whose number it is."""
        return COUNTED_BY[self.row.source]

    @property
    def why(self) -> str:
        """Why there is no share, by key."""
        return "hidden" if self.hidden and self.row.share else self.row.why.value if self.row.why else ""

    @property
    def interval(self) -> str:
        """From the lowest to the highest share, in whole per cent."""
        return f"{per_cent(self.row.low)}–{per_cent(self.row.high)}"


@dataclass(frozen=True)
class WayHere:
    """Everything that the page is made of."""

    found: Found

    @cached_property
    def ways(self) -> list[Way]:
        """All who came for themselves first, then each way; relatives are not among them."""
        return [self.way(key) for key in (ways.ALL, *ways.PERSONS)]

    @cached_property
    def relatives(self) -> Way:
        """The relatives' own steps."""
        return self.way(ways.RELATIVE)

    def way(self, key: str) -> Way:
        """The steps of one way in, with what only that way has before the first."""
        arrows = [*self._before(key), *self._steps(key)]
        return Way(key, tuple(arrows), _path(arrows, key))

    @property
    def left(self) -> list[Left]:
        """Drop-out by way in, all of them first."""
        return [
            Left(
                WAYS[key],
                self.found.left[f"{key}_began"],
                tuple(
                    _split(self.found.left, f"{key}_{one}", f"{key}_began", leaving.DEFINITIONS[one])
                    for one in DEFINITIONS
                ),
            )
            for key in (ways.ALL, *leaving.WAYS)
            if self.found.left[f"{key}_began"] != 0
        ]

    @property
    def left_names(self) -> list[Promise]:
        """The three definitions, as column heads."""
        return list(DEFINITIONS.values())

    @property
    def left_ids(self) -> str:
        """Their ids."""
        return ", ".join(leaving.DEFINITIONS.values())

    @property
    def right(self) -> Split:
        """Of those who were warned of, how many left."""
        return _split(self.found.signals, "right", "warned", f"{signals.DEFINITION}:precision")

    @property
    def foreseen(self) -> Split:
        """Of those who left, how many had been warned of."""
        return _split(self.found.signals, "foreseen", "left", f"{signals.DEFINITION}:recall")

    @property
    def acted(self) -> Split:
        """Of those who were warned of, where it was written what was done."""
        return _split(self.found.signals, "acted", "warned", f"{signals.DEFINITION}:acted")

    @property
    def rules(self) -> list[tuple[Promise, Split]]:
        """By rule, how often it was right."""
        return [
            (label, _split(self.found.signals, f"right_{rule}", f"rule_{rule}", f"{signals.DEFINITION}:{rule}"))
            for rule, label in RULES.items()
            if self.found.signals[f"rule_{rule}"] != 0
        ]

    @property
    def caught(self) -> list[Caught]:
        """What others have counted, year by year."""
        return [Caught(row, row.year in self.found.caught_hidden) for row in self.found.caught]

    @property
    def any_hidden(self) -> bool:
        """Whether a note about hidden numbers is due."""
        tables = (self.found.cells, self.found.left, self.found.signals)
        return any(None in cells.values() for cells in tables)

    def _steps(self, key: str) -> Iterable[Arrow]:
        cell = self.found.cells
        asked = cell[f"{key}_asked"]
        yield self._asked(key, asked)
        for step, of in (("came", "asked"), ("three", "came"), ("together", "settled")):
            yield _arrow(step, cell[f"{key}_{step}"], cell[f"{key}_{of}"])
        for after in ways.asked_after(key):
            yield _arrow(f"followed{after}", cell[f"{key}_followed{after}"], cell[f"{key}_due{after}"])

    def _asked(self, key: str, asked: int | None) -> Arrow:
        """Getting in touch, of what came before it on this way: two counts that nobody can link."""
        if key == "slip":
            return _arrow("asked", asked, self.found.cells["slips_reached"], of_what=OF["asked_slip"])
        if key == "colleague":
            return _arrow("asked", asked, self.found.referrals, of_what=OF["asked_colleague"])
        told = self.found.told
        if key != "police" or told.told is None or told.in_part:
            return Arrow("asked", STEPS["asked"], asked)
        return _arrow("asked", asked, told.told)

    def _before(self, key: str) -> Iterable[Arrow]:
        """What only this way has before somebody gets in touch."""
        cell = self.found.cells
        if key in {"police", "slip"}:
            told = self.found.told
            yield Arrow("told", STEPS["told"], told.told, known=told.told is not None)
            yield _arrow("agreed", told.agreed, None if told.in_part else told.told, known=told.agreed is not None)
        if key == "card":
            yield _arrow("redeemed", cell["redeemed"], self.found.cards or None)
        if key == "slip":
            yield _arrow("called", cell["slips_called"], cell["slips_settled"])
            yield _arrow("reached", cell["slips_reached"], cell["slips_called"])


def _arrow(
    step: str, number: int | None, of: int | None, *, known: bool = True, of_what: Promise | None = None
) -> Arrow:
    share = None
    if number is not None and of and number <= of:
        share = proportion(number, of, definition=f"{ways.DEFINITION}:{step}")
    return Arrow(step, STEPS[step], number, known, of if share else None, of_what or OF[step], share)


def _split(cells: Cells, part: str, whole: str, definition: str) -> Split:
    number, of = cells[part], cells[whole]
    share = proportion(number, of, definition=definition) if number is not None and of else None
    return Split(number, of, share)


def _path(arrows: Iterable[Arrow], key: str) -> paths.Path | None:
    """From getting in touch to an answer after a year; the arrows in between are of other groups than the first.

    Those who kept coming are a share of those who asked; of the others only those are below the line whose case has
    ended, and whose time has come. None where one is hidden, unknown, or has fewer than ten below the line.
    """
    shares = {arrow.step: arrow for arrow in arrows}
    asked, three = shares["asked"].number, shares["three"].number
    if asked is None or three is None or not asked:
        return None
    kept = proportion(three, asked, definition=f"{ways.DEFINITION}:{key}:three-of-asked")
    parts = [kept, shares["together"].share, shares["followed12"].share]
    if any(part is None or part.denominator < TEN for part in parts):
        return None
    return paths.path([part for part in parts if part], definition=f"{reach.DEFINITION}:{key}:asked-to-followed-12")
