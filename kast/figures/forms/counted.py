"""What somebody else has counted: a whole number, or that nobody knows; or a wrong number taken off again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def how_many(label: Any) -> forms.IntegerField:
    """A whole number of people that may be left out."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages={
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst ett."),
        },
    )


class Counted(forms.Form):
    """Either a number or *nobody knows*, for one of the times that can be chosen, the latest first."""

    less = forms.BooleanField(label=_("Dra ifrån i stället: talet blev fel förra gången"), required=False)

    def __init__(self, *args: Any, when: str, choices: Iterable[tuple[Any, str]], **kwargs: Any) -> None:
        """`when` is the field in which the time is chosen."""
        super().__init__(*args, **kwargs)
        chosen = self.fields[when]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(choices)
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"fel-{name}"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "number" not in self.errors and (given.get("number") is None) != bool(given.get("unknown")):
            self.add_error("number", _("Skriv hur många, eller säg att ingen vet."))
        return given
