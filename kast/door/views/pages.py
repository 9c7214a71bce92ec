"""The pages one only reads, and the way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kast.door import terms, visitors
from kast.staff import texts, unit
from kast.staff.public import public

from .rendering import page

_READ = require_http_methods(["GET", "HEAD", "POST"])
_FRONT = ["front.report", "front.under18", "front.apply"]


@public
@_READ
def front(request: HttpRequest) -> HttpResponse:
    """Who we are, whom this is for, what is not reported, when letters are read, and how to write."""
    today = timezone.localdate()
    away = unit.closed_until(today)
    said = {key.partition(".")[2]: text for key, text in texts.texts(_FRONT).items()}
    return page(request, "front", {"text": said, "away_until": away, "next_reading": unit.reading_day(today)})


@public
@_READ
def limits(request: HttpRequest) -> HttpResponse:
    """Where confidentiality ends: each limit with its paragraph and the day on which a lawyer confirmed it."""
    return page(request, "limits", {"limits": terms.limits(), "secrecy": terms.SECRECY})


@public
@_READ
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to call now."""
    return page(request, "help")


@public
@_READ
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, how to tell us, and to whom to complain."""
    return page(request, "accessibility", {"text": texts.text("accessibility")})


@public
@_READ
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whoever writes, and what the network in front of the server keeps."""
    facts = {
        "proxy": unit.value("proxy"),
        "proxy_days": unit.value("proxy_days"),
        "visit_minutes": settings.VISIT_MINUTES,
    }
    return page(request, "privacy", {"text": texts.text("privacy"), **facts})


@public
@require_GET
def leave(request: HttpRequest) -> HttpResponseBase:
    """Away at once: our cookie is dropped, the browser is asked to forget what it kept of us, another page opens."""
    del request
    response = HttpResponseRedirect(unit.say("exit_address"))
    response.status_code = 303
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    visitors.leave(response)
    return response
