"""How a case's story is told: its lines, days and talks.

A long story has hundreds of lines and few different days: each day is written once and remembered, and the lines are
drawn by Jinja, in a fraction of the time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import jinja2
from django import template
from django.template import Context, defaultfilters
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from kast.casework import flagged
from kast.casework.lines import Line

register = template.Library()

# Sentences that mean something else elsewhere: what gathers the words to translate finds their context here only.
SAY: Mapping[str, Promise] = {
    "not_held": pgettext_lazy("held.not", "Blev inte av"),
    "discussed": pgettext_lazy(
        "topic.discussed", "Samtalat om %(month)s. Så såg personen på det före: %(before)s; efter: %(after)s."
    ),
    "discussed_in_words": pgettext_lazy(
        "topic.discussed", "Samtalat om %(month)s. Så såg personen på det före: ”%(before)s”; efter: ”%(after)s”."
    ),
    "put_off": pgettext_lazy("topic.put_off", "Väntar därför att %(why)s. Tas upp igen %(day)s."),
    "not_yet": pgettext_lazy("topic.not_yet", "Människohandel och utsatthet: inte än."),
}


@register.simple_tag(takes_context=True)
def told(context: Context, lines: Sequence[Line]) -> SafeString:
    """The lines of a story; with what leads to a note's correction, where the page has one (`story`, `case`)."""
    story = context.get("story")
    may_correct = story is not None and story.may_correct
    return _drawn("lines", lines=lines, case=context.get("case"), may_correct=may_correct)


@register.simple_tag
def topic_said(topic: Line) -> SafeString:
    """How the topic that is always discussed stands."""
    return _drawn("topic_said", topic=topic)


def _drawn(name: str, **given: Any) -> SafeString:
    drawn = _jinja().get_template(f"casework/{name}.html").render(given)
    return mark_safe(drawn)  # noqa: S308 -- Jinja has escaped what was written


@lru_cache(maxsize=1)
def _jinja() -> jinja2.Environment:
    loader = jinja2.PackageLoader("kast.casework", "jinja2")
    jinja = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, auto_reload=False)
    jinja.filters |= {"day": day, "talk": talk, "date": defaultfilters.date, "capfirst": defaultfilters.capfirst}
    jinja.filters |= {"linebreaks": defaultfilters.linebreaks_filter, "linebreaksbr": defaultfilters.linebreaksbr}
    jinja.globals |= {"_": _, "say": SAY, "url": lambda name, *args: reverse(name, args=args)}
    return jinja


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
