"""What was published, and what was claimed."""

from .frozen import Frozen, NeverChanged
from .release import NeverDeleted, Release

__all__ = ["Frozen", "NeverChanged", "NeverDeleted", "Release"]
