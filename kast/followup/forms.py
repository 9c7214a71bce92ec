"""The two steps of the questions. Every question may be skipped; forms clean, verbs do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any as Anything

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from . import codes
from .questions import LONGEST, Again, Answer, Any, HeldBack, Often, Where, months_between

_QUIET = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}


class First(forms.Form):
    """Whether it happened. The rest is asked on the next page, and depends on it."""

    any = forms.ChoiceField(
        choices=Any.choices,
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("fu.choose", "Välj ett svar. ”Vill inte svara” är också ett svar.")},
    )


class SkippableField(forms.ChoiceField):
    """A question that may be skipped: whatever is not one of its answers is no answer, and never an error."""

    def __init__(self, choices: Sequence[tuple[Anything, Anything]], **how: Anything) -> None:
        super().__init__(required=False, choices=[("", "–"), *choices], **how)

    def clean(self, value: Anything) -> str:
        said: str = self.to_python(value)
        return said if self.valid_value(said) else ""


@dataclass(frozen=True)
class Month:
    """One month of the calendar: its four questions. `open`: something in it is filled in already."""

    name: str
    fields: Sequence[forms.BoundField]

    @property
    def open(self) -> bool:
        """Whether it shows what was filled in."""
        return any(field.value() for field in self.fields)


class Rest(forms.Form):
    """Where it happened: the calendar and the last month. Then what held back, what made it worse, talking again."""

    any = forms.ChoiceField(choices=Any.choices, widget=forms.HiddenInput)
    last = SkippableField([], label=pgettext_lazy("fu.last", "Vilken månad var det senast?"))
    worse = forms.CharField(
        label=pgettext_lazy("fu.worse", "Var det något hos oss som inte hjälpte, eller som gjorde det värre?"),
        required=False,
        widget=forms.Textarea(attrs={**_QUIET, "rows": "4"}),
    )
    again = SkippableField(Again.choices, label=pgettext_lazy("fu.end", "Vill du prata med oss igen?"))

    def __init__(self, *args: Anything, since: date, today: date, any_: str = "", **options: Anything) -> None:
        super().__init__(*args, **options)
        self.initial["any"] = any_
        self._months = months_between(since, today)
        self.asks_when = (self.data.get("any") if self.is_bound else any_) == Any.YES
        for item in HeldBack:
            weights = [(str(weight), str(weight)) for weight in range(11)]
            self.fields[f"held_{item}"] = SkippableField(weights, label=item.label)
        if not self.asks_when:
            del self.fields["last"]
            return
        self.fields["last"] = SkippableField(
            [(f"{month:%Y-%m}", _name(month)) for month in self._months], label=self.fields["last"].label
        )
        for month in self._months:
            for where in Where:
                self.fields[f"c_{month:%Y-%m}_{where}"] = SkippableField(Often.choices, label=where.label)

    @property
    def calendar(self) -> Iterator[Month]:
        """Month by month, the newest first."""
        for month in self._months:
            yield Month(_name(month), [self[f"c_{month:%Y-%m}_{where}"] for where in Where])

    @property
    def held(self) -> list[forms.BoundField]:
        """What may have held back, each from 0 to 10."""
        return [self[f"held_{item}"] for item in HeldBack]

    def clean_worse(self) -> str:
        """What was written, with line ends counted once. Too long is said, and the text stays."""
        text: str = self.cleaned_data["worse"].replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                pgettext("fu.long", "Texten är %(n)s tecken för lång. Den står kvar. Korta den lite.")
                % {"n": len(text) - LONGEST}
            )
        return text

    def answer(self) -> Answer:
        """The answer, with what was skipped left out."""
        given = self.cleaned_data
        return Answer(
            any=Any(given["any"]),
            calendar=self._counts(given) if self.asks_when else {},
            last=given.get("last", ""),
            held_back={item.value: int(given[f"held_{item}"]) for item in HeldBack if given.get(f"held_{item}")},
            worse=given["worse"],
            again=given["again"],
        )

    def _counts(self, given: Mapping[str, Anything]) -> dict[str, dict[str, str]]:
        counts = {}
        for month in self._months:
            name = f"{month:%Y-%m}"
            said = {where.value: given[f"c_{name}_{where}"] for where in Where if given.get(f"c_{name}_{where}")}
            if said:
                counts[name] = said
        return counts


class Trying(forms.Form):
    """How an attempt to reach the person went."""

    result = forms.ChoiceField(choices=codes.Result.choices, label=_("Hur gick det?"), widget=forms.RadioSelect)


def _name(month: date) -> str:
    return date_format(month, "F Y")
