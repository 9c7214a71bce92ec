"""How the ledger's codes say whose number it is, for which area, and whether it is taken off again or not known. Pure.

`police`, `police-less`, `police-unknown`; with an area `p--hisingen`, `p--hisingen-less`: a code has thirty signs.
"""

from dataclasses import dataclass

LONGEST_AREA = 19
_MARKS = {"police": "p", "social_services": "s", "other": "o"}
_SOURCES = {mark: source for source, mark in _MARKS.items()}
_LESS, _UNKNOWN, _AREA = "-less", "-unknown", "--"


@dataclass(frozen=True)
class Code:
    """Whose number, for which area (empty: all of it), and whether it is added, taken off, or not known."""

    source: str
    area: str = ""
    less: bool = False
    unknown: bool = False

    def __str__(self) -> str:
        where = f"{_MARKS[self.source]}{_AREA}{self.area}" if self.area else self.source
        return where + (_UNKNOWN if self.unknown else _LESS if self.less else "")


def read(code: str) -> Code:
    """A code of the ledger."""
    unknown, less = code.endswith(_UNKNOWN), code.endswith(_LESS)
    where = code.removesuffix(_UNKNOWN if unknown else _LESS)
    mark, found, area = where.partition(_AREA)
    return Code(_SOURCES.get(mark, mark) if found else where, area, less, unknown)


def area_code(name: str) -> str:
    """An area's name as a code: small letters and figures, single hyphens between."""
    signs = "".join(sign if sign.isalnum() else " " for sign in name.lower())
    return "-".join(signs.split())[:LONGEST_AREA].strip("-")


def area_name(code: str) -> str:
    """A code as the page shows it."""
    return " ".join(part.capitalize() for part in code.split("-"))
