"""A view that anybody may open, without signing in and without leaving a trace in the browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]

_SAFE = {"GET", "HEAD", "OPTIONS"}


def public(view: View) -> View:
    """No signing in and no CSRF cookie; a form whose Origin is absent or not our own gets the calm 403 page.

    Without the check somebody could be led into a stranger's mailbox and write there (docs/decisions/0004).
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in _SAFE and not _is_our_own(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    opened: View = csrf_exempt(login_not_required(checked))
    return opened


def _is_our_own(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return origin in {settings.ORIGIN, f"{request.scheme}://{request.get_host()}"}


def between_machines(view: View) -> View:
    """A door for another unit's program: no signing in, no cookie, no form. What comes is signed, or it is refused."""
    opened: View = csrf_exempt(login_not_required(view))
    return opened
