"""What the head and the counsellors fill in about figures. Forms clean; verbs do."""

from .caught import CaughtForm
from .claim import ClaimForm, as_filled_in
from .told import ToldForm

__all__ = ["CaughtForm", "ClaimForm", "ToldForm", "as_filled_in"]
