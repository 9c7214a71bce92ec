"""Translations: from the .po files that people write to the .mo files that the program reads.

Babel does it, so that a server needs no gettext of its own. A .mo is made anew when its .po is newer, or in doubt.
Fuzzy strings are left out: a guess is not a translation.
"""

import os
from pathlib import Path

from babel.messages import mofile, pofile

PACKAGE = Path(__file__).resolve().parent.parent


def sources(package: Path = PACKAGE) -> list[Path]:
    """Every room's .po files."""
    return sorted(package.glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Make each .mo that is missing or older than its .po; say which were made. A half-written .mo is never seen."""
    made = []
    for source in sources(package):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parts[-3])
        beside = target.with_suffix(f".{os.getpid()}.new")
        with beside.open("wb") as file:
            mofile.write_mo(file, catalogue)
        stamp = source.stat().st_mtime_ns
        os.utime(beside, ns=(stamp, stamp))
        beside.replace(target)
        made.append(target)
    return made
