"""The counsellor's times: laid out, changed, taken away. The days on which she is away are entered in casework."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kast.appointments import access, forms, times
from kast.appointments.codes import Means
from kast.staff import roles
from kast.staff.roles import Right, needs


@needs(Right.CASES)
def lay(request: HttpRequest) -> HttpResponse:
    """Lay out times: one, several of a day, or each week."""
    by, at = roles.signed_in(request), timezone.now()
    form = forms.Laying(request.POST or None, initial={"first_on": request.GET.get("dag", "")})
    if form.is_valid():
        try:
            laid = times.lay(form.plan(), by=by, at=at)
            number = len(laid)
            messages.success(
                request,
                ngettext("%(number)d tid är utlagd.", "%(number)d tider är utlagda.", number) % {"number": number},
            )
            return _to_week(timezone.localtime(laid[0].starts_at))
        except times.NoTimes:
            form.add_error("first_on", _("Inget kunde läggas ut: dagarna är lediga, har varit, eller är redan fulla."))
    found = {"form": form, "series": access.series(by, on=timezone.localdate(at))}
    return render(request, "appointments/lay.html", found)


@needs(Right.CASES)
def change(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Change one time."""
    by, at = roles.signed_in(request), timezone.now()
    time = access.slot_of(by, slot)
    starts = timezone.localtime(time.starts_at)
    initial = {
        "on": starts.date(),
        "begins": starts.time(),
        "minutes": int((time.ends_at - time.starts_at).total_seconds()) // 60,
        "means": time.means,
        "place": time.place,
    }
    booked = times.standing(time) is not None
    form = forms.Changing(request.POST or None, booked=booked, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            times.change(
                time,
                starts_at=times.moment(given["on"], given["begins"]),
                minutes=given["minutes"],
                means=Means(given["means"]),
                place=given["place"],
                by=by,
                at=at,
            )
            return _to_week(times.moment(given["on"], given["begins"]))
        except (times.Overlaps, times.Booked):
            form.add_error("begins", _("Då har du en annan tid, eller så har den här hunnit bli bokad."))
    return render(request, "appointments/change.html", {"form": form, "slot": time, "booked": booked})


@needs(Right.CASES)
@require_POST
def take_away(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Take one free time away."""
    by, at = roles.signed_in(request), timezone.now()
    time = access.slot_of(by, slot)
    try:
        times.take_away(time, by=by, at=at)
        messages.success(request, _("Tiden är borttagen."))
    except times.Booked:
        messages.info(request, _("Tiden hann bli bokad. Ställ in eller flytta den i stället."))
    return _to_week(timezone.localtime(time.starts_at))


@needs(Right.CASES)
def series(request: HttpRequest, series: UUID) -> HttpResponse:
    """End a series after a day: what is free of the rest is taken away."""
    by, at = roles.signed_in(request), timezone.now()
    row = access.series_of(by, series)
    form = forms.Until(request.POST or None, initial={"through_on": timezone.localdate(at)})
    if form.is_valid():
        gone = times.end_series(row, after=form.cleaned_data["through_on"], by=by, at=at)
        said = ngettext("%(number)d tid är borttagen.", "%(number)d tider är borttagna.", gone)
        messages.success(request, said % {"number": gone})
        return redirect("appointments:lay")
    return render(request, "appointments/series.html", {"form": form, "series": row})


def _to_week(day: object) -> HttpResponse:
    return redirect(f"{reverse('desk:times')}?vecka={day:%G-W%V}")
