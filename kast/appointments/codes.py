"""The codes that forms and pages of other rooms need, for those who may not see a table."""

from .models import Booking, Means, Outgoing

State = Booking.State

__all__ = ["Booking", "Means", "Outgoing", "State"]
