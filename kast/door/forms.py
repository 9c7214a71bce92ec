"""The door's forms. They clean; they never keep."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from . import cards, referrals, slips
from .letters import LONGEST
from .questions import About, AnswerIn, Heard

_CARD_LONGEST = 12
_WORDS_LONGEST = 1_000
_FIGURES = 5


class LetterField(forms.CharField):
    """A letter: any script, up to 20,000 signs, line ends counted once. It is kept as it was written."""

    def __init__(self, **how: Any) -> None:
        super().__init__(required=False, strip=False, **how)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")

    def validate(self, value: str) -> None:
        if not value.strip():
            raise forms.ValidationError(pgettext("letter.empty", "Brevet är tomt. En mening räcker."), code="empty")
        over = len(value) - LONGEST
        if over > 0:
            raise forms.ValidationError(
                pgettext(
                    "letter.long",
                    "Brevet är %(n)s tecken för långt. Texten står kvar. "
                    "Korta den, eller skicka resten i ett brev till.",
                )
                % {"n": over},
                code="long",
            )


class SkippableField(forms.ChoiceField):
    """A question that may be skipped: whatever is not one of its answers is no answer, and never an error."""

    def __init__(self, choices: list[tuple[str, Any]]) -> None:
        super().__init__(required=False, choices=choices)

    def clean(self, value: Any) -> str:
        said: str = self.to_python(value)
        return said if self.valid_value(said) else ""


class LetterForm(forms.Form):
    """A first letter and the questions that may be skipped. A card's code can never keep a letter from being sent."""

    letter = LetterField()
    about = SkippableField(About.choices)
    heard = SkippableField(Heard.choices)
    card = forms.CharField(required=False)
    language = SkippableField(AnswerIn.choices)
    safe = forms.BooleanField(required=False)
    # The help for thoughts of suicide was on the page that was sent.
    helped = forms.BooleanField(required=False)

    def clean_card(self) -> str:
        """The letters and figures of a code, however they were typed."""
        typed: str = self.cleaned_data["card"]
        return cards.read(typed)[:_CARD_LONGEST]

    @property
    def answers(self) -> Mapping[str, object]:
        """The questions that were answered."""
        return {
            name: self.cleaned_data[name]
            for name in ("about", "heard", "card", "language", "safe")
            if self.cleaned_data.get(name)
        }

    @property
    def needs_help_first(self) -> bool:
        """Thoughts of suicide were ticked, and the page that was sent did not show whom to call."""
        return bool(self.cleaned_data.get("safe")) and not self.cleaned_data.get("helped")


class SlipForm(forms.Form):
    """Asking to be called. A number is all that is needed; voicemail is off unless it was chosen."""

    number = forms.CharField(
        max_length=40,
        error_messages={
            "required": pgettext_lazy("slip.error", "Skriv numret som vi ska ringa."),
            "max_length": pgettext_lazy("slip.error", "Numret är för långt. Skriv bara siffrorna."),
        },
    )
    phone = SkippableField(slips.Unsure.choices)
    parts = forms.MultipleChoiceField(required=False, choices=slips.Part.choices)
    hours = forms.CharField(required=False)
    others = SkippableField(slips.Unsure.choices)
    message = SkippableField(slips.Message.choices)
    language = forms.CharField(required=False)
    alias = forms.CharField(required=False)
    # That it is better to call us was on the page that was sent.
    warned = forms.BooleanField(required=False)

    def clean_number(self) -> str:
        """What can be dialled: five figures at least, as they were written."""
        typed: str = self.cleaned_data["number"]
        if sum(sign.isdecimal() for sign in typed) < _FIGURES:
            raise forms.ValidationError(
                pgettext("slip.error", "Numret är för kort. Skriv det med riktnummer."), code="short"
            )
        return typed

    @property
    def better_to_call_us(self) -> bool:
        """The phone is not with the person in the coming weeks, and the page that was sent did not say what then."""
        return self.cleaned_data.get("phone") == slips.Unsure.NO and not self.cleaned_data.get("warned")

    def said(self) -> slips.Said:
        """What was said, cut where no more is kept."""
        given = self.cleaned_data
        return slips.Said(
            number=given["number"],
            parts=tuple(given["parts"]),
            hours=given["hours"][: slips.LONGEST],
            phone=given["phone"],
            others=given["others"],
            message=given["message"] or slips.Message.NONE,
            language=given["language"][: slips.LONGEST],
            alias=given["alias"][: slips.LONGEST],
        )


class ReferralForm(forms.Form):
    """Pointing somebody on. Without the person's yes it is not sent."""

    source = forms.ChoiceField(
        choices=referrals.Source.choices,
        error_messages={"required": pgettext_lazy("refer.error", "Välj var du arbetar.")},
    )
    consent = forms.BooleanField(
        error_messages={"required": pgettext_lazy("refer.error", "Utan personens ja kan vi inte ta emot det här.")}
    )
    told = forms.CharField(
        max_length=referrals.LONGEST,
        error_messages={
            "required": pgettext_lazy("refer.error", "Skriv vad personen har fått veta. En mening räcker."),
            "max_length": pgettext_lazy("refer.error", "Texten är för lång. Korta den."),
        },
    )
    reach = forms.CharField(
        required=False,
        max_length=referrals.LONGEST,
        error_messages={"max_length": pgettext_lazy("refer.error", "Texten är för lång. Korta den.")},
    )

    def said(self) -> referrals.Said:
        """What was said."""
        given = self.cleaned_data
        return referrals.Said(source=given["source"], told=given["told"], reach=given["reach"])


class MoreForm(forms.Form):
    """Another letter, from inside."""

    letter = LetterField()


class BackForm(forms.Form):
    """The words with which somebody comes back. Anything may be typed: what it opens is decided elsewhere."""

    words = forms.CharField(required=False, strip=False)

    def clean_words(self) -> str:
        """What was typed, cut where no words can be any more."""
        typed: str = self.cleaned_data["words"]
        return typed[:_WORDS_LONGEST]


class WordForm(forms.Form):
    """One of the words, to show that they are kept."""

    word = forms.CharField(required=False, max_length=100)


class DayForm(forms.Form):
    """A day for the calendar: from today on, two years at most. Any other is no day."""

    day = forms.DateField(required=False)

    def on(self, *, today: date) -> date | None:
        """The day that was chosen."""
        if not self.is_valid():
            return None
        day: date | None = self.cleaned_data["day"]
        return day if day and today <= day <= today + timedelta(days=730) else None
