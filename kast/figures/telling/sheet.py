"""A file for a spreadsheet: UTF-8 with its mark, semicolons and line ends as Swedish ones expect them. Pure.

A hidden number is an empty field, and the column beside it says why it is empty. What a spreadsheet would take for a
formula is made text, since a catalogue or a name may come from anybody.
"""

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the wide ones are taken for them too

Field = str | int | None


def sheet(head: Sequence[str], rows: Iterable[Sequence[Field]]) -> bytes:
    """The file."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(field) for field in head])
    writer.writerows([harmless(field) for field in row] for row in rows)
    return (MARK + made.getvalue()).encode()


def harmless(field: Field) -> str:
    """A field as text on one line that no spreadsheet reckons with. Our numbers are never below nought."""
    if field is None or isinstance(field, int):
        return "" if field is None else str(field)
    text = " ".join(field.split())
    return f"'{text}" if text.startswith(FORMULA) else text
