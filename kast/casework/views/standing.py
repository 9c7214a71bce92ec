"""How a case stands: what was asked, its mode, who has it, its ending, its words, and opening one that is not hers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.casework import (
    access,
    breaking,
    cases,
    codes,
    drafts,
    endings,
    forms,
    later,
    lending,
    modes,
    suggested,
    team,
    words_for,
)
from kast.staff.roles import Right, may, needs
from kast.staff.unlocking import needs_keys

from .back import after


@needs(Right.CASES)
@needs_keys
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """What was asked at the start, answered or told since."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    initial = suggested.asked_of(case, by=by, at=at) if request.method != "POST" else None
    form = forms.Correcting(request.POST or None, mode=case.mode, initial=initial)
    if form.is_valid():
        cases.correct(case, form.asked(), by=by, at=at)
        return redirect("desk:case", number)
    return render(request, "casework/correct.html", {"form": form, "case": case})


@needs(Right.CASES)
@needs_keys
def end(request: HttpRequest, number: str) -> HttpResponse:
    """End the case."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    asked_later = later.of(case)
    form = forms.Ending(
        request.POST or None,
        holds=modes.holds(case),
        kept=asked_later.number_kept,
        texts=asked_later.texts,
        initial={"agreed": "not_asked"},
    )
    if form.is_valid():
        ending, words = codes.Ending(form.cleaned_data["ending"]), form.cleaned_data.get("words", "")
        try:
            endings.end(case, ending, form.agreement(), words=words, by=by, at=at)
            messages.success(request, _("Ärendet är avslutat. Det går att ångra i dag."))
            return redirect("desk:case", number)
        except endings.DisclosureWaits:
            form.add_error(None, _("Någon har begärt uppgifter ur ärendet och väntar på svar. Svara först."))
        except drafts.Begun:
            form.add_error(None, _("Skriv klart eller släng det du har påbörjat i ärendet. Sedan går det att avsluta."))
        except endings.CannotMove:
            return redirect("desk:case", number)
        except endings.NeedsNumber:  # deleted while the page stood open
            form.add_error("number", _("Skriv numret som sms:et ska gå till."))
        except endings.NoMailbox:
            form.add_error("means", _("Säg efter hur lång tid, och hur."))
        except endings.AskedElsewhere:
            form.add_error("agreed", _("Ni har kommit överens om att den andra mottagningen frågar. Svara nej här."))
    found = {"form": form, "case": case, "later": asked_later, "begun": drafts.begun(case.box, by=by)}
    return render(request, "casework/end.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """The person is back; or the ending was a slip."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    verb = endings.undo if request.POST.get("how") == "undo" else endings.reopen
    try:
        verb(case, by=by, at=at)
    except (endings.CannotMove, endings.TooLate):
        messages.info(request, _("Det gick inte: ärendet är redan öppet, eller så har dagen gått."))
    return redirect("desk:case", number)


@needs(Right.CASES)
@needs_keys
def mode(request: HttpRequest, number: str) -> HttpResponse:
    """Another record mode, by a decision."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    form = forms.Mode(request.POST or None, holds=modes.holds(case), initial={"mode": case.mode})
    if form.is_valid():
        given = form.cleaned_data
        try:
            decision, why = given["decision"], given["why"]
            modes.change(case, codes.Mode(given["mode"]), decision=decision, why=why, by=by, at=at)
            return redirect("desk:case", number)
        except modes.NeedsReason:
            form.add_error("mode", _("Ärendet har redan det läget."))
    return render(request, "casework/mode.html", {"form": form, "case": case})


@needs(Right.CASES)
@needs_keys
def who_has_it(request: HttpRequest, number: str) -> HttpResponse:
    """Lend the case to its stand-in for some days, from now or from a later day."""
    by, at = access.who(request), timezone.now()
    case = access.case_to_give(by, number, at=at)
    form = forms.Lending(request.POST or None)
    if form.is_valid():
        try:
            lending.lend(case, since=form.cleaned_data["since"], until=form.cleaned_data["until"], by=by, at=at)
            return redirect("desk:case", number)
        except lending.CannotLend:
            form.add_error("until", _("Dagen har redan varit, eller så finns ingen ersättare."))
    found = {"form": form, "hand": _handing(case), "case": case, "lent": access.is_lent(case, at=at)}
    found["begun"] = drafts.begun(case.box, by=by)
    return render(request, "casework/who_has_it.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """The loan ends now."""
    by, at = access.who(request), timezone.now()
    lending.take_back(access.case_to_give(by, number, at=at), by=by, at=at)
    return redirect("desk:case", number)


@needs(Right.CASES)
@needs_keys
@require_POST
def hand(request: HttpRequest, number: str) -> HttpResponse:
    """Who has the case from now on, and who stands in."""
    by, at = access.who(request), timezone.now()
    case = access.case_to_give(by, number, at=at)
    form = _handing(case, request)
    if form.is_valid():
        holder, stand_in = (team.anybody(form.cleaned_data[name]) for name in ("holder", "stand_in"))
        try:
            if holder == case.holder and stand_in is not None and stand_in != case.stand_in:
                lending.name_stand_in(case, stand_in, by=by, at=at)
            else:
                lending.hand_to(case, holder or case.holder, stand_in=stand_in, by=by, at=at)
            messages.success(request, _("Sparat."))
            return redirect("desk:today")
        except lending.CannotHand:
            form.add_error("holder", _("Det är så redan."))
        except drafts.Begun:
            said = _("Skriv klart eller släng det du har påbörjat i ärendet. Sedan går det att lämna över.")
            form.add_error(None, said)
        except cases.KnowsThePerson:
            form.add_error("holder", _("Den kollegan känner personen. Välj någon annan."))
        except cases.KeyNotSigned:
            form.add_error("holder", forms.not_signed())
    found = {"form": forms.Lending(), "hand": form, "case": case, "lent": access.is_lent(case, at=at)}
    found["begun"] = drafts.begun(case.box, by=by)
    return render(request, "casework/who_has_it.html", found)


@needs(Right.CASES)
@needs_keys
@require_POST
def take_over(request: HttpRequest, number: str) -> HttpResponse:
    """A case whose counsellor works here no more, with the keys that her sign-off left."""
    by, at = access.who(request), timezone.now()
    case = access.case_left_behind(by, number)
    lending.hand_to(case, by, stand_in=team.stand_in_after(case, by), by=by, at=at)
    return redirect("desk:case", number)


@needs(Right.CASES)
@needs_keys
def words(request: HttpRequest, number: str) -> HttpResponse:
    """New words for a person in the room. They are shown once."""
    by, at = access.who(request), timezone.now()
    case = access.case_for(by, number, at=at, to_write=True)
    if request.method != "POST":
        return render(request, "casework/words.html", {"case": case})
    language = request.POST.get("language") or get_language() or "sv"
    try:
        made = words_for.issue(case, language="en" if language == "en" else "sv", by=by, at=at)
    except words_for.Busy:
        messages.info(request, _("Det är många här just nu. Vänta en liten stund och försök igen."))
        return redirect("casework:words", number)
    return render(request, "casework/words_shown.html", {"case": case, "words": made})


@needs(Right.CASES)
@needs_keys
def break_open(request: HttpRequest, number: str) -> HttpResponse:
    """The stand-in opens a case before it is lent to her."""
    by, at = access.who(request), timezone.now()
    case = access.case_to_break(by, number, at=at)
    form = forms.Breaking(request.POST or None, holds=modes.holds(case))
    if form.is_valid():
        breaking.open_case(case, form.cleaned_data["why"], by=by, at=at)
        return redirect("desk:case", number)
    return render(request, "casework/break_open.html", {"form": form, "case": case, "hours": breaking.HOURS})


@require_POST
def seen(request: HttpRequest, opening: UUID) -> HttpResponse:
    """The holder or the head has read the notice of an opening."""
    by = access.who(request)
    breaking.seen(access.opening_for(by, opening), by=by, at=timezone.now())
    return redirect("desk:head") if may(by, Right.NOTICES) else after(request)


def _handing(case: cases.Case, request: HttpRequest | None = None) -> forms.Handing:
    initial = {"holder": str(case.holder.mark), "stand_in": str(case.stand_in.mark) if case.stand_in else ""}
    everybody = team.everybody()
    return forms.Handing(request.POST if request else None, holders=everybody, stand_ins=everybody, initial=initial)
