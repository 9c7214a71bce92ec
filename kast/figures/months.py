"""Months as the ledger keeps them (2026-03), and the half-years and spans made of them. Pure."""

from dataclasses import dataclass
from datetime import date


def number(month: str) -> int:
    """A month as a number that can be reckoned with."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def name(number_of_month: int) -> str:
    """The month of a number: the other way."""
    year, month = divmod(number_of_month, 12)
    return f"{year:04d}-{month + 1:02d}"


def of(day: date) -> str:
    """The month that a day lies in."""
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """The day on which a month begins."""
    return date(int(month[:4]), int(month[5:7]), 1)


@dataclass(frozen=True)
class Span:
    """From one month to another, both in it."""

    first: str
    last: str

    def __contains__(self, month: str | None) -> bool:
        """Whether a month lies in the span; None never does."""
        return month is not None and self.first <= month <= self.last


def year_to(day: date) -> Span:
    """The twelve months that end with the day's own."""
    last = number(of(day))
    return Span(name(last - 11), name(last))


@dataclass(frozen=True)
class HalfYear:
    """January to June, or July to December."""

    year: int
    half: int

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}"

    @property
    def span(self) -> Span:
        """Its six months."""
        return Span(f"{self.year}-{self.half * 6 - 5:02d}", f"{self.year}-{self.half * 6:02d}")

    @property
    def before(self) -> "HalfYear":
        """The half-year before it."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)


def read_half_year(text: str) -> HalfYear:
    """2026-H1 as a half-year."""
    return HalfYear(int(text[:4]), int(text[6:]))


def half_year_of(day: date) -> HalfYear:
    """The half-year that a day lies in."""
    return HalfYear(day.year, 1 if day.month <= 6 else 2)
