"""A page that is the same for everybody but for some words: made once a minute, and each person's words laid in.

While it is made only slots stand where the words will be, so nothing that one person brought or was given can be on
what another gets. A slot is written with two signs of Unicode's private area, which no template contains.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from .rendering import page

_EDGE = "\ue000"
_SLOT = re.compile(f"{_EDGE}([a-z0-9]+){_EDGE}")
_SECONDS = 60


def slot(name: str) -> str:
    """What stands in the page's context in place of one person's word."""
    return f"{_EDGE}{name}{_EDGE}"


def laid_in(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, alike: object, own: Mapping[str, str]
) -> HttpResponse:
    """The page with this person's `own` words in its slots.

    `context` holds slots and what `alike` names: whoever has the same `alike` at the same address in the same way gets
    the same page otherwise.
    """
    kept = caches["pages"]
    name = make_template_fragment_key(template, [request.method, request.path, repr(alike)])
    stencil = kept.get(name)
    if stencil is None:
        stencil = page(request, template, dict(context)).content.decode()
        kept.set(name, stencil, _SECONDS)
    return HttpResponse(_SLOT.sub(lambda found: escape(own[found[1]]), stencil))
