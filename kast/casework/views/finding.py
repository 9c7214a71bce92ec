"""Her cases, the search, a case that begins with a call, and a call of which nothing is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.casework import access, calls, cases, codes, forms, listing, search, suggested, team
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def mine(request: HttpRequest) -> HttpResponse:
    """The cases that she can open, and those that she is the stand-in of."""
    by, at = access.who(request), timezone.now()
    found = {
        "rows": [row for row in listing.rows(by, at=at) if row.under_way],
        "ended": listing.ended(by, at=at, page=forms.page_of(request.GET)),
        "stands_in": listing.stand_in_for(by, at=at),
        "left_behind": access.left_behind(by),
    }
    return render(request, "casework/cases.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """By case number, name or personal number. A form that is posted: what was searched for stands in no address."""
    by, at = access.who(request), timezone.now()
    found = search.find(request.POST.get("q", ""), by=by, at=at)
    if len(found) == 1:
        return redirect("desk:case", found[0].number)
    return render(request, "casework/found.html", {"found": found})


@needs(Right.CASES)
@needs_keys
def begin(request: HttpRequest) -> HttpResponse:
    """A case from a phone call or a visit."""
    by, at = access.who(request), timezone.now()
    colleagues = team.others(by)
    form = forms.Beginning(request.POST or None, colleagues=colleagues, initial=suggested.usual(colleagues))
    if form.is_valid():
        begun, stand_in = form.cleaned_data["began_with"], form.cleaned_data["stand_in"]
        stand = team.other_or_none(by, stand_in)
        try:
            case = cases.begin(codes.Begin(begun), form.asked(), stand_in=stand, by=by, at=at)
            return redirect("desk:case", case.number)
        except cases.KeyNotSigned:
            form.add_error("stand_in", forms.not_signed())
    return render(request, "casework/take.html", {"form": form, "letter": None})


@needs(Right.CASES)
@needs_keys
@require_POST
def count_call(request: HttpRequest) -> HttpResponse:
    """One press: somebody called, and nothing is kept."""
    calls.count(by=access.who(request), at=timezone.now())
    messages.success(request, _("Samtalet är räknat. Inget om personen är sparat."))
    return redirect("desk:today")
