"""The yearly report and the national agency's file: chosen on one page, made when asked for, kept nowhere.

The report of a real year takes under a second, and under two the first time after a start: so it is simply sent.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kast.figures import access
from kast.figures.forms import ReportForm
from kast.figures.telling import agency, board
from kast.figures.telling.published import Published
from kast.staff.roles import Right, needs

from .telling import CSV, download

PDF = "application/pdf"


@needs(Right.FIGURES)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which release, in which language; before the first release there is none, and the page says so."""
    return _page(request, access.releases())


@needs(Right.FIGURES)
@require_safe
def send(request: HttpRequest) -> HttpResponse:
    """The file that was chosen. A catalogue that cannot be used is said, with what is wrong with it."""
    releases = access.releases()
    form = ReportForm(request.GET, releases=_choices(releases))
    if not form.is_valid():
        return _page(request, releases, form, status=422)
    number, language = form.cleaned_data["number"], form.cleaned_data["language"]
    one = next(release for release in releases if release.number == number)
    if form.cleaned_data["made"] != "agency":
        made = board.report(one.content, sha256=one.sha256, language=language)
        return download(made, PDF, f"kast-{number}-{language}.pdf")
    try:
        made = agency.file(one.content, agency.catalogue(settings.CATALOGUE), language=language)
    except agency.WrongCatalogue as wrong:
        return _page(request, releases, form, wrong=str(wrong), status=422)
    return download(made, CSV, f"kast-{number}-{language}.csv")


def _page(
    request: HttpRequest,
    releases: list[Published],
    form: ReportForm | None = None,
    *,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    first = {"language": "en" if (get_language() or "sv").startswith("en") else "sv"}
    try:
        catalogue = agency.catalogue(settings.CATALOGUE)
    except agency.WrongCatalogue as fault:
        catalogue, wrong = None, wrong or str(fault)
    given = {
        "form": form or ReportForm(initial=first, releases=_choices(releases)),
        "releases": releases,
        "catalogue": catalogue,
        "own": bool(settings.CATALOGUE),
        "wrong": wrong,
    }
    return render(request, "figures/report.html", given, status=status)


def _choices(releases: list[Published]) -> list[tuple[str, str]]:
    return [(one.number, _("%(number)s, för %(year)s") % {"number": one.number, "year": one.year}) for one in releases]
