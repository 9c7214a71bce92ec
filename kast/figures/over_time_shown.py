"""What the page "over time" says: a sentence, a drawing of three bars, a table, and what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import drawing
from .bounds import imbens_manski, tipping
from .drawing import Part
from .outcome import WINDOWS, YEAR
from .outcome_shown import Outcome
from .over_time import Column
from .proportions import TEN, per_cent
from .return_times import DEFINITION as OVER_TIME
from .return_times import Lost
from .survival.identified import Why

CLAIMED = (95, 80)  # of a hundred: what has been said of KAST
AFTER: dict[int, Promise] = {
    6: gettext_lazy("Ett halvår efter det första samtalet"),
    12: gettext_lazy("Ett år efter det första samtalet"),
    24: gettext_lazy("Två år efter det första samtalet"),
}
COUNTED: dict[str, Promise] = {
    "started": gettext_lazy("Började, och hade köpt sex året innan"),
    "due": gettext_lazy("Tiden har gått, vi skulle fråga"),
    "known": gettext_lazy("Vi vet hur det gick"),
    "clean": gettext_lazy("Gick inte tillbaka"),
    "back": gettext_lazy("Gick tillbaka"),
    "unknown": gettext_lazy("Vi vet inte hur det gick"),
    "declined": gettext_lazy("Sa nej till att bli frågade"),
    f"lost_{Lost.SILENT.value}": gettext_lazy("Svarade inte, eller gick inte att nå"),
    f"lost_{Lost.UNSAID.value}": gettext_lazy("Svarade, men inte om hela tiden"),
    f"lost_{Lost.NOT_ASKED.value}": gettext_lazy("Har inte blivit frågade, eller inte än"),
    f"lost_{Lost.DIED.value}": gettext_lazy("Har avlidit"),
}
PARTS = frozenset({"clean", "back", "declined", *(f"lost_{why.value}" for why in Lost)})
WITHHELD: dict[Why, Promise] = {
    Why.RESTS_ON_THE_UNSEEN: gettext_lazy("De som är kvar att räkna på har ingen hört av sedan dess."),
    Why.TOO_FEW_LEFT: gettext_lazy("För få har följts så länge."),
    Why.INSIDE_AN_INTERVAL: gettext_lazy("Det hände mellan två svar, och vi vet inte på vilken sida."),
    Why.WHEN_IS_NOT_KNOWN: gettext_lazy("Talet beror på när det hände, och det vet vi inte säkert nog."),
}
ROW, TEXT, BAR, TALL = 4.0, 1.1, 1.6, 1.2  # em, from the top of a row


@dataclass(frozen=True)
class Share:
    """So many of a hundred, and small beside it from what to what, or of how many."""

    of_a_hundred: int
    beside: str = ""


@dataclass(frozen=True)
class Told:
    """One landmark, with everything that the page says of it."""

    column: Column

    @property
    def months(self) -> int:
        """Its months."""
        return self.column.window.months

    @property
    def after(self) -> Promise:
        """Its name in a sentence."""
        return AFTER[self.months]

    @cached_property
    def outcome(self) -> Outcome:
        """As the overview tells it."""
        names = ("started", "due", "known", "clean", "back", "unknown", "declined", "lost")
        numbers = {name: self.column.cells[name] for name in names}
        return Outcome(**numbers, months=self.months, definition=self.column.window.definition)

    @property
    def enough(self) -> bool:
        """Whether shares can be made: all parts may be shown, and there are ten."""
        return self.outcome.whole and self.outcome.in_per_cent

    @property
    def range(self) -> str:
        """Worst to best case, of a hundred."""
        return _span(self.outcome.low, self.outcome.high) if self.enough else ""

    @property
    def bar(self) -> tuple[Part, ...]:
        """Known, not known and gone back, on an axis from nought to a hundred."""
        known = self.outcome.bounds
        if known is None or not self.enough:
            return ()
        low, high = known.low * 100, known.high * 100
        return (drawing.part("known", 0, low), drawing.part("maybe", low, high), drawing.part("back", high, 100))

    @property
    def worst(self) -> Share | None:
        """If everybody who is not known went back."""
        low = self.outcome.low if self.enough else None
        return None if low is None else Share(low, _of(self.outcome.clean, self.outcome.due))

    @property
    def best(self) -> Share | None:
        """If nobody of them did."""
        high = self.outcome.high if self.enough else None
        return None if high is None else Share(high, _of(self.outcome.best, self.outcome.due))

    @property
    def with_chance(self) -> str:
        """From worst to best, chance reckoned in."""
        if self.outcome.bounds is None or not self.enough:
            return ""
        low, high = imbens_manski(self.outcome.bounds)
        return _span(per_cent(low), per_cent(high))

    @property
    def among_known(self) -> Share | None:
        """Those of whom it is known alone."""
        known = self.outcome.among_known
        if known is None or not known.in_per_cent or not self.enough:
            return None
        return Share(known.of_a_hundred, f"{_of(known.numerator, known.denominator)}; {known.interval}")

    @property
    def over_time(self) -> Share | None:
        """With those who were followed a part of the way."""
        found = self.column.over_time
        if found is None or found.landmark.value is None or found.low is None or found.high is None:
            return None
        return Share(per_cent(found.landmark.value), f"{per_cent(found.low)}–{per_cent(found.high)}")

    @property
    def placed(self) -> str:
        """The same, if it happened as early and as late as can be."""
        found = self.column.over_time
        if found is None or found.landmark.value is None:
            return ""
        return _span(per_cent(found.landmark.low), per_cent(found.landmark.high))

    @property
    def why_not(self) -> Promise | str:
        """Why nothing is said over time; nothing where something is, or where the column is not shown at all."""
        found = self.column.over_time
        return WITHHELD[found.landmark.withheld] if found and found.landmark.withheld else ""

    def if_told_by(self, of_a_hundred: int) -> int | None:
        """Among the known, if only so many of a hundred who went back say so."""
        return dict(self.outcome.candour).get(of_a_hundred) if self.enough else None

    def may_have_gone_back(self, per_hundred: int) -> str:
        """Of those who are not known, for so many of a hundred still to hold; nothing where all are known."""
        if self.outcome.bounds is None or not self.outcome.unknown or not self.enough:
            return ""
        most = tipping(self.outcome.bounds, per_hundred)
        return _("det går inte") if most is None else _of(most, self.outcome.unknown)


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is, and a value for each landmark."""

    label: str | Promise
    values: Sequence[object]
    part: bool = False


@dataclass(frozen=True)
class Bar:
    """One row of the drawing, with where it stands, in em.

    Those who went back stand half as tall: in print, and to many an eye, it is the same dark as the known.
    """

    told: Told
    text: str
    place: int

    @property
    def parts(self) -> list[tuple[Part, str, str]]:
        """Each piece with its top and its height."""
        half = TALL / 2
        return [
            (part, _em(ROW * self.place + BAR + half), _em(half))
            if part.kind == "back"
            else (part, _em(ROW * self.place + BAR), _em(TALL))
            for part in self.told.bar
        ]


@dataclass(frozen=True)
class Page:
    """Everything that the page is made of."""

    columns: Sequence[Column]
    definitions: tuple[str, ...] = (*(window.definition for window in WINDOWS), OVER_TIME)

    @cached_property
    def told(self) -> list[Told]:
        """Landmark by landmark."""
        return [Told(column) for column in self.columns]

    @property
    def started(self) -> int | None:
        """How many have begun."""
        return self.told[0].outcome.started

    @property
    def nobody_yet(self) -> bool:
        """Whether nobody's time has passed, at any landmark."""
        return all(one.outcome.due == 0 for one in self.told)

    @property
    def first(self) -> Told | None:
        """The landmark that the first sentence is about: a year, else the first that can be told. None: none can."""
        can = [one for one in self.told if one.outcome.whole and one.outcome.due]
        return next((one for one in can if one.months == YEAR.months), can[0] if can else None)

    @property
    def bars(self) -> list[Bar]:
        """The drawing's rows."""
        return [Bar(one, _em(ROW * place + TEXT), place) for place, one in enumerate(self.told)]

    @property
    def any_bar(self) -> bool:
        """Whether there is anything to draw."""
        return any(one.bar for one in self.told)

    @property
    def height(self) -> str:
        """How tall the drawing is, its axis included."""
        return _em(ROW * len(self.told) + TEXT)

    @property
    def axis(self) -> str:
        """Where the axis' numbers stand."""
        return _em(ROW * len(self.told) + 0.4)

    @property
    def any_hidden(self) -> bool:
        """Whether a note about hidden numbers is due."""
        return any(None in one.column.cells.values() for one in self.told)

    @property
    def counted(self) -> list[Row]:
        """How many."""
        return [Row(COUNTED[name], [one.column.cells[name] for one in self.told], name in PARTS) for name in COUNTED]

    @property
    def reasons(self) -> list[Told]:
        """The landmarks at which nothing is said over time."""
        return [one for one in self.told if one.why_not]

    @property
    def enough(self) -> bool:
        """Whether any shares can be made."""
        return any(one.enough for one in self.told)

    @property
    def fewest(self) -> int:
        """Of fewer than so many no share is made."""
        return TEN

    @property
    def candour(self) -> list[tuple[int, list[int | None]]]:
        """So many of a hundred say so: what the share among the known becomes."""
        rows = [(said, [one.if_told_by(said) for one in self.told]) for said in (50, 30)]
        return [(said, shares) for said, shares in rows if any(share is not None for share in shares)]

    @property
    def claimed(self) -> list[tuple[int, list[str]]]:
        """For so many of a hundred to hold: how many of the unknown may have gone back."""
        return [(claim, [one.may_have_gone_back(claim) for one in self.told]) for claim in CLAIMED]


def _of(some: int | None, every: int | None) -> str:
    return _("%(k)s av %(n)s") % {"k": some, "n": every}


def _span(low: int | None, high: int | None) -> str:
    return f"{low}" if low == high else f"{low}–{high}"


def _em(number: float) -> str:
    return f"{number:.2f}em"
