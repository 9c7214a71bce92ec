"""What the counsellor fills in. Forms clean; verbs do."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from . import codes
from .cases import Asked
from .endings import Agreement

_QUIET = {"autocomplete": "off", "spellcheck": "false"}
_LONG = {**_QUIET, "rows": "7", "dir": "auto"}
_DAY = ["%Y-%m-%d"]


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=_DAY[0])
    return forms.DateField(input_formats=_DAY, widget=widget, **options)


def _one_of(choices: Iterable[tuple[str, Any]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=list(choices), widget=forms.RadioSelect, **options)


def not_signed() -> str:
    """What is said when a colleague's public key is not the one that the unit has signed."""
    return gettext(
        "Nyckeln för den kollegan är inte den som mottagningen har skrivit under. Inget är ändrat. Säg till nu."
    )


class Colleagues(forms.ChoiceField):
    """One of the other counsellors, by mark; which ones there are is said when the form is made."""

    def offer(self, colleagues: Sequence[Any]) -> None:
        """Offer these; with none at all the field need not be filled in."""
        self.choices = [(str(member.mark), member.shown_name) for member in colleagues]
        self.required = self.required and bool(colleagues)


class Taking(forms.Form):
    """What is asked when a case is taken. Every coded thing may be left as not asked."""

    alias = forms.CharField(
        label=pgettext_lazy("case.new", "Vad ska vi kalla personen?"),
        help_text=_("Inget namn behövs. Det här hittar du ärendet på."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=_QUIET),
    )
    concerns = _one_of(codes.Concerns.choices, label=_("Vem gäller det?"), initial=codes.Concerns.NOT_ASKED)
    baseline = _one_of(codes.Baseline.choices, label=_("Köp vid början"), initial=codes.Baseline.NOT_ASKED)
    route_in = _one_of(codes.RouteIn.choices, label=_("Väg hit"), initial=codes.RouteIn.OWN)
    informed_limits = forms.BooleanField(label=_("Har fått veta var tystnadsplikten slutar"), required=False)
    informed_apply = forms.BooleanField(label=_("Har fått veta om rätten att ansöka om annan hjälp"), required=False)
    mode = _one_of(
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
        widget=forms.TextInput(attrs=_QUIET),
    )
    stand_in = Colleagues(label=_("Ersättare"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(*args, **options)
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

    began_with = _one_of(
        [(begin.value, begin.label) for begin in (codes.Begin.PHONE, codes.Begin.VISIT)],
        label=_("Börjar med"),
        initial=codes.Begin.PHONE,
    )
    field_order = ("began_with",)


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


class Writing(forms.Form):
    """An answer to the person."""

    words = forms.CharField(
        label=_("Ditt svar"),
        max_length=20_000,
        widget=forms.Textarea(attrs=_LONG),
        error_messages={"required": _("Svaret är tomt.")},
    )
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)


class Noting(forms.Form):
    """A talk that was held or was not, and what she writes about it; or a note alone."""

    WHAT = (("held", _("Ja")), ("not_held", _("Nej")), ("note", _("Bara anteckning")))
    what = _one_of(WHAT, label=_("Blev av"), initial="held")
    kind = _one_of(codes.ContactKind.choices, label=_("Slag"), initial=codes.ContactKind.CONVERSATION)
    means = _one_of(codes.Means.choices, label=_("Sätt"), initial=codes.Means.HERE)
    on = _day(label=_("Dag"))
    minutes = forms.IntegerField(label=_("Minuter"), min_value=1, max_value=600, required=False)
    interpreter = forms.BooleanField(label=_("Med tolk"), required=False)
    not_held = forms.ChoiceField(
        label=pgettext_lazy("held.not", "Blev inte av"), choices=[("", "–"), *codes.NotHeld.choices], required=False
    )
    words = forms.CharField(
        label=_("Anteckning"), max_length=50_000, required=False, widget=forms.Textarea(attrs=_LONG)
    )
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, notes: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not notes:
            del self.fields["words"]
            self.fields["what"] = _one_of(self.WHAT[:2], label=_("Blev av"), initial="held")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "not_held" and not given.get("not_held"):
            self.add_error("not_held", _("Säg varför det inte blev av."))
        if given.get("what") == "note" and not given.get("words", "").strip():
            self.add_error("words", _("Anteckningen är tom."))
        return given

    def contact(self) -> dict[str, Any]:
        """The talk, as contacts.record takes it."""
        given = self.cleaned_data
        held = given["what"] == "held"
        return {
            "on": given["on"],
            "kind": codes.ContactKind(given["kind"]),
            "means": codes.Means(given["means"]),
            "held": held,
            "not_held": None if held else codes.NotHeld(given["not_held"]),
            "minutes": given["minutes"],
            "interpreter": given["interpreter"],
            "words": given.get("words", ""),
            "draft": given["draft"],
        }


class Topical(forms.Form):
    """Where the talk about trafficking and vulnerability stands."""

    state = _one_of(codes.TopicState.choices, label=_("Hur långt har ni kommit?"), initial=codes.TopicState.NOT_YET)
    why = forms.ChoiceField(label=_("Väntar därför att"), choices=[("", "–"), *codes.Why.choices], required=False)
    again_on = _day(label=_("Tas upp igen"), required=False)
    before = forms.CharField(
        label=_("Personens bild före"), max_length=2000, required=False, widget=forms.TextInput(attrs=_QUIET)
    )
    after = forms.CharField(label=_("Efter"), max_length=2000, required=False, widget=forms.TextInput(attrs=_QUIET))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("state") == codes.TopicState.PUT_OFF and not (given.get("why") and given.get("again_on")):
            self.add_error("again_on", _("Säg varför du väntar, och vilken dag du tar upp det igen."))
        return given

    def said(self) -> dict[str, Any]:
        """What was said, as topic.say takes it."""
        given = self.cleaned_data
        return {
            "state": codes.TopicState(given["state"]),
            "why": codes.Why(given["why"]) if given["why"] else None,
            "again_on": given["again_on"],
            "before": given["before"],
            "after": given["after"],
        }


class Ending(forms.Form):
    """How the case ends, and what they agreed about follow-up."""

    ending = _one_of(codes.Ending.choices, label=_("Hur slutar det?"))
    words = forms.CharField(
        label=_("Vart, eller varför"), max_length=2000, required=False, widget=forms.TextInput(attrs=_QUIET)
    )
    agreed = _one_of(
        [("yes", _("Ja")), ("no", _("Nej")), ("not_asked", _("Inte frågat"))],
        label=pgettext_lazy("ending.ask", "Har ni kommit överens om uppföljning? Ett nej är också ett svar."),
    )
    months = forms.TypedMultipleChoiceField(
        label=_("Efter"),
        coerce=int,
        choices=[(months, _("%(months)d månader") % {"months": months}) for months in codes.FOLLOWUP_MONTHS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    means = forms.ChoiceField(
        label=_("Hur"), choices=codes.FollowupMeans.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, notes: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not notes:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        agreed = given.get("agreed") == "yes"
        if agreed and not (given.get("months") and given.get("means")):
            self.add_error("months", _("Säg efter hur lång tid, och hur."))
        if agreed and given.get("ending") == codes.Ending.DIED:
            self.add_error("agreed", _("Den som har avlidit frågas inte."))
        return given

    def agreement(self) -> Agreement:
        """What was agreed, as the case keeps it."""
        given = self.cleaned_data
        if given["agreed"] != "yes":
            return Agreement(agreed=False if given["agreed"] == "no" else None)
        return Agreement(agreed=True, means=codes.FollowupMeans(given["means"]), months=tuple(given["months"]))


class Mode(forms.Form):
    """Another record mode, by a decision."""

    mode = _one_of([(mode.value, f"{mode.value}, {mode.label}") for mode in codes.Mode], label=_("Läge"))
    decision = forms.CharField(label=_("Beslutets nummer och datum"), max_length=60)
    why = forms.CharField(label=_("Varför"), max_length=2000, widget=forms.Textarea(attrs={**_LONG, "rows": "3"}))


class Lending(forms.Form):
    """Until which day the stand-in has the case."""

    until = _day(label=_("Till och med"))


class Handing(forms.Form):
    """Who has the case from now on, and who stands in."""

    holder = Colleagues(label=_("Behandlare"), widget=forms.RadioSelect)
    stand_in = Colleagues(label=_("Ersättare"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, holders: Sequence[Any], stand_ins: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("holder", holders), ("stand_in", stand_ins)):
            field = self.fields[name]
            if isinstance(field, Colleagues):
                field.offer(offered)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("holder") and given.get("holder") == given.get("stand_in"):
            self.add_error("stand_in", _("Ersättaren är någon annan än behandlaren."))
        return given


class Colleague(forms.Form):
    """One colleague."""

    colleague = Colleagues(label=_("Kollega"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["colleague"]
        if isinstance(field, Colleagues):
            field.offer(colleagues)
            field.required = True


class Breaking(forms.Form):
    """Why she opens a case that is not hers."""

    why = forms.CharField(label=_("Varför"), max_length=2000, widget=forms.Textarea(attrs={**_LONG, "rows": "3"}))


class Discarding(forms.Form):
    """Which letters go in bulk: from one number to another."""

    first = forms.IntegerField(label=_("Från nummer"), min_value=1)
    last = forms.IntegerField(label=_("Till nummer"), min_value=1)


class Drafting(forms.Form):
    """What stands in a box while she types. `draft` and `version` are what this tab last had."""

    place = forms.ChoiceField(choices=codes.Place.choices)
    words = forms.CharField(max_length=50_000, required=False, strip=False)
    draft = forms.UUIDField(required=False)
    version = forms.UUIDField(required=False)
