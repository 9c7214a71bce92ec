"""What becomes of letters that nobody has taken."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import Colleagues


class Colleague(forms.Form):
    """One colleague."""

    colleague = Colleagues(label=_("Kollega"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["colleague"]
        if isinstance(field, Colleagues):
            field.offer(colleagues)
            field.required = True


class Discarding(forms.Form):
    """Which letters go in bulk: from one number to another."""

    first = forms.IntegerField(label=_("Från nummer"), min_value=1)
    last = forms.IntegerField(label=_("Till nummer"), min_value=1)
