"""What leaves the unit on paper or as a file: the unit's own sheet, and a question to the coordinator."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kast import paper
from kast.staff import unit

from .sisters import Sheet

_PAPERS = Path(__file__).parent / "paper"


@dataclass(frozen=True)
class Question:
    """A question to the regional coordinator, ready to go by hand. From the unit, never from a case."""

    to: str
    words: str
    on: date

    def text(self) -> str:
        """As plain text."""
        return f"{self._lead()}\n\n{self.words.replace(chr(13), '')}\n\n{unit.say('name')}\n"

    def paper(self) -> bytes:
        """As a tagged PDF."""
        told = {
            "lang": get_language() or "sv",
            "title": _("Fråga till regionkoordinatorn"),
            "lead": self._lead(),
            "words": self.words,
            "from": unit.say("name"),
        }
        return paper.of(_PAPERS / "question.typ", told)

    def _lead(self) -> str:
        return _("Till %(to)s, %(day)s") % {"to": self.to, "day": date_format(self.on, "j F Y")}


def sheet(own: Sheet) -> bytes:
    """A unit's own sheet as a tagged PDF: name, door, fingerprint, and the text that another unit can type or scan."""
    told = {
        "lang": get_language() or "sv",
        "title": own.name,
        "lead": _("Blad för andra KAST-mottagningar. Det är inte hemligt."),
        "address_is": _("Dörr för överlämningar"),
        "address": own.address or _("ingen, bara filer"),
        "compare": _("Jämför siffrorna muntligt innan ni lämnar över något. Läs dem från er egen sida, inte härifrån."),
        "fingerprint": own.fingerprint,
        "keys": _("Det här skrivs in hos den andra mottagningen, om filen inte kan föras över:"),
        "text": own.text(),
    }
    return paper.of(_PAPERS / "sheet.typ", told)


def attached(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to save."""
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
