"""The duty of silence: the decision aid, requests and their answers, what goes on paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kast.casework import aid, asking, disclosures, labels, modes, papers, printing
from kast.casework.looked_through import Watched
from kast.staff import unit

from .fields import LONG, QUIET, Colleagues, day, one_of


def text(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={**LONG, "rows": str(rows)})
    return forms.CharField(label=label, max_length=20_000, widget=widget, **options)


class About(forms.Form):
    """What she is unsure about."""

    about = one_of(labels.ABOUT.items(), label=_("Vad är du osäker på?"))


class Asking(forms.Form):
    """The few questions about that."""

    def __init__(self, *args: Any, about: aid.About, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about
        for question in aid.questions(about):
            label = labels.QUESTIONS[question]
            if question == "crime":
                choices = [("", "–"), *labels.CRIMES.items()]
                self.fields[question] = forms.ChoiceField(label=label, choices=choices)
            else:
                self.fields[question] = one_of(labels.REPLIES.items(), label=label)

    def answers(self) -> dict[str, str]:
        """Each question with its answer."""
        return {question: str(self.cleaned_data[question]) for question in aid.questions(self.about)}


class Deciding(Watched):
    """Whether the person has been told, how she reasoned, and what she decided. Without a case nothing is kept."""

    WATCHED = ("not_told", "why")

    told = one_of(
        [("yes", _("Ja")), ("no", _("Nej"))],
        label=pgettext_lazy("aid.told", "Har du sagt till personen vad du tänker göra?"),
    )
    not_told = text(pgettext_lazy("aid.told", "Nej, därför att"), rows=2, required=False)
    why = text(_("Hur tänkte du?"), rows=6, error_messages={"required": _("Skriv hur du tänkte.")})
    decided = one_of(
        labels.DECIDED.items(),
        label=_("Vad beslutar du?"),
        help_text=pgettext_lazy("aid.nothing", "Att inte göra något är också ett beslut. Skriv varför."),
    )

    def __init__(self, *args: Any, holds: modes.Holds | None, **options: Any) -> None:
        super().__init__(*args, holds=holds, **options)
        if holds is not None and not holds.notes:
            for name in ("told", "not_told", "why"):
                del self.fields[name]
            self.fields["decided"].help_text = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("told") == "yes":
            given["not_told"] = ""
        elif given.get("told") == "no" and not given.get("not_told", "").strip():
            self.add_error("not_told", _("Skriv varför personen inte har fått veta."))
        return given

    def taken(self, about: aid.About, answers: aid.Answers) -> aid.Taken:
        """The whole decision."""
        given = self.cleaned_data
        return aid.Taken(
            about=about,
            answers=answers,
            decided=aid.Decided(given["decided"]),
            told=given.get("told") == "yes",
            not_told=given.get("not_told", ""),
            why=given.get("why", ""),
        )


class Concern(forms.Form):
    """A report of concern. Whatever is left empty is filled in by hand."""

    to = forms.CharField(label=_("Till"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET))
    child = text(_("Barnet: namn, ålder, var barnet finns"), rows=2, required=False)
    guardians = text(_("Vårdnadshavare"), rows=2, required=False)
    worry = text(_("Vad oron gäller"), rows=5, required=False)
    known = text(_("Hur vi vet det"), rows=2, required=False)
    told = text(_("Vem har fått veta om anmälan"), rows=2, required=False)
    reporter = text(_("Vem anmäler, och hur vi nås"), rows=2, required=False)

    def said(self) -> papers.Concern:
        """As the paper takes it."""
        return papers.Concern(**self.cleaned_data)


class Requested(Watched):
    """That somebody asks to get something out of a case."""

    WATCHED = ("who", "what")

    asker = one_of(disclosures.ASKERS.items(), label=_("Vem frågar?"))
    on = day(label=_("Dag"))
    who = forms.CharField(
        label=_("Namn och tjänst"), max_length=500, required=False, widget=forms.TextInput(attrs=QUIET)
    )
    what = text(_("Vad vill de ha?"), required=False)
    by_paragraph = forms.ChoiceField(label=_("Enligt vilken lag, säger de"), required=False)

    def __init__(self, *args: Any, holds: modes.Holds, **options: Any) -> None:
        options["initial"] = {"on": timezone.localdate(), **(options.get("initial") or {})}
        super().__init__(*args, holds=holds, **options)
        _choose(self.fields["by_paragraph"], [("", _("ingen som vi känner igen")), *labels.grounds()])
        if not holds.notes:
            del self.fields["who"], self.fields["what"]
        else:
            self.fields["what"].required = True

    def asked(self) -> disclosures.Asked:
        """As the register keeps it."""
        given = self.cleaned_data
        return disclosures.Asked(
            asker=disclosures.Asker(given["asker"]),
            by_paragraph=given["by_paragraph"],
            who=given.get("who", ""),
            what=given.get("what", ""),
        )


class Answering(Watched):
    """What was decided about a request. Refusal is the default."""

    WATCHED = ("harm", "what")

    given = one_of([("no", _("Nej, inget lämnas")), ("yes", _("Ja, något lämnas"))], label=_("Beslut"), initial="no")
    ground = forms.ChoiceField(label=_("Grund"))
    harm = text(
        _("Menprövning: står det klart att ingen skadas?"),
        rows=4,
        error_messages={"required": _("Skriv hur ni har prövat.")},
        help_text=_("Om det inte står klart är svaret nej."),
    )
    what = text(_("Vad som lämnas, och till vem"), rows=2, required=False)
    decided_by = Colleagues(label=_("Vem har beslutat?"), widget=forms.RadioSelect)
    on = day(label=_("Beslutat den"))

    def __init__(self, *args: Any, holds: modes.Holds, deciders: Sequence[Any], **options: Any) -> None:
        options["initial"] = {
            "on": timezone.localdate(),
            "ground": disclosures.GROUNDS[0],
            "decided_by": str(deciders[0].mark) if len(deciders) == 1 else "",
            **(options.get("initial") or {}),
        }
        super().__init__(*args, holds=holds, **options)
        _choose(self.fields["ground"], labels.grounds())
        offered = self.fields["decided_by"]
        assert isinstance(offered, Colleagues)
        offered.offer(deciders)
        offered.required = True
        if not holds.notes:
            del self.fields["harm"], self.fields["what"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("given") == "no":
            given["what"] = ""
        elif given.get("given") == "yes" and "what" in self.fields and not given.get("what", "").strip():
            self.add_error("what", _("Skriv vad som lämnas, och till vem."))
        return given

    def answer(self) -> dict[str, Any]:
        """As the verb takes it, but for who decided."""
        said = self.cleaned_data
        return {
            "given": said["given"] == "yes",
            "ground": said["ground"],
            "harm": said.get("harm", ""),
            "what": said.get("what", ""),
            "on": said["on"],
        }


class Day(forms.Form):
    """On which day."""

    on = day(label=_("Dag"))


class Refusing(forms.Form):
    """The answer to who was refused."""

    to = forms.CharField(label=_("Till"), max_length=500, required=False, widget=forms.TextInput(attrs=QUIET))
    asked = text(_("Ni har begärt"), required=False)
    why = text(
        _("Skäl"), required=False, help_text=_("Skriv inget som visar om personen har varit här. Lagen står redan där.")
    )


class Printing(forms.Form):
    """What goes on the paper: everything, or what is ticked, with phrases blacked out."""

    how = one_of(
        [("whole", _("Hela, till arkivet")), ("redacted", _("Med delar utelämnade, till någon"))],
        label=_("Vad skrivs ut?"),
        initial="redacted",
    )
    phrases = text(
        _("Maskera de här orden, ett på varje rad"),
        rows=4,
        required=False,
        help_text=_("Skriv dem precis som de står i ärendet: namn, platser, telefonnummer till andra."),
    )

    def chosen(self, marks: Sequence[str]) -> printing.Chosen:
        """What the paper is made of."""
        if self.cleaned_data["how"] == "whole":
            return printing.Chosen()
        phrases = [line.strip() for line in self.cleaned_data["phrases"].splitlines() if line.strip()]
        return printing.Chosen(frozenset(marks), phrases)


class Questioned(forms.Form):
    """Who asked about a person."""

    who = one_of(labels.WHO.items(), label=_("Vem frågade?"))

    def asker(self) -> asking.Who:
        """As it is counted."""
        return asking.Who(self.cleaned_data["who"])


def about_label(about: aid.About) -> str:
    """What it is about, in words."""
    return str(labels.ABOUT[about])


def decided_label(decided: aid.Decided) -> str:
    """What was decided, in words."""
    return str(labels.DECIDED[decided])


def the_board() -> str:
    """To whom a report of concern goes."""
    return gettext("Socialnämnden i %(municipality)s") % {"municipality": unit.say("municipality")}


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
