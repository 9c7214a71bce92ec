"""Which release, and in which language."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportForm(forms.Form):
    """The report, or the national agency's file, from one release."""

    number = forms.ChoiceField(label=_("Utgåva"))
    language = forms.ChoiceField(label=_("Språk"), choices=[("sv", "Svenska"), ("en", "English")])
    made = forms.ChoiceField(choices=[("report", ""), ("agency", "")], required=False)

    def __init__(self, *args: object, releases: list[tuple[str, str]], **kwargs: object) -> None:
        """The releases that there are, the latest first: (number, in words)."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on as they came
        chosen = self.fields["number"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = releases
