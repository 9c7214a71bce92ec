"""What is written in a case: answers, talks with their notes, the topic, what is being typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.casework import codes, modes
from kast.casework.looked_through import Watched

from .fields import LONG, QUIET, day, one_of


class Writing(forms.Form):
    """An answer to the person."""

    words = forms.CharField(
        label=_("Ditt svar"),
        max_length=20_000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Svaret är tomt.")},
    )
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)


class Noting(Watched):
    """A talk that was held or was not, and what she writes about it; or a note alone."""

    WATCHED = ("words",)

    WHAT = (("held", _("Ja")), ("not_held", _("Nej")), ("note", _("Bara anteckning")))
    what = one_of(WHAT, label=_("Blev av"), initial="held")
    kind = one_of(codes.ContactKind.choices, label=_("Slag"), initial=codes.ContactKind.CONVERSATION)
    means = one_of(codes.Means.choices, label=_("Sätt"), initial=codes.Means.HERE)
    on = day(label=_("Dag"))
    minutes = forms.IntegerField(label=_("Minuter"), min_value=1, max_value=600, required=False)
    interpreter = forms.ChoiceField(
        label=_("Tolk"), choices=[("", _("ingen")), *codes.Through.choices], required=False, widget=forms.RadioSelect
    )
    tongue = forms.ChoiceField(
        label=_("Språk"),
        help_text=_("En närstående tolkar aldrig."),
        choices=[("", "–"), *codes.Tongue.choices],
        required=False,
    )
    not_held = forms.ChoiceField(
        label=pgettext_lazy("held.not", "Blev inte av"), choices=[("", "–"), *codes.NotHeld.choices], required=False
    )
    words = forms.CharField(label=_("Anteckning"), max_length=50_000, required=False, widget=forms.Textarea(attrs=LONG))
    draft = forms.UUIDField(required=False, widget=forms.HiddenInput)
    booking = forms.UUIDField(required=False, widget=forms.HiddenInput)  # the booked time that this became

    def __init__(self, *args: Any, holds: modes.Holds, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        if not holds.notes:
            del self.fields["words"]
            self.fields["what"] = one_of(self.WHAT[:2], label=_("Blev av"), initial="held")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == "not_held" and not given.get("not_held"):
            self.add_error("not_held", _("Säg varför det inte blev av."))
        if given.get("what") == "held" and given.get("interpreter") and not given.get("tongue"):
            self.add_error("tongue", _("Säg vilka språk tolken talade."))
        if given.get("what") == "note" and not given.get("words", "").strip():
            self.add_error("words", _("Anteckningen är tom."))
        return given

    def contact(self) -> dict[str, Any]:
        """The talk, as contacts.record takes it."""
        given = self.cleaned_data
        held = given["what"] == "held"
        interpreted = held and bool(given["interpreter"])
        return {
            "on": given["on"],
            "kind": codes.ContactKind(given["kind"]),
            "means": codes.Means(given["means"]),
            "held": held,
            "not_held": None if held else codes.NotHeld(given["not_held"]),
            "minutes": given["minutes"],
            "interpreter": interpreted,
            "interpreting": (
                (codes.Tongue(given["tongue"]), codes.Through(given["interpreter"])) if interpreted else None
            ),
            "words": given.get("words", ""),
            "draft": given["draft"],
        }


class Correction(Watched):
    """What should have stood in a note."""

    WATCHED = ("words",)
    words = forms.CharField(
        label=_("Så ska det stå"),
        max_length=50_000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Anteckningen är tom.")},
    )


class Objecting(Watched):
    """What the person says against a note."""

    WATCHED = ("words",)
    words = forms.CharField(
        label=_("Det här säger personen, med egna ord"),
        max_length=20_000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Skriv vad personen säger.")},
    )


class Topical(Watched):
    """Where the talk about trafficking and vulnerability stands."""

    WATCHED = ("before", "after", "noticed")

    state = one_of(codes.TopicState.choices, label=_("Hur långt har ni kommit?"), initial=codes.TopicState.NOT_YET)
    why = forms.ChoiceField(label=_("Väntar därför att"), choices=[("", "–"), *codes.Why.choices], required=False)
    again_on = day(label=_("Tas upp igen"), required=False)
    before = forms.CharField(
        label=_("Personens bild före"), max_length=2000, required=False, widget=forms.TextInput(attrs=QUIET)
    )
    after = forms.CharField(label=_("Efter"), max_length=2000, required=False, widget=forms.TextInput(attrs=QUIET))
    signs = forms.MultipleChoiceField(
        label=_("Något som personen märkte"),
        help_text=_("Det som märktes, inte vad det betyder. Ett tecken är inget bevis."),
        choices=codes.Sign.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    noticed = forms.CharField(
        label=_("Med egna ord"), max_length=5000, required=False, widget=forms.Textarea(attrs={**LONG, "rows": "3"})
    )

    def __init__(self, *args: Any, holds: modes.Holds, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        if not holds.notes:
            for name in ("before", "after", "signs", "noticed"):
                del self.fields[name]

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
            "before": given.get("before", ""),
            "after": given.get("after", ""),
            "signs": [codes.Sign(code) for code in given.get("signs", [])],
            "noticed": given.get("noticed", ""),
        }


class Drafting(forms.Form):
    """What stands in a box while she types. `draft` and `version` are what this tab last had."""

    place = forms.ChoiceField(choices=codes.Place.choices)
    words = forms.CharField(max_length=50_000, required=False, strip=False)
    draft = forms.UUIDField(required=False)
    version = forms.UUIDField(required=False)
