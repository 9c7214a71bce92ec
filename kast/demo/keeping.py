"""What a newcomer needs to see every side: the made-up people's words and the cast's unlock phrases, in a file.

They stand beside the database and not in it, as nobody's words ever do; and only a made-up unit has such a file.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

Words = tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """One made-up person who can come back: the words, and what one sees behind them."""

    words: str
    about: str
    about_en: str


@dataclass(frozen=True)
class Kept:
    """The day up to which the unit was made up, its people's words, and the phrase of each of the cast."""

    anchor: date
    people: list[Person]
    phrases: dict[str, str]


def keep(kept: Kept) -> None:
    """Write the file, for its owner's eyes only."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    told = {**asdict(kept), "anchor": kept.anchor.isoformat()}
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)


def kept() -> Kept | None:
    """What was kept; None when this unit was not made up here."""
    try:
        told: dict[str, Any] = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):
        return None
    people = [Person(**person) for person in told["people"]]
    return Kept(date.fromisoformat(told["anchor"]), people, told["phrases"])


def _path() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"
