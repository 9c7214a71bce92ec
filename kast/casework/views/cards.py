"""The head's cards: every batch, one batch, its sheets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, forms
from kast.casework import batches as cards
from kast.staff.roles import Right, needs


@needs(Right.CARDS)
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch, and a form for another."""
    by, at = access.who(request), timezone.now()
    form = forms.Batching(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            batch = cards.make(
                given["place"], given["number"], given_in=given["given_in"], given_on=given["given_on"], by=by, at=at
            )
            return redirect("casework:batch", batch.code)
        except cards.TooFewForADay:
            form.add_error("given_on", forms.too_few_for_a_day())
    return render(request, "casework/batches.html", {"form": form, "found": cards.all_of_them()})


@require_safe
@needs(Right.CARDS)
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """One batch: printed, and how many wrote its code."""
    return render(request, "casework/batch.html", {"found": cards.counted(access.batch_for(code))})


@require_POST
@needs(Right.CARDS)
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """The sheets to print."""
    by, at = access.who(request), timezone.now()
    response = HttpResponse(cards.sheets(access.batch_for(code), by=by, at=at), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="kort.pdf"'
    return response
