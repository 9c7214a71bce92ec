"""She is away: her free times go, her cases are her stand-ins' for some days, and come back by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.casework import absences, access, forms, lending, listing
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def away(request: HttpRequest) -> HttpResponse:
    """From when to when, and which cases; and who is away, and has what by a loan."""
    by, at = access.who(request), timezone.now()
    own = access.own_cases(by)
    form = forms.Away(request.POST or None, own=own)
    if form.is_valid():
        given = form.cleaned_data
        chosen = [case for case in own if case.number in given["cases"]]
        try:
            lending.be_away(chosen, since=given["since"], until=given["until"], by=by, at=at)
            messages.success(
                request,
                _("Sparat. Ärendena kommer tillbaka till dig av sig själva.")
                if chosen
                else _("Sparat. Dina lediga tider de dagarna är borttagna."),
            )
            return redirect("casework:away")
        except lending.CannotLend:
            form.add_error("until", _("Dagen har redan varit, eller så finns ingen ersättare."))
    loans = listing.loans(by, at=at)
    found = {
        "form": form,
        "own": own,
        "absences": absences.of(by, loans, at=at),
        "to_her": [loan for loan in loans if not loan.out],
        "alone": listing.without_stand_in(by),
    }
    return render(request, "casework/away.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def be_back(request: HttpRequest) -> HttpResponse:
    """She is back before the day: these loans end now, and the days that are left are hers again."""
    by, at = access.who(request), timezone.now()
    lent_out = [access.case_to_give(by, number, at=at) for number in request.POST.getlist("case")]
    leaves = absences.leaves_to_end(by, request.POST.getlist("leave"))
    lending.be_back(lent_out, leaves, by=by, at=at)
    said = [_("Ärendena är dina igen.")] * bool(lent_out) + [_("Lägg ut tider igen om du vill ha dem.")] * bool(leaves)
    messages.success(request, " ".join(said))
    return redirect("casework:away")
