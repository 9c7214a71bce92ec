"""Handing a case to a sister unit: prepare, look through, send, and see what was answered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, between, codes, forms, handover, modes, posting, replies, sisters
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def prepare(request: HttpRequest, number: str) -> HttpResponse:
    """To whom, the person's yes, and what goes along."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    begun = access.hand_over_under_way(case)
    if begun is not None:
        return redirect("casework:hand_over_one", number, begun.pk)
    to = sisters.ready()
    plan = handover.plan_of(case, by=by, at=at) if request.method == "GET" else ""
    form = forms.HandingOver(request.POST or None, to=to, holds=modes.holds(case), plan=plan)
    if form.is_valid():
        try:
            sister = access.sister_or_none(form.cleaned_data["to"])
            if sister is not None:
                row = handover.prepare(case, sister, form.asked(), by=by, at=at)
                return redirect("casework:hand_over_one", number, row.pk)
        except handover.NotUnderWay:
            form.add_error(None, _("Ärendet är avslutat. Öppna det igen först."))
        except handover.AlreadyOut:
            return redirect("casework:hand_over", number)
    return render(request, "casework/hand_over.html", {"form": form, "case": case, "sisters": to})


@needs(Right.CASES)
@needs_keys
def one(request: HttpRequest, number: str, hand_over: UUID) -> HttpResponse:
    """One hand-over: go through it piece by piece while it is prepared; afterwards what went, and what was answered."""
    by, at = access.who(request), timezone.now()
    row = access.hand_over_for(by, number, hand_over, at=at, to_write=request.method == "POST")
    content = handover.opened(row, by=by, at=at)
    found = {"row": row, "case": row.case, "content": content, "writes": access.may_write(row.case, by, at=at)}
    if row.state != codes.HandOverState.PREPARED or content is None:
        return render(request, "casework/hand_over_went.html", found)
    form = forms.Revising(request.POST or None, pieces=content.pieces, holds=modes.holds(row.case))
    if form.is_valid():
        try:
            handover.revise(row, form.kept(), by=by, at=at)
            return redirect("casework:hand_over_look", number, hand_over)
        except handover.NothingGoes:
            form.add_error(None, _("Allt är borttaget. Något behöver följa med."))
        except handover.CannotMove:
            return redirect("casework:hand_over_one", number, hand_over)
    return render(request, "casework/hand_over_pieces.html", {**found, "form": form})


@needs(Right.CASES)
@needs_keys
def look(request: HttpRequest, number: str, hand_over: UUID) -> HttpResponse:
    """Exactly what will be read there; and from here it goes."""
    by, at = access.who(request), timezone.now()
    row = access.hand_over_for(by, number, hand_over, at=at, to_write=True)
    if row.state != codes.HandOverState.PREPARED:
        return redirect("casework:hand_over_one", number, hand_over)
    form = _sending(request, row)
    if form.is_valid() and _goes(request, row, form):
        return redirect("casework:hand_over_one", number, hand_over)
    found = {"row": row, "case": row.case, "content": handover.opened(row, by=by, at=at), "form": form}
    return render(request, "casework/hand_over_look.html", found)


@require_safe
@needs(Right.CASES)
@needs_keys
def file(request: HttpRequest, number: str, hand_over: UUID) -> HttpResponse:
    """The sealed file, while nobody has answered."""
    row = access.hand_over_for(access.who(request), number, hand_over, at=timezone.now())
    if row.state != codes.HandOverState.SENT:
        raise Http404
    return between.attached(bytes(row.envelope), "application/json", "overlamning.json")


@needs(Right.CASES)
@needs_keys
@require_POST
def throw_away(request: HttpRequest, number: str, hand_over: UUID) -> HttpResponse:
    """It is not to be."""
    by, at = access.who(request), timezone.now()
    row = access.hand_over_for(by, number, hand_over, at=at, to_write=True)
    try:
        handover.throw_away(row, by=by, at=at)
    except handover.CannotMove:
        return redirect("casework:hand_over_one", number, hand_over)
    messages.success(request, _("Överlämningen är kastad. Inget har lämnat mottagningen."))
    return redirect("desk:case", number)


@needs(Right.CASES)
@needs_keys
@require_POST
def seen(request: HttpRequest, number: str, hand_over: UUID) -> HttpResponse:
    """The answer has been seen; or they told it by phone."""
    by, at = access.who(request), timezone.now()
    row = access.hand_over_for(by, number, hand_over, at=at, to_write=True)
    said = request.POST.get("told", "")
    try:
        if said in {codes.HandOverState.ACCEPTED, codes.HandOverState.DECLINED}:
            handover.told(row, codes.HandOverState(said), by=by, at=at)
        else:
            handover.seen(row, by=by, at=at)
    except handover.CannotMove:
        messages.info(request, _("Svaret har redan kommit."))
    return redirect("casework:hand_over_one", number, hand_over)


def _sending(request: HttpRequest, row: handover.HandOver) -> forms.Sending:
    usual = _("Hej. Som vi kom överens om har vi lämnat över till %(unit)s. De hör av sig till dig.")
    return forms.Sending(
        request.POST or None,
        by_net=bool(row.to.address),
        mailbox=access.has_mailbox(row.case),
        initial={"letter": usual % {"unit": row.to.name}},
    )


def _goes(request: HttpRequest, row: handover.HandOver, form: forms.Sending) -> bool:
    """Send it the way that was chosen; else say beside the form why it did not go."""
    by, at, letter = access.who(request), timezone.now(), form.letter_to_leave()
    try:
        if form.cleaned_data["how"] == codes.SentBy.HTTPS:
            posting.send(row, letter=letter, by=by, at=at)
        else:
            handover.send_as_file(row, letter=letter, by=by, at=at)
    except handover.CannotMove:
        return True
    except _HINDERED as fault:
        form.add_error(*_said(fault))
        return False
    return True


_HINDERED = (
    posting.DidNotReach,
    posting.NoDoor,
    posting.NotTaken,
    handover.NotCompared,
    handover.TooMuch,
    handover.NothingGoes,
    handover.NotUnderWay,
    replies.NoMailbox,
)


def _said(fault: Exception) -> tuple[str | None, str]:
    """Beside which field, and in which words."""
    shut = _("Deras dörr svarade inte. Försök igen om en stund, eller ta det som fil.")
    changed = _("Ingen har jämfört siffrorna för den mottagningen, eller så är något ändrat. Säg till chefen nu.")
    said: dict[type[Exception], tuple[str | None, str]] = {
        posting.DidNotReach: ("how", shut),
        posting.NoDoor: ("how", shut),
        posting.NotTaken: (
            "how",
            _("Deras dörr tog inte emot. Ring dem: har de lagt till oss och jämfört siffrorna?"),
        ),
        handover.NotCompared: (None, changed),
        handover.TooMuch: (None, _("Det är mer än vad en överlämning får vara. Låt något stanna här.")),
        handover.NothingGoes: (None, _("Allt är borttaget. Något behöver följa med.")),
        handover.NotUnderWay: (None, _("Ärendet är avslutat. Öppna det igen först.")),
        replies.NoMailbox: ("write", _("Det finns ingen brevlåda att lägga brevet i längre.")),
    }
    return said[type(fault)]
