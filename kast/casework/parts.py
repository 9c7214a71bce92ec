"""What goes along in a hand-over: pieces of a case in the order in which they happened, each one may stay behind.

This is what is sealed, and what is read there: plain words with a day and a heading, and some codes.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kast.staff.models import Member

from . import story
from .lines import Line
from .models import Baseline, Case, Concerns, Consent, HandOver, Topic

VERSION = 1
# Pieces of one kind of line each; the wire's own names.
_KINDS = {
    HandOver.Part.LETTERS: ("letter", "reply"),
    HandOver.Part.NOTES: ("contact", "note"),
    HandOver.Part.TOPIC: ("topic",),
}


@dataclass(frozen=True)
class Piece:
    """One thing that was said or done. `kept` false: it stays behind."""

    kind: str
    on: str  # a day; empty where there is none
    title: str
    words: str
    kept: bool = True

    @property
    def day(self) -> date | None:
        """The day itself."""
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True)
class Content:
    """What is handed over. `asks`: who asks how it went, as the sender sees it."""

    consent: str
    consent_on: str
    asks: str
    coded: dict[str, str] = field(default_factory=dict)
    pieces: Sequence[Piece] = ()

    def to_json(self, *, whole: bool) -> str:
        """As text: with what stays behind (`whole`, for the sender's own row), or without it, as it goes."""
        told = asdict(self) | {"version": VERSION}
        told["pieces"] = [asdict(piece) for piece in self.pieces if whole or piece.kept]
        if not whole:
            for piece in told["pieces"]:
                del piece["kept"]
        return json.dumps(told, ensure_ascii=False)

    @property
    def consent_day(self) -> date:
        """The day on which the person said yes."""
        return date.fromisoformat(self.consent_on)

    @property
    def consent_how(self) -> str:
        """How, in words."""
        return str(Consent(self.consent).label)

    @property
    def told(self) -> list[tuple[str, str]]:
        """The coded things as questions and answers."""
        return [(question, answer) for question, answer in _told(self.coded) if answer]


class NotReadable(Exception):
    """What was sealed is no content of a hand-over: the sister unit's program wrote something else."""


def gather(case: Case, parts: Collection[str], *, plan: str, by: Member, at: datetime) -> Sequence[Piece]:
    """The pieces of these parts, the earliest first. The case is opened for it, and that is written down."""
    wanted = {kind for part, kinds in _KINDS.items() if part in parts for kind in kinds}
    told = story.open_case(case, by=by, at=at)
    found = [piece for line in reversed(told.lines) if line.kind in wanted for piece in _pieces(line)]
    if HandOver.Part.PLAN in parts and plan.strip():
        found.append(Piece("plan", "", _("Plan"), plan.strip()))
    return found


def coded(case: Case, *, alias: str, held: int) -> dict[str, str]:
    """The codes of a case, and what it is called."""
    return {
        "alias": alias,
        "concerns": case.concerns,
        "baseline": case.baseline,
        "opened": f"{case.opened_on:%Y-%m}",
        "talks": str(held),
    }


def read(text: str) -> Content:
    """The content again, from a row of our own or as it came. Raises NotReadable."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise NotReadable
        content = Content(
            consent=Consent(told["consent"]).value,
            consent_on=date.fromisoformat(told["consent_on"]).isoformat(),
            asks=HandOver.Asks(told["asks"]).value,
            coded={str(key): str(value) for key, value in dict(told["coded"]).items()},
            pieces=[_piece(one) for one in told["pieces"]],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotReadable from fault
    return content


def turned(content: Content, asks: str) -> Content:
    """The same, as the other side sees who asks."""
    return replace(content, asks=asks)


def heading(piece: Piece, sister: str) -> str:
    """Whence a piece came, when, and what it is, as the first line of a note."""
    when = f", {date_format(piece.day, 'j F Y')}" if piece.day else ""
    return _("Från %(unit)s: %(title)s") % {"unit": sister, "title": piece.title} + when


def first_note(content: Content, sister: str) -> str:
    """The note with which such a case begins: whence it came, on what ground, and what was coded there."""
    said = _("Överlämnat från %(unit)s. Personen sa ja %(day)s, %(how)s.") % {
        "unit": sister,
        "day": date_format(content.consent_day, "j F Y"),
        "how": content.consent_how,
    }
    return "\n".join([said, *(f"{question}: {answer}" for question, answer in content.told)])


def _piece(told: dict[str, Any]) -> Piece:
    on = date.fromisoformat(told["on"]).isoformat() if told["on"] else ""
    return Piece(str(told["kind"]), on, str(told["title"]), str(told["words"]), kept=bool(told.get("kept", True)))


def _pieces(line: Line) -> Iterator[Piece]:
    on = line.on.isoformat()
    if line.kind == "letter":
        yield Piece("letter", on, _("Personen skrev"), line.words)
    elif line.kind == "reply":
        yield Piece("reply", on, _("%(name)s svarade") % {"name": line.who}, line.words)
    elif line.kind == "note":
        yield Piece("note", on, _("Anteckning"), line.words)
    elif line.kind == "topic":
        yield Piece("topic", on, _("Tas alltid upp: %(state)s") % {"state": Topic.State(line.code).label}, _views(line))
    else:
        title = line.title if line.number else _("Blev inte av: %(why)s") % {"why": line.title}
        words = "\n\n".join(note.words for note in line.notes)
        yield Piece("talk", on, f"{title[:1].upper()}{title[1:]}, {line.code}", words)


def _views(line: Line) -> str:
    told = ((_("Personens bild före"), line.before), (_("Efter"), line.after))
    return "\n".join(f"{name}: {words}" for name, words in told if words)


def _told(coded: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield _("Kallas"), coded.get("alias", "")
    yield _("Gäller"), _label(Concerns, coded.get("concerns", ""))
    yield _("Köp vid början"), _label(Baseline, coded.get("baseline", ""))
    yield _("Började"), coded.get("opened", "")
    yield _("Samtal"), coded.get("talks", "")


def _label(codes: type[Concerns | Baseline], code: str) -> str:
    return str(codes(code).label) if code in codes.values else ""
