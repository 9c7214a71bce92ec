"""The head's pages on which a year is published: what came out, what would come out, and the question before it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kast.figures import access
from kast.figures.forms import WithoutForm
from kast.figures.release import making
from kast.figures.release.content import Content
from kast.figures.telling.blocks import Block, blocks
from kast.figures.telling.places import Refusal
from kast.figures.telling.words import TABLES
from kast.staff.roles import Right, needs, signed_in
from kast.staff.unlocking import needs_keys


@dataclass(frozen=True)
class Looked:
    """What would be published of a year, or why it cannot be."""

    content: Content | None = None
    refusal: Refusal | None = None
    nothing_new: bool = False

    @property
    def blocks(self) -> list[Block]:
        """The tables as they would be shown."""
        return blocks(self.content) if self.content else []

    @property
    def hidden(self) -> int:
        """How many numbers are hidden."""
        return sum(cell.hidden for table in self.content.tables for cell in table.cells) if self.content else 0

    @property
    def shown(self) -> int:
        """How many are shown."""
        return sum(len(table.cells) for table in self.content.tables) - self.hidden if self.content else 0


@needs(Right.RELEASE)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every release with its number and checksum, and the years that can be published."""
    years = making.closed_years(timezone.localdate())
    return render(request, "figures/publish.html", {"releases": access.releases(), "years": years})


@needs(Right.RELEASE)
@require_safe
def look(request: HttpRequest, year: int) -> HttpResponse:
    """What would be published of a year, table by table, with what is hidden; or which number stands in the way."""
    form = WithoutForm(request.GET)
    looked = _look(year, form.chosen)
    return render(request, "figures/publish_year.html", _given(year, form.chosen, looked))


@needs(Right.RELEASE)
@needs_keys
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, year: int) -> HttpResponse:
    """The question before what cannot be undone; answered with yes, the year is published."""
    form = WithoutForm(request.GET if request.method != "POST" else request.POST)
    if request.method != "POST":
        looked = _look(year, form.chosen)
        page = "publish_ask" if looked.content else "publish_year"
        return render(request, f"figures/{page}.html", _given(year, form.chosen, looked))
    try:
        made = making.make(year, without=form.chosen, by=signed_in(request), at=timezone.now())
    except (making.CannotProtect, making.NothingNew, making.YearNotClosed, making.NoLives):
        return redirect(_address("figures:publish_year", year, form.chosen))
    messages.success(request, _("Utgåva %(number)s är publicerad.") % {"number": str(made)})
    return redirect("figures:publish")


def _look(year: int, without: list[str]) -> Looked:
    try:
        return Looked(making.look(year, at=timezone.now(), without=without))
    except making.CannotProtect as fault:
        return Looked(refusal=Refusal(fault.leak))
    except making.NothingNew:
        return Looked(nothing_new=True)
    except (making.YearNotClosed, making.NoLives) as fault:
        raise Http404 from fault


def _given(year: int, without: list[str], looked: Looked) -> dict[str, object]:
    return {
        "year": year,
        "looked": looked,
        "without": [(key, TABLES[key].word) for key in without],
        "ask": _address("figures:publish_ask", year, without),
        "leave_out": _address("figures:publish_year", year, sorted({*without, looked.refusal.table}))
        if looked.refusal and looked.refusal.table
        else "",
    }


def _address(name: str, year: int, without: list[str]) -> str:
    query = urlencode({"utan": without}, doseq=True)
    return reverse(name, args=[year]) + (f"?{query}" if query else "")
