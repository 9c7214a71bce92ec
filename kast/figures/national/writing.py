"""The folder that comes out: two pages, three files for a spreadsheet, style sheets and an icon. It stands on its own.

It is written beside its place and put there whole, so nobody ever sees half of it. A folder that holds something else
is not written over.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from . import sheets, words
from .page import National

STYLES = ("tokens.css", "public.css", "national.css", "icon.svg")
PAGES = {"sv": ("index.html", "Svenska"), "en": ("english.html", "English")}


class NotEmpty(Exception):
    """The folder holds something that no such run has written: its name."""


@dataclass(frozen=True)
class Files:
    """The names of the files beside the pages."""

    year: int

    @property
    def numbers(self) -> str:
        """Every national cell."""
        return f"numbers-{self.year}.csv"

    @property
    def shares(self) -> str:
        """The shares that stand in the pictures."""
        return f"shares-{self.year}.csv"

    @property
    def units(self) -> str:
        """Who is in and who is missing."""
        return f"units-{self.year}.csv"

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.numbers, self.shares, self.units


def write(page: National, out: Path) -> list[str]:
    """Write the folder; the names of its files. Raises NotEmpty, OSError."""
    files = Files(page.year)
    made: dict[str, bytes] = {
        files.numbers: sheets.numbers(page),
        files.shares: sheets.shares(page),
        files.units: sheets.units(page),
    }
    for language, (file, _) in PAGES.items():
        made[file] = _page(page, language, files).encode()
    for style in STYLES:
        found = finders.find(style)
        assert isinstance(found, str), style
        made[style] = Path(found).read_bytes()
    _put(out, made)
    return sorted(made)


def _page(page: National, language: str, files: Files) -> str:
    (other,) = (code for code in PAGES if code != language)
    with translation.override(language):
        return render_to_string("figures/national/page.html", context(page, language, other, files))


def context(page: National, language: str, other: str, files: Files) -> dict[str, Any]:
    """What a page is filled with, in the active language."""
    return {
        "page": page,
        "language": language,
        "other": {"language": other, "file": PAGES[other][0], "name": PAGES[other][1]},
        "missing": [(one.unit.name, words.WHY[one.why]) for one in page.admission.missing],
        "grids": [words.grid(grid) for grid in page.grids if grid.says],
        "silent": [words.grid(grid).caption for grid in page.grids if not grid.says],
        "besides": [words.beside(one) for one in page.besides],
        "definitions": words.definitions(page),
        "files": list(zip(files.all, words.FILES, strict=True)),
    }


def _put(out: Path, made: dict[str, bytes]) -> None:
    if out.exists():
        foreign = [out] if not out.is_dir() else [one for one in out.iterdir() if not _ours(one, made)]
        if foreign:
            raise NotEmpty(str(foreign[0]))
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, raw in made.items():
            (fresh / name).write_bytes(raw)
            (fresh / name).chmod(0o644)
        fresh.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        fresh.rename(out)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _ours(file: Path, made: dict[str, bytes]) -> bool:
    """Whether such a run may have written it, of this year or another."""
    return file.is_file() and (
        file.name in made or re.fullmatch(r"(numbers|shares|units)-\d{4}\.csv", file.name) is not None
    )
