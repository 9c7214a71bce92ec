"""Papers about the duty of silence: a report of concern, how she reasoned, the answer to who was refused.

They are made when asked for and kept nowhere; nothing is sent. What is not known is left to be filled in by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kast import paper
from kast.audit import trail
from kast.audit.acts import Act
from kast.law import rules
from kast.law.rules import BeforeFirstValue
from kast.staff import unit
from kast.staff.models import Member

from . import aid, labels
from .models import Case, Decision, Disclosure

FOLDER = Path(__file__).parent / "paper"
BY_HAND = 2  # empty lines for what is not known


def made(name: str, data: Mapping[str, object]) -> bytes:
    """The PDF of one of our templates."""
    return paper.of(FOLDER / name, data, files={"parts.typ": (FOLDER / "parts.typ").read_bytes()})


@dataclass(frozen=True)
class Concern:
    """What a report of concern says; each may be left for the pen."""

    to: str = ""
    child: str = ""
    guardians: str = ""
    worry: str = ""
    known: str = ""
    told: str = ""
    reporter: str = ""


@transaction.atomic
def concern(said: Concern, *, case: Case | None, by: Member, at: datetime) -> bytes:
    """A report of concern for a child, to print and hand over. Nothing of it is stored, and nothing is sent.

    Written down: one audit entry, about the case when there is one.
    """
    on = timezone.localdate(at)
    sections = [
        _section(_("Till"), said.to),
        _section(_("Barnet: namn, ålder, var barnet finns"), said.child),
        _section(_("Vårdnadshavare"), said.guardians),
        _section(_("Vad oron gäller"), said.worry, lines=6),
        _section(_("Hur vi vet det"), said.known),
        _section(_("Vem har fått veta om anmälan"), said.told),
        _section(_("Vem anmäler, och hur vi nås"), said.reporter),
        _section(_("Datum och underskrift"), "", lines=2),
    ]
    lead = [_law("sol-19-1", on), _("Det som inte är känt fylls i för hand.")]
    pdf = made("document.typ", _document(_("Anmälan om oro för ett barn"), lead, sections, on=on, by=by))
    trail.record(Act.AID_PRINTED, by=by, about=[case] if case else [], fields=["report"], at=at)
    return pdf


@transaction.atomic
def reasoning(said: aid.Opened, *, decision: Decision | None, by: Member, at: datetime) -> bytes:
    """How she reasoned, with the paragraphs as they read that day. Without a case it is stored nowhere.

    Written down: one audit entry, about the case and its decision when there is one.
    """
    told = _("Ja") if said.told else _("Nej, därför att %(why)s") % {"why": said.not_told or "–"}
    sections = [
        _section(_("Vad det gäller"), str(labels.ABOUT[said.about])),
        _texts(_("Svaren"), labels.answered(said)),
        *(_texts(f"{one.paragraph}, {one.name}", _read(one)) for one in said.paragraphs),
        *([_section(_("Har personen fått veta"), told)] if said.told is not None else []),
        *([_section(_("Så tänkte jag"), said.why)] if said.why else []),
        _section(_("Beslut"), str(labels.DECIDED[said.decided])),
        _section(_("Vem och när"), f"{said.who}, {_day(said.on)}"),
    ]
    number = _("Ärende %(number)s.") % {"number": decision.case.number} if decision else ""
    lead = [number, _lead(said.on)]
    pdf = made("document.typ", _document(_("Beslut med beslutsstöd"), lead, sections, on=timezone.localdate(at), by=by))
    about = [decision.case, decision] if decision else []
    trail.record(Act.AID_PRINTED, by=by, about=about, fields=["reasoning"], at=at)
    return pdf


@dataclass(frozen=True)
class Refusal:
    """What the answer to a refused request says."""

    to: str
    asked: str
    why: str
    decided_by: str
    on: date


@transaction.atomic
def refusal(said: Refusal, disclosure: Disclosure, *, by: Member, at: datetime) -> bytes:
    """The answer to somebody who was refused. It says neither that there is a case nor that there is none.

    Written down: one audit entry. Nothing of it is stored.
    """
    on = timezone.localdate(at)
    sections = [
        _section(_("Till"), said.to),
        _section(_("Ni har begärt"), said.asked),
        _section(
            _("Beslut"),
            _("Inget lämnas ut. Vi säger varken att sådana uppgifter finns hos oss eller att de inte finns."),
        ),
        _texts(_("Skäl"), [_law("osl-26-1", on), said.why]),
        _section(_("Beslutat av"), f"{said.decided_by}, {_day(said.on)}"),
        _section(_("Hur beslutet kan överklagas"), _("Se kommunens bilaga om överklagande, som följer med brevet.")),
        _section(_("Underskrift"), "", lines=2),
    ]
    pdf = made("document.typ", _document(_("Svar på begäran om uppgifter"), [], sections, on=on, by=by))
    trail.record(Act.DISCLOSURE_PRINTED, by=by, about=[disclosure.case, disclosure], at=at)
    return pdf


Section = dict[str, object]


def _section(head: str, text: str, *, lines: int = BY_HAND) -> Section:
    return {"head": head, "texts": [line for line in text.splitlines() if line.strip()], "lines": lines}


def _texts(head: str, texts: Sequence[str]) -> Section:
    return {"head": head, "texts": [text for text in texts if text.strip()], "lines": 0}


def _document(
    title: str, lead: Sequence[str], sections: Sequence[Section], *, on: date, by: Member
) -> dict[str, object]:
    printed = _("Utskrivet %(day)s av %(name)s.") % {"day": _day(on), "name": by.shown_name}
    return {
        "title": title,
        "unit": ", ".join(part for part in (unit.say("name"), unit.say("address"), unit.say("phone")) if part),
        "lang": unit.here(),
        "foot": printed,
        "of": _("Sida {0} av {1}"),
        "lead": [part for part in lead if part],
        "sections": list(sections),
        "missing": _("Tecken som inte finns i serverns typsnitt står som □. Antal:"),
        "by_hand": _("fylls i för hand"),
    }


def _read(one: aid.Paragraph) -> list[str]:
    said = {
        aid.Says.MUST: _("Här måste du."),
        aid.Says.MAY: _("Här får du berätta, men du måste inte."),
        aid.Says.UNSURE: _("Här är rättsläget oklart."),
        aid.Says.NOT: pgettext("aid.not", "Här bryts inte sekretessen."),
    }
    if one.key == "osl-10-28" and one.says == aid.Says.MUST:
        said[aid.Says.MUST] = _("Plikten att anmäla bryter sekretessen.")
    read = _("Senast läst %(day)s.") % {"day": _day(one.checked)}
    text = one.text or _("Hur regeln löd den dagen är inte uppslaget.")
    lawyer = [f"{_('En jurist ska bekräfta:')} {' '.join(one.unsettled)}"] if one.unsettled else []
    return [str(said[aid.Says(one.says)]), text, *lawyer, read]


def _lead(on: date) -> str:
    return pgettext(
        "aid.lead",
        "Beslutsstödet fattar inga beslut och skickar ingenting. Det visar reglerna som de löd %(date)s och sparar hur "
        "du tänkte.",
    ) % {"date": _day(on)}


def _law(key: str, on: date) -> str:
    rule = rules.rule(key)
    try:
        return f"{rule.paragraph}: {rule.on(on).says[unit.here()]}"
    except BeforeFirstValue:
        return rule.paragraph


def _day(on: date) -> str:
    return date_format(on, "j F Y")
