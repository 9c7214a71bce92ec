"""Sister units: their sheets, what is handed to them, what came from them, and a question to the coordinator."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kast.casework import codes, envelope, handover, modes, parts, sisters
from kast.casework.looked_through import Watched

from .beginning import Beginning
from .fields import LONG, QUIET, day, one_of

_NO_YES = _("Utan personens ja lämnas inget över. Skriv hur och när.")


class SheetForm(forms.Form):
    """Another unit's sheet: its file, or what stands on its paper."""

    file = forms.FileField(label=_("Filen från den andra mottagningen"), required=False)
    text = forms.CharField(
        label=_("Eller texten på deras blad"),
        max_length=sisters.SHEET_MOST,
        required=False,
        widget=forms.Textarea(attrs={**QUIET, "rows": "5"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is not None and file.size > sisters.SHEET_MOST:
            self.add_error("file", _("Filen är för stor för att vara ett blad."))
            return given
        text = file.read().decode("utf-8", "replace") if file is not None else given.get("text", "")
        if not text.strip():
            self.add_error("file", _("Välj filen, eller skriv av bladet."))
            return given
        try:
            given["sheet"] = sisters.read_sheet(text)
        except sisters.NotASheet:
            where = "file" if file is not None else "text"
            self.add_error(where, _("Det här är inget helt blad. Be om det en gång till."))
        return given


class Compared(forms.Form):
    """What somebody over there read aloud."""

    digits = forms.CharField(
        label=_("Siffrorna som du hörde"),
        help_text=_("24 siffror. Be dem läsa från sin egen sida, inte från bladet som du fick."),
        max_length=60,
        widget=forms.TextInput(attrs={**QUIET, "inputmode": "numeric"}),
    )


class HandingOver(Watched):
    """To whom, on what ground, what goes along, and who asks how it went. `plan`: as it stands in the case."""

    WATCHED = ("plan",)

    to = one_of([], label=_("Vart"))
    consent = one_of(codes.Consent.choices, label=_("Hur sa personen ja?"), error_messages={"required": _NO_YES})
    consent_on = day(label=_("Vilken dag?"), error_messages={"required": _NO_YES})
    parts = forms.MultipleChoiceField(
        label=_("Det här följer med"),
        choices=codes.Part.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj något som följer med.")},
    )
    plan = forms.CharField(
        label=_("Planen, och det ni har kommit överens om"),
        help_text=_("Den följer med om du har valt planen."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": "4"}),
    )
    asks = one_of(codes.Asks.choices, label=_("Vem frågar senare hur det gick?"), initial=codes.Asks.THEY)

    def __init__(self, *args: Any, to: Sequence[Any], holds: modes.Holds, plan: str = "", **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        field, along = self.fields["to"], self.fields["parts"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(sister.mark), sister.name) for sister in to]
        if plan:
            self.fields["plan"].initial = plan
            self.fields["plan"].help_text = _(
                "Så står planen i ärendet nu. Ta bort det som inte ska följa med. Den följer med om du har valt planen."
            )
        if not holds.notes and isinstance(along, forms.ChoiceField):  # mode A: there is no place for words of hers
            without = (codes.Part.NOTES, codes.Part.PLAN)
            along.choices = [(part.value, part.label) for part in codes.Part if part not in without]
            del self.fields["plan"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("consent_on") and given["consent_on"] > timezone.localdate():
            self.add_error("consent_on", _("Dagen har inte varit än."))
        if codes.Part.PLAN in given.get("parts", []) and not given.get("plan", "").strip():
            self.add_error("plan", _("Skriv planen, eller låt den stanna."))
        return given

    def asked(self) -> handover.Asked:
        """What was asked, as handover.prepare takes it."""
        given = self.cleaned_data
        return handover.Asked(
            consent=codes.Consent(given["consent"]),
            consent_on=given["consent_on"],
            parts=[codes.Part(part) for part in given["parts"]],
            asks=codes.Asks(given["asks"]),
            plan=given.get("plan", ""),
        )


class Revising(Watched):
    """Each piece: whether it goes along, and with which words. In mode A a piece goes as it is, or stays."""

    def __init__(self, *args: Any, pieces: Sequence[parts.Piece], holds: modes.Holds, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        self._pieces = pieces
        for number, piece in enumerate(pieces):
            self.fields[f"keep_{number}"] = forms.BooleanField(
                label=_("Följer med"), required=False, initial=piece.kept
            )
            if not holds.notes:
                continue
            self.fields[f"words_{number}"] = forms.CharField(
                label=_("Text"), required=False, initial=piece.words, strip=False, max_length=100_000,
                widget=forms.Textarea(attrs={**LONG, "rows": "4"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        # What stands as it stood in the case was looked through when it was written, or is the person's own letter.
        typed = [at for at, piece in enumerate(self._pieces) if self._words(at) != piece.words]
        self.WATCHED = [f"words_{at}" for at in typed if given.get(f"keep_{at}")]
        return given

    def rows(self) -> list[tuple[parts.Piece, forms.BoundField, forms.BoundField | None]]:
        """Each piece with its two fields, or with the one that mode A leaves."""
        words = [f"words_{at}" for at in range(len(self._pieces))]
        return [
            (piece, self[f"keep_{at}"], self[words[at]] if words[at] in self.fields else None)
            for at, piece in enumerate(self._pieces)
        ]

    def kept(self) -> list[tuple[bool, str]]:
        """As handover.revise takes it."""
        return [(self.cleaned_data[f"keep_{at}"], self._words(at)) for at in range(len(self._pieces))]

    def _words(self, at: int) -> str:
        return str(self.cleaned_data.get(f"words_{at}", self._pieces[at].words)).replace("\r\n", "\n")


class Sending(forms.Form):
    """By which way it goes, and whether the person gets a letter about it."""

    how = one_of(codes.SentBy.choices, label=_("Hur ska det gå?"), initial=codes.SentBy.FILE)
    write = forms.BooleanField(label=_("Lägg ett brev till personen i brevlådan"), required=False)
    letter = forms.CharField(
        label=_("Brevet"), max_length=20_000, required=False, widget=forms.Textarea(attrs={**LONG, "rows": "4"})
    )

    def __init__(self, *args: Any, by_net: bool, mailbox: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not by_net:
            self.fields["how"] = one_of(
                [(codes.SentBy.FILE.value, codes.SentBy.FILE.label)], label=_("Hur ska det gå?"), initial="file"
            )
        if not mailbox:
            del self.fields["write"], self.fields["letter"]

    def letter_to_leave(self) -> str:
        """The letter, when it was chosen."""
        given = self.cleaned_data
        return str(given["letter"]) if given.get("write") else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("write") and not given.get("letter", "").strip():
            self.add_error("letter", _("Brevet är tomt."))
        return given


class Accepting(Beginning):
    """What is asked when something that came becomes a case."""


class Declining(forms.Form):
    """Why it does not become a case here."""

    why = one_of(codes.Declined.choices, label=_("Varför?"), error_messages={"required": _("Säg varför.")})


class EnvelopeForm(forms.Form):
    """A file that another unit made: a hand-over, or its answer."""

    file = forms.FileField(label=_("Filen"), error_messages={"required": _("Välj filen.")})

    def clean_file(self) -> bytes:
        """What stands in it."""
        file = self.cleaned_data["file"]
        if file.size > envelope.MOST:
            raise forms.ValidationError(_("Filen är för stor för att vara en överlämning."))
        return bytes(file.read())


class Consulting(Watched):
    """A question to the regional coordinator. `seen` is ticked on the second page, where it is read once more.

    Looked through in every mode as in B: it leaves the unit, and points at nobody.
    """

    WATCHED = ("words",)

    to = forms.CharField(
        label=_("Till vem"), max_length=100, initial=_("Regionkoordinatorn"), widget=forms.TextInput(attrs=QUIET)
    )
    ground = one_of(codes.Ground.choices, label=_("På vilken grund"))
    words = forms.CharField(
        label=_("Frågan"),
        max_length=20_000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Frågan är tom.")},
    )
    number = forms.UUIDField(widget=forms.HiddenInput)

    def holds(self) -> modes.Holds:
        """As in mode B."""
        return modes.HOLDS[codes.Mode.B]
