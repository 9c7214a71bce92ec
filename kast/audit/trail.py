"""Writes an act down, last in its transaction."""

import hmac
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

FIELDS_AT_MOST = 200  # characters


class OutsideTransaction(Exception):
    """An act was to be written down outside the transaction that does it: the two would not stand or fall together."""


class NotNames(Exception):
    """`fields` holds more than short names without spaces: what was changed is named here, never what it says."""


class OnlyForgetting(Exception):
    """`Act.AUDIT_FORGOTTEN` stands for entries that were forgotten: forgetting.py alone writes it."""


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
    """Write one act down in its actor's lane: last in the transaction, since the lane's end is locked from here on.

    Raises OutsideTransaction; NotNames when `fields` are not short names; OnlyForgetting.
    """
    if act is Act.AUDIT_FORGOTTEN:
        raise OnlyForgetting
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction
    names = list(fields)
    if any(not name or len(name.split()) != 1 for name in names) or len(" ".join(names)) > FIELDS_AT_MOST:
        raise NotNames
    lane, keeps_time = (by.name, by.keeps_time) if isinstance(by, Lane) else (str(by.mark), True)
    head = _end_of(lane)
    entry = Entry(
        lane=lane,
        number=head.number + 1,
        act=act.value,
        about=" ".join(str(row.mark) for row in about),
        fields=" ".join(names),
        on=timezone.localdate(at),
        at=at if keeps_time else None,
    )
    entry.mac = seal(entry, before=bytes(head.mac))
    entry.save(force_insert=True)
    head.number, head.mac = entry.number, entry.mac
    head.save(update_fields=["number", "mac"])


def seal(entry: Entry, *, before: bytes) -> bytes:
    """The keyed hash of an entry and the one before it (32 bytes)."""
    row = (entry.lane, entry.number, entry.act, entry.about, entry.fields, day(entry.on), moment(entry.at))
    return seal_values(key(), *row, before=before)


def seal_values(  # noqa: PLR0917 -- an entry's columns in their order
    under: bytes, lane: str, number: int, act: str, about: str, fields: str, on: str, at: str, *, before: bytes
) -> bytes:
    """The same from an entry's values, day and moment as text: `kast audit verify` reads a million of them.

    All lengths stand first, so no character can move from one column to the next without changing what is hashed.
    """
    told = f"{number} {len(lane)} {len(act)} {len(about)} {len(fields)} {on}T{at} {lane}{act}{about}{fields}"
    return hmac.digest(under, told.encode() + before, "sha256")


def day(on: date | None) -> str:
    """2026-11-24."""
    return on.isoformat() if on else ""


def moment(at: datetime | None) -> str:
    """2026-11-24 13:02:00, in UTC; nothing where only the day is kept."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if at else ""


def key() -> bytes:
    """The audit's key, which stands outside the database."""
    return str(settings.AUDIT_KEY).encode()


def _end_of(lane: str) -> Head:
    """The end of a lane, locked until this transaction ends. A lane begins with its first act."""
    ends = Head.objects.select_for_update()
    end = ends.filter(lane=lane).first()
    if end is None:
        Head.objects.get_or_create(lane=lane)
        end = ends.get(lane=lane)
    return end
