"""What was published, and what was claimed."""

from .claims import ClaimWording, OwnClaim, WordingNeverChanged
from .frozen import Frozen, NeverChanged
from .release import NeverDeleted, Release

__all__ = ["ClaimWording", "Frozen", "NeverChanged", "NeverDeleted", "OwnClaim", "Release", "WordingNeverChanged"]
