"""What each line of a case says on paper: a heading in words, what stands beside it, its texts.

Every kind of line has its own way to tell itself (TELL), so that none comes without a heading. What the person says
against a note, and what stood there before, are entries of their own: each can be left out by itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kast.audit.models import Marked

from .lines import Line
from .models import Topic


@dataclass(frozen=True)
class Entry:
    """One entry of the paper, and of the page on which she chooses."""

    mark: str
    on: date
    head: str
    meta: str = ""
    texts: Sequence[str] = ()
    record: Marked | None = field(default=None, repr=False, compare=False)

    @property
    def all(self) -> Sequence[str]:
        """Every text of it."""
        return [self.head, self.meta, *self.texts]


def entries(lines: Sequence[Line]) -> list[Entry]:
    """What can be chosen, in order of time: each letter, answer, talk, note and turn by itself, each with its mark."""
    times: Counter[str] = Counter()
    found = []
    for entry in (entry for line in reversed(lines) for entry in _entries(line)):
        times[entry.mark] += 1
        again = times[entry.mark]  # a flag that was raised and closed is one record and two entries
        found.append(entry if again == 1 else replace(entry, mark=f"{entry.mark}-no-{again}"))
    return found


def _entries(line: Line) -> Iterator[Entry]:
    yield _entry(line, TELL[line.kind](line))
    for note in line.to_read:
        if note is not line:
            yield _entry(note, _note(note))
        for old in reversed(note.earlier):
            yield _entry(old, (_("Anteckning, före rättelsen"), old.who, [old.words]))
        for one in note.objections:
            yield _entry(one, (_("Personen håller inte med om en anteckning"), one.who, [one.words]))


Told = tuple[str, str, Sequence[str]]  # heading, what stands beside it, texts


def _entry(line: Line, told: Told) -> Entry:
    head, meta, texts = told
    mark = str(line.record.mark) if line.record is not None else f"{line.kind}-{line.on}"
    return Entry(mark, line.on, head, meta, [text for text in texts if text.strip()], record=line.record)


def _letter(line: Line) -> Told:
    asked = [f"{question} {answer}" for question, answer in line.told]
    waits = _("väntar på svar") if line.waiting else ""
    return _("Brev från personen"), _joined(waits), [line.words, *asked]


def _reply(line: Line) -> Told:
    read = _("läst") if line.fetched else _("inte läst än")
    return _("Svar till personen"), _joined(line.who, read), [line.words]


def _referral(line: Line) -> Told:
    return _("Hänvisning"), _joined(line.who), [line.words]


def _contact(line: Line) -> Told:
    head = _("Samtal %(n)s") % {"n": line.number} if line.number else pgettext("held.not", "Blev inte av")
    minutes = _("%(n)d minuter") % {"n": line.minutes} if line.minutes else ""
    interpreter = _("med tolk") if line.interpreter else ""
    if line.interpreting:
        interpreter = f"{interpreter} ({line.interpreting})"
    return head, _joined(line.title, line.code, minutes, interpreter, line.who), []


def _note(line: Line) -> Told:
    changed = _("rättad %(day)s") % {"day": _day(line.changed_on)} if line.changed_on else ""
    return _("Anteckning"), _joined(line.who, changed), [line.words]


def _plan(line: Line) -> Told:
    return _("Plan"), _joined(line.who), line.besides


def _topic(line: Line) -> Told:
    again = _("tas upp igen %(day)s") % {"day": _day(line.until)} if line.until else ""
    before = _("Före: %(words)s") % {"words": line.before} if line.before else ""
    after = _("Efter: %(words)s") % {"words": line.after} if line.after else ""
    signs = _("Tecken: %(signs)s.") % {"signs": "; ".join(line.signs)} if line.signs else ""
    meta = _joined(str(Topic.State(line.code).label), line.title, again, line.who)
    return _("Människohandel och utsatthet"), meta, [before, after, signs, line.words]


def _turn(line: Line) -> Told:
    since = _("från %(day)s") % {"day": _day(line.since)} if line.since else ""
    until = _("till och med %(day)s") % {"day": _day(line.until)} if line.until else ""
    return line.title, _joined(line.code, line.reference, since, until, line.who), [line.words]


def _opening(line: Line) -> Told:
    return _("Nödöppning"), _joined(line.who), [line.words]


def _risk(line: Line) -> Told:
    return _("Riskflagga: %(kind)s") % {"kind": line.title}, _joined(line.who), [line.words, *line.besides]


def _risk_closed(line: Line) -> Told:
    head = _("Riskflagga avslutad: %(kind)s") % {"kind": line.title}
    return head, _joined(line.code, line.who), [line.words]


def _warning(line: Line) -> Told:
    until = _("till %(day)s") % {"day": _day(line.until)} if line.until else ""
    done = line.code or _("ingen har hört av sig än")
    return _("Hör gärna av dig"), _joined(done, until, line.who), [line.title, line.words]


def _aid(line: Line) -> Told:
    silent = _("Hur regeln löd den dagen är inte uppslaget.")
    rules = [f"{one.paragraph}: {one.text or silent}" for one in line.paragraphs]
    return _("Beslutsstöd"), _joined(line.title, line.code, line.who), [*line.besides, line.words, *rules]


def _disclosure(line: Line) -> Told:
    return _("Utlämnande"), _joined(line.title, line.code, line.who), line.besides


def _handover(line: Line) -> Told:
    texts = [_("Personens ja %(ground)s.") % {"ground": line.reference}]
    texts.append(_("Med: %(parts)s.") % {"parts": line.before} if line.before else "")
    texts.append(_("Svar %(day)s.") % {"day": _day(line.until)} if line.until else "")
    head = _("Överlämning till %(unit)s") % {"unit": line.title}
    return head, _joined(line.code, line.after, line.who), texts


def _arrival(line: Line) -> Told:
    return _("Överlämning från %(unit)s") % {"unit": line.title}, _joined(line.after, line.who), []


def _question(line: Line) -> Told:
    return _("Fråga till regionkoordinatorn"), _joined(line.title, line.code, line.who), [line.words]


def _guide(line: Line) -> Told:
    return _("Samtalsstöd"), _joined(line.who), [line.title, *line.besides]


def _task(line: Line) -> Told:
    return _("Att göra"), _joined(line.who), [line.words, *line.besides]


def _start(line: Line) -> Told:
    return _("Vid början"), "", [line.words]


def _followup(line: Line) -> Told:
    return _("Uppföljning"), _joined(line.title), [line.words]


TELL: Mapping[str, Callable[[Line], Told]] = {
    "letter": _letter,
    "reply": _reply,
    "referral": _referral,
    "contact": _contact,
    "note": _note,
    "plan": _plan,
    "topic": _topic,
    "turn": _turn,
    "opening": _opening,
    "risk": _risk,
    "risk_closed": _risk_closed,
    "warning": _warning,
    "aid": _aid,
    "disclosure": _disclosure,
    "handover": _handover,
    "arrival": _arrival,
    "question": _question,
    "guide": _guide,
    "task": _task,
    "start": _start,
    "followup": _followup,
}


def _joined(*parts: str) -> str:
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


def _day(on: date) -> str:
    return date_format(on, "j F Y")
