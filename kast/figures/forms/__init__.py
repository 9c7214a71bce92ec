"""What the head and the counsellors fill in about figures. Forms clean; verbs do."""

from .caught import CaughtForm
from .claim import ClaimForm, as_filled_in
from .planning import PlanningForm
from .publishing import WithoutForm
from .report import ReportForm
from .told import ToldForm

__all__ = ["CaughtForm", "ClaimForm", "PlanningForm", "ReportForm", "ToldForm", "WithoutForm", "as_filled_in"]
