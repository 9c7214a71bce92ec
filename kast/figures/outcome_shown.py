"""One tier's outcome as it may be shown: worst and best case, those who are known, one dot a person."""

from dataclasses import dataclass
from functools import cached_property

from . import drawing, outcome
from .bounds import Bounds, bounds, candour
from .gathering import Shown
from .proportions import TEN, Proportion, per_cent, proportion

CANDOUR = (50, 30)


@dataclass(frozen=True)
class Outcome:
    """One tier's outcome as it may be shown."""

    started: int | None
    due: int | None
    known: int | None
    clean: int | None
    back: int | None
    unknown: int | None
    declined: int | None
    lost: int | None
    months: int = outcome.HORIZON
    definition: str = outcome.DEFINITION

    @property
    def nobody_yet(self) -> bool:
        """Whether nobody's time has passed."""
        return self.due == 0

    @property
    def whole(self) -> bool:
        """Whether nothing that the figure needs is hidden."""
        return self.due is not None and None not in {self.clean, self.back, self.unknown}

    @cached_property
    def bounds(self) -> Bounds | None:
        """Worst and best case of all who are due; None when a part is hidden, or nobody is due."""
        if self.clean is None or self.back is None or self.unknown is None or not self.due:
            return None
        return bounds(
            clean=self.clean, back=self.back, lost=self.unknown, definition=self.definition, horizon=self.months
        )

    @property
    def in_per_cent(self) -> bool:
        """Whether there are enough for per cent."""
        return self.due is not None and self.due >= TEN

    @cached_property
    def among_known(self) -> Proportion | None:
        """The share among those who are known, with its exact interval."""
        if self.clean is None or not self.known:
            return None
        return proportion(self.clean, self.known, definition=self.definition, horizon=self.months)

    @property
    def best(self) -> int | None:
        """How many did not go back in the best case."""
        return None if self.clean is None or self.unknown is None else self.clean + self.unknown

    @property
    def low(self) -> int | None:
        """The worst case in per cent."""
        return per_cent(self.bounds.low) if self.bounds and self.in_per_cent else None

    @property
    def high(self) -> int | None:
        """The best case in per cent."""
        return per_cent(self.bounds.high) if self.bounds and self.in_per_cent else None

    @property
    def dots(self) -> drawing.Dots | None:
        """One dot a person."""
        if self.clean is None or self.back is None or self.unknown is None:
            return None
        return drawing.dots([("known", self.clean), ("back", self.back), ("unknown", self.unknown)])

    @property
    def candour(self) -> list[tuple[int, int]]:
        """What the share becomes if only so many of a hundred who went back say so: (so many, per cent)."""
        known = self.among_known
        if known is None or not known.in_per_cent or not self.back:
            return []
        return [(said, per_cent(candour(self.back, known.denominator, of_a_hundred=said))) for said in CANDOUR]


def tier(shown: Shown, prefix: str) -> Outcome:
    """The outcome of a tier: "" for those who had bought within the year, "earlier_" for those who had before it."""
    return Outcome(
        started=shown.number(prefix + "started"),
        due=shown.number(prefix + "due"),
        known=shown.number(prefix + "known"),
        clean=shown.number(prefix + "clean"),
        back=shown.number(prefix + "back"),
        unknown=shown.number(prefix + "unknown"),
        declined=shown.number(prefix + "declined"),
        lost=shown.number(prefix + "lost"),
    )
