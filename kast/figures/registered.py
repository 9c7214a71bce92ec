"""The unit's own claims as they stand in the register. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from .claims import Claim


@dataclass(frozen=True)
class Wording:
    """A claim as it was worded on a day."""

    claim: Claim
    content: Mapping[str, Any]
    written_on: date


@dataclass(frozen=True)
class Own:
    """One of the unit's own claims: its wordings, the first one first; whether the public sees it."""

    key: UUID
    shown: bool
    taken_back_on: date | None
    wordings: tuple[Wording, ...]

    @property
    def claim(self) -> Claim:
        """As it is worded now."""
        return self.wordings[-1].claim

    @property
    def earlier(self) -> tuple[Wording, ...]:
        """How it was worded before, the latest first."""
        return self.wordings[-2::-1]
