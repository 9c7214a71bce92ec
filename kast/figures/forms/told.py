"""How many were told, by somebody else's count."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kast.figures import told_codes
from kast.figures.labels import SOURCES

from .counted import Counted, how_many


class ToldForm(Counted):
    """How many were told, by whose count, in which month; or a wrong number taken off again."""

    number = how_many(_("Hur många fick veta"))
    agreed = how_many(_("Hur många av dem sa ja till att bli uppringda"))
    unknown = forms.BooleanField(label=_("Den som räknar vet inte hur många som fick veta"), required=False)
    source = forms.ChoiceField(label=_("Vems tal"), choices=list(SOURCES.items()))
    area = forms.CharField(label=_("Område, om talet bara gäller ett"), max_length=40, required=False)
    month = forms.ChoiceField(label=_("Månad"))

    field_order = ("number", "agreed", "unknown", "source", "area", "month", "less")

    def __init__(self, *args: Any, months: list[str], **kwargs: Any) -> None:
        """The months that can be chosen, the latest first."""
        super().__init__(*args, when="month", choices=[(month, _month_name(month)) for month in months], **kwargs)

    def clean_area(self) -> str:
        """The area as the ledger keeps it."""
        return told_codes.area_code(self.cleaned_data["area"])


def _month_name(month: str) -> str:
    day = date(int(month[:4]), int(month[5:]), 1)
    return f"{MONTHS[day.month]} {day.year}"
