"""The way here and onwards: reach by way in, drop-out, the early warnings, and how many were caught."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.figures import access, caught, months
from kast.figures.forms import CaughtForm
from kast.figures.way_here_shown import WayHere
from kast.staff.roles import Right, may, member_of, needs


@needs(Right.FIGURES)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The last three years, as they stand now."""
    return _page(request, None)


@needs(Right.TOLD)
@require_POST
def enter_caught(request: HttpRequest) -> HttpResponse:
    """Put in how many were caught in a year, or take a wrong number off again."""
    now, by = timezone.now(), member_of(request)
    form = CaughtForm(request.POST, years=caught.choices(timezone.localdate(now)))
    if by is None or not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    where = {"unit": said["unit"], "source": said["source"], "year": said["year"]}
    try:
        caught.enter(said["number"], less=said["less"], **where, by=by, at=now)
    except caught.MoreThanStands:
        form.add_error("number", _("Så mycket står det inte för det året."))
        return _page(request, form, status=422)
    messages.success(request, _("Talet är inskrivet."))
    return redirect("figures:way_here")


def _page(request: HttpRequest, form: CaughtForm | None, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = access.way_here(months.of(today))
    if form is None and may(member_of(request), Right.TOLD):
        form = CaughtForm(years=caught.choices(today))
    spans = {"span": found.span, "left_span": found.left_span, "signals_span": found.signals_span}
    days = {name: [months.first_day(span.first), months.first_day(span.last)] for name, span in spans.items()}
    return render(request, "figures/way_here.html", {"page": WayHere(found), "form": form, **days}, status=status)
