"""Letters that nobody has taken: read one, and say what becomes of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kast.casework import (
    access,
    access_to_incoming,
    cases,
    codes,
    flagged,
    forms,
    inbox,
    replies,
    risks,
    story,
    suggested,
    team,
)
from kast.door import letters
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.LETTERS)
@needs_keys
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The letter, its thread, and what can be done with it."""
    by, at = access.who(request), timezone.now()
    read = story.open_letter(access_to_incoming.letter_for(by, number), by=by, at=at)
    reply = forms.Writing(initial={"words": read.reply.words, "draft": read.reply.draft} if read.reply else None)
    colleague = forms.Colleague(colleagues=team.others(by))
    found: dict[str, object] = {"flagged": flagged.on_letter(read.letter), "kinds": codes.RiskKind.choices}
    found |= {"read": read, "letter": read.letter, "form": reply, "draft": read.reply, "colleague": colleague}
    return render(request, "casework/letter.html", found)


@needs(Right.LETTERS)
@needs_keys
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Make a case of it: what is asked, and who stands in."""
    by, at = access.who(request), timezone.now()
    letter = access_to_incoming.letter_for(by, number)
    colleagues = team.others(by)
    initial = suggested.by_letter(letter, colleagues, by=by, at=at) if request.method != "POST" else None
    suicide = inbox.tells_of_suicide(inbox.answers_of(letter, by=by))
    form = forms.Taking(request.POST or None, colleagues=colleagues, suicide=suicide, initial=initial)
    if form.is_valid():
        try:
            stand_in = team.other_or_none(by, form.cleaned_data["stand_in"])
            flag = form.cleaned_data.get("flag", False)
            case = risks.open_from(letter, form.asked(), flag=flag, stand_in=stand_in, by=by, at=at)
            return redirect("desk:case", case.number)
        except cases.CannotBegin:
            return _too_late(request)
        except cases.KnowsThePerson:
            form.add_error("stand_in", _("Den kollegan känner personen. Välj någon annan."))
        except cases.KeyNotSigned:
            form.add_error("stand_in", forms.not_signed())
    return render(request, "casework/take.html", {"form": form, "letter": letter})


@needs(Right.LETTERS)
@needs_keys
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer it without making a case."""
    by, at = access.who(request), timezone.now()
    form = forms.Writing(request.POST)
    try:
        letter = access_to_incoming.letter_for(by, number)
    except Http404:
        return nothing_lost(request)
    if not form.is_valid():
        return render(request, "casework/reply.html", {"form": form, "letter": letter, "draft": None})
    try:
        replies.answer(letter, form.cleaned_data["words"], draft=form.cleaned_data["draft"], by=by, at=at)
    except letters.NotWaiting:
        return nothing_lost(request, number)
    messages.success(request, _("Svaret ligger i brevlådan."))
    return redirect("desk:today")


@needs(Right.LETTERS)
@needs_keys
@require_POST
def set_aside(request: HttpRequest, number: int) -> HttpResponse:
    """It is not for us, or a threat."""
    by, at = access.who(request), timezone.now()
    letter = access_to_incoming.letter_for(by, number)
    outcome = inbox.Outcome.THREAT if request.POST.get("outcome") == "threat" else inbox.Outcome.NOT_OURS
    try:
        inbox.set_aside(letter, outcome, by=by, at=at)
    except letters.NotWaiting:
        return _too_late(request)
    messages.success(request, _("Brevet är undanlagt."))
    return redirect("desk:today")


@needs(Right.LETTERS)
@needs_keys
@require_POST
def pass_on(request: HttpRequest, number: int) -> HttpResponse:
    """She knows the person: a colleague has the letter from now on."""
    by, at = access.who(request), timezone.now()
    letter, colleagues = access_to_incoming.letter_for(by, number), team.others(by)
    form = forms.Colleague(request.POST, colleagues=colleagues)
    if form.is_valid():
        colleague = team.other(by, form.cleaned_data["colleague"])
        try:
            inbox.pass_on(letter, colleague, by=by, at=at)
            messages.success(request, _("%(name)s har brevet nu.") % {"name": colleague.shown_name})
            return redirect("desk:today")
        except inbox.CannotPassOn:
            form.add_error("colleague", _("Den kollegan känner också personen. Välj någon annan."))
        except cases.KeyNotSigned:
            form.add_error("colleague", forms.not_signed())
        except letters.NotWaiting:
            return _too_late(request)
    return render(request, "casework/pass_on.html", {"form": form, "letter": letter})


@needs(Right.LETTERS)
@needs_keys
def discard(request: HttpRequest) -> HttpResponse:
    """After a flood: put many aside at once, by their numbers."""
    by, at = access.who(request), timezone.now()
    form = forms.Discarding(request.POST or None)
    if form.is_valid():
        number = inbox.discard(form.cleaned_data["first"], form.cleaned_data["last"], by=by, at=at)
        said = ngettext("%(number)d brev är undanlagt.", "%(number)d brev är undanlagda.", number)
        messages.success(request, said % {"number": number})
        return redirect("desk:today")
    return render(request, "casework/discard.html", {"form": form})


def nothing_lost(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Somebody was faster: her words stand on the page to be copied, and nothing sends them.

    No `number`: there is no letter that she can open, whatever became of it, and the page says no more than a 404 does.
    Raises Http404 where she had written nothing.
    """
    words = request.POST.get("words", "")
    if number is None and not words.strip():
        raise Http404
    found = {"words": words, "letter_number": number}
    return render(request, "casework/too_late.html", found, status=404 if number is None else 409)


def _too_late(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Någon annan hann före med det brevet."))
    return redirect("desk:today")
