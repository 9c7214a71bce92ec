"""What in a text may point somebody out: numbers, addresses, names. In mode B it is shown before the text is kept.

Pure: a text goes in, findings come out. What is found is a question to the one who writes, never a refusal, so a miss
costs more than a needless question, but not much more: who is asked about every month and every town stops reading. A
name in small letters is not found, nor a rare one that begins a sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer


class Kind(StrEnum):
    """What a piece of a text looks like."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CASE = "case"
    NAME = "name"


@dataclass(frozen=True, order=True)
class Finding:
    """A piece of the text, where it stands, and what it looks like."""

    start: int
    end: int
    kind: Kind
    quote: str


def find(text: str, *, short: bool = False) -> list[Finding]:
    """Everything in `text` that may point somebody out, in order. `short`: it is a name for a case, not a sentence."""
    found: list[Finding] = []
    for finder in (_numbers, _emails, _addresses, _phones, _cases, _short_names if short else _names):
        for finding in finder(text):
            if all(finding.end <= other.start or finding.start >= other.end for other in found):
                found.append(finding)
    return sorted(found)


# Personal and coordination numbers (a coordination number's day is sixty more). ---------------------------------------

_NUMBER = re.compile(r"(?<![\d-])((?:18|19|20)?\d{6})\s?([-+–]?)\s?(\d{4})(?![\d-])")
_MOBILE = re.compile(r"07[02369]\d")
_SIXTY = 60


def _numbers(text: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text):
        born, dash, last = match.groups()
        # With its dash or century it is one even where a digit was mistyped; else only if its last digit is right.
        certain = dash or len(born) == 8 or (_checks(born[-6:] + last) and not _MOBILE.match(match[0]))
        if _is_a_day(born[-6:]) and certain:
            yield _found(match, Kind.PERSONAL_NUMBER)


def _is_a_day(digits: str) -> bool:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    return any(_exists(century + year, month, day) for century in (1900, 2000))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day - _SIXTY if day > _SIXTY else day)
    except ValueError:
        return False
    return True


def _checks(ten: str) -> bool:
    try:
        personnummer.validate(ten)
    except ValidationError:
        return bool(luhn.is_valid(ten))  # a coordination number, whose day is no day
    return True


# E-mail, street addresses, phone numbers, numbers of cases. -----------------------------------------------------------

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET = re.compile(
    r"\b(?:(?:[A-ZÅÄÖ][\wåäöé]*\s){0,2})"
    r"[A-ZÅÄÖa-zåäö][\wåäöé]*(?:gatan|gata|vägen|väg|gränd|gränden|torget|torg|stigen|stig|allén|allé|backen|esplanaden"
    r"|kajen|liden|gården|platsen|plan|leden|ringen|slingan)"
    r"\s+\d{1,4}(?:\s?[A-Ha-h])?\b(?!\s*(?:kr|år|min|gånger|dagar|veckor|månader|personer|%))"
)
_STREET_BEGINS = re.compile(
    r"(?:\b[A-ZÅÄÖ][\wåäöé]*\s)?\b[A-ZÅÄÖ][\wåäöé]*\s+\d|\b[A-ZÅÄÖ][\wåäöé]*(?:gatan|vägen|väg)\b"
)
_PHONE = re.compile(r"(?<![\d+/])(?:\+|00)?\d[\d\s()/–-]{5,18}\d(?!\d)")
_CASE = re.compile(r"(?<![\d/-])20\d\d-\d{3}(?![\d-])")
_FREEPHONE = ("020", "0771", "0200", "116")
_AREA = re.compile(r"0(?:7[02369]|8|[1-69]\d{1,2})\d{5,8}")


def _emails(text: str) -> Iterator[Finding]:
    return _each(_EMAIL, text, Kind.EMAIL)


def _addresses(text: str) -> Iterator[Finding]:
    return (one for one in _each(_STREET, text, Kind.ADDRESS) if _STREET_BEGINS.search(one.quote))


def _phones(text: str) -> Iterator[Finding]:
    for finding in _each(_PHONE, text, Kind.PHONE):
        digits = re.sub(r"\D", "", finding.quote)
        abroad = finding.quote.startswith(("+", "00"))
        if (abroad and 8 <= len(digits) <= 15) or (
            not abroad and _AREA.fullmatch(digits) and len(digits) <= 10 and not digits.startswith(_FREEPHONE)
        ):
            yield finding


def _cases(text: str) -> Iterator[Finding]:
    return _each(_CASE, text, Kind.CASE)


# Names. ---------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[A-ZÅÄÖÉÜ][^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:…\n\t•*]|\d[.)])[\s\"'”“»«(\[–-]*$|[\"”“»«(\[]$")
# Names that are words as well: alone at the beginning of a sentence they are taken for the word.
WORDS_TOO = frozenset(
    [
        "Alba",
        "Alva",
        "August",
        "Aurora",
        "Bella",
        "Ben",
        "Berg",
        "Bill",
        "Björk",
        "Björn",
        "Bo",
        "Borg",
        "Brink",
        "Bror",
        "Dag",
        "Dan",
        "Del",
        "Ek",
        "Else",
        "Engla",
        "Fors",
        "Frank",
        "Frid",
        "Frisk",
        "Green",
        "Gren",
        "Hall",
        "Hammar",
        "Hans",
        "Hjelm",
        "Hjort",
        "Holm",
        "Hult",
        "Inga",
        "Inge",
        "Jack",
        "Jarl",
        "Jon",
        "Juni",
        "Klas",
        "Kling",
        "Kvist",
        "Lage",
        "Li",
        "Lilja",
        "Lilly",
        "Lily",
        "Lind",
        "Linde",
        "Liv",
        "Lo",
        "Lova",
        "Love",
        "Lund",
        "Luna",
        "Lykke",
        "Lönn",
        "Maj",
        "Malm",
        "Mark",
        "Max",
        "May",
        "Min",
        "Mina",
        "Modig",
        "My",
        "Nora",
        "Nord",
        "Nova",
        "Palm",
        "Per",
        "Rask",
        "Reine",
        "Ros",
        "Rosa",
        "Rose",
        "Rut",
        "Saga",
        "Said",
        "Skog",
        "Sköld",
        "Sol",
        "Stark",
        "Sten",
        "Stig",
        "Stella",
        "Storm",
        "Strand",
        "Strid",
        "Ström",
        "Svea",
        "Svärd",
        "Ted",
        "Tim",
        "Tom",
        "Tor",
        "Tova",
        "Tran",
        "Uno",
        "Urban",
        "Vega",
        "Vera",
        "Vide",
        "Viking",
        "Viola",
        "Wall",
    ]
)


@cache
def _names_known() -> frozenset[str]:
    return frozenset(_list("first.txt")) | frozenset(_list("last.txt"))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_list("places.txt"))


def _list(name: str) -> list[str]:
    return (resources.files("kast.casework") / "names" / name).read_text("utf-8").split()


def _names(text: str) -> Iterator[Finding]:
    """Runs of capitalised words in which at least one is somebody's."""
    return _runs(text, lambda word, begins: _is_name(word, begins=begins))


def _short_names(text: str) -> Iterator[Finding]:
    return _runs(text, lambda word, _begins: _in(_names_known(), word) and not _in(_no_names(), word))


def _runs(text: str, is_name: Callable[[str, bool], bool]) -> Iterator[Finding]:
    for run in _side_by_side(text):
        named = [is_name(match[0], _begins(text, match)) for match in run]
        if len(run) > 1 and all(match[0] in _names_known() for match in run[:2]):
            named[0] = named[1] = True  # Bo Lund: each alone may be a word or a town, but not side by side
        if not any(named):
            continue
        # Beside a name the next word of the run is one too, if it can be: Bo Lund, Anders Berg.
        first, last = named.index(True), len(named) - 1 - named[::-1].index(True)
        while first > 0 and _in(_names_known(), run[first - 1][0]):
            first -= 1
        while last + 1 < len(run) and _in(_names_known(), run[last + 1][0]):
            last += 1
        start, end = run[first].start(), run[last].end()
        yield Finding(start, end, Kind.NAME, text[start:end])


def _side_by_side(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if run and text[run[-1].end() : match.start()] != " ":
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence begins with it, so that its capital letter says nothing."""
    return (
        _BEGINS.search(text[max(match.start() - 12, 0) : match.start()]) is not None
        or not text[: match.start()].strip()
    )


def _is_name(word: str, *, begins: bool) -> bool:
    if word in _names_known() and word not in _no_names():
        return not begins or word not in WORDS_TOO
    if _in(_no_names(), word):
        return False
    known = _in(_names_known(), word)
    return known if begins else known or not _is_short_for_something(word)


def _is_short_for_something(word: str) -> bool:
    """PTSD, SSRI, BUP:s … are no names."""
    letters = re.sub(r"[^A-Za-zÅÄÖåäö]", "", word)
    return len(letters) <= 6 and sum(letter.isupper() for letter in letters) >= len(letters) - 1


def _in(words: frozenset[str], word: str) -> bool:
    """Whether the list has the word, also as a genitive (Annas, Mattias’)."""
    return any(form in words for form in _forms(word))


def _forms(word: str) -> Iterable[str]:
    bare = re.sub(r"['’]s?$", "", word)
    return (word, bare, bare.removesuffix("s"))


def _each(pattern: re.Pattern[str], text: str, kind: Kind) -> Iterator[Finding]:
    return (_found(match, kind) for match in pattern.finditer(text))


def _found(match: re.Match[str], kind: Kind) -> Finding:
    return Finding(match.start(), match.end(), kind, match[0])
