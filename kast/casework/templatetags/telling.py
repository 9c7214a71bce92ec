"""How a case's story tells days and talks. A long story has few different days: each is written once, remembered."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kast.casework import flagged

register = template.Library()


@register.filter
def day(on: date) -> SafeString:
    """23 november, and with the year when it is another than this one, as a `<time>`."""
    return _written(on, on.year == timezone.localdate().year, get_language())


@register.filter
def talk(number: int) -> str:
    """Samtal 3."""
    return _("Samtal %(n)s") % {"n": number}


@register.filter
def waited(since: datetime) -> str:
    """2 timmar: how long a flag has stood."""
    return flagged.how_long(since, timezone.now())


@lru_cache(maxsize=2048)
def _written(on: date, this_year: bool, language: str | None) -> SafeString:  # noqa: FBT001 -- what is remembered
    del language  # `in_words` reads it; it stands here so that each language is remembered by itself
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), in_words(on, "j F" if this_year else "j F Y"))
