"""What a release tells everybody: its tables, its files, the codebook, the methods. No signing in, script or cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kast.figures import access
from kast.figures.telling import blocks, figures, files, method
from kast.figures.telling.published import Published
from kast.staff.public import public

CSV, JSON = "text/csv; charset=utf-8", "application/json"


@public
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Every table of a release."""
    found = _published(number)
    given = {"number": number, "published": found, "content": found.content, "blocks": blocks.blocks(found.content)}
    return render(request, "figures/one_release.html", given)


@public
@require_safe
def table(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """One table as a file, in the page's language."""
    del request
    made = files.table(_published(number).content, key)
    if made is None:
        raise Http404
    return download(made, CSV, f"kast-{number}-{key}.csv")


@public
@require_safe
def shares(request: HttpRequest, number: str) -> HttpResponse:
    """Every share with its count and interval as a file, in the page's language."""
    del request
    return download(figures.file(_published(number).content), CSV, f"kast-{number}-andelar.csv")


@public
@require_safe
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The release as it was signed."""
    del request
    return download(_published(number).file, JSON, f"kast-{number}.json")


@public
@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """What every code means."""
    return render(request, "figures/codebook.html", {"book": files.codebook()})


@public
@require_safe
def codebook_file(request: HttpRequest) -> HttpResponse:
    """The same as a file, in both languages."""
    del request
    return download(files.codebook_file(), CSV, "kast-kodbok.csv")


@public
@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """How it is counted, what is not known, what is hidden."""
    return render(request, "figures/method.html", {"sections": method.SECTIONS, "book": files.codebook()})


def download(made: bytes, kind: str, name: str) -> HttpResponse:
    """A file with its name; what it is is not guessed."""
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _published(number: str) -> Published:
    found = access.release(number)
    if found is None:
        raise Http404
    return found
