"""The questions, as the person and the counsellor see them. Every question may be skipped; forms clean, verbs do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any as Anything

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from kast.casework.looked_through import Watched
from kast.casework.modes import Holds

from . import codes, questions
from .questions import (
    LINES,
    LONGEST,
    NOW,
    TRIED,
    Again,
    Answer,
    Any,
    Before,
    Ever,
    HeldBack,
    Often,
    Since,
    months_between,
)

_QUIET = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}
_CHOOSE = pgettext_lazy("fu.choose", "Välj ett svar. ”Vill inte svara” är också ett svar.")
_SINCE_THE_START = pgettext_lazy("fu.calendar", "sedan vi började")
_SINCE_THE_ANSWER = pgettext_lazy("fu.calendar", "sedan du svarade sist")


class First(forms.Form):
    """Whether it happened. The rest is asked on the next page, and depends on it."""

    any = forms.ChoiceField(choices=Any.choices, widget=forms.RadioSelect, error_messages={"required": _CHOOSE})


class SkippableField(forms.ChoiceField):
    """A question that may be skipped: whatever is not one of its answers is no answer, and never an error."""

    def __init__(self, choices: Iterable[tuple[Anything, Anything]], **how: Anything) -> None:
        super().__init__(required=False, choices=[("", "–"), *choices], **how)

    def clean(self, value: Anything) -> str:
        said: str = self.to_python(value)
        return said if self.valid_value(said) else ""


@dataclass(frozen=True)
class Month:
    """One month of the calendar, line by line. `open`: something in it is filled in already."""

    name: str
    fields: Sequence[forms.BoundField]

    @property
    def open(self) -> bool:
        """Whether it shows what was filled in."""
        return any(field.value() for field in self.fields)


class Asking(forms.Form):
    """What is asked at the first talks and later alike: the calendar, month by month, and how things are."""

    def __init__(self, *args: Anything, since: date, today: date, **options: Anything) -> None:
        super().__init__(*args, **options)
        self._months = months_between(since, today)
        self._lines: Sequence[str] = ()
        self._from: object = ""
        for name, (label, choices) in NOW.items():
            answers = [(value, capfirst(str(each))) for value, each in choices]
            self.fields[f"now_{name}"] = SkippableField(answers, label=label)

    def _ask_month_by_month(self, lines: Sequence[str]) -> None:
        self._lines = lines
        for month in self._months:
            for line in lines:
                field = SkippableField(Often.choices, label=questions.line_label(line))
                self.fields[f"c_{month:%Y-%m}_{line}"] = field

    @property
    def calendar(self) -> Iterator[Month]:
        """Month by month, the newest first."""
        for month in self._months:
            name = f"{_name(month)}, {self._from}" if self._from and month == self._months[-1] else _name(month)
            yield Month(name, [self[f"c_{month:%Y-%m}_{line}"] for line in self._lines])

    @property
    def tries_alone(self) -> bool:
        """Whether the calendar asks only about what came to nothing."""
        return tuple(self._lines) == (TRIED,)

    @property
    def now(self) -> list[forms.BoundField]:
        """How things are, item by item."""
        return [self[f"now_{name}"] for name in NOW]

    def counts(self) -> dict[str, dict[str, str]]:
        """What was told of each month, with what was skipped left out."""
        given, counts = self.cleaned_data, {}
        for month in self._months:
            name = f"{month:%Y-%m}"
            said = {line: str(given[f"c_{name}_{line}"]) for line in self._lines if given.get(f"c_{name}_{line}")}
            if said:
                counts[name] = said
        return counts

    def how_things_are(self) -> dict[str, str]:
        """The items that were answered."""
        given = self.cleaned_data
        return {name: given[f"now_{name}"] for name in NOW if given.get(f"now_{name}")}


class Rest(Asking):
    """Where it happened: the calendar and the last month. Then what held back, what made it worse, how things are.

    Of the oldest month only a part is asked about: its name says from when.
    """

    any = forms.ChoiceField(choices=Any.choices, widget=forms.HiddenInput)
    last = SkippableField([], label=pgettext_lazy("fu.last", "Vilken månad var det senast?"))
    worse = forms.CharField(
        label=pgettext_lazy("fu.worse", "Var det något hos oss som inte hjälpte, eller som gjorde det värre?"),
        required=False,
        widget=forms.Textarea(attrs={**_QUIET, "rows": "4"}),
    )
    again = SkippableField(Again.choices, label=pgettext_lazy("fu.end", "Vill du prata med oss igen?"))

    def __init__(self, *args: Anything, since: Since, any_: str = "", **options: Anything) -> None:
        super().__init__(*args, since=since.on, **options)
        self._from = _SINCE_THE_ANSWER if since.again else _SINCE_THE_START
        self.initial["any"] = any_
        for item in HeldBack:
            self.fields[f"held_{item}"] = SkippableField(questions.WEIGHTS, label=item.label)
        self._ask_when(self.data.get("any") if self.is_bound else any_)

    def _ask_when(self, said: object) -> None:
        """Month by month for who has bought; of what came to nothing for who has tried; the rest is asked nothing."""
        self.asks_when = said == Any.YES
        if self.asks_when:
            self.fields["last"] = self._last()
            self._ask_month_by_month(LINES)
            return
        del self.fields["last"]
        if said == Any.ATTEMPT:
            self._ask_month_by_month((TRIED,))

    def _last(self) -> SkippableField:
        months = [(f"{month:%Y-%m}", _name(month)) for month in self._months]
        return SkippableField(months, label=self.fields["last"].label)

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
            calendar=self.counts(),
            last=given.get("last", ""),
            held_back={item.value: int(given[f"held_{item}"]) for item in HeldBack if given.get(f"held_{item}")},
            worse=given.get("worse", ""),
            now=self.how_things_are(),
            again=given["again"],
        )


class Whole(Rest, Watched):
    """Everything on one page, for the counsellor who fills in what she hears. In mode A there is no box to write in."""

    WATCHED = ("worse",)

    any = forms.ChoiceField(choices=Any.choices, widget=forms.RadioSelect, error_messages={"required": _CHOOSE})

    def __init__(self, *args: Anything, holds: Holds, **options: Anything) -> None:
        super().__init__(*args, holds=holds, **options)
        if not holds.notes:
            del self.fields["worse"]

    def _ask_when(self, said: object) -> None:  # noqa: ARG002 -- all of it is there; nobody waits for a second page
        self.asks_when = True
        self.fields["last"] = self._last()
        self._ask_month_by_month(LINES)

    def clean(self) -> dict[str, Anything]:
        given = super().clean() or {}
        said, calendar = given.get("any"), self.counts()
        bought = bool(given.get("last")) or questions.has_purchases(calendar)
        if (bought and said in {Any.NO, Any.ATTEMPT}) or (said == Any.NO and questions.has_tries(calendar)):
            self.add_error("any", _("Svaret överst och månaderna säger inte samma sak."))
        return given


class Beginning(Asking):
    """The same at the first talks, on one page: whether, and month by month in the year before."""

    ever = forms.ChoiceField(choices=Ever.choices, widget=forms.RadioSelect, error_messages={"required": _CHOOSE})

    def __init__(self, *args: Anything, **options: Anything) -> None:
        super().__init__(*args, **options)
        self._ask_month_by_month(LINES)

    def clean(self) -> dict[str, Anything]:
        given = super().clean() or {}
        said = given.get("ever")
        if said in {Ever.EARLIER, Ever.NEVER} and questions.has_purchases(self.counts()):
            self.add_error("ever", pgettext("start.both", "Svaret överst och månaderna säger inte samma sak."))
        return given

    def before(self) -> Before:
        """What was told, with what was skipped left out."""
        return Before(Ever(self.cleaned_data["ever"]), calendar=self.counts(), now=self.how_things_are())


class Trying(forms.Form):
    """How an attempt to reach the person went."""

    result = forms.ChoiceField(choices=codes.Result.choices, label=_("Hur gick det?"), widget=forms.RadioSelect)


def _name(month: date) -> str:
    return date_format(month, "F Y")
