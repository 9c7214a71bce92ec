"""One PDF from one template and its data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import signs

HOUSE = Path(__file__).parent / "house.typ"


class NotAccessible(Exception):
    """The template would make a PDF that a screen reader cannot read; the message says what is missing."""


def of(template: Path, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF. `data` is what the template finds as `data`; `files`: pictures by the names it asks for.

    A sign that no font here can show is printed as an empty square; how many there are, the template finds as
    `data.lost`. Raises NotAccessible. Nothing is written to the disk.
    """
    import typst  # noqa: PLC0415 -- slow import, used by few pages

    sources: Any = {"main.typ": template.read_bytes(), "house.typ": HOUSE.read_bytes(), **(files or {})}
    shown, lost = signs.without_lost(dict(data))
    said = json.dumps({**shown, "lost": lost})
    try:
        made: object = typst.compile(sources, sys_inputs={"data": said}, pdf_standards=["ua-1"])
    except typst.TypstError as fault:
        raise NotAccessible(str(fault)) from fault
    assert isinstance(made, bytes)
    return made
