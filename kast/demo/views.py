"""The page of a made-up unit: the way in to each of its sides, on this machine only."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kast.staff import members, unit, unlocking
from kast.staff.public import public

from . import keeping

CAST = ("ada", "eva", "bo", "olle")


@public
@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Show the words of the made-up people; a press signs one of the cast in and unlocks."""
    kept = keeping.kept()
    if kept is None or not unit.exists() or not unit.the_unit().demo or not _on_this_machine(request):
        raise Http404
    if request.method == "POST" and request.POST.get("who") in CAST:
        return _enter(request, request.POST["who"], kept)
    cast = members.admitted().filter(username__in=CAST)
    return render(request, "demo.html", {"kept": kept, "cast": cast})


def _enter(request: HttpRequest, name: str, kept: keeping.Kept) -> HttpResponse:
    member = members.admitted().get(username=name)
    response = redirect("desk:today" if name in {"ada", "eva"} else "figures:staff" if name == "bo" else "staff:ready")
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    unlocking.unlock(request, response, kept.phrases[name], sheet=False, by=member, at=timezone.now())
    return response


def _on_this_machine(request: HttpRequest) -> bool:
    """Addresses are taken away before we could look: the server listens on loopback, and is called by that name."""
    called = urlsplit(f"//{request.get_host()}").hostname or ""
    return all(_is_loopback(name) for name in (settings.HOST, called)) or settings.DEMO_ANYWHERE


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
