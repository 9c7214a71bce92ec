"""Booked times of a case: book, move, cancel, call off, what became of one; and a day that nobody can hold."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kast.appointments import bookings, offering, reminders, times
from kast.appointments.forms import Reminding
from kast.casework import access, access_to_incoming, booked, calling_off, contacts, forms, modes, team
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.CASES)
@needs_keys
def book(request: HttpRequest, number: str) -> HttpResponse:
    """Book for a person who is on the phone or in the room."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.Booked(request.POST or None, free=offering.free_of(by, at=at))
    reminding = Reminding(request.POST or None, ways=reminders.ways())
    if form.is_valid() and reminding.is_valid():
        try:
            booked.book(case, form.when(), reminding.choice(booked.language_of(case)), by=by, at=at)
            messages.success(request, _("Tiden är bokad."))
            return redirect("desk:case", number)
        except bookings.Taken:
            form.add_error("slot", _("Tiden hann bli bokad. Välj en annan."))
        except times.NoTimes:
            form.add_error("begins", _("Då har du en annan tid, eller så har tiden redan varit."))
        except contacts.NotUnderWay:
            form.add_error(None, _("Ärendet är avslutat. Öppna det igen först."))
    return render(request, "casework/book.html", {"form": form, "reminding": reminding, "case": case})


@needs(Right.CASES)
@needs_keys
def move(request: HttpRequest, number: str, booking: UUID) -> HttpResponse:
    """Another time, agreed with the person."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    row = access.booking_of(case.box, booking, by=by, live=True)
    form = forms.Booked(request.POST or None, free=offering.free_of(by, at=at))
    if form.is_valid():
        try:
            booked.move(case, row, form.when(), by=by, at=at)
            messages.success(request, _("Tiden är flyttad."))
            return redirect("desk:case", number)
        except (bookings.Taken, bookings.NotYours):
            form.add_error("slot", _("Tiden hann bli bokad, eller så har den gamla redan varit."))
        except times.NoTimes:
            form.add_error("begins", _("Då har du en annan tid, eller så har tiden redan varit."))
    return render(request, "casework/book.html", {"form": form, "case": case, "booking": row})


@needs(Right.CASES)
@needs_keys
def cancel(request: HttpRequest, number: str, booking: UUID) -> HttpResponse:
    """Asked first: the person cancelled, or we must."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    row = access.booking_of(case.box, booking, by=by, live=True)
    form = forms.CallingOff(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if "theirs" in request.POST:
                calling_off.cancel(case, row, by=by, at=at)
            else:
                calling_off.call_off(case, row, words=form.cleaned_data["words"], by=by, at=at)
            messages.success(request, _("Tiden är avbokad, och står i ärendet."))
        except contacts.NotUnderWay:
            messages.info(request, _("Ärendet är avslutat. Öppna det igen först."))
        return redirect("desk:case", number)
    return render(request, "casework/cancel.html", {"form": form, "case": case, "booking": row})


@needs(Right.LETTERS)
@needs_keys
def cancel_alone(request: HttpRequest, number: int, booking: UUID) -> HttpResponse:
    """The same for somebody who has written and whom nobody has taken yet."""
    by, at = access.who(request), timezone.now()
    letter = access_to_incoming.letter_for(by, number)
    row = access.booking_of(letter.mailbox.box, booking, by=by, live=True)
    form = forms.CallingOff(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "theirs" in request.POST:
            calling_off.cancel_alone(row, by=by, at=at)
        else:
            calling_off.call_off_alone(letter.mailbox.box, row, words=form.cleaned_data["words"], by=by, at=at)
        messages.success(request, _("Tiden är avbokad."))
        return redirect("desk:times")
    return render(request, "casework/cancel.html", {"form": form, "letter": letter, "booking": row})


@needs(Right.CASES)
@needs_keys
@require_safe
def became(request: HttpRequest, number: str, booking: UUID, *, held: bool) -> HttpResponse:
    """The note form, filled in with what the booked time says."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    row, holds = access.booking_of(case.box, booking, by=by), modes.holds(case)
    form = forms.Noting(holds=holds, initial=booked.as_contact(row, held=held))
    return render(request, "casework/contact.html", {"form": form, "case": case, "holds": holds})


@needs(Right.CASES)
@needs_keys
def ill(request: HttpRequest) -> HttpResponse:
    """Sick today: what is left of a counsellor's day is cancelled, after a question."""
    by, at = access.who(request), timezone.now()
    form = forms.Ill(request.POST or None, by=by)
    if form.is_valid():
        member = team.anybody(form.cleaned_data["who"]) or by
        done = calling_off.ill(member, by=by, at=at)
        told = ngettext("%(n)d samtal är inställt.", "%(n)d samtal är inställda.", done.told + done.untold)
        said = told % {"n": done.told + done.untold}
        if done.untold:
            untold = ngettext(
                "%(n)d person ser det först i sin brevlåda. Den som har ärendet kan skriva.",
                "%(n)d personer ser det först i sin brevlåda. Den som har ärendet kan skriva.",
                done.untold,
            )
            said = f"{said} {untold % {'n': done.untold}}"
        messages.success(request, said)
        return redirect("desk:today")
    return render(request, "casework/ill.html", {"form": form})
