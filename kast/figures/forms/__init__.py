"""What the head and the counsellors fill in about figures. Forms clean; verbs do."""

from .publishing import WithoutForm
from .report import ReportForm
from .told import ToldForm

__all__ = ["ReportForm", "ToldForm", "WithoutForm"]
