"""Booking for a person who is on the phone or in the room."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kast.appointments import reminders
from kast.appointments.codes import Means
from kast.appointments.times import Plan
from kast.staff import members

from .fields import LONG, QUIET, day, one_of

NEW = "new"


class Booked(forms.Form):
    """One of her free times, or one that is laid out now."""

    slot = forms.ChoiceField(label=_("Ledig tid"))
    on = day(label=_("Dag"), required=False)
    begins = forms.TimeField(
        label=_("Klockan"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    minutes = forms.IntegerField(label=_("Minuter"), min_value=5, max_value=480, initial=45, required=False)
    means = one_of(Means.choices, label=_("Sätt"), initial=Means.HERE)
    place = forms.CharField(
        label=_("Rum eller videolänk"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET)
    )

    def __init__(self, *args: Any, free: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((str(slot.pk), _told(slot)) for slot in free), (NEW, _("En annan tid"))]
        field.initial = str(free[0].pk) if free else NEW
        self.free = {str(slot.pk): slot for slot in free}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("slot") == NEW:
            for name in ("on", "begins", "minutes"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Säg vilken tid."))
            if given.get("means") == Means.VIDEO and not given.get("place", "").startswith("https://"):
                self.add_error("place", _("Skriv länken till ert videorum. Den börjar med https://."))
        return given

    def when(self) -> Any:
        """The slot, or the plan for a new one."""
        given = self.cleaned_data
        if given["slot"] != NEW:
            return self.free[given["slot"]]
        means, place = Means(given["means"]), given["place"]
        return Plan(given["on"], given["on"], given["begins"], given["minutes"], means=means, place=place)


class CallingOff(forms.Form):
    """What the person is told besides that the time is cancelled."""

    words = forms.CharField(
        label=_("Vill du skriva något mer till personen?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": "4"}),
    )


class Ill(forms.Form):
    """Who is ill: she herself, or a colleague."""

    who = forms.ChoiceField(label=_("Vem är sjuk?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(member.mark), member.shown_name) for member in members.counsellors()]
        field.initial = str(by.mark)


def _told(slot: Any) -> str:
    starts = timezone.localtime(slot.starts_at)
    return f"{reminders.day(starts)} {reminders.clock(starts.time())}, {Means(slot.means).label}"
