"""What the person's own pages link to. Worked out only where a page asks for it."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kast.door import visitors

from . import access, questions
from .models import Followup
from .questions import Ahead


class Waiting:
    """`asked` in templates: whether a question lies in the visitor's mailbox, and when one will come."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _visit(self) -> visitors.Visit | None:
        return visitors.here(self._request)

    @cached_property
    def row(self) -> Followup | None:
        """The question that waits."""
        return access.for_visitor(self._visit, today=timezone.localdate()) if self._visit else None

    @cached_property
    def ahead(self) -> Ahead | None:
        """When somebody will be asked next, whatever the way: around a day, or soon; None where nothing was agreed."""
        today = timezone.localdate()
        agreed = access.agreed(self._visit, today=today) if self._visit else []
        return next(iter(questions.agreed(agreed, today=today)), None)

    @cached_property
    def start(self) -> bool:
        """Whether questions about the time before the first talk lie in the mailbox."""
        return self._visit is not None and access.questions_laid(self._visit) is not None

    @cached_property
    def next_day(self) -> date | None:
        """When the next one comes, for who wanted to get in touch."""
        return access.next_day(self._visit.mailbox, today=timezone.localdate()) if self._visit else None


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """`asked` in every template; nothing is looked up before a template uses it."""
    return {"asked": Waiting(request)}
