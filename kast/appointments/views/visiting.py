"""The person's pages: what is booked, what is free, booking in two steps, moving, cancelling, a calendar file.

Under the passphrase alone, without a script. Each form carries a nonce of ours; what was booked is booked once, however
often its form comes.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from kast.appointments import access, bookings, forms, reminders
from kast.appointments.codes import Booking
from kast.door import nonces, reminder, visitors
from kast.door.nonces import Purpose
from kast.door.visitors import Visit
from kast.staff import unit
from kast.staff.public import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest) -> HttpResponseBase:
    """The person's own times, and those that are free. Posted: the free times, for one that is to be moved."""
    visit = visitors.here(request)
    if visit is None:
        return _see_other("door:back")
    given = _picked(request)
    moving = access.own_booking(visit, given["booking"], at=timezone.now()) if request.method == "POST" else None
    return _stays(_times(request, visit, moving=moving), visit)


@public
@require_POST
def book(request: HttpRequest) -> HttpResponseBase:
    """First what will be booked, and whether one wants to be reminded and with which words; then it is booked."""
    visit = visitors.here(request)
    if visit is None:
        return _see_other("door:back")
    return _stays(_book(request, visit, **_picked(request)), visit)


@public
@require_POST
def cancel(request: HttpRequest) -> HttpResponseBase:
    """Asked first, since somebody else may take the time; then it is cancelled, and a new one is offered."""
    visit, at = visitors.here(request), timezone.now()
    if visit is None:
        return _see_other("door:back")
    booking = access.own_booking(visit, _picked(request)["booking"], at=at)
    if booking is None:
        return _see_other("appointments:times")
    if "ok" not in request.POST or not _is_fresh(request):
        return _stays(_page(request, "cancel", booking=booking), visit)
    try:
        bookings.cancel(booking, visit.key, at=at)
    except bookings.NotYours:
        return _see_other("appointments:times")
    return _stays(_times(request, visit, cancelled=True), visit)


@public
@require_POST
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The person's own time for a calendar that says nothing but *Tid*."""
    visit = visitors.here(request)
    booking = access.own_booking(visit, _picked(request)["booking"], at=timezone.now()) if visit else None
    if visit is None or booking is None:
        return _see_other("appointments:times")
    slot = booking.slot
    kept = reminder.of_time(slot.starts_at, slot.ends_at, summary=pgettext("calendar", "Tid"))
    response = HttpResponse(kept, content_type="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="tid.ics"'
    return _stays(response, visit)


def _book(request: HttpRequest, visit: Visit, *, slot: UUID | None, booking: UUID | None) -> HttpResponseBase:
    at = timezone.now()
    moving, offered = access.own_booking(visit, booking, at=at), access.offer(visit, slot, at=at)
    if offered is None:
        return _not_offered(request, visit, slot, moving)
    before = reminders.chosen(moving, visit.key) if moving else reminders.Choice()
    initial = {"way": before.way.value, "number": before.to, "address": before.to}
    form = forms.Reminding(request.POST if "ok" in request.POST else None, ways=reminders.ways(), initial=initial)
    if not _is_fresh(request) or not form.is_valid():
        return _confirm(request, offered, moving, form)
    try:
        if moving:
            bookings.move(moving, offered, visit.key, form.choice(unit.here()), at=at)
        else:
            bookings.book(offered, visit.key, form.choice(unit.here()), at=at)
    except bookings.Taken:
        return _times(request, visit, moving=moving, notice=_taken())
    except bookings.TooMany:
        said = pgettext("book.many", "Du har redan två tider. Flytta eller avboka en av dem.")
        return _times(request, visit, notice=said)
    except bookings.NotYours:
        pass
    return _see_other("appointments:times")


def _not_offered(request: HttpRequest, visit: Visit, slot: UUID | None, moving: Booking | None) -> HttpResponseBase:
    """None was chosen, somebody was faster, or it is the same form again and the time is the person's own by now."""
    if "ok" in request.POST and any(own.slot.pk == slot for own in access.own(visit, at=timezone.now())):
        return _see_other("appointments:times")
    said = _taken() if slot else pgettext("book.none", "Välj en av tiderna.")
    return _times(request, visit, moving=moving, notice=said)


def _times(request: HttpRequest, visit: Visit, *, moving: Booking | None = None, **more: Any) -> HttpResponse:
    at = timezone.now()
    own = access.own(visit, at=at)
    context = {
        "own": own,
        "offers": access.offers(visit, at=at),
        "moving": moving,
        "may_book": moving is not None or len(own) < bookings.MOST,
        "missed": None if own else access.missed(visit),
        **more,
    }
    return _page(request, "times", **context)


def _confirm(request: HttpRequest, slot: Any, moving: Booking | None, form: forms.Reminding) -> HttpResponse:
    language = unit.here()
    words = {
        "letter": reminders.letter(slot, language=language),
        "wording": reminders.wording(slot, language=language),
        "called_off": reminders.wording(slot, reminders.CANCELLED, language=language),
    }
    return _page(request, "book", slot=slot, moving=moving, form=form, **words)


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    context["nonce"] = nonces.fresh(Purpose.BOOK, on=timezone.localdate())
    return render(request, f"appointments/{name}.html", context)


def _picked(request: HttpRequest) -> dict[str, Any]:
    form = forms.Picked(request.POST)
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in ("slot", "booking")}


def _taken() -> str:
    return pgettext("book.taken", "Tiden hann bli bokad. Välj en annan.")


def _is_fresh(request: HttpRequest) -> bool:
    try:
        nonces.read(request.POST.get("nonce", ""), Purpose.BOOK).check(on=timezone.localdate())
    except (nonces.Forged, nonces.Expired):
        return False
    return True


def _stays(response: HttpResponseBase, visit: Visit) -> HttpResponseBase:
    visitors.let_in(response, visit)
    return response


def _see_other(name: str) -> HttpResponseBase:
    response = redirect(name)
    response.status_code = 303
    return response
