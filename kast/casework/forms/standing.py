"""How a case stands: its ending, its mode, who has it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.casework import codes, modes
from kast.casework.endings import Agreement
from kast.casework.looked_through import Watched
from kast.staff import spans, unit

from .fields import LONG, QUIET, Colleagues, day, one_of


class Ending(Watched):
    """How the case ends, and what they agreed about follow-up."""

    WATCHED = ("words",)

    ending = one_of(codes.Ending.choices, label=_("Hur slutar det?"))
    words = forms.CharField(
        label=_("Vart, eller varför"), max_length=2000, required=False, widget=forms.TextInput(attrs=QUIET)
    )
    agreed = one_of(
        [("yes", _("Ja")), ("no", _("Nej")), ("not_asked", _("Inte frågat"))],
        label=pgettext_lazy("ending.ask", "Har ni kommit överens om uppföljning? Ett nej är också ett svar."),
    )
    months = forms.TypedMultipleChoiceField(
        label=_("Efter"),
        coerce=int,
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    means = forms.ChoiceField(
        label=_("Hur"), choices=codes.FollowupMeans.choices, required=False, widget=forms.RadioSelect
    )
    number = forms.RegexField(
        r"^\+?[\d \-–]{5,20}$",
        label=_("Nummer för samtal eller sms, med personens ja"),
        required=False,
        widget=forms.TextInput(attrs={**QUIET, "inputmode": "tel"}),
        error_messages={"invalid": _("Skriv numret med siffror.")},
    )

    def __init__(self, *args: Any, holds: modes.Holds, kept: bool, texts: bool, **options: Any) -> None:
        """`kept`: a number is kept in the case already. `texts`: an SMS can be sent to this person."""
        super().__init__(*args, holds=holds, **options)
        if not holds.notes:
            del self.fields["words"]
        self._kept = kept
        months = [span.months for span in spans.of(unit.value("followup_spans"))]
        _choose(self.fields["months"], [(each, _("%(months)d månader") % {"months": each}) for each in months])
        if kept:
            self.fields["number"].help_text = _("Ett nummer är sparat. Skriv bara här om det är ett annat.")
        if not texts:
            sms = codes.FollowupMeans.SMS
            _choose(self.fields["means"], [choice for choice in codes.FollowupMeans.choices if choice[0] != sms])
            self.fields["number"].label = _("Nummer för samtal, med personens ja")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        agreed = given.get("agreed") == "yes"
        if agreed and not (given.get("months") and given.get("means")):
            self.add_error("months", _("Säg efter hur lång tid, och hur."))
        if agreed and given.get("ending") == codes.Ending.DIED:
            self.add_error("agreed", _("Den som har avlidit frågas inte."))
        by_sms = agreed and given.get("means") == codes.FollowupMeans.SMS
        if by_sms and not given.get("number") and not self._kept and "number" not in self.errors:
            self.add_error("number", _("Skriv numret som sms:et ska gå till."))
        return given

    def agreement(self) -> Agreement:
        """What was agreed, as the case keeps it."""
        given = self.cleaned_data
        if given["agreed"] != "yes":
            return Agreement(agreed=False if given["agreed"] == "no" else None)
        means, months = codes.FollowupMeans(given["means"]), tuple(given["months"])
        dialled = means in {codes.FollowupMeans.CALL, codes.FollowupMeans.SMS}
        return Agreement(agreed=True, means=means, months=months, number=given["number"].strip() if dialled else "")


def _choose(field: forms.Field, choices: Sequence[tuple[Any, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class Mode(Watched):
    """Another record mode, by a decision."""

    WATCHED = ("why",)

    mode = one_of([(mode.value, f"{mode.value}, {mode.label}") for mode in codes.Mode], label=_("Läge"))
    decision = forms.CharField(label=_("Beslutets nummer och datum"), max_length=60)
    why = forms.CharField(label=_("Varför"), max_length=2000, widget=forms.Textarea(attrs={**LONG, "rows": "3"}))


class Lending(forms.Form):
    """From and until which day the stand-in has the case."""

    since = day(label=_("Från"), help_text=_("Tomt är från och med nu."), required=False)
    until = day(label=_("Till och med"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("Den sista dagen kommer före den första."))
        return given


class Away(Lending):
    """When she is away, and which of her cases are lent meanwhile: none when only her times are to go."""

    cases = forms.MultipleChoiceField(
        label=_("Ärenden"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst ett ärende, eller ta bara bort tiderna.")},
    )
    times_alone = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["cases"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(case.number, f"{case.number}, {case.stand_in.shown_name}") for case in own]
            field.initial = [case.number for case in own]
            field.required = not self.data.get("times_alone")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("times_alone"):
            given["cases"] = []
        return given


class Handing(forms.Form):
    """Who has the case from now on, and who stands in."""

    holder = Colleagues(label=_("Behandlare"), widget=forms.RadioSelect)
    stand_in = Colleagues(label=_("Ersättare"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, holders: Sequence[Any], stand_ins: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("holder", holders), ("stand_in", stand_ins)):
            field = self.fields[name]
            if isinstance(field, Colleagues):
                field.offer(offered)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("holder") and given.get("holder") == given.get("stand_in"):
            self.add_error("stand_in", _("Ersättaren är någon annan än behandlaren."))
        return given


class Breaking(Watched):
    """Why she opens a case that is not hers."""

    WATCHED = ("why",)

    why = forms.CharField(label=_("Varför"), max_length=2000, widget=forms.Textarea(attrs={**LONG, "rows": "3"}))
