"""What docs/words.md says, and what the code says, so that they can be held against each other."""

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from kast.config import messages

PAGE = Path(__file__).parent.parent.parent / "docs" / "words.md"
# Contexts that only tell two meanings of a word apart (kast/staff/sayings.py); no sentences of a page.
GRAMMAR = {"every", "working days", "and between two"}

Row = tuple[str, str]  # Swedish, English


class Said(NamedTuple):
    """One string of the project; more than one form where it is counted."""

    room: str
    key: str | None
    swedish: tuple[str, ...]
    english: tuple[str, ...]


def rows() -> dict[str, list[Row]]:
    """Each key of the page with its row; a key may have several."""
    found: dict[str, list[Row]] = defaultdict(list)
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) > 2:
            for key in re.split(r" [·‖] ", cells[0]):
                found[key].append((cells[1], cells[2]))
    return found


def said() -> list[Said]:
    """Every string that goes through gettext, with its English. test_translations keeps the catalogues whole."""
    found = []
    for source in messages.sources():
        with source.open("rb") as file:
            for one in read_po(file):
                if one.id:
                    room = source.relative_to(messages.PACKAGE).parts[0]
                    found.append(Said(room, one.context, _forms(one.id), _forms(one.string)))
    return found


def stands(sentence: str, cell: str) -> bool:
    """Whether the sentence stands in the cell: whole words, whatever is filled in, whatever is a link."""
    return re.search(rf"(?<!\w){re.escape(_plain(sentence))}(?!\w)", _plain(cell), re.IGNORECASE) is not None


def _forms(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _plain(words: str) -> str:
    words = re.sub(r"\[\[[^\]]*\]\]", "", words)  # what the lawyer writes
    words = re.sub(r"%\(\w+\)[sd]|\{[^}]*\}", "{}", words)
    words = re.sub(r"[\[\]”“\"]", "", words).replace("’", "'")  # links and quotation marks
    return " ".join(words.split()).strip(" .:?…")
