"""Forms whose texts are looked through before they are kept: what may point somebody out is shown, and asked about."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext

from kast.casework.findings import Finding, Kind, find
from kast.casework.modes import Holds

_LOOKS_LIKE = {
    Kind.NAME: lambda: gettext("ett namn"),
    Kind.PERSONAL_NUMBER: lambda: gettext("ett personnummer"),
    Kind.PHONE: lambda: gettext("ett telefonnummer"),
    Kind.EMAIL: lambda: gettext("en e-postadress"),
    Kind.ADDRESS: lambda: gettext("en gatuadress"),
    Kind.CASE: lambda: gettext("numret på ett ärende"),
}


@dataclass(frozen=True)
class Question:
    """What is asked about one finding, and the field it stands in."""

    field: str
    asks: str


class Watched(forms.Form):
    """Comes back with its text and what was found in it, until she has said that it may stay.

    What she has let stand is remembered by its hash in the form itself: only what is new is asked about again.
    """

    WATCHED: Sequence[str] = ()
    SHORT: Sequence[str] = ()  # names for a case

    def __init__(self, *args: Any, holds: Holds | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._holds = holds
        self.pointed_out: list[Question] = []
        self.accepted = ""
        self.anyway = ""

    def holds(self) -> Holds | None:
        """What the case may hold in the mode that this form is for; None: nothing is pointed out."""
        return self._holds

    def is_valid(self) -> bool:
        """Whether the form is right, and nothing in it waits to be asked about."""
        return super().is_valid() and not self.pointed_out

    def _post_clean(self) -> None:
        """Where Django lets a form look at itself when every field and `clean` is done."""
        super()._post_clean()  # type: ignore[misc] # the stubs leave out this hook of Django's
        self.pointed_out, holds = [], self.holds()
        if holds is None:
            return
        accepted = set(f"{self.data.get('accepted', '')} {self.data.get('anyway', '')}".split())
        self.accepted = " ".join(sorted(accepted))
        self.anyway = ""
        for name in (*self.WATCHED, *self.SHORT):
            for finding in find(self.cleaned_data.get(name) or "", short=name in self.SHORT):
                mark = _mark(finding)
                if finding.kind in holds.points_out and mark not in accepted:
                    accepted.add(mark)
                    self.anyway = f"{self.anyway} {mark}".strip()
                    self.pointed_out.append(Question(self[name].id_for_label, _asks(finding)))


def _mark(finding: Finding) -> str:
    return hashlib.sha256(f"{finding.kind} {finding.quote}".encode()).hexdigest()[:12]


def _asks(finding: Finding) -> str:
    said = pgettext("mode.B.find", "Det här liknar %(what)s: ”%(quote)s”. Ska det stå kvar?")
    return said % {"what": _LOOKS_LIKE[finding.kind](), "quote": finding.quote}
