"""Which tables of a year are left out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.figures.release.tables import TABLES
from kast.figures.telling import words


class WithoutForm(forms.Form):
    """The tables to leave out; none, as a rule."""

    utan = forms.MultipleChoiceField(
        label=_("Lämna ute"), choices=[(table.key, words.TABLES[table.key].word) for table in TABLES], required=False
    )

    @property
    def chosen(self) -> list[str]:
        """The keys of the tables that are left out."""
        return self.cleaned_data["utan"] if self.is_valid() else []
