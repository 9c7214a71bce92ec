"""What is asked when a case is taken, begun or corrected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.casework import codes, modes
from kast.casework.cases import Asked
from kast.casework.looked_through import Watched

from .fields import QUIET, Colleagues, one_of


class Taking(Watched):
    """What is asked when a case is taken. Every coded thing may be left as not asked."""

    SHORT = ("alias",)

    alias = forms.CharField(
        label=pgettext_lazy("case.new", "Vad ska vi kalla personen?"),
        help_text=_("Inget namn behövs. Det här hittar du ärendet på."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    concerns = one_of(codes.Concerns.choices, label=_("Vem gäller det?"), initial=codes.Concerns.NOT_ASKED)
    baseline = one_of(codes.Baseline.choices, label=_("Köp vid början"), initial=codes.Baseline.NOT_ASKED)
    route_in = one_of(codes.RouteIn.choices, label=_("Väg hit"), initial=codes.RouteIn.OWN)
    informed_limits = forms.BooleanField(label=_("Har fått veta var tystnadsplikten slutar"), required=False)
    informed_apply = forms.BooleanField(label=_("Har fått veta om rätten att ansöka om annan hjälp"), required=False)
    mode = one_of(
        [(mode.value, f"{mode.value}, {mode.label}") for mode in codes.Mode], label=_("Läge"), initial=codes.Mode.A
    )
    decision = forms.CharField(
        label=_("Beslutets nummer och datum"), help_text=_("Läge B vilar på ett beslut."), max_length=60, required=False
    )
    personal_number = forms.CharField(
        label=_("Personnummer"),
        help_text=_("Bara i läge C. Det sparas som ett fingeravtryck som ärendet hittas på."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    flag = forms.BooleanField(
        label=_("Sätt riskflaggan självmord. Jag har den."),
        help_text=_("Brevet säger att personen har tankar på att ta sitt liv."),
        required=False,
    )
    stand_in = Colleagues(label=_("Ersättare"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Any] = (), suicide: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not suicide:
            del self.fields["flag"]
        field = self.fields["stand_in"]
        if isinstance(field, Colleagues):
            field.offer(colleagues)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("mode") == codes.Mode.B and not given.get("decision"):
            self.add_error("decision", _("Skriv beslutets nummer. Utan beslut är det läge A."))
        if given.get("personal_number") and given.get("mode") != codes.Mode.C:
            self.add_error("personal_number", _("Personnummer tas bara emot i läge C."))
        return given

    def holds(self) -> modes.Holds | None:
        """By the mode that the case is to have."""
        mode = self.cleaned_data.get("mode")
        return modes.HOLDS[codes.Mode(mode)] if mode else None

    def asked(self) -> Asked:
        """The answers as a case keeps them."""
        given = self.cleaned_data
        return Asked(
            route_in=codes.RouteIn(given["route_in"]),
            mode=codes.Mode(given["mode"]),
            decision=given["decision"],
            concerns=codes.Concerns(given["concerns"]),
            baseline=codes.Baseline(given["baseline"]),
            informed_limits=given["informed_limits"],
            informed_apply=given["informed_apply"],
            alias=given["alias"],
            personal_number=given["personal_number"],
        )


class Beginning(Taking):
    """A case that begins with a phone call or a visit."""

    began_with = one_of(
        [(begin.value, begin.label) for begin in (codes.Begin.PHONE, codes.Begin.VISIT)],
        label=_("Börjar med"),
        initial=codes.Begin.PHONE,
    )
    field_order: tuple[str, ...] = ("began_with",)


class Correcting(Taking):
    """The same answers, later. The mode has its own page; the stand-in too."""

    def __init__(self, *args: Any, mode: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._mode = mode
        for name in ("stand_in", "mode", "decision"):
            del self.fields[name]
        if mode != codes.Mode.C:
            del self.fields["personal_number"]

    def clean(self) -> dict[str, Any]:
        given = forms.Form.clean(self) or {}
        return {"personal_number": "", **given, "mode": self._mode, "decision": ""}
