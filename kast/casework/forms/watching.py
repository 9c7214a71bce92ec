"""Risk flags, things to do, and what was done about a warning."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.casework import codes, modes
from kast.casework.looked_through import Watched

from .fields import LONG, QUIET, Colleagues, day, one_of

_SHORT = {**LONG, "rows": "3"}
MOMENT = "%Y-%m-%dT%H:%M"


class Flagging(Watched):
    """What we do about a risk now, who, and by when. Without words where the case keeps none."""

    WATCHED = ("worry", "doing")

    worry = forms.CharField(
        label=pgettext_lazy("risk.raise", "Vad är du orolig för?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )
    doing = forms.CharField(
        label=pgettext_lazy("risk.raise", "Vad gör vi nu, vem, och till när?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs=_SHORT),
    )
    doer = Colleagues(label=_("Vem"), widget=forms.RadioSelect, required=False)
    by_when = forms.DateTimeField(
        label=_("Till när"),
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )

    def __init__(self, *args: Any, doers: Sequence[Any], words: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["doer"]
        if isinstance(field, Colleagues):
            field.offer(doers)
        if not words:
            del self.fields["worry"], self.fields["doing"]

    def said(self, doer: Any) -> dict[str, Any]:
        """What was said, as risks.Said takes it."""
        given = self.cleaned_data
        return {
            "worry": given.get("worry", ""),
            "doing": given.get("doing", ""),
            "doer": doer,
            "by_when": given["by_when"],
        }


class Raising(Flagging):
    """A flag in a case or on a letter."""

    kind = one_of(codes.RiskKind.choices, label=_("Vad gäller det?"))
    field_order = ("kind",)


class Closing(Watched):
    """How a risk went. What happened is written where the case keeps words."""

    WATCHED = ("happened",)

    outcome = one_of(codes.Outcome.choices, label=_("Hur gick det?"))
    happened = forms.CharField(
        label=_("Vad hände?"),
        max_length=5000,
        widget=forms.Textarea(attrs=_SHORT),
        error_messages={
            "required": pgettext_lazy("risk.close", "Flaggan kan avslutas när någon har skrivit vad som hände.")
        },
    )

    def __init__(self, *args: Any, words: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not words:
            del self.fields["happened"]


class NewTask(Watched):
    """One thing to do, by a day."""

    WATCHED = ("what",)

    what = forms.CharField(
        label=_("Vad ska göras?"),
        max_length=500,
        widget=forms.TextInput(attrs=QUIET),
        error_messages={"required": _("Skriv vad som ska göras.")},
    )
    due_on = day(label=_("Till"))
    who = Colleagues(label=_("Vem"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, doers: Sequence[Any], holds: modes.Holds, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        field = self.fields["who"]
        if isinstance(field, Colleagues):
            field.offer(doers)
            if doers:
                field.initial = str(doers[0].mark)
        if not holds.notes:
            del self.fields["what"]


class Acting(Watched):
    """What was done about a warning."""

    WATCHED = ("why",)

    done = one_of(codes.Done.choices, label=_("Vad gjorde du?"))
    again_on = day(label=_("Till vilken dag?"), required=False)
    why = forms.CharField(label=_("Därför att"), max_length=500, required=False, widget=forms.TextInput(attrs=QUIET))

    def __init__(self, *args: Any, holds: modes.Holds, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        if not holds.notes:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("done") == codes.Done.PLANNED and not given.get("again_on"):
            self.add_error("again_on", _("Säg vilken dag det är planerat till."))
        if given.get("done") == codes.Done.NOT_NEEDED and "why" in self.fields and not given.get("why", "").strip():
            self.add_error("why", _("Skriv varför det inte behövs."))
        return given
