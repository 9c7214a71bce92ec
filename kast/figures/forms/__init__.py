"""What the head and the counsellors fill in about figures. Forms clean; verbs do."""

from .caught import CaughtForm
from .told import ToldForm

__all__ = ["CaughtForm", "ToldForm"]
