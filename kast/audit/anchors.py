"""The ends of all lanes, written down together each day: in the table, and in a file beside it."""

import hashlib
import hmac
import json
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from .models import Anchor, Head

Heads = dict[str, list[object]]  # lane → [number, last hash in hex]


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
    told = f"anchor {on.isoformat()} {json.dumps(heads, sort_keys=True)}".encode()
    return hmac.digest(settings.AUDIT_KEY.encode(), told, hashlib.sha256)


def from_file() -> list[tuple[date, Heads, bytes]]:
    """The anchors in the file, oldest first; empty when there is none yet."""
    path = Path(settings.ANCHOR_FILE)
    if not path.exists():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        on, mac, heads = line.split(" ", 2)
        found.append((date.fromisoformat(on), json.loads(heads), bytes.fromhex(mac)))
    return found


def _append(anchor: Anchor) -> None:
    path = Path(settings.ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{anchor.on.isoformat()} {anchor.mac.hex()} {json.dumps(anchor.heads, sort_keys=True)}\n")
        file.flush()
        os.fsync(file.fileno())
