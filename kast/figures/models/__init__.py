"""What was published, and what was claimed."""

from .claims import ClaimWording, OwnClaim, WordingNeverChanged
from .frozen import Frozen, NeverChanged

__all__ = ["ClaimWording", "Frozen", "NeverChanged", "OwnClaim", "WordingNeverChanged"]
