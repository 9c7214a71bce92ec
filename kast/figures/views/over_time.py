"""Over time: how it has gone for those who came, half a year, a year and two years on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kast.figures import access
from kast.figures.months import first_day, year_to
from kast.figures.over_time_shown import Page
from kast.staff.roles import Right, needs


@needs(Right.FIGURES)
@require_safe
def for_staff(request: HttpRequest) -> HttpResponse:
    """As it stands now."""
    span = year_to(timezone.localdate())
    page = Page(access.over_time(span))
    return render(request, "figures/over_time.html", {"page": page, "month": first_day(span.last)})
