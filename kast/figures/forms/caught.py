"""How many were caught in a year, by somebody else's count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.figures.way_here_shown import COUNTED_BY, UNITS


class CaughtForm(forms.Form):
    """How many, of what, by whose count, in which year; or a wrong number taken off again."""

    prefix = "caught"

    number = forms.IntegerField(
        label=_("Hur många greps"),
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst ett."),
        },
    )
    unknown = forms.BooleanField(label=_("Den som räknar vet inte hur många"), required=False)
    unit = forms.ChoiceField(label=_("Vad talet räknar"), choices=list(UNITS.items()))
    source = forms.ChoiceField(label=_("Vems tal"), choices=list(COUNTED_BY.items()))
    year = forms.TypedChoiceField(label=_("År"), coerce=int)
    less = forms.BooleanField(label=_("Dra ifrån i stället: talet blev fel förra gången"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        """The years that can be chosen, the latest first."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(year, str(year)) for year in years]
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"fel-{name}"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "number" not in self.errors and (given.get("number") is None) != bool(given.get("unknown")):
            self.add_error("number", _("Skriv hur många, eller säg att ingen vet."))
        return given
