"""The word one types so that nothing is deleted by a slip."""

from django import forms
from django.utils.translation import pgettext_lazy

_WORDS = {"radera", "delete"}


class Confirm(forms.Form):
    """The word *radera*, or *delete*: either will do on both pages."""

    word = forms.CharField(required=False, max_length=40)

    def clean_word(self) -> str:
        """The word as it should be."""
        typed: str = self.cleaned_data["word"].strip().strip(".\"'”“").casefold()
        if typed not in _WORDS:
            raise forms.ValidationError(pgettext_lazy("delete.wrong", "Inget är raderat än. Skriv ordet radera."))
        return typed
