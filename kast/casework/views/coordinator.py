"""A question to the regional coordinator: written, read once more, then printed or saved. KAST sends nothing."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kast.casework import access, between, codes, coordinator, forms
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The question; then the same once more, to be confirmed; then the paper or the text of it."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.Consulting(request.POST or None, initial={"number": uuid4()})
    if request.POST.get("back") or not form.is_valid():
        return render(request, "casework/coordinator.html", {"form": form, "case": case})
    given = form.cleaned_data
    if not request.POST.get("seen"):
        return render(request, "casework/coordinator_look.html", {"form": form, "case": case, "said": given})
    ground, words = codes.Ground(given["ground"]), given["words"]
    coordinator.ask(
        case, words, to=given["to"], ground=ground, looked_through=True, number=given["number"], by=by, at=at
    )
    question = between.Question(given["to"], words, timezone.localdate(at))
    if request.POST.get("as") == "text":
        return between.attached(question.text().encode(), "text/plain; charset=utf-8", "fraga.txt")
    return between.attached(question.paper(), "application/pdf", "fraga.pdf")
