"""The one form of this room."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from .labels import SOURCES


class ToldForm(forms.Form):
    """How many were told, by whose count, in which month; or a wrong number taken off again."""

    number = forms.IntegerField(
        label=_("Hur många"),
        min_value=1,
        max_value=100_000,
        error_messages={
            "required": _("Skriv hur många."),
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst ett."),
        },
    )
    source = forms.ChoiceField(label=_("Vems tal"), choices=list(SOURCES.items()))
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


def _month_name(month: str) -> str:
    day = date(int(month[:4]), int(month[5:]), 1)
    return f"{MONTHS[day.month]} {day.year}"
