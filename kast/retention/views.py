"""The page on which a person deletes everything."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kast.door import nonces, visitors
from kast.door.nonces import Purpose
from kast.door.visitors import Visit
from kast.staff.public import public

from . import deleting
from .forms import Confirm


@public
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponseBase:
    """What stays, why and until when; then, with a word typed, everything else is gone."""
    visit = visitors.here(request)
    if visit is None:
        response = redirect("door:back")
        response.status_code = 303
        return response
    form = Confirm(request.POST if request.method == "POST" and "word" in request.POST else None)
    if not form.is_valid() or not _is_fresh(request):
        return _ask(request, visit, form)
    gone = render(request, "retention/gone.html", {"letters": deleting.delete_everything(visit, at=timezone.now())})
    visitors.leave(gone)
    return gone


def _ask(request: HttpRequest, visit: Visit, form: Confirm) -> HttpResponse:
    nonce = nonces.fresh(Purpose.DELETE, on=timezone.localdate())
    context = {"form": form, "ahead": deleting.ahead(visit), "nonce": nonce}
    response = render(request, "retention/delete.html", context)
    visitors.let_in(response, visit)
    return response


def _is_fresh(request: HttpRequest) -> bool:
    try:
        nonces.read(request.POST.get("nonce", ""), Purpose.DELETE).check(on=timezone.localdate())
    except (nonces.Forged, nonces.Expired):
        return False
    return True
