"""The case on paper: whole, or with things left out. One audit entry that names the records on the paper.

Left out of a paper for somebody are: entries without a tick, phrases that she has written down, and the names of those
who work here, in every form and also those that they no longer show, which become what they are. A phrase that stands
nowhere is refused: it would hide nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff import members, unit
from kast.staff.models import Member, Role

from . import findings, papers, story
from .entries import Entry, entries
from .lines import Line, once
from .models import Case

# A part of a sentence: as it stands, blacked out, or a name that became what its bearer is.
AS_IT_IS, OUT, ROLE = "t", "m", "r"

__all__ = ["Chosen", "Entry", "Hiding", "NothingChosen", "NowhereFound", "entries", "make"]

Parts = list[tuple[str, str]]


class NowhereFound(Exception):
    """These phrases stand nowhere in the case: `phrases`. Written otherwise there, they would stay readable."""

    def __init__(self, phrases: Sequence[str]) -> None:
        super().__init__(len(phrases))
        self.phrases = list(phrases)


class NothingChosen(Exception):
    """A paper without a single entry is none."""


@dataclass(frozen=True)
class Chosen:
    """What goes on the paper. `marks` None: everything, with the names of staff."""

    marks: frozenset[str] | None = None
    phrases: Sequence[str] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.marks is None


@transaction.atomic
def make(case: Case, chosen: Chosen, *, beside: Sequence[Line] = (), by: Member, at: datetime) -> bytes:
    """The PDF. `beside`: lines of other rooms that belong to the story.

    Written down: one audit entry with the records on the paper. Refused: NowhereFound; NothingChosen; cases.CannotOpen.
    """
    told = story.tell(case, beside=beside, by=by, at=at)
    found = entries(told)
    hide = Hiding(chosen, then=[name for line in told for name in line.names])
    head = _head(case, by=by)
    everywhere = [text for entry in found for text in entry.all] + [text for row in head for text in row]
    nowhere = hide.nowhere(everywhere)
    if nowhere:
        raise NowhereFound(nowhere)
    on_paper = [entry for entry in found if chosen.marks is None or entry.mark in chosen.marks]
    if not on_paper:
        raise NothingChosen
    made = papers.made("case.typ", _data(case, head, on_paper, hide, by=by, at=at))
    about = once(entry.record for entry in on_paper if entry.record is not None)
    trail.record(Act.CASE_PRINTED, by=by, about=[case, *about], fields=["whole" if chosen.whole else "redacted"], at=at)
    return made


class Hiding:
    """What is blacked out and renamed in each text of one paper."""

    def __init__(self, chosen: Chosen, *, then: Sequence[str] = ()) -> None:
        """`then`: names of staff as they were written in the case, among them some that nobody shows today."""
        self.whole = chosen.whole
        self._phrases = [_nfc(phrase) for phrase in chosen.phrases if phrase.strip()] if not chosen.whole else []
        wanted = [(_pattern(phrase), OUT, "") for phrase in sorted(self._phrases, key=len, reverse=True)]
        names = [] if chosen.whole else sorted(_staff(then).items(), key=lambda pair: len(pair[0]), reverse=True)
        wanted += [(_name_pattern(name), ROLE, role) for name, role in names]
        self._wanted = wanted

    def nowhere(self, texts: Sequence[str]) -> list[str]:
        """The phrases that stand in none of these texts."""
        together = _nfc("\0".join(texts))
        return [phrase for phrase in self._phrases if not re.search(_pattern(phrase), together, flags=re.IGNORECASE)]

    def parts(self, text: str) -> Parts:
        """The text in parts: what stands, what is out, what is renamed. A phrase goes before a name within it."""
        found: Parts = [(AS_IT_IS, _nfc(text))]
        for pattern, kind, said in self._wanted:
            flags = re.IGNORECASE if kind == OUT else 0
            found = [new for part in found for new in _split(part, re.compile(pattern, flags), kind, said)]
        return [part for part in found if part[1] or part[0] == OUT]

    def paragraphs(self, text: str) -> list[Parts]:
        """The same by lines, without the empty ones. What is out may reach over the end of a line."""
        rows: list[Parts] = [[]]
        for kind, words in self.parts(text):
            first, *more = words.splitlines() or [""] if kind == AS_IT_IS else [words]
            if kind == AS_IT_IS and words.endswith("\n"):
                more = [*more, ""]
            rows[-1].append((kind, first))
            rows += [[(kind, line)] for line in more]
        return [row for row in rows if any(words.strip() or kind == OUT for kind, words in row)]


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())


# Also names: in small letters they are more often the word (vi ska klara det). See findings.WORDS_TOO.
_WORDS_TOO = findings.WORDS_TOO | {"Ebba", "Kaj", "Klara", "Linda", "Mats", "Sanna", "Vilda", "Vilja"}


def _name_pattern(name: str) -> str:
    """A name as it is written in a text: Eva, EVA, eva, and as a genitive, Evas, Eva’s. Bo is no bo."""
    forms = [f"(?i:{_pattern(name)})"] if name not in _WORDS_TOO else [_pattern(name), _pattern(name.upper())]
    return rf"(?<!\w)(?:{'|'.join(forms)})(?P<s>['’:]?[sS]|['’](?!\w))?(?!\w)"


def _split(part: tuple[str, str], pattern: re.Pattern[str], kind: str, said: str) -> Iterator[tuple[str, str]]:
    if part[0] != AS_IT_IS:
        yield part
        return
    end = 0
    for match in pattern.finditer(part[1]):
        yield AS_IT_IS, part[1][end : match.start()]
        yield kind, f"{said}s" if match.groupdict().get("s") else said
        end = match.end()
    yield AS_IT_IS, part[1][end:]


def _staff(then: Sequence[str]) -> dict[str, str]:
    """Each name with what its bearer is; a name that nobody shows today is somebody's who works or worked here."""
    roles = {Role.COUNSELLOR: _("behandlare"), Role.HEAD: _("enhetschef"), Role.OPERATOR: _("driftansvarig")}
    today = {_nfc(name): f"[{roles[Role(role)]}]" for name, role in members.names() if name.strip()}
    somebody = _("medarbetare")
    return {_nfc(name): f"[{somebody}]" for name in then if name.strip()} | today


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _head(case: Case, *, by: Member) -> list[tuple[str, str]]:
    rows = [
        (_("Personen kallas"), story.alias(case, by=by)),
        (_("Behandlare"), case.holder.shown_name),
        (_("Ersättare"), case.stand_in.shown_name if case.stand_in else ""),
        (_("Öppnat"), _day(case.opened_on)),
        (_("Avslutat"), f"{_day(case.ended_on)}. {case.get_ending_display()}" if case.ended_on else ""),
        (_("Läge"), f"{case.mode}, {case.get_mode_display()}"),
        (_("Beslut"), case.decision),
        (_("Gäller"), case.get_concerns_display()),
        (_("Vid början"), case.get_baseline_display()),
        (_("Väg hit"), case.get_route_in_display()),
    ]
    return [(name, said) for name, said in rows if said]


def _data(
    case: Case, head: list[tuple[str, str]], found: list[Entry], hide: Hiding, *, by: Member, at: datetime
) -> dict[str, object]:
    printed = _("Utskrivet %(day)s av %(name)s.") % {"day": _day(timezone.localdate(at)), "name": by.shown_name}
    return {
        "title": _("Ärende %(number)s") % {"number": case.number},
        "unit": unit.say("name"),
        "lang": unit.here(),
        "foot": hide.parts(f"{case.number}. {printed}"),
        "of": _("Sida {0} av {1}"),
        "note": _whole_or_not(hide),
        "missing": _("Tecken som inte finns i serverns typsnitt står som □. Antal:"),
        "out": _("maskerat"),
        "facts": [(name, hide.parts(said)) for name, said in head],
        "entries": [
            {
                "on": _day(entry.on),
                "head": hide.parts(entry.head),
                "meta": hide.parts(entry.meta),
                "said": [(_runs_left(row), row) for text in entry.texts for row in hide.paragraphs(text)],
            }
            for entry in found
        ],
    }


def _whole_or_not(hide: Hiding) -> str:
    if hide.whole:
        return _("Hela ärendet, i tidsordning.")
    return _("I tidsordning. Delar som gäller andra är utelämnade eller maskerade, och medarbetares namn utbytta.")


def _runs_left(row: Parts) -> bool:
    """Whether a line is written from right to left: by its first letter that has a direction."""
    text = "".join(words for kind, words in row if kind == AS_IT_IS)
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((way for way in directions if way in {"L", "R", "AL"}), "L") != "L"
