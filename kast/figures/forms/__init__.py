"""What the head and the counsellors fill in about figures. Forms clean; verbs do."""

from .planning import PlanningForm
from .told import ToldForm

__all__ = ["PlanningForm", "ToldForm"]
