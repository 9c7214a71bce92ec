"""What somebody believes of each part of the model. Nothing of it is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kast.figures.believed import SHARES, Belief
from kast.figures.planning.model import UNKNOWN
from kast.figures.planning.parts import Part, number_between, share_between

MOST = {"caught": 100_000, "purchases": 1000}
WRONG = {"invalid": _("Skriv ett tal."), "min_value": _("Skriv ett tal som är minst 0.")}
MISSING: dict[str, Promise] = {
    "cessation": _("Skriv ett spann. Ingen vet hur många som hade slutat ändå, men 0 är också ett antagande."),
    "purchases": _("Skriv ett spann som du kan stå för."),
}


class PlanningForm(forms.Form):
    """A span and its source for every part; what the work would need to give; how many more can be followed."""

    enough = forms.DecimalField(
        label=_("Så många uteblivna köp på ett år behövs för att det ska vara värt det"),
        help_text=_("Får stå tomt."),
        min_value=0,
        max_value=1_000_000,
        required=False,
        localize=True,
        error_messages=WRONG,
    )
    people = forms.IntegerField(
        label=_("Så många till kan vi följa upp"),
        help_text=_("Personer."),
        min_value=1,
        max_value=200,
        initial=50,
        localize=True,
        error_messages={
            "required": _("Skriv hur många."),
            "invalid": _("Skriv ett heltal."),
            "min_value": _("Skriv ett tal som är minst 1."),
            "max_value": _("Skriv ett tal som är högst 200."),
        },
    )

    def __init__(self, *args: Any, beliefs: Mapping[str, Belief], **kwargs: Any) -> None:
        """The beliefs that the fields begin with."""
        super().__init__(*args, **kwargs)
        self.beliefs = beliefs
        for name, belief in beliefs.items():
            most = MOST.get(name, 100)
            too_much = {"max_value": _("Skriv ett tal som är högst %(limit_value)s.")}
            for end, label, value in (("from", _("från"), belief.low), ("to", _("till"), belief.high)):
                self.fields[f"{name}_{end}"] = forms.DecimalField(
                    label=label,
                    initial=value,
                    min_value=0,
                    max_value=most,
                    max_digits=9,
                    decimal_places=3,
                    required=False,
                    localize=True,
                    error_messages=WRONG | too_much,
                )
            self.fields[f"{name}_source"] = forms.CharField(
                label=_("Varifrån talet kommer"), initial=belief.source, max_length=160, required=False
            )
        for name, field in self.fields.items():
            field.widget.attrs |= {"autocomplete": "off"}
            if not name.endswith("_source"):
                field.widget.attrs |= {"inputmode": "decimal"}
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.beliefs:
            self._check_span(name, given)
            self._check_source(name, given)
        return given

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """(The field's id, which part it belongs to, what is wrong): many parts can lack the same thing."""
        return [
            (field.id_for_label or "", str(belief.label if belief else field.label), str(error))
            for field in self
            for belief in [self.beliefs.get(field.name.rpartition("_")[0])]
            for error in field.errors
        ]

    @property
    def rows(self) -> list[tuple[Belief, list[forms.BoundField]]]:
        """Each part with its three fields, for the page."""
        return [
            (belief, [self[f"{name}_{part}"] for part in ("from", "to", "source")])
            for name, belief in self.beliefs.items()
        ]

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """What was filled in, in the unit of the form. Only of a form that is valid, as the rest."""
        ends = {name: (self.cleaned_data[f"{name}_from"], self.cleaned_data[f"{name}_to"]) for name in self.beliefs}
        return {name: (float(low), float(high)) for name, (low, high) in ends.items() if low is not None}

    @property
    def parts(self) -> dict[str, Part]:
        """The same, as the model takes it."""
        return {
            name: share_between(low / 100, high / 100) if name in SHARES else number_between(low, high)
            for name, (low, high) in self.spans.items()
        }

    @property
    def sources(self) -> dict[str, str]:
        """Where each number comes from."""
        return {name: self.cleaned_data[f"{name}_source"] for name in self.spans}

    @property
    def enough_said(self) -> float | None:
        """What it would need to give; None when that was not said."""
        enough = self.cleaned_data["enough"]
        return None if enough is None else float(enough)

    def _check_span(self, name: str, given: dict[str, Any]) -> None:
        ends = [f"{name}_from", f"{name}_to"]
        if any(end in self.errors for end in ends):
            return
        low, high = (given.get(end) for end in ends)
        if low is None and high is None and name in UNKNOWN:
            return
        for end, value in zip(ends, (low, high), strict=True):
            if value is None:
                self.add_error(end, str(MISSING.get(name, _("Skriv både från och till."))))
                return
        if low is not None and high is not None and low > high:
            self.add_error(ends[1], _("Till ska vara minst lika stort som från."))

    def _check_source(self, name: str, given: dict[str, Any]) -> None:
        field, belief = f"{name}_source", self.beliefs[name]
        low, high, said = given.get(f"{name}_from"), given.get(f"{name}_to"), given.get(field)
        if field in self.errors or low is None or high is None:
            return
        if not said:
            self.add_error(field, _("Skriv varifrån talet kommer, eller att det är en gissning."))
        elif said == belief.source and (low, high) != (belief.low, belief.high):
            self.add_error(field, _("Du har ändrat talet. Skriv varifrån det nya kommer."))
