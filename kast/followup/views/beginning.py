"""The calendar at the first talks: the counsellor's page, and the person's inside the mailbox."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from kast.casework.access import case_for, who
from kast.casework.access import may_write as may_write_in
from kast.door import filled, nonces, visitors
from kast.door.nonces import Purpose
from kast.door.visitors import Visit
from kast.followup import access, baseline, forms, reading
from kast.staff.public import public
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def ask(request: HttpRequest, number: str) -> HttpResponseBase:
    """What was told about the time before the first talk; the same questions to fill in, or to lay in the mailbox."""
    by, at = who(request), timezone.now()
    case = case_for(by, number, at=at, to_write=request.method == "POST")
    since, until = baseline.months_of(case)
    form = forms.Beginning(request.POST or None, since=since, today=until)
    try:
        if form.is_valid():
            baseline.record(case, form.before(), by=by, at=at)
            messages.success(request, _("Svaret är sparat."))
            return redirect("desk:case", number)
    except (baseline.NotForThem, baseline.NotUnderWay):
        return redirect("followup:start", number)
    row = access.baseline_of(case)
    before = baseline.opened(row, by=by, at=at) if row is not None and row.answered_on else None
    found = {
        "case": case,
        "form": form,
        "row": row,
        "told": reading.told_before(before) if before else None,
        "waits": row is not None and baseline.waits(row),
        "may_write": may_write_in(case, by, at=at) and case.ended_on is None and baseline.asks(case),
        "asks": baseline.asks(case),
    }
    return render(request, "followup/start.html", found)


@require_POST
@needs(Right.CASES)
@needs_keys
def lay(request: HttpRequest, number: str) -> HttpResponseBase:
    """The person answers alone, in the mailbox."""
    by, at = who(request), timezone.now()
    case = case_for(by, number, at=at, to_write=True)
    try:
        baseline.lay(case, by=by, at=at)
        messages.success(request, _("Frågorna ligger i brevlådan."))
    except baseline.NoMailbox:
        messages.info(request, _("Det finns ingen brevlåda. Ge personen nya ord först, eller fråga själv."))
    except (baseline.NotForThem, baseline.NotUnderWay):
        pass
    return redirect("followup:start", number)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponseBase:
    """The same questions to the person. Outside the mailbox the words are asked for, and what was filled in stays."""
    visit = visitors.here(request)
    if visit is None:
        at_start = "followup:start_answer"
        return filled.ask_words(request, at_start) if request.method == "POST" else _see_other("door:back")
    response = _answer(request, visit)
    visitors.let_in(response, visit)
    return response


def _answer(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    at = timezone.now()
    row = access.questions_laid(visit)
    if row is None:
        return _nothing_laid(request, visit)
    since, until = baseline.months_of(row.case)
    form = forms.Beginning(request.POST or None, since=since, today=until)
    notice = ""
    if filled.along(request):
        notice = _("Svaret är inte skickat än. Allt du fyllde i är kvar.")
    elif form.is_valid():
        if nonces.is_fresh(request.POST.get("nonce", ""), Purpose.FOLLOWUP, on=timezone.localdate(at)):
            try:
                baseline.give(row, form.before(), visit=visit, at=at)
            except (baseline.NotForThem, baseline.NotUnderWay):  # the other press of two, or somebody else, came first
                return _nothing_laid(request, visit)
            return _see_other("followup:start_answer")
        notice = pgettext("fu.expired", "Sidan har stått öppen länge. Svaren står kvar. Tryck på Skicka en gång till.")
    nonce = nonces.fresh(Purpose.FOLLOWUP, on=timezone.localdate(at))
    return render(request, "followup/start_ask.html", {"form": form, "nonce": nonce, "notice": notice})


def _nothing_laid(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Thanks to who has answered; else that there is nothing to answer, and that what was sent is not saved."""
    answered, sent = access.told_the_start(visit), request.method == "POST"
    if answered and sent:
        return _see_other("followup:start_answer")
    return render(request, "followup/start_said.html", {"answered": answered, "sent": sent})


def _see_other(name: str) -> HttpResponse:
    response = redirect(name)
    response.status_code = 303
    return response
