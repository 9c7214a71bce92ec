"""Fields that the forms share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

QUIET = {"autocomplete": "off", "spellcheck": "false"}
LONG = {**QUIET, "rows": "7", "dir": "auto"}
DAY = ["%Y-%m-%d"]


def day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=DAY[0])
    return forms.DateField(input_formats=DAY, widget=widget, **options)


def one_of(choices: Iterable[tuple[str, Any]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=list(choices), widget=forms.RadioSelect, **options)


def not_signed() -> str:
    """What is said when a colleague's public key is not the one that the unit has signed."""
    return gettext(
        "Nyckeln för den kollegan är inte den som mottagningen har skrivit under. Inget är ändrat. Säg till nu."
    )


class Colleagues(forms.ChoiceField):
    """One of the other counsellors, by mark; which ones there are is said when the form is made."""

    def offer(self, colleagues: Sequence[Any]) -> None:
        """Offer these; with none at all the field need not be filled in."""
        self.choices = [(str(member.mark), member.shown_name) for member in colleagues]
        self.required = self.required and bool(colleagues)


class _Paging(forms.Form):
    sida = forms.IntegerField(min_value=1)


def page_of(given: Mapping[str, str]) -> int:
    """Which page of a long list is asked for; the first, when nothing sensible is."""
    form = _Paging(given)
    return int(form.cleaned_data["sida"]) if form.is_valid() else 1
