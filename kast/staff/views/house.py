"""The unit: its settings, its texts, its helplines, and what remains before it goes live."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.staff import forms, helplines, proposals, ready, roles, sayings, texts, unit
from kast.staff.roles import Right, needs


@needs(Right.UNIT)
def settings_of_unit(request: HttpRequest, group: str = "name") -> HttpResponse:
    """What the unit says of itself, a group of settings at a time."""
    try:
        chosen = sayings.Group(group)
    except ValueError as fault:
        raise Http404 from fault
    form = forms.Settings(request.POST or None, group=chosen, now=_now())
    if form.is_valid():
        unit.change(**form.said(), by=roles.signed_in(request), at=timezone.now())
        messages.success(request, _("Sparat."))
        return redirect("staff:unit_group", group)
    groups = [(each.value, sayings.group_name(each), each is chosen) for each in sayings.Group]
    found = {"form": form, "groups": groups, "group": group, "heading": sayings.group_name(chosen)}
    return render(request, "staff/unit.html", found)


@needs(Right.UNIT)
def listed_texts(request: HttpRequest) -> HttpResponse:
    """Every text that the unit's lawyer writes or confirms."""
    return render(request, "staff/texts.html", {"texts": texts.everything()})


@needs(Right.UNIT)
def text(request: HttpRequest, key: str) -> HttpResponse:
    """One text, in both languages."""
    try:
        now = {language: texts.text(key, language) for language in unit.LANGUAGES}
    except texts.UnknownText as fault:
        raise Http404 from fault
    initial = {**{language: each.text for language, each in now.items()}, "confirmed_by": now["sv"].confirmed_by}
    form = forms.Confirmed(request.POST or None, initial=initial)
    if form.is_valid():
        words = {language: form.cleaned_data[language] for language in unit.LANGUAGES}
        confirmed_by = form.cleaned_data["confirmed_by"]
        texts.confirm(key, words, confirmed_by=confirmed_by, by=roles.signed_in(request), at=timezone.now())
        messages.success(request, _("Texten är bekräftad."))
        return redirect("staff:texts")
    found = {"form": form, "key": key, "now": now["sv"], "proposal": proposals.PROPOSALS[key]}
    return render(request, "staff/text.html", found)


@needs(Right.UNIT)
def listed_helplines(request: HttpRequest) -> HttpResponse:
    """The numbers, and when somebody of the unit last called each."""
    found = [(line, helplines.evidence(line.number)) for line in helplines.lines(unit.here())]
    return render(request, "staff/helplines.html", {"lines": found})


@needs(Right.UNIT)
def helpline(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has called the number: what it is for, when they answer."""
    now = helplines.one(pk)
    if now is None:
        raise Http404
    form = forms.Called(request.POST or None, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        helplines.called(
            pk,
            number=said["number"],
            what={"sv": said["what_sv"], "en": said["what_en"]},
            hours={"sv": said["hours_sv"], "en": said["hours_en"]},
            by=roles.signed_in(request),
            at=timezone.now(),
        )
        messages.success(request, _("Numret är prövat i dag."))
        return redirect("staff:helplines")
    return render(request, "staff/helpline.html", {"form": form, "now": now, "pk": pk})


@needs(Right.UNIT)
@require_POST
def remove_helpline(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody answers there any more."""
    if helplines.one(pk) is None:
        raise Http404
    helplines.remove(pk, by=roles.signed_in(request), at=timezone.now())
    return redirect("staff:helplines")


@needs(Right.READY)
def remaining(request: HttpRequest) -> HttpResponse:
    """What still hinders going live: the same list as `kast ready`."""
    found = ready.hindrances(timezone.localdate())
    may_do = roles.may(roles.member_of(request), Right.UNIT)
    return render(request, "staff/ready.html", {"hindrances": found, "may_do": may_do})


def _now() -> dict[str, dict[str, object]]:
    return {key: {language: unit.value(key, language) for language in unit.LANGUAGES} for key in sayings.KEYS}
