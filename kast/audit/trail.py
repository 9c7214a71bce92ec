"""Writes an act down, last in its transaction."""

import hashlib
import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .acts import Act
from .models import Entry, Head


class OutsideTransaction(Exception):
    """An act was to be written down outside the transaction that does it: the two would not stand or fall together."""


class Marked(Protocol):
    """Whatever carries a mark."""

    mark: UUID


@dataclass(frozen=True)
class Lane:
    """An actor that is no member of staff. Visitors' entries carry the day only."""

    name: str
    keeps_time: bool


VISITOR = Lane("visitors", keeps_time=False)
SYSTEM = Lane("system", keeps_time=True)


def record(
    act: Act,
    *,
    by: Marked | Lane,
    about: Iterable[Marked] = (),
    fields: Iterable[str] = (),
    at: datetime,
) -> None:
    """Write one act down in its actor's lane. Raises OutsideTransaction."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction
    lane, keeps_time = (by.name, by.keeps_time) if isinstance(by, Lane) else (str(by.mark), True)
    head = _head(lane)
    entry = Entry(
        lane=lane,
        number=head.number + 1,
        act=act.value,
        about=" ".join(str(row.mark) for row in about),
        fields=" ".join(fields),
        on=timezone.localdate(at),
        at=at if keeps_time else None,
    )
    entry.mac = seal(entry, before=bytes(head.mac))
    entry.save(force_insert=True)
    head.number, head.mac = entry.number, entry.mac
    head.save(update_fields=["number", "mac"])


def seal(entry: Entry, *, before: bytes) -> bytes:
    """The keyed hash of an entry and the one before it (32 bytes)."""
    return seal_values(
        entry.lane, entry.number, entry.act, entry.about, entry.fields, entry.on, entry.at, before=before
    )


def seal_values(  # noqa: PLR0917 -- an entry's columns in their order
    lane: str, number: int, act: str, about: str, fields: str, on: date, at: datetime | None, *, before: bytes
) -> bytes:
    """The same, from an entry's values: `kast audit verify` reads a million of them without making rows."""
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}" if at else ""
    parts = [part.encode() for part in (lane, str(number), act, about, fields, on.isoformat(), moment)]
    told = b"".join(struct.pack(">I", len(part)) + part for part in [before, *parts])
    return hmac.digest(settings.AUDIT_KEY.encode(), told, hashlib.sha256)


def _head(lane: str) -> Head:
    Head.objects.get_or_create(lane=lane)
    return Head.objects.select_for_update().get(lane=lane)
