"""How many were told, by somebody else's count."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kast.figures import told_codes
from kast.figures.labels import SOURCES


class ToldForm(forms.Form):
    """How many were told, by whose count, in which month; or a wrong number taken off again."""

    number = forms.IntegerField(
        label=_("Hur många fick veta"),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst ett."),
        },
    )
    agreed = forms.IntegerField(
        label=_("Hur många av dem sa ja till att bli uppringda"),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst ett."),
        },
    )
    unknown = forms.BooleanField(label=_("Den som räknar vet inte hur många som fick veta"), required=False)
    source = forms.ChoiceField(label=_("Vems tal"), choices=list(SOURCES.items()))
    area = forms.CharField(label=_("Område, om talet bara gäller ett"), max_length=40, required=False)
    month = forms.ChoiceField(label=_("Månad"))
    less = forms.BooleanField(label=_("Dra ifrån i stället: talet blev fel förra gången"), required=False)

    def __init__(self, *args: Any, months: list[str], **kwargs: Any) -> None:
        """The months that can be chosen, the latest first."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["month"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(month, _month_name(month)) for month in months]
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"fel-{name}"}

    def clean_area(self) -> str:
        """The area as the ledger keeps it."""
        return told_codes.area_code(self.cleaned_data["area"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "number" not in self.errors and (given.get("number") is None) != bool(given.get("unknown")):
            self.add_error("number", _("Skriv hur många, eller säg att ingen vet."))
        return given


def _month_name(month: str) -> str:
    day = date(int(month[:4]), int(month[5:]), 1)
    return f"{MONTHS[day.month]} {day.year}"
