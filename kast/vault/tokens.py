"""The ledger's token: a keyed hash that only the box's key can compute. It is stored nowhere but in the ledger."""

import hashlib
import hmac
from typing import NewType

from .sealing import BoxKey

Life = NewType("Life", bytes)


def life(key: BoxKey) -> Life:
    """Under which the facts about this box's person stand in the ledger (16 bytes)."""
    return Life(hmac.digest(key, b"kast ledger", hashlib.sha256)[:16])
