"""Did a questionnaire's score move by more than chance, and past the line between ill and well? Pure.

Jacobson and Truax (1991). A change is reliable when the instrument's own error alone would make one as large in no more
than 5 of 100 people who have not changed. It is clinically significant when it is reliable, for the better, and passes
the cut-off between the ill and everybody else. What was not measured at both times is a value of its own: whoever feels
worse is also the one who does not fill in the second form, so shares are of those measured, and, as bounds, of all.

Scores are in the instrument's own unit and must lie within it. Refused by name: NoSuchScale (spread not above nought,
reliability outside nought to one, ends that contradict one another), NoSuchScore (infinite, or outside the scale),
NoSuchShare (of nobody).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import isfinite, sqrt

from .bounds import Bounds, bounds
from .proportions import LEDGER, VERSION, NoSuchShare, Proportion, proportion

Z = 1.96  # as Jacobson and Truax print it
METHOD = "reliable and clinically significant change (Jacobson and Truax 1991)"


class NoSuchScale(ValueError):
    """A scale whose ends, spread or reliability cannot be."""


class NoSuchScore(ValueError):
    """A score that the scale does not have."""


class Change(Enum):
    """What became of one person's score."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Scale:
    """An instrument: its ends, whether low is well, the least reliable change, and where the well begin.

    `well_from` is the first score that counts as well: 9 on PHQ-9, where 10 and more are ill.
    """

    name: str
    lowest: float
    highest: float
    low_is_well: bool
    reliable: float
    well_from: float

    def __post_init__(self) -> None:
        numbers = (self.lowest, self.highest, self.reliable, self.well_from)
        if not all(isfinite(number) for number in numbers) or not self.lowest < self.highest:
            raise NoSuchScale
        if not 0 < self.reliable <= self.highest - self.lowest or not self.lowest <= self.well_from <= self.highest:
            raise NoSuchScale

    def well(self, score: float) -> bool:
        """Whether a score lies on the side of those who are well."""
        return score <= self.well_from if self.low_is_well else score >= self.well_from

    def change(self, before: float | None, after: float | None) -> Change:
        """What became of one person's score; None: not measured. Raises NoSuchScore."""
        for score in (before, after):
            if score is not None and not self.lowest <= score <= self.highest:
                raise NoSuchScore
        if before is None or after is None:
            return Change.NOT_MEASURED
        better = before - after if self.low_is_well else after - before
        if abs(better) < self.reliable:
            return Change.UNCHANGED
        return Change.IMPROVED if better > 0 else Change.WORSE


@dataclass(frozen=True)
class Summary:
    """So many improved, stayed as they were, got worse, and were not measured."""

    improved: int
    unchanged: int
    worse: int
    not_measured: int
    ill_before: int  # of those measured, how many began on the side of the ill
    passed: int  # of those, how many improved reliably and ended on the side of the well
    definition: str
    horizon: int | None = None
    method: str = METHOD
    withheld: str = ""
    version: str = VERSION
    source: str = LEDGER

    @property
    def numerator(self) -> int:
        """Those who improved."""
        return self.improved

    @property
    def denominator(self) -> int:
        """Everybody, measured or not."""
        return self.measured + self.not_measured

    @property
    def measured(self) -> int:
        """Those measured both times."""
        return self.improved + self.unchanged + self.worse

    def of_measured(self, change: Change) -> Proportion | None:
        """The share of those measured, with its exact interval; None while nobody is, and for *not measured*."""
        numbers = {
            Change.IMPROVED: self.improved,
            Change.UNCHANGED: self.unchanged,
            Change.WORSE: self.worse,
        }
        if change not in numbers or not self.measured:
            return None
        return self._share(numbers[change], self.measured, change.value)

    @property
    def missing(self) -> Proportion:
        """The share of all who were not measured."""
        return self._share(self.not_measured, self.denominator, Change.NOT_MEASURED.value)

    @property
    def significant(self) -> Proportion | None:
        """Of those who began ill, how many improved reliably and are well now; None where nobody began ill."""
        return self._share(self.passed, self.ill_before, "clinically significant") if self.ill_before else None

    @property
    def improved_of_all(self) -> Bounds:
        """Worst and best case: whoever was not measured did not improve, or did."""
        return bounds(
            clean=self.improved,
            back=self.unchanged + self.worse,
            lost=self.not_measured,
            definition=f"{self.definition}:improved",
            horizon=self.horizon,
            source=self.source,
        )

    def _share(self, of: int, all_of: int, what: str) -> Proportion:
        name = f"{self.definition}:{what.replace(' ', '-')}"
        return proportion(of, all_of, definition=name, horizon=self.horizon, source=self.source)


def summary(
    pairs: Iterable[tuple[float | None, float | None]],
    scale: Scale,
    *,
    definition: str,
    horizon: int | None = None,
    source: str = LEDGER,
) -> Summary:
    """Count (before, after), one pair a person, None where not measured. Raises NoSuchScore, NoSuchShare of nobody."""
    people = list(pairs)
    if not people:
        raise NoSuchShare
    how = [scale.change(before, after) for before, after in people]
    began_ill = [
        (change, after)
        for change, (before, after) in zip(how, people, strict=True)
        if before is not None and after is not None and not scale.well(before)
    ]
    return Summary(
        improved=how.count(Change.IMPROVED),
        unchanged=how.count(Change.UNCHANGED),
        worse=how.count(Change.WORSE),
        not_measured=how.count(Change.NOT_MEASURED),
        ill_before=len(began_ill),
        passed=sum(change is Change.IMPROVED and scale.well(after) for change, after in began_ill),
        definition=definition,
        horizon=horizon,
        source=source,
    )


def standard_error(spread: float, reliability: float) -> float:
    """The error of one measurement, in the scale's unit: spread · √(1 − reliability). Raises NoSuchScale."""
    if not (isfinite(spread) and spread > 0) or not 0 <= reliability < 1:
        raise NoSuchScale
    return spread * sqrt(1 - reliability)


def error_of_difference(spread: float, reliability: float) -> float:
    """The error of a difference between two measurements, S_diff. Raises NoSuchScale."""
    return sqrt(2) * standard_error(spread, reliability)


def least_reliable(spread: float, reliability: float) -> float:
    """The least change that is reliable: 1.96 · S_diff. Raises NoSuchScale."""
    return Z * error_of_difference(spread, reliability)


@dataclass(frozen=True)
class CutOffs:
    """Where the well begin, by three rules; c is the one to take when both groups are known and overlap."""

    a: float  # two spreads away from the ill
    b: float  # within two spreads of the well
    c: float  # as likely among the ill as among the well


def cut_offs(*, ill: tuple[float, float], well: tuple[float, float]) -> CutOffs:
    """From (mean, spread) of the ill and of the well. Raises NoSuchScale when they are the same or have no spread."""
    (ill_mean, ill_spread), (well_mean, well_spread) = ill, well
    if not all(isfinite(number) for number in (*ill, *well)) or min(ill_spread, well_spread) <= 0:
        raise NoSuchScale
    if ill_mean == well_mean:
        raise NoSuchScale
    towards_well = 1 if well_mean > ill_mean else -1
    return CutOffs(
        a=ill_mean + towards_well * 2 * ill_spread,
        b=well_mean - towards_well * 2 * well_spread,
        c=(well_spread * ill_mean + ill_spread * well_mean) / (well_spread + ill_spread),
    )
