"""The planning model as its page says it: rounded, in order, what is not known beside every number. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import drawing
from .believed import LABELS
from .drawing import Part as Piece
from .planning.frontier import Option, frontier
from .planning.model import CHANCES, Model, Outlook, averted, outlook, tornado
from .planning.parts import Part
from .planning.worth import FollowUp, follow_ups, perfect

SEED = 20_260_101  # the same numbers in, the same answer out
SHORT: dict[str, Promise] = {
    "caught": _("hur många som grips och får veta"),
    "reach": _("hur många som kommer"),
    "retention": _("hur många som stannar"),
    "non_return": _("hur det gick ett år senare"),
    "cessation": _("hur många som slutar ändå"),
    "purchases": _("hur många köp det blir på ett år"),
    "displaced": _("hur många köp som görs någon annanstans"),
    "abroad": _("hur många köp som görs utomlands"),
}


AXIS: dict[str, Promise] = {
    "caught": _("gripna som får veta"),
    "reach": _("de som kommer"),
    "retention": _("de som stannar"),
    "non_return": _("ett år senare"),
    "cessation": _("de som slutar ändå"),
    "purchases": _("köp på ett år"),
    "displaced": _("köp någon annanstans"),
    "abroad": _("köp utomlands"),
}
ROW = 3  # em: one bar with its name above it


@dataclass(frozen=True)
class Bar:
    """One part of the tornado, in words and as a drawing."""

    name: Promise
    low: str
    high: str
    piece: Piece
    name_at: str  # where its name stands, and where its bar begins, from above
    bar_at: str


@dataclass(frozen=True)
class Learnt:
    """One follow-up: what it asks, how much of what is unsure would go away, and what that is worth."""

    name: Promise
    narrows: int
    worth: str | None
    needs_others: bool  # it takes a group to compare with


@dataclass(frozen=True)
class First:
    """With so many people, what to follow up."""

    people: int
    name: Promise


@dataclass(frozen=True)
class Shown:
    """Everything the page says of one model."""

    model: Model
    people: int
    enough: float | None
    sources: Mapping[str, str]
    spans: Mapping[str, tuple[float, float]]

    @cached_property
    def outlook(self) -> Outlook:
        """Drawn anew from the same seed."""
        from numpy.random import default_rng  # noqa: PLC0415 -- not at start-up

        return outlook(self.model, default_rng(SEED))

    @property
    def low(self) -> str:
        """A twentieth lies below."""
        return about(self.outlook.percentiles[0.05])

    @property
    def middle(self) -> str:
        """Half lie below."""
        return about(self.outlook.percentiles[0.5])

    @property
    def high(self) -> str:
        """A twentieth lies above."""
        return about(self.outlook.percentiles[0.95])

    @property
    def none_or_less(self) -> int:
        """In so many of a hundred draws nothing is gained; one where it is seldom, but happens."""
        share = self.outlook.none_or_less
        return max(1, round(100 * share)) if share else 0

    @property
    def percentiles(self) -> list[tuple[int, str]]:
        """(So many of a hundred lie below, the number)."""
        return [(round(100 * chance), about(self.outlook.percentiles[chance])) for chance in CHANCES]

    @property
    def mean(self) -> str:
        """What is expected, exactly."""
        return about(self.model.mean)

    @property
    def spread(self) -> str:
        """The standard deviation, exactly."""
        return about(self.model.variance**0.5)

    @property
    def left_out(self) -> list[Promise]:
        """What is not in the number."""
        return [SHORT[name] for name in self.model.left_out]

    @property
    def all_go_on(self) -> bool:
        """Whether it was said that nobody would have stopped anyway."""
        return self.model.parts["cessation"].mean == 0

    @property
    def rests_on(self) -> list[tuple[Promise, str, str, str]]:
        """(What, from, to, where it comes from), in the order of the model."""
        rows = []
        for name in self.model.parts:
            low, high = self.spans[name]
            rows.append((LABELS[name], plain(low), plain(high), self.sources[name]))
        return rows

    @cached_property
    def bars(self) -> list[Bar]:
        """The tornado, the part that moves the outcome most first; none where every part is fixed."""
        found = [bar for bar in tornado(self.model.parts, averted) if bar.reach > 0]
        return [
            Bar(
                AXIS[bar.name],
                about(bar.low),
                about(bar.high),
                drawing.part("maybe", self._at(min(bar.low, bar.high)), self._at(max(bar.low, bar.high))),
                f"{ROW * place + 1}em",
                f"{ROW * place + 1.5}em",
            )
            for place, bar in enumerate(found)
        ]

    @property
    def tall(self) -> str:
        """How tall the drawing is."""
        return f"{ROW * len(self.bars)}em"

    @property
    def expected(self) -> Piece:
        """The mark in every bar: what is expected."""
        return drawing.mark("tick", self._at(self.model.mean), wide=0.4)

    @property
    def axis(self) -> tuple[float, float]:
        """From nought, or below it, to the highest end of any bar."""
        ends = [end for bar in tornado(self.model.parts, averted) for end in (bar.low, bar.high)]
        return min(0.0, *ends), max(0.0, *ends)

    @property
    def axis_ends(self) -> tuple[str, str]:
        """The same, to print."""
        low, high = self.axis
        return about(low), about(high)

    def _at(self, value: float) -> float:
        low, high = self.axis
        return 100 * (value - low) / ((high - low) or 1.0)

    @cached_property
    def learnt(self) -> list[Learnt]:
        """Every follow-up of so many people, the one that pays most first."""
        found = [one for one in self._follow_ups if one.people == self.people]
        found.sort(key=lambda one: (self._effect(one), one.narrows), reverse=True)
        return [
            Learnt(
                SHORT[one.name],
                round(100 * one.narrows),
                None if one.worth is None else tenths(one.worth),
                one.name == "cessation",
            )
            for one in found
        ]

    @cached_property
    def first(self) -> list[First]:
        """What to follow up with few people, with more, with all: the efficient frontier, where the answer changes."""
        options = [Option("", 0, 0)]
        named = {f"{one.name} {one.people}": one for one in self._follow_ups}
        options += [Option(key, one.people, self._effect(one)) for key, one in named.items()]
        best = [named[step.option.name] for step in frontier(options).steps[1:]]
        changes = [one for one, after in pairwise(best) if one.name != after.name] + best[-1:]
        return [First(one.people, SHORT[one.name]) for one in changes]

    @property
    def all_of_the_count(self) -> str | None:
        """What it is worth to know how many are caught, which takes no people but a count; None without a enough."""
        return None if self.enough is None else tenths(perfect(self.model, "caught", enough=self.enough))

    @cached_property
    def _follow_ups(self) -> list[FollowUp]:
        sizes = sorted({max(1, self.people // 4), max(1, self.people // 2), self.people})
        return follow_ups(self.model, people=tuple(sizes), enough=self.enough)

    def _effect(self, one: FollowUp) -> float:
        """What it is worth, where anything is worth so much that it would be printed; else how much it narrows."""
        worth = [round(each.worth or 0.0, 1) for each in (one, *self._follow_ups)]
        return (one.worth or 0.0) * (worth[0] > 0) if any(worth) else one.narrows


def shown(
    parts: Mapping[str, Part],
    *,
    people: int,
    enough: float | None,
    sources: Mapping[str, str],
    spans: Mapping[str, tuple[float, float]],
) -> Shown:
    """A model from what was filled in."""
    return Shown(Model(parts), people, enough, sources, spans)


def about(value: float) -> str:
    """Two figures that count, whole: 1 234 becomes 1 200. More would look surer than it is."""
    if abs(value) < 0.5:
        return "0"
    digits = len(str(int(abs(value)))) - 2
    rounded = round(value, -digits) if digits > 0 else round(value)
    return number_format(int(rounded), force_grouping=True)


def tenths(value: float) -> str:
    """With one decimal: what knowing is worth is often less than one."""
    return number_format(value, decimal_pos=1, force_grouping=True)


def plain(value: float) -> str:
    """A number as it was written, with the comma of the language."""
    return number_format(int(value) if value == int(value) else value, force_grouping=True)
