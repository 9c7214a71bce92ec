"""The guide for the first talks, and the plan."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.casework import guide, plans
from kast.casework.codes import Question
from kast.casework.looked_through import Watched

from .fields import LONG, QUIET

_LATER = _("inte nu")


class Guiding(Watched):
    """What was asked in this talk. What is left out stays as it was."""

    def __init__(self, *args: Any, asked: list[guide.Asked], **options: Any) -> None:
        super().__init__(*args, **options)
        self._asked = asked
        with_words = self._holds is not None and self._holds.guide
        for one in asked:
            self.fields[one.question.value] = _field(one.question)
            if with_words and one.question in guide.PICKS:
                self.fields[f"{one.question}_words"] = forms.CharField(
                    label=_("Med personens ord"), max_length=2000, required=False, widget=forms.TextInput(attrs=QUIET)
                )
        self.WATCHED = [name for name in self.fields if name.endswith("_words")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for one in self._asked:
            if given.get(f"{one.question}_words") and given.get(one.question.value) in (None, "", []):
                self.add_error(one.question.value, _("Välj också ett svar."))
        return given

    def questions(self) -> Iterator[tuple[guide.Asked, forms.BoundField, forms.BoundField | None]]:
        """Each question as it stands, with its field, and that for the person's words; what was never asked first."""
        for one in sorted(self._asked, key=lambda one: one.times > 0):
            words = f"{one.question}_words"
            yield one, self[one.question.value], self[words] if words in self.fields else None

    def answers(self) -> list[guide.Answer]:
        """What was filled in, as guide.answer takes it."""
        given = self.cleaned_data
        found = []
        for one in self._asked:
            picked = given.get(one.question.value)
            codes = tuple(picked) if isinstance(picked, list) else () if picked in (None, "") else (str(picked),)
            if codes:
                found.append(guide.Answer(one.question, codes, given.get(f"{one.question}_words", "")))
        return found


def _field(question: Question) -> forms.Field:
    if question in guide.RULERS:
        return forms.IntegerField(label=question.label, min_value=0, max_value=guide.MOST, required=False)
    picks = guide.PICKS[question].choices
    if question == Question.HELD_BACK:
        return forms.MultipleChoiceField(
            label=question.label, choices=picks, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(
        label=question.label, choices=[("", _LATER), *picks], required=False, widget=forms.RadioSelect
    )


class Planning(Watched):
    """The plan, in the person's words."""

    WATCHED = ("goals", "steps", "who_knows", "in_a_risk")

    goals = forms.CharField(
        label=_("Mål, med personens egna ord"), max_length=5000, required=False, widget=forms.Textarea(attrs=LONG)
    )
    steps = forms.CharField(
        label=_("Det ni kom överens om"), max_length=5000, required=False, widget=forms.Textarea(attrs=LONG)
    )
    who_knows = forms.CharField(
        label=_("Vilka som vet"),
        help_text=_("Skriv hellre ”en vän” än ett namn."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": "3"}),
    )
    in_a_risk = forms.CharField(
        label=_("Vad personen gör när det blir svårt"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(str(given.get(name, "")).strip() for name in self.WATCHED):
            self.add_error("goals", _("Planen är tom."))
        return given

    def plan(self) -> plans.Words:
        """The plan, as plans.write takes it."""
        return plans.Words(**{name: self.cleaned_data[name] for name in self.WATCHED})
