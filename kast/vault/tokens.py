"""What only a box's key can compute: the ledger's token, and pointers from rows that must not say whose they are.

The ledger's token is stored nowhere but in the ledger. A pointer stands in one row and in no other: two rows of the
same person have nothing in common, and whoever holds the key finds both.
"""

import hashlib
import hmac
from typing import NewType
from uuid import UUID

from .sealing import BoxKey

Life = NewType("Life", bytes)


def life(key: BoxKey) -> Life:
    """Under which the facts about this box's person stand in the ledger (16 bytes)."""
    return Life(hmac.digest(key, b"kast ledger", hashlib.sha256)[:16])


def pointer(key: BoxKey, row: UUID) -> bytes:
    """From this row to this box (16 bytes): to find it one needs the row and the key."""
    return hmac.digest(key, b"kast pointer" + row.bytes, hashlib.sha256)[:16]
