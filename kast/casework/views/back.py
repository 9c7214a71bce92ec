"""Where an act leads back to: the page it was done on. Today stays Today, with the same case beside the list."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

CAME_FROM = "from"
BESIDE = "beside"


def after(request: HttpRequest, number: str = "") -> HttpResponseRedirect:
    """To Today when the form stood there; else to the case; else to Today."""
    address = reverse("desk:today")
    if request.POST.get(CAME_FROM) != "today":
        return HttpResponseRedirect(reverse("desk:case", args=[number]) if number else address)
    beside = request.POST.get(BESIDE, "")
    return HttpResponseRedirect(f"{address}?{urlencode({'arende': beside})}" if beside else address)
