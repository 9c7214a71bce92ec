"""The ends of all lanes, written down together each day: in the table, and in a file beside it.

In the file each day is one line: the day, its keyed hash, and the lanes with their last number and last hash.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction

from . import trail
from .models import Anchor, Head

Heads = dict[str, list[Any]]  # lane → [number, last hash in hex]


@dataclass(frozen=True)
class Told:
    """An anchor whose hash is right: what its day said about the ends of the lanes."""

    on: date
    ends: dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Kept:
    """The anchors of one place, oldest first, and the days or lines of those whose hash is not right."""

    told: tuple[Told, ...]
    wrong: tuple[str, ...]


@transaction.atomic
def write(on: date) -> Anchor:
    """Write down where every lane ends. Once a day; a second time the same day changes nothing."""
    kept = Anchor.objects.filter(on=on).first()
    if kept is not None:
        return kept
    heads: Heads = {head.lane: [head.number, bytes(head.mac).hex()] for head in Head.objects.order_by("lane")}
    anchor = Anchor.objects.create(on=on, heads=heads, mac=seal(on, heads))
    _append(anchor)
    return anchor


def seal(on: date, heads: Heads) -> bytes:
    """The keyed hash of a day's anchor (32 bytes)."""
    told = f"anchor {on.isoformat()} {_canonical(heads)}".encode()
    return hmac.digest(trail.key(), told, hashlib.sha256)


def in_table(*, using: str = DEFAULT_DB_ALIAS) -> Kept:
    """The anchors in the database."""
    told, wrong = [], []
    for row in Anchor.objects.using(using).order_by("on"):
        if hmac.compare_digest(bytes(row.mac), seal(row.on, row.heads)):
            told.append(_told(row.on, row.heads))
        else:
            wrong.append(row.on.isoformat())
    return Kept(tuple(told), tuple(wrong))


def in_file() -> Kept:
    """The anchors in the file; none when there is no file yet."""
    told, wrong = [], []
    for number, line in enumerate(_lines(), start=1):
        try:
            day, mac, heads = line.split(" ", 2)
            on, read = date.fromisoformat(day), json.loads(heads)
            right = hmac.compare_digest(bytes.fromhex(mac), seal(on, read))
        except (ValueError, RecursionError):
            right = False
        if right:
            told.append(_told(on, read))
        else:
            wrong.append(str(number))
    return Kept(tuple(told), tuple(wrong))


def _told(on: date, heads: Heads) -> Told:
    return Told(on, {lane: (int(number), bytes.fromhex(end)) for lane, (number, end) in heads.items()})


def _canonical(heads: Heads) -> str:
    return json.dumps(heads, sort_keys=True, separators=(",", ":"))


def _lines() -> Iterator[str]:
    try:
        text = Path(settings.ANCHOR_FILE).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return
    yield from text.splitlines()


def _append(anchor: Anchor) -> None:
    """Add one line, and see it on the disk, before the transaction that keeps the row ends."""
    path = Path(settings.ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = f"{anchor.on.isoformat()} {bytes(anchor.mac).hex()} {_canonical(anchor.heads)}\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode())
        os.fsync(file)
    finally:
        os.close(file)
