"""Batches of cards; a call's result; a case from a slip or a referral."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.casework import batches, codes

from .beginning import Beginning, Taking
from .fields import day


class Batching(forms.Form):
    """A batch: where, how many, and when in general; a day only for ten cards and more."""

    place = forms.CharField(
        label=_("Var eller när korten delas ut"),
        help_text=_("Skriv allmänt, till exempel en stadsdel eller en insats. Det här är inte inlåst."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.IntegerField(
        label=_("Hur många kort"), help_text=_("Tio ryms på ett ark."), min_value=1, max_value=batches.MOST, initial=30
    )
    given_in = forms.RegexField(
        r"^20\d\d-(0[1-9]|1[0-2])$",
        label=_("Månad, om du vet den"),
        help_text=_("År och månad, till exempel 2026-11."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Skriv år och månad, till exempel 2026-11.")},
    )
    given_on = day(label=_("Eller dag"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on: date | None = given.get("given_on")
        if on is not None:
            given["given_in"] = f"{on:%Y-%m}"
        return given


def too_few_for_a_day() -> str:
    """What is said when a day was given for fewer than ten cards."""
    return str(
        _("Under tio kort sparas ingen dag. Den som vet vilka ni träffade den dagen skulle veta vem som hörde av sig.")
    )


class Calling(forms.Form):
    """How a call went."""

    result = forms.ChoiceField(choices=codes.CallResult.choices)


class _KeepsNumber(forms.Form):
    keep_number = forms.BooleanField(
        label=_("Personen har sagt ja till att numret sparas i ärendet"),
        help_text=_("Annars tas det bort nu."),
        required=False,
    )


class FromSlip(Taking, _KeepsNumber):
    """A case of somebody who answered the call."""

    field_order = ("keep_number",)


class FromReferral(Beginning, _KeepsNumber):
    """A case of somebody who was pointed on."""

    field_order = ("began_with", "keep_number")
