"""The call list, one slip, its number while one calls, and what becomes of it; and the number that a case keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, access_to_incoming, cases, codes, forms, phones, slip_calls, suggested, team
from kast.casework.call_list import listed
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@require_safe
@needs(Right.LETTERS)
@needs_keys
def call_list(request: HttpRequest) -> HttpResponse:
    """Who waits for a call: first those who can talk now."""
    found = listed(by=access.who(request), at=timezone.now())
    return render(request, "casework/call_list.html", {"found": found, "today": timezone.localdate()})


@require_safe
@needs(Right.LETTERS)
@needs_keys
def slip(request: HttpRequest, slip: UUID) -> HttpResponse:
    """One slip, without its number."""
    by, at = access.who(request), timezone.now()
    found = slip_calls.open_slip(access_to_incoming.slip_for(by, slip, at=at), by=by, at=at)
    return render(request, "casework/slip.html", {"found": found})


@require_POST
@needs(Right.LETTERS)
@needs_keys
def number(request: HttpRequest, slip: UUID) -> HttpResponse:
    """The same with its number, to call it. It stands in this answer alone."""
    by, at = access.who(request), timezone.now()
    try:
        found = slip_calls.show_number(access_to_incoming.slip_for(by, slip, at=at), by=by, at=at)
    except slip_calls.CannotCall:
        return _too_late(request)
    return render(request, "casework/slip.html", {"found": found})


@require_POST
@needs(Right.LETTERS)
@needs_keys
def result(request: HttpRequest, slip: UUID) -> HttpResponse:
    """How the call went; who answered is asked on the next page what becomes of it."""
    by, at = access.who(request), timezone.now()
    row, form = access_to_incoming.slip_for(by, slip, at=at), forms.Calling(request.POST)
    if not form.is_valid():
        return redirect("casework:slip", slip)
    said = codes.CallResult(form.cleaned_data["result"])
    try:
        slip_calls.record(row, said, by=by, at=at)
    except slip_calls.CannotCall:
        return _too_late(request)
    return redirect("casework:slip", slip) if said == codes.CallResult.REACHED else redirect("casework:call_list")


@require_POST
@needs(Right.LETTERS)
@needs_keys
def undo(request: HttpRequest, call: UUID) -> HttpResponse:
    """The result was a slip of the finger."""
    by, at = access.who(request), timezone.now()
    try:
        slip = slip_calls.undo(access_to_incoming.call_for(by, call), by=by, at=at)
    except (slip_calls.TooLate, slip_calls.CannotCall):
        messages.info(request, _("Det gick inte att ångra: minuten har gått."))
        return redirect("casework:call_list")
    return redirect("casework:slip", slip.pk)


@needs(Right.LETTERS)
@needs_keys
def begin(request: HttpRequest, slip: UUID) -> HttpResponse:
    """A case of somebody who answered."""
    by, at = access.who(request), timezone.now()
    row, colleagues = access_to_incoming.slip_for(by, slip, at=at), team.others(by)
    initial = suggested.by_slip(row, colleagues, by=by, at=at) if request.method != "POST" else None
    form = forms.FromSlip(request.POST or None, colleagues=colleagues, initial=initial)
    if form.is_valid():
        keep, stand_in = (
            form.cleaned_data["keep_number"],
            team.other_or_none(by, form.cleaned_data["stand_in"]),
        )
        try:
            case = slip_calls.begin_case(row, form.asked(), keep_number=keep, stand_in=stand_in, by=by, at=at)
            return redirect("desk:case", case.number)
        except (slip_calls.NotReached, slip_calls.CannotCall, cases.CannotBegin):
            return _too_late(request)
        except cases.KeyNotSigned:
            form.add_error("stand_in", forms.not_signed())
    return render(request, "casework/begin_from.html", {"form": form, "slip": row})


@require_POST
@needs(Right.LETTERS)
@needs_keys
def nothing_kept(request: HttpRequest, slip: UUID) -> HttpResponse:
    """Who answered wants nothing more, or comes another way."""
    by, at = access.who(request), timezone.now()
    try:
        slip_calls.nothing_kept(access_to_incoming.slip_for(by, slip, at=at), by=by, at=at)
    except (slip_calls.NotReached, slip_calls.CannotCall):
        return _too_late(request)
    messages.success(request, _("Numret är borta. Inget om personen är sparat."))
    return redirect("casework:call_list")


@require_POST
@needs(Right.CASES)
@needs_keys
def phone(request: HttpRequest, number: str) -> HttpResponse:
    """The number that a case keeps, to call it."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at)
    try:
        kept = phones.show(case, by=by, at=at)
    except phones.NoNumber:
        return redirect("desk:case", number)
    found = {"case": case, "kept": kept, "may_write": access.may_write(case, by, at=at)}
    return render(request, "casework/phone.html", found)


@require_POST
@needs(Right.CASES)
@needs_keys
def delete_phone(request: HttpRequest, number: str) -> HttpResponse:
    """The number is not needed any more."""
    by, at = access.who(request), timezone.now()
    phones.delete(access.case_for(by, number, at=at, to_write=True), by=by, at=at)
    messages.success(request, _("Numret är borta."))
    return redirect("desk:case", number)


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Någon annan hann före, eller så är ringlappen klar."))
    return redirect("casework:call_list")
