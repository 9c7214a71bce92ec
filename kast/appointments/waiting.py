"""What the person's own pages say of booked times. Worked out only where a page asks for it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kast.door import visitors

from . import access
from .access import Own
from .models import Booking


class Times:
    """`visitor_times` in templates: what the visitor has booked, and what did not happen."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _visit(self) -> visitors.Visit | None:
        return visitors.here(self._request)

    @cached_property
    def own(self) -> list[Own]:
        """The times ahead."""
        return access.own(self._visit, at=timezone.now()) if self._visit else []

    @cached_property
    def missed(self) -> Booking | None:
        """The last one that did not happen, while none lies ahead."""
        return access.missed(self._visit) if self._visit and not self.own else None


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """`visitor_times` in every template; nothing is looked up before a template uses it."""
    return {"visitor_times": Times(request)}
