"""What is filled in about times. Forms clean; verbs do."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kast.appointments import dialled
from kast.appointments.codes import Means
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan

_DAY = ["%Y-%m-%d"]
_QUIET = {"autocomplete": "off", "spellcheck": "false"}

WAYS = {
    Way.NONE: pgettext_lazy("book.ways", "Ingen påminnelse"),
    Way.LETTER: pgettext_lazy("book.ways", "Ett brev här i brevlådan"),
    Way.SMS: pgettext_lazy("book.ways", "Ett sms"),
    Way.MAIL: pgettext_lazy("book.ways", "Ett mejl"),
}
WEEKDAYS = (
    ("0", _("måndag")),
    ("1", _("tisdag")),
    ("2", _("onsdag")),
    ("3", _("torsdag")),
    ("4", _("fredag")),
    ("5", _("lördag")),
    ("6", _("söndag")),
)


def _day(**how: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=_DAY[0])
    return forms.DateField(input_formats=_DAY, widget=widget, **how)


def _clock(**how: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget, **how)


class Picked(forms.Form):
    """Which time, and which booking it is instead of."""

    slot = forms.UUIDField(required=False)
    booking = forms.UUIDField(required=False)


class Reminding(forms.Form):
    """By which way the person wants to be reminded: only the ways that there are, and none unless asked for."""

    way = forms.ChoiceField(label=pgettext_lazy("book.remind", "Påminnelse"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(label=pgettext_lazy("book.remind", "Mobilnummer"), required=False, max_length=40)
    address = forms.CharField(label=pgettext_lazy("book.remind", "Mejladress"), required=False, max_length=120)

    def __init__(self, *args: Any, ways: Sequence[Way], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(way.value, WAYS[way]) for way in ways]
        for way, name in ((Way.SMS, "number"), (Way.MAIL, "address")):
            if way not in ways:
                del self.fields[name]
            else:
                self.fields[name].widget.attrs.update(_QUIET)

    @property
    def goes_out(self) -> bool:
        """Whether a way is offered by which something leaves the house."""
        return "number" in self.fields or "address" in self.fields

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == Way.SMS:
            self._clean_number(given)
        elif given.get("way") == Way.MAIL:
            try:
                forms.EmailField().clean(given.get("address", ""))
            except forms.ValidationError:
                self.add_error("address", pgettext_lazy("book.address", "Skriv en adress, som namn@exempel.se."))
        return given

    def choice(self, language: str) -> Choice:
        """What was chosen; what was typed for another way is not kept."""
        given = self.cleaned_data
        way = Way(given["way"])
        to = {Way.SMS: given.get("number", ""), Way.MAIL: given.get("address", "").strip()}.get(way, "")
        return Choice(way, to, language)

    def _clean_number(self, given: dict[str, Any]) -> None:
        given["number"] = dialled.number(given.get("number", ""))
        if not given["number"]:
            self.add_error("number", pgettext_lazy("book.number", "Skriv ett mobilnummer, med siffror."))


class Laying(forms.Form):
    """Times to lay out: one, several of a day, or each week through a day."""

    first_on = _day(label=_("Dag"))
    through_on = _day(
        label=_("Varje vecka till och med"),
        required=False,
        help_text=_("Lämna tomt för en enda dag."),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("På"),
        choices=WEEKDAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Utan kryss: samma veckodag som dagen ovan. Röda dagar hoppas över."),
    )
    begins = _clock(label=_("Från klockan"))
    ends = _clock(label=_("Till klockan"), required=False, help_text=_("Tomt: en tid. Annars så många som får plats."))
    minutes = forms.IntegerField(label=_("Minuter var"), min_value=5, max_value=480, initial=45)
    pause = forms.IntegerField(label=_("Minuter emellan"), min_value=0, max_value=240, initial=15, required=False)
    means = forms.ChoiceField(label=_("Sätt"), choices=Means.choices, initial=Means.HERE, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Rum eller videolänk"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=_QUIET),
        help_text=_("Rummet ser bara ni. Länken ser den som har bokat."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, through = given.get("first_on"), given.get("through_on")
        begins, ends, minutes = given.get("begins"), given.get("ends"), given.get("minutes")
        if first and through and through < first:
            self.add_error("through_on", _("Den dagen är före den första."))
        elif first and through and (through - first).days > 366:
            self.add_error("through_on", _("Högst ett år i taget."))
        if begins and ends and minutes and _minutes(ends) - _minutes(begins) < minutes:
            self.add_error("ends", _("Så många minuter får inte plats."))
        _needs_link(self, given)
        return given

    def plan(self) -> Plan:
        """What times.lay takes."""
        given = self.cleaned_data
        first: date = given["first_on"]
        weekdays = {int(each) for each in given["weekdays"]} or {first.weekday()}
        return Plan(
            first_on=first,
            through_on=given["through_on"] or first,
            weekdays=weekdays if given["through_on"] else (),
            begins=given["begins"],
            ends=given["ends"],
            minutes=given["minutes"],
            pause=given["pause"] or 0,
            means=Means(given["means"]),
            place=given["place"],
        )


class Changing(forms.Form):
    """Another hour, length, way or place for one time. Of a booked one only the place."""

    on = _day(label=_("Dag"))
    begins = _clock(label=_("Från klockan"))
    minutes = forms.IntegerField(label=_("Minuter"), min_value=5, max_value=480)
    means = forms.ChoiceField(label=_("Sätt"), choices=Means.choices, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Rum eller videolänk"), max_length=200, required=False, widget=forms.TextInput(attrs=_QUIET)
    )

    def __init__(self, *args: Any, booked: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if booked:
            for name in ("on", "begins", "minutes", "means"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _needs_link(self, given)
        return given


class Until(forms.Form):
    """After which day a series ends."""

    through_on = _day(label=_("Sista dagen"))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _needs_link(form: forms.Form, given: dict[str, Any]) -> None:
    if given.get("means") == Means.VIDEO and not str(given.get("place", "")).startswith("https://"):
        form.add_error("place", _("Skriv länken till ert videorum. Den börjar med https://."))
