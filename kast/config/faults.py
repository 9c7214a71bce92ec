"""Calm pages for what went wrong. They say what is safe and what to do, and nothing about why."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from kast.staff.secret_fields import SECRET_FIELDS

_STAFF = ("/personal/", "/en/personal/")
# What somebody wrote in sentences stands in a box to be seen; what opens something is typed again.
_WRITTEN = {"letter", "words", "worse", "before", "after", "why"}
_OWN_WORDS = {"words"}  # at the door these open a mailbox; on the staff's side they are what she writes


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden look alike."""
    del exception
    return render(request, _page(request), {"fault": "absent"}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden looks absent to staff; at the door it is a form from elsewhere or too old."""
    del exception
    if request.path.startswith(_STAFF):
        return absent(request)
    return render(request, _page(request), {"fault": "elsewhere"}, status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of the staff's whose page is too old, or which came from elsewhere."""
    del reason
    return render(request, "fault.html", {"fault": "elsewhere"}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read."""
    del exception
    return render(request, _page(request), {"fault": "unreadable"}, status=400)


def fault(request: HttpRequest) -> HttpResponse:
    """Our own fault: what was sent comes back in its form, with one button. Nothing here needs the database."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        page = render_to_string("fault_own.html", {"sent": _sent(request), "address": request.path})
    return HttpResponse(page, status=500)


def _sent(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Every field of the form: name, value, and whether it was written rather than chosen. Secrets are left out."""
    if request.method != "POST":
        return []
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, TooManyFieldsSent, UnreadablePostError, MultiPartParserError):
        return []
    secret = SECRET_FIELDS if request.path.startswith(_STAFF) else SECRET_FIELDS | _OWN_WORDS
    return [(name, value, name in _WRITTEN) for name, value in fields if name not in secret]


def _page(request: HttpRequest) -> str:
    return "fault_staff.html" if request.path.startswith(_STAFF) else "fault.html"
