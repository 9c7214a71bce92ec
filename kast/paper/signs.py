"""Signs that no font here can show. A letter may be in any script; a paper that cannot be made helps nobody.

The machine's own fonts are used beside those that come with typst (Latin, Greek, Cyrillic, Arabic, Hebrew). A sign that
none of them has is printed as an empty square, and `lost` says how many, so that the paper can say so.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

SQUARE = "\u25a1"
_CANNOT = re.compile(r"could not be displayed with font")
_PROBE = b'#set document(title: "x")\n#sys.inputs.signs'
_TRIED = 12  # signs of one script; if none of them can be shown, none of that script can


def without_lost(data: Any) -> tuple[Any, int]:
    """The same data with a square for each sign that cannot be shown, and how many there are."""
    lost = lost_in("".join(_texts(data)))
    if not lost:
        return data, 0
    count = sum(1 for text in _texts(data) for sign in text if sign in lost)
    return _replaced(data, str.maketrans(dict.fromkeys(lost, SQUARE))), count


def lost_in(text: str) -> set[str]:
    """Those signs of a text that no font here can show."""
    by_script: dict[str, list[str]] = {}
    signs = sorted(set(text))
    for sign in signs:
        if ord(sign) > 0x17F and not sign.isspace():  # every font here has the letters of Latin
            by_script.setdefault(unicodedata.name(sign, "?").split()[0], []).append(sign)
    control = {sign for sign in signs if unicodedata.category(sign) == "Cc" and not sign.isspace()}
    return control.union(*(_lost(script) for script in by_script.values()))


def _lost(signs: list[str]) -> list[str]:
    if _can_show("".join(signs)):
        return []
    tried = [sign for sign in signs[:_TRIED] if not _can_show(sign)]
    if len(tried) == min(_TRIED, len(signs)):
        return signs
    return tried + [sign for sign in signs[_TRIED:] if not _can_show(sign)]


def _can_show(signs: str) -> bool:
    import typst  # noqa: PLC0415 -- slow import, used by few pages

    try:
        typst.compile(_PROBE, sys_inputs={"signs": signs}, pdf_standards=["ua-1"])
    except typst.TypstError as fault:
        return not _CANNOT.search(str(fault))
    return True


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


def _replaced(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, dict):
        return {key: _replaced(value, table) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_replaced(value, table) for value in data]
    return data
