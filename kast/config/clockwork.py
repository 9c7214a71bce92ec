"""What is done each minute and each night, and, embedded, the clock that does it without being told.

Every step may be done twice without harm, so a timer and the clock may meet, and a step that failed is done again the
next time. None of them holds a key (decisions.md 5): what is due is a row with a date.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

log = logging.getLogger("kast.clockwork")

NIGHT = 2  # o'clock, when the night's work is done embedded


@dataclass(frozen=True)
class Step:
    """One thing to do, named by a few words, and the verb that does it."""

    name: str
    do: Callable[[datetime], object]


@dataclass(frozen=True)
class Outcome:
    """How a step went: what its verb answered, or which kind of fault stopped it. Never a fault's message."""

    name: str
    answer: object
    fault: str = ""


def run(steps: Sequence[Step], *, at: datetime) -> list[Outcome]:
    """Do each step in turn; one that fails keeps none after it from being done, and its kind of fault is logged."""
    outcomes = []
    for step in steps:
        try:
            outcomes.append(Outcome(step.name, step.do(at)))
        except Exception as fault:
            log.exception("%s failed", step.name)
            outcomes.append(Outcome(step.name, None, type(fault).__name__))
    return outcomes


def _night_file() -> Path:
    return Path(settings.DATA_DIR) / "night-done"


def night_done(on: date) -> None:
    """Remember that the night's work of this day is done."""
    path = _night_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    beside.write_text(on.isoformat(), "utf-8")
    beside.replace(path)


def night_is_due(at: datetime) -> bool:
    """Whether the night's work of this day is still to be done: after two o'clock, or a day was missed."""
    today = timezone.localdate(at)
    try:
        last = date.fromisoformat(_night_file().read_text("utf-8").strip())
    except (OSError, ValueError):
        return True
    hour = timezone.localtime(at).hour
    return last < today and (hour >= NIGHT or (today - last).days > 1)


def _keep(minute: Sequence[Step], night: Sequence[Step], stop: threading.Event) -> None:
    while not stop.wait(60):
        close_old_connections()
        at = timezone.now()
        run(minute, at=at)
        if night_is_due(at) and not any(outcome.fault for outcome in run(night, at=at)):
            night_done(timezone.localdate(at))
        close_old_connections()


def start() -> threading.Event:
    """Keep the clock in a thread of its own until the process ends; a set event stops it too."""
    from .duties import MINUTE, NIGHT_WORK  # noqa: PLC0415 -- the rooms' tables must be loaded first

    stop = threading.Event()
    threading.Thread(target=_keep, args=(MINUTE, NIGHT_WORK, stop), name="clockwork", daemon=True).start()
    return stop
