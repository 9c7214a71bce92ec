"""A claim about the service, as it is put into the register."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kast.figures.own_claims import NotAClaim, Words

_KINDS = [
    ("outcome", _("att så många inte gick tillbaka")),
    ("reach", _("att så många av dem som fick veta kom hit")),
    ("unmeasured", _("något annat om oss, som vi inte räknar")),
    ("context", _("om andra: en annan plats, en annan tid, hela landet")),
]
_WRONG = {
    "said": _("Skriv vad som sades, ord för ord."),
    "source": _("Skriv vem som sa det och var det står."),
    "needed": _("Skriv vad man skulle behöva veta."),
    "low": _("Skriv vilket tal som sades, mellan 0 och 100."),
    "high": _("Det högsta talet kan inte vara lägre än det lägsta."),
    "date": _("Skriv ett år, en månad eller en dag: 2018, 2018-05 eller 2018-05-03."),
}
_LONG = {"rows": 3}


class ClaimForm(forms.Form):
    """Its words, who said it and when, what it is about, what it says of itself, and what would be needed to know."""

    said = forms.CharField(
        label=_("Vad som sades, ord för ord"), max_length=600, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    source = forms.CharField(
        label=_("Vem som sa det, och var det står"), max_length=300, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    date = forms.CharField(
        label=_("När"),
        max_length=10,
        required=False,
        help_text=_("Ett år, en månad eller en dag: 2018, 2018-05 eller 2018-05-03. Tomt om ingen vet."),
    )
    kind = forms.ChoiceField(label=_("Vad det handlar om"), choices=_KINDS)
    low = forms.IntegerField(
        label=_("Talet i procent, eller det lägsta"),
        required=False,
        help_text=_("Bara där det går att jämföra med våra egna tal: de två första valen ovan."),
    )
    high = forms.IntegerField(label=_("Det högsta, om det var ett spann"), required=False)
    everybody = forms.BooleanField(
        label=_("Det gäller alla som kom, inte bara dem som blev klara"), required=False, initial=True
    )
    denominator_known = forms.BooleanField(label=_("Det säger av hur många"), required=False)
    method_known = forms.BooleanField(label=_("Det säger hur man frågade"), required=False)
    horizon = forms.IntegerField(
        label=_("Över hur många månader, om det sägs"),
        min_value=1,
        max_value=600,
        required=False,
        error_messages={"min_value": _("Skriv ett tal som är minst ett."), "invalid": _("Skriv ett heltal.")},
    )
    needed = forms.CharField(
        label=_("För att veta behövs …"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
        help_text=_("Fortsätt meningen, utan punkt: ”hur många som kom, och hur många som svarade senare”."),
    )
    said_en = forms.CharField(
        label=_("På engelska: vad som sades"), max_length=600, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    source_en = forms.CharField(
        label=_("På engelska: vem och var"), max_length=300, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    needed_en = forms.CharField(
        label=_("På engelska: vad som behövs"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=_LONG),
        help_text=_("Lämnas det tomt visas svenskan, och sidan säger det."),
    )

    ENGLISH = ("said_en", "source_en", "needed_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            about = [f"id_{name}_helptext"] if field.help_text else []
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                about.append(f"id_{name}_error")
            if about:
                field.widget.attrs["aria-describedby"] = " ".join(about)

    @property
    def words(self) -> Words:
        """What was filled in."""
        return Words(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                Words(**given).check()
            except NotAClaim as fault:
                for name in fault.args:
                    self.add_error(name, _WRONG[name])
        return given

    @property
    def swedish_fields(self) -> list[forms.BoundField]:
        """The fields before those in English."""
        return [field for field in self if field.name not in self.ENGLISH]

    @property
    def english_fields(self) -> list[forms.BoundField]:
        """The fields in English."""
        return [self[name] for name in self.ENGLISH]


def as_filled_in(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the register as the form is filled in."""
    low, high = row["shown"] or (None, None)
    same = ("date", "kind", "everybody", "denominator_known", "method_known", "horizon")
    texts = {name: row[name]["sv"] for name in ("said", "source", "needed")}
    english = {f"{name}_en": row[name].get("en", "") for name in texts}
    return {**texts, **english, **{name: row[name] for name in same}, "low": low, "high": None if high == low else high}
