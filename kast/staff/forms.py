"""What is typed on the staff's own pages. A form cleans; it never saves."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import passwords, sayings, spans
from .sayings import KEYS, Group, Kind

_USERNAME = re.compile(r"[a-zåäö0-9][a-zåäö0-9.-]{1,59}")
_OFF = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class Phrase(forms.Form):
    """The words that unlock."""

    phrase = forms.CharField(
        label=_("Din fras"),
        help_text=_("Den öppnar det du får läsa. Ingen annan kan återställa den, inte heller driften."),
        max_length=400,
        widget=forms.PasswordInput(attrs={**_OFF, "autofocus": True}),
    )
    sheet = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Passkey(forms.Form):
    """What a passkey yields, put here by unlock.js."""

    credential = forms.CharField(max_length=400)
    prf = forms.CharField(max_length=100)


class Join(forms.Form):
    """Names and a password for somebody new."""

    shown_name = forms.CharField(
        label=_("Namnet du visar"),
        help_text=_("Det står under dina svar. Det behöver inte vara hela ditt namn."),
        max_length=60,
    )
    username = forms.CharField(
        label=_("Användarnamn"),
        help_text=_("Små bokstäver och siffror. Du loggar in med det."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        help_text=_("Minst tolv tecken. En mening är lättare att minnas än ett ord."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Lower case, so that capitals make no second account."""
        name = str(self.cleaned_data["username"]).strip().lower()
        if not _USERNAME.fullmatch(name):
            raise ValidationError(_("Använd bara bokstäver, siffror, punkt och bindestreck, minst två tecken."))
        return name

    def clean(self) -> dict[str, Any]:
        """The password is not too short, not a common one, and none of her names."""
        given = super().clean() or {}
        if "password" in given:
            names = {name: given.get(name, "") for name in ("username", "shown_name")}
            try:
                passwords.check(given["password"], **names)
            except ValidationError as fault:
                self.add_error("password", fault)
        return given


class Word(forms.Form):
    """One word of the phrase, to see that it was noted."""

    word = forms.CharField(max_length=40, widget=forms.TextInput(attrs={**_OFF, "autofocus": True}))

    def __init__(self, *args: Any, asked: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Skriv ord nummer %(number)s") % {"number": asked}


class ShownName(forms.Form):
    """Her shown name."""

    shown_name = forms.CharField(label=_("Namnet du visar"), max_length=60)


class Invite(forms.Form):
    """Which role somebody new will have."""

    role = forms.ChoiceField(label=_("Roll"))

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("Roll"), choices=list(choices))


class Fingerprint(forms.Form):
    """The digits that somebody new reads aloud."""

    digits = forms.CharField(
        label=_("Siffrorna som hon eller han läser upp"),
        max_length=60,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "numeric"}),
    )


class SignOff(forms.Form):
    """Who takes over, and two recovery sheets where nobody's keys suffice."""

    _SHEETS = ("sheet_1", "sheet_2")  # their names stand in secret_fields.py

    to = forms.ChoiceField(label=_("Vem tar över det som är låst"))
    sheet_1 = forms.CharField(label=_("Första reservbladet"), required=False, max_length=600, widget=forms.Textarea)
    sheet_2 = forms.CharField(label=_("Andra reservbladet"), required=False, max_length=600, widget=forms.Textarea)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(label=_("Vem tar över det som är låst"), choices=list(choices))
        for name in self._SHEETS:
            self.fields[name].widget.attrs.update(_OFF)

    def sheets(self) -> list[str]:
        """What was typed of the sheets: none, or as many as were given. Numbers typed along are left out."""
        typed = (self.cleaned_data[name].split() for name in self._SHEETS)
        return [" ".join(word for word in words if word.isalpha()) for words in typed if words]


class Confirmed(forms.Form):
    """A text in each language, and who has confirmed it."""

    sv = forms.CharField(label=_("På svenska"), max_length=20_000, widget=forms.Textarea)
    en = forms.CharField(label=_("På engelska"), max_length=20_000, widget=forms.Textarea(attrs={"lang": "en"}))
    confirmed_by = forms.CharField(
        label=_("Vem har bekräftat texten"),
        help_text=_("Namn och roll, till exempel kommunens jurist."),
        max_length=100,
    )


class Called(forms.Form):
    """A number as somebody heard it when she called."""

    number = forms.CharField(label=_("Nummer"), max_length=20)
    what_sv = forms.CharField(label=_("Vad det är till för, på svenska"), max_length=120)
    what_en = forms.CharField(label=_("Vad det är till för, på engelska"), max_length=120)
    hours_sv = forms.CharField(label=_("När någon svarar, på svenska"), max_length=80, required=False)
    hours_en = forms.CharField(label=_("När någon svarar, på engelska"), max_length=80, required=False)

    def clean_number(self) -> str:
        """Digits and the signs between them."""
        number = str(self.cleaned_data["number"]).strip()
        if not re.fullmatch(r"\+?[\d \-–]{3,20}", number):
            raise ValidationError(_("Skriv numret med siffror."))
        return number


class Settings(forms.Form):
    """The settings of one group, a field for each, and for each language where they are said in both."""

    def __init__(self, *args: Any, group: Group, now: Mapping[str, Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {name: key for name, key in KEYS.items() if key.group is group}
        for name, key in self._keys.items():
            for language in ("sv", "en") if key.by_language else ("sv",):
                field = _field(key, now[name][language])
                if language == "en":
                    field.label, field.help_text = _("%(what)s På engelska.") % {"what": key.meaning}, ""
                    field.widget.attrs["lang"] = "en"
                self.fields[_name(name, language, key)] = field

    def said(self) -> dict[str, Any]:
        """The settings as they are kept."""
        said: dict[str, Any] = {}
        for name, key in self._keys.items():
            if key.by_language:
                said[name] = {lang: self.cleaned_data[_name(name, lang, key)].strip() for lang in ("sv", "en")}
            else:
                said[name] = _kept(key, self.cleaned_data[name])
        return said


class Periods(forms.CharField):
    """The first and the last day of each period, one on each line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[list[str]]:
        """Each line as two days, the first not after the last."""
        found = []
        for line in (super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            try:
                first, through = (date.fromisoformat(part) for part in line.split())
            except ValueError as fault:
                raise ValidationError(_("Skriv två datum på varje rad: 2026-07-06 2026-07-31.")) from fault
            if first > through:
                raise ValidationError(_("Den första dagen kommer efter den sista."))
            found.append([first.isoformat(), through.isoformat()])
        return found


class Spans(forms.CharField):
    """When one asks later: the months, from when and until when, one span on each line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[list[int]]:
        """Spans that hold their day, and none of which meets another."""
        try:
            return spans.kept(spans.read(super().clean(value) or ""))
        except (spans.NotASpan, spans.NoSpans) as fault:
            raise ValidationError(_("Skriv tre tal på varje rad: 6: 5–8.")) from fault
        except spans.NotCounted as fault:
            raise ValidationError(_("Det går att fråga efter 6, 12 och 24 månader.")) from fault
        except spans.Unordered as fault:
            raise ValidationError(
                _("Tiden börjar senast den månad då vi frågar och slutar efter den, inom %(most)s månader.")
                % {"most": spans.LATEST}
            ) from fault
        except spans.Overlapping as fault:
            raise ValidationError(_("Två tider går in i varandra. Den ena slutar innan den andra börjar.")) from fault


def _name(name: str, language: str, key: sayings.Key) -> str:
    return f"{name}_{language}" if key.by_language else name


def _field(key: sayings.Key, value: Any) -> forms.Field:  # noqa: PLR0911 -- one for each kind
    common: dict[str, Any] = {"label": key.meaning, "required": False, "initial": value}
    match key.kind:
        case Kind.WEEKDAYS:
            return forms.TypedMultipleChoiceField(
                choices=sayings.weekday_names(),
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                **{**common, "required": True},
            )
        case Kind.NUMBER:
            return forms.IntegerField(min_value=key.least, max_value=key.most, **{**common, "required": True})
        case Kind.PERIODS:
            return Periods(**{**common, "initial": "\n".join(" ".join(period) for period in value)})
        case Kind.SPANS:
            return Spans(**{**common, "initial": spans.written(spans.of(value))})
        case Kind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)
        case Kind.FLAG:
            return forms.BooleanField(**common)
        case Kind.CHOICE:
            return forms.ChoiceField(choices=key.choices, **{**common, "required": True})
        case Kind.ADDRESS:
            return forms.URLField(assume_scheme="https", max_length=200, **{**common, "required": True})
    return forms.CharField(max_length=300, **common)


def _kept(key: sayings.Key, value: Any) -> Any:
    if key.kind is Kind.DATE:
        return value.isoformat() if value else ""
    return value.strip() if isinstance(value, str) else value
