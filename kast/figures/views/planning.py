"""One page for those who plan: what they believe of each part, and what would follow. Nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kast.figures import access, planning_shown
from kast.figures.believed import beliefs
from kast.figures.forms import PlanningForm
from kast.figures.months import year_to
from kast.figures.page import Page
from kast.staff.roles import Right, needs


@needs(Right.FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: HttpRequest) -> HttpResponse:
    """The form with the unit's own figures where they may be shown; once sent, what follows from it."""
    own = Page(access.staff_figures(year_to(timezone.localdate())))
    form = PlanningForm(request.POST if request.method == "POST" else None, beliefs=beliefs(own))
    if not form.is_valid():
        return render(request, "figures/planning.html", {"form": form})
    found = planning_shown.shown(
        form.parts, people=form.cleaned_data["people"], enough=form.enough_said, sources=form.sources, spans=form.spans
    )
    return render(request, "figures/planning.html", {"form": form, "found": found})
