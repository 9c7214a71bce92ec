"""What is written in a case: talks and notes, answers, drafts, the topic."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from kast.casework import (
    access,
    access_to_incoming,
    booked,
    codes,
    contacts,
    drafts,
    forms,
    modes,
    notes,
    replies,
    topic,
)
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys

from .back import after
from .letters import nothing_lost


@needs(Right.CASES)
@needs_keys
@require_POST
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """A talk, held or not, with what she writes about it; or a note alone."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    holds = modes.holds(case)
    form = forms.Noting(request.POST, holds=holds)
    if form.is_valid():
        given = form.cleaned_data
        try:
            if given["what"] == "note":
                notes.write(case, given["words"], draft=given["draft"], by=by, at=at)
            elif given["booking"]:
                booking = access.booking_of(case.box, given["booking"], by=by)
                booked.record(case, booking, **form.contact(), by=by, at=at)
            else:
                contacts.record(case, **form.contact(), by=by, at=at)
            return after(request, number)
        except contacts.NotYet:
            form.add_error("on", _("Dagen har inte varit än."))
        except contacts.NotUnderWay:
            form.add_error(None, _("Ärendet är avslutat. Öppna det igen först."))
    return render(request, "casework/contact.html", {"form": form, "case": case, "holds": holds})


@needs(Right.CASES)
@needs_keys
@require_POST
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """An answer to the person."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.Writing(request.POST)
    if form.is_valid():
        try:
            replies.leave(case, form.cleaned_data["words"], draft=form.cleaned_data["draft"], by=by, at=at)
            messages.success(request, _("Svaret ligger i brevlådan."))
            return after(request, number)
        except replies.NoMailbox:
            form.add_error(None, _("Det finns ingen brevlåda att svara i. Ge personen nya ord först."))
    return render(request, "casework/reply.html", {"form": form, "case": case, "holds": modes.holds(case)})


@needs(Right.CASES)
@needs_keys
@require_POST
def say_topic(request: HttpRequest, number: str) -> HttpResponse:
    """Where the talk about trafficking and vulnerability stands."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.Topical(request.POST, holds=modes.holds(case))
    if form.is_valid():
        try:
            topic.say(case, **form.said(), by=by, at=at)
            return after(request, number)
        except topic.NeedsWhy:
            form.add_error("again_on", _("Dagen har redan varit."))
    return render(request, "casework/topic.html", {"form": form, "case": case})


@needs(Right.CASES)
@needs_keys
def correct_note(request: HttpRequest, number: str, note: UUID) -> HttpResponse:
    """What should have stood in a note; what stood there stays."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    wrong = access.note_for(case, note)
    initial = {"words": notes.opened(wrong, by=by, at=at)} if request.method != "POST" else None
    form = forms.Correction(request.POST or None, holds=modes.holds(case), initial=initial)
    if form.is_valid():
        try:
            notes.correct(wrong, form.cleaned_data["words"], by=by, at=at)
            return redirect("desk:case", number)
        except notes.AlreadyCorrected:
            form.add_error(None, _("Anteckningen rättades medan du skrev. Gå till ärendet och rätta rättelsen."))
    return render(request, "casework/correct_note.html", {"form": form, "case": case, "note": wrong})


@needs(Right.CASES)
@needs_keys
def object_to_note(request: HttpRequest, number: str, note: UUID) -> HttpResponse:
    """What the person says against a note."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    against = access.note_for(case, note)
    stands = notes.opened(against, by=by, at=at)
    form = forms.Objecting(request.POST or None, holds=modes.holds(case))
    if form.is_valid():
        notes.object_to(against, form.cleaned_data["words"], by=by, at=at)
        return redirect("desk:case", number)
    found = {"form": form, "case": case, "note": against, "stands": stands}
    return render(request, "casework/object_to_note.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def save_draft(request: HttpRequest, number: str) -> HttpResponse:
    """Keep what she has typed so far in a case: from the script every few seconds, or by the button."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    return _save(request, case.box, after(request, number))


@needs(Right.LETTERS)
@needs_keys
@require_POST
def save_answer(request: HttpRequest, number: int) -> HttpResponse:
    """The same, for an answer to a letter that has no case."""
    try:
        letter = access_to_incoming.letter_for(access.who(request), number)
    except Http404:
        if request.headers.get("Accept") == "application/json":
            raise  # the script says that the text is still in the box
        return nothing_lost(request)
    return _save(request, letter.mailbox.box, redirect("casework:letter", number))


@needs(Right.CASES)
@needs_keys
@require_POST
def throw_away(request: HttpRequest, number: str, draft: UUID) -> HttpResponse:
    """A draft of hers that is not wanted."""
    by = access.who(request)
    case = access.case_for(by, number, at=timezone.now())
    drafts.throw_away(case.box, draft, by=by)
    return after(request, number)


def _save(request: HttpRequest, box: drafts.Box, back: HttpResponse) -> HttpResponse:
    form = forms.Drafting(request.POST)
    wants_json = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        return JsonResponse({"said": ""}, status=409) if wants_json else back
    given = form.cleaned_data
    try:
        kept = drafts.save(
            box,
            codes.Place(given["place"]),
            given["words"],
            draft=given["draft"],
            version=given["version"],
            by=access.who(request),
            at=timezone.now(),
        )
    except drafts.NoDraftsInModeA:
        return JsonResponse({"said": ""}, status=409) if wants_json else back
    said = _said(kept)
    if wants_json:
        return JsonResponse({"draft": kept.draft, "version": kept.version, "apart": kept.apart, "said": said})
    messages.success(request, said)
    return back


def _said(kept: drafts.Kept) -> str:
    if kept.apart:
        return pgettext(
            "draft.two",
            "Anteckningen är öppen på två ställen. Den äldre flikens text är kvar, som eget utkast.",
        )
    time = f"{timezone.localtime(kept.saved_at):%H:%M}"
    return pgettext("draft", "Sparat %(time)s. Bara du kan läsa utkastet.") % {"time": time}
