"""The codes that forms and pages offer, for those who may not see a table."""

from .models import Attempt, Followup

Result = Attempt.Result
State, Means = Followup.State, Followup.Means

__all__ = ["Means", "Result", "State"]
