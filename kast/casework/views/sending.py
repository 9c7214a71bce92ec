"""A paper as an answer: a file that the browser saves, kept by nobody between."""

from django.http import HttpResponse


def as_pdf(made: bytes, name: str) -> HttpResponse:
    """The PDF under a name that says nothing of what it is about."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
