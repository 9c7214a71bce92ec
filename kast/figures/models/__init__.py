"""What was published, and what was claimed."""

from .frozen import Frozen, NeverChanged

__all__ = ["Frozen", "NeverChanged"]
