"""Releases as files: whatever ends in `.json` in a folder, in the order of names. What lies deeper is not looked at."""

from pathlib import Path

from .admitting import Came

MOST_BYTES, MOST_FILES = 16_000_000, 5_000
LIST = "units.yaml"


class NoSuchFolder(Exception):
    """There is no such folder, or it cannot be read; the message says which."""


def came(folder: Path) -> list[Came]:
    """The files. A larger one than any release is cut, and so is no release. Raises NoSuchFolder."""
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix == ".json" and file.is_file())
        found = []
        for file in files[:MOST_FILES]:
            with file.open("rb") as opened:
                found.append(Came(file.name, opened.read(MOST_BYTES + 1)))
    except OSError as fault:
        raise NoSuchFolder(f"{folder}: the folder cannot be read. Is the path right?") from fault
    return found
