"""Two pages: what the public may see, frozen, and what the unit may see, as it stands now."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.figures import access, told
from kast.figures.forms import ToldForm
from kast.figures.months import first_day, year_to
from kast.figures.page import Page
from kast.figures.telling.front import Front
from kast.staff.public import public
from kast.staff.roles import Right, may, member_of, needs


@public
@require_safe
def open_to_all(request: HttpRequest) -> HttpResponse:
    """The latest release; before the first, the last closed half-year, frozen; before that the page says so."""
    releases = access.releases()
    if releases:
        latest = releases[0]
        front = Front(latest.content)
        given = {"releases": releases, "number": latest.number, "content": latest.content, "front": front}
        page = replace(front.page, own=access.public_claims())
        return render(request, "figures/public_release.html", given | {"page": page})
    published = access.published()
    frozen = Page(published.shown, access.public_claims()) if published else None
    return render(request, "figures/public.html", {"published": published, "page": frozen})


@needs(Right.FIGURES)
@require_safe
def for_staff(request: HttpRequest) -> HttpResponse:
    """The last twelve months, and the outcome so far."""
    return _staff_page(request, None)


@needs(Right.TOLD)
@require_POST
def enter_told(request: HttpRequest) -> HttpResponse:
    """Put in how many were told, or take a wrong number off again."""
    now, by = timezone.now(), member_of(request)
    form = ToldForm(request.POST, months=told.choices(timezone.localdate(now)))
    if by is None or not form.is_valid():
        return _staff_page(request, form, status=422)
    said = form.cleaned_data
    try:
        where = {"source": said["source"], "area": said["area"], "month": said["month"]}
        told.enter(said["number"], agreed=said["agreed"], less=said["less"], **where, by=by, at=now)
    except told.MoreThanStands:
        form.add_error("number", _("Så mycket står det inte för den månaden."))
        return _staff_page(request, form, status=422)
    except told.MoreAgreed:
        form.add_error("agreed", _("Fler kan inte ha sagt ja än de som fick veta."))
        return _staff_page(request, form, status=422)
    messages.success(request, _("Talet är inskrivet."))
    return redirect("figures:staff")


def _staff_page(request: HttpRequest, form: ToldForm | None, *, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    span = year_to(today)
    if form is None and may(member_of(request), Right.TOLD):
        form = ToldForm(months=told.choices(today))
    given = {
        "page": Page(access.staff_figures(span), access.public_claims()),
        "reasons": access.told_reasons(),
        "form": form,
        "first": first_day(span.first),
        "last": first_day(span.last),
    }
    return render(request, "figures/staff.html", given, status=status)
