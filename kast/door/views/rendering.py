"""What every page of the door has in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from kast.door import carrying
from kast.staff import unit


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page; what the writing page sent along goes with it, in hidden fields, with a button back."""
    context = {"carried": carrying.along(request), **(context or {})}
    context["frame"] = "door/carrying.html" if context["carried"] or context.get("writing") else "public.html"
    context["other_address"] = carrying.in_other_language(request, unit.here())
    return render(request, f"door/{template}.html", context, status=status)


def other_text() -> str:
    """What is said when a form comes back with other text than it was sent with."""
    return pgettext(
        "letter.other",
        "Ett brev är redan skickat härifrån. Den här texten är inte skickad än. Tryck på Skicka om den också ska fram.",
    )


def see_other(name: str) -> HttpResponseBase:
    """Lead on to a page: 303, so that a reload asks for that page and sends nothing again."""
    response = redirect(name)
    response.status_code = 303
    return response
