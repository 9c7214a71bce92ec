"""The files that go out: a table for a spreadsheet, and the codebook. Codes stand beside their words, for a machine."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from kast.figures.release.content import Content
from kast.figures.release.tables import ALL, TABLES

from . import words
from .sheet import Field, sheet
from .shown import rounded_at

LANGUAGES = ("sv", "en")


def table(content: Content, key: str) -> bytes | None:
    """One table as CSV, in the page's language; None where the release has none such.

    Each line is one cell: the release, whether it is made up, the codes and their words, the number and its status.
    """
    found = content.table(key)
    if found is None:
        return None
    head = [_("utgåva"), _("år"), _("påhittad"), _("tabell")]
    for dimension in found.dimensions:
        head += [f"{dimension}_{_('kod')}", str(words.DIMENSIONS[dimension])]
    head += [_("antal"), _("status")]
    made_up = _("ja") if content.made_up else _("nej")

    def lines() -> Iterator[list[Field]]:
        for cell in found.cells:
            line: list[Field] = [content.number, content.year, made_up, key]
            for dimension, code in zip(found.dimensions, cell.at, strict=True):
                line += [_code(code), str(words.meaning(dimension, code).word)]
            yield [*line, cell.value, status(cell.value, rounded_at(found, cell.at))]

    return sheet(head, lines())


def status(value: int | None, rounded: int | None) -> str:
    """Why a field is empty, and how exact one is that is not."""
    if value is None:
        return _("dold")
    return _("avrundad till närmaste fem") if rounded else _("som räknad")


@dataclass(frozen=True)
class Entry:
    """One code of the codebook."""

    table: str
    dimension: str
    code: str
    word: words.Words
    meaning: words.Words


def codebook() -> list[tuple[str, words.Meaning, str, str, list[Entry]]]:
    """Every table there can be: its key, its words, whom it counts, its definition, and every code in it."""
    return [
        (
            table.key,
            words.TABLES[table.key],
            str(words.POPULATIONS[table.population]),
            table.definition,
            [
                Entry(table.key, side.key, _code(code), found.word, found.meaning)
                for side in table.dimensions
                for code in side.labels
                for found in [words.meaning(side.key, code)]
            ],
        )
        for table in TABLES
    ]


def codebook_file() -> bytes:
    """The codebook as CSV: the same file in both languages, each code in Swedish and in English."""
    head = ["table", "dimension", "code", "ord", "betydelse", "word", "meaning", "population", "definition"]
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = [
                (key, entry.dimension, entry.code, str(entry.word), str(entry.meaning), population, definition)
                for key, _words, population, definition, entries in codebook()
                for entry in entries
            ]
    return sheet(
        head,
        ([*sv[:3], sv[3], sv[4], en[3], en[4], en[5], en[6]] for sv, en in zip(told["sv"], told["en"], strict=True)),
    )


def _code(code: str) -> str:
    """A code as a file has it. `*` says all in a release; a word says it better to whoever filters a column."""
    return "all" if code == ALL else code
