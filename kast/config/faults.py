"""Calm pages for what went wrong. They say what is safe and what to do, and nothing about why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_STAFF = ("/personal/", "/en/personal/")


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
    """Our own fault. Nothing here may need the database: it may be what is broken."""
    del request
    return HttpResponse(_CALM.encode(), status=500)


def _page(request: HttpRequest) -> str:
    return "fault_staff.html" if request.path.startswith(_STAFF) else "fault.html"


_CALM = """<!doctype html><html lang="sv"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Försök igen</title>
<h1>Det gick inte just nu</h1>
<p>Felet är vårt. Gå tillbaka ett steg: det du skrev står oftast kvar. Försök igen om en minut.</p>
<p>Är det bråttom, ring <a href="tel:112">112</a> eller <a href="tel:90101">90101</a>.</p>
<p lang="en">It did not work just now. The fault is ours. Go back one step: what you wrote is usually still there.
Try again in a minute. If it is urgent, call 112.</p></html>
"""
