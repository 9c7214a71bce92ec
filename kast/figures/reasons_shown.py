"""The reasons in words, for the page of those who work here."""

from dataclasses import dataclass

from django.utils.functional import Promise

from .labels import REASONS
from .proportions import Proportion
from .reasons import Reason, Reasons


@dataclass(frozen=True)
class Row:
    """One reason: how many told it (None: withheld), of all who answered, and to how many it mattered much."""

    reason: Reason

    @property
    def label(self) -> Promise:
        """The reason in words."""
        return REASONS[self.reason.code]

    @property
    def number(self) -> int | None:
        """How many told it."""
        return self.reason.told.numerator if self.reason.told else None

    @property
    def told(self) -> Proportion | None:
        """Of all who answered."""
        return self.reason.told

    @property
    def strong(self) -> Proportion | None:
        """Of those who told it, to how many it mattered much."""
        return self.reason.strong


@dataclass(frozen=True)
class ReasonsShown:
    """All of them, and of how many who answered."""

    found: Reasons

    @property
    def answered(self) -> int:
        """Who answered the question."""
        return self.found.answered

    @property
    def rows(self) -> list[Row]:
        """The reasons, the most told first; none while too few have answered."""
        return [Row(reason) for reason in self.found.rows]
