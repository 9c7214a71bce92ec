"""A member's own calendar: an address that says *Upptagen*, made, renewed and ended by her."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kast.appointments import feeds
from kast.staff import roles
from kast.staff.public import public
from kast.staff.roles import Right, needs


@public
@require_safe
def busy(request: HttpRequest, token: str) -> HttpResponse:
    """When somebody who works here is busy. For a calendar program, which signs in nowhere."""
    del request
    kept = feeds.busy(token, at=timezone.now())
    if kept is None:
        raise Http404
    return HttpResponse(kept, content_type="text/calendar")


@needs(Right.CASES)
def feed(request: HttpRequest) -> HttpResponse:
    """Her address: made or renewed, then shown once; or ended."""
    member, at = roles.signed_in(request), timezone.now()
    if request.method == "POST" and "end" in request.POST:
        feeds.end(member, at=at)
        return redirect("appointments:my_feed")
    address = ""
    if request.method == "POST":
        address = settings.ORIGIN + reverse("appointments:feed", args=[feeds.renew(member, at=at)])
    return render(request, "appointments/feed.html", {"address": address, "feed": feeds.of(member)})
