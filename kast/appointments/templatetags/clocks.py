"""How a time of day is written, and which days a series has."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from kast.appointments import reminders

register = template.Library()


@register.filter
def clock(at: datetime | time) -> str:
    """14.15, in English 14:15."""
    return reminders.clock(timezone.localtime(at).time() if isinstance(at, datetime) else at)


@register.filter
def week(at: date) -> str:
    """2026-W48: a week as an address names it."""
    return f"{timezone.localtime(at) if isinstance(at, datetime) else at:%G-W%V}"


@register.filter
def weekdays(numbers: Iterable[int]) -> str:
    """måndag, torsdag."""
    return ", ".join(str(WEEKDAYS[number]) for number in numbers)
