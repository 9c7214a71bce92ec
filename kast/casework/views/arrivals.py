"""What comes from sister units: the door that takes it in, and the pages on which it is opened and answered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import (
    access,
    access_to_incoming,
    arrivals,
    between,
    cases,
    codes,
    envelope,
    forms,
    posting,
    sisters,
    suggested,
    team,
)
from kast.staff.public import between_machines
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@between_machines
@require_POST
def door(request: HttpRequest) -> HttpResponse:
    """Another unit's program brings an envelope. Whatever is refused gets the same answer; so does whatever is not."""
    length = request.META.get("CONTENT_LENGTH") or ""
    whole = length.isdecimal() and int(length) <= envelope.MOST
    try:
        arrivals.take_in(request.body if whole else b"", at=timezone.now())
    except arrivals.Refused:
        return JsonResponse({"taken": False}, status=400)
    return JsonResponse({"taken": True}, status=202)


@needs(Right.LETTERS)
def bring(request: HttpRequest) -> HttpResponse:
    """A file from another unit: a hand-over, or the answer to one."""
    form = forms.EnvelopeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            kind = arrivals.take_in(form.cleaned_data["file"], by=access.who(request), at=timezone.now())
        except arrivals.Refused as fault:
            form.add_error("file", _why(fault.why))
        else:
            came = _("Överlämningen ligger under Överlämningar.")
            messages.success(request, came if kind is envelope.Kind.HAND_OVER else _("Svaret är mottaget."))
            return redirect("desk:today")
    return render(request, "casework/bring.html", {"form": form})


@require_safe
@needs(Right.LETTERS)
@needs_keys
def one(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """What came, and what can be done with it; answered, how the answer goes back."""
    by, at = access.who(request), timezone.now()
    row = access_to_incoming.arrival_for(by, arrival)
    if row.state != "waiting":
        return render(request, "casework/arrival_answered.html", {"row": row})
    try:
        content = arrivals.opened(row, by=by, at=at)
    except (arrivals.NotReadable, arrivals.Refused, cases.CannotOpen):
        content = None
    found = {"row": row, "content": content, "decline": forms.Declining(), "vouched": sisters.is_vouched(row.sister)}
    return render(request, "casework/arrival.html", found)


@needs(Right.LETTERS)
@needs_keys
def accept(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """It becomes a case here."""
    by, at = access.who(request), timezone.now()
    row, colleagues = access_to_incoming.arrival_for(by, arrival), team.others(by)
    if row.state != "waiting":
        return redirect("casework:arrival", arrival)
    initial = arrivals.suggested(row, by=by, at=at) | suggested.usual(colleagues) if request.method != "POST" else None
    form = forms.Accepting(request.POST or None, colleagues=colleagues, initial=initial)
    if form.is_valid():
        stand_in = team.other_or_none(by, form.cleaned_data["stand_in"])
        begin = codes.Begin(form.cleaned_data["began_with"])
        try:
            arrivals.accept(row, begin, form.asked(), stand_in=stand_in, by=by, at=at)
            return _answer(request, arrival)
        except arrivals.CannotMove:
            return _too_late(request)
        except cases.KeyNotSigned:
            form.add_error("stand_in", forms.not_signed())
        except (arrivals.NotReadable, arrivals.Refused, cases.CannotOpen):
            return redirect("casework:arrival", arrival)
    return render(request, "casework/accept.html", {"form": form, "row": row})


@needs(Right.LETTERS)
@needs_keys
@require_POST
def decline(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """It does not become a case here."""
    by, at = access.who(request), timezone.now()
    row, form = access_to_incoming.arrival_for(by, arrival), forms.Declining(request.POST)
    if form.is_valid():
        try:
            arrivals.decline(row, codes.Declined(form.cleaned_data["why"]), by=by, at=at)
            return _answer(request, arrival)
        except arrivals.CannotMove:
            return _too_late(request)
    return render(request, "casework/decline.html", {"form": form, "row": row})


@needs(Right.LETTERS)
@needs_keys
@require_POST
def answer(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The answer goes back: to their door, or as a file that is carried."""
    by = access.who(request)
    row = access_to_incoming.arrival_for(by, arrival)
    if row.state == "waiting":
        raise Http404
    if request.POST.get("how") == codes.SentBy.FILE:
        arrivals.answer_went(row, by=by, at=timezone.now())
        return redirect("casework:arrival", arrival)
    return _answer(request, arrival)


@require_safe
@needs(Right.LETTERS)
@needs_keys
def answer_file(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The signed answer as a file."""
    row = access_to_incoming.arrival_for(access.who(request), arrival)
    if row.state == "waiting":
        raise Http404
    return between.attached(bytes(row.answer), "application/json", "svar.json")


def _answer(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """Try their door; where there is none, or it is shut, the page says how the answer goes back."""
    by = access.who(request)
    row = access_to_incoming.arrival_for(by, arrival)
    try:
        posting.send_answer(row, by=by, at=timezone.now())
        messages.success(request, _("%(unit)s har fått svaret.") % {"unit": row.sister.name})
    except posting.NoDoor:
        pass
    except (posting.DidNotReach, posting.NotTaken, sisters.NotCompared):
        messages.info(request, _("Svaret kom inte fram över nätet. Försök igen, eller ta det som fil."))
    return redirect("casework:arrival", arrival)


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Någon annan hann före med den överlämningen."))
    return redirect("desk:today")


def _why(why: envelope.Why) -> str:
    return {
        envelope.Why.MALFORMED: _("Det här är ingen fil från en annan KAST-mottagning."),
        envelope.Why.TOO_LARGE: _("Filen är för stor för att vara en överlämning."),
        envelope.Why.TOO_OLD: _("Filen är för gammal. Be om en ny."),
        envelope.Why.CHANGED: _("Filen är ändrad eller trasig. Be om den en gång till."),
        envelope.Why.NOT_FOR_US: _("Filen är låst till en annan mottagning."),
        envelope.Why.UNKNOWN: _("Vi har inte jämfört siffror med mottagningen som gjorde filen. Säg till chefen."),
        envelope.Why.OTHER_BEFORE: _("En annan version av den överlämningen har redan kommit. Ring dem."),
        envelope.Why.FULL: _("För många överlämningar därifrån väntar redan."),
    }[why]
