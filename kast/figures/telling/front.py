"""The page that a citizen reads in a minute, from one release: what comes first, and the drawings beside it."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from kast.figures.page import Page, Row
from kast.figures.release.content import Content
from kast.figures.release.tables import ALL

from . import blocks, sentences
from .bars import Bars, bars
from .blocks import Block
from .sentences import Number
from .shown import shown


@dataclass(frozen=True)
class Front:
    """One release, as the first page tells it."""

    content: Content

    @cached_property
    def page(self) -> Page:
        """The same figures as a frozen half-year has, made of shown numbers only."""
        return Page(shown(self.content))

    @cached_property
    def blocks(self) -> list[Block]:
        """Every table."""
        return blocks.blocks(self.content)

    def block(self, key: str) -> Block | None:
        """One table."""
        return next((one for one in self.blocks if one.key == key), None)

    @property
    def routes(self) -> Block | None:
        """How they came."""
        return self.block("routes")

    @property
    def path(self) -> Block | None:
        """How far they came."""
        return self.block("path")

    @property
    def waiting(self) -> Block | None:
        """How long an answer took."""
        return self.block("waiting")

    @property
    def later(self) -> Block | None:
        """How it went a year later."""
        return self.block("outcome")

    @property
    def told(self) -> Block | None:
        """How many were told, by others' count."""
        return self.block("told")

    @property
    def reasons(self) -> Block | None:
        """What has held people back; None in a year in which nobody told of it."""
        return self.block("reasons") if self.content.value("reasons", ALL) != 0 else None

    @property
    def year(self) -> list[str]:
        """The year in two sentences: who got in touch, and who came."""
        numbers = self.page.shown
        wrote, came = Number(numbers.number("wrote")), Number(numbers.number("came"))
        told = [sentences.of_all("wrote", wrote)]
        return [*told, sentences.of_all("came", came)] if came.value else told

    @cached_property
    def steps(self) -> Bars | None:
        """From getting in touch to the third talk."""
        return _drawn("steg", _("Från första kontakt till tredje samtal"), self.page.path)

    @cached_property
    def reached(self) -> Bars | None:
        """From being told to the third talk, by the police's way."""
        return _drawn("natt", _("Från polisen till tredje samtalet"), self.page.steps)


def _drawn(key: str, title: str, rows: list[Row]) -> Bars | None:
    said = [(str(row.label), row.number, _number(row)) for row in rows]
    return bars(key, title, said)


def _number(row: Row) -> str:
    return str(Number(row.number)) if row.counted else _("vet vi inte")
