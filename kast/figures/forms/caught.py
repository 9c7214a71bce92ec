"""How many were caught in a year, by somebody else's count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.figures.way_here_shown import COUNTED_BY, UNITS

from .counted import Counted, how_many


class CaughtForm(Counted):
    """How many, of what, by whose count, in which year; or a wrong number taken off again."""

    prefix = "caught"

    number = how_many(_("Hur många greps"))
    unknown = forms.BooleanField(label=_("Den som räknar vet inte hur många"), required=False)
    unit = forms.ChoiceField(label=_("Vad talet räknar"), choices=list(UNITS.items()))
    source = forms.ChoiceField(label=_("Vems tal"), choices=list(COUNTED_BY.items()))
    year = forms.TypedChoiceField(label=_("År"), coerce=int)

    field_order = ("number", "unknown", "unit", "source", "year", "less")

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        """The years that can be chosen, the latest first."""
        super().__init__(*args, when="year", choices=[(year, str(year)) for year in years], **kwargs)
