"""The retention schedule: every table, how long its rows are kept, from which day, on what ground, who forgets them.

A table that is missing here cannot be merged: a test compares the schedule with the tables there are. The law's own
text is in kast/law; whether a unit's board has decided what the law leaves to it stands in the unit's settings.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Model

from kast.appointments import outbox
from kast.casework import slip_calls
from kast.law import rules

from . import deleting, forgetting, person

Forgets = Callable[..., object]


@dataclass(frozen=True)
class Term:
    """How long, from which day, on what ground, and the rules that forget; without one nothing goes by itself."""

    kept: str
    counted_from: str
    ground: str
    rules: tuple[Forgets, ...] = ()


_OWN = "the unit's own retention decision (arkivlagen 1990:782)"
_WORKING = "working material, no record (tryckfrihetsförordningen 2 kap.)"
_TECHNICAL = "no personal file; needed only while it is used (GDPR art. 5.1 e)"
_STAFF = "the unit's own decision on its staff; named by number in the audit (SoLPuL 10 §)"
_FILE = "sol-16-1"  # of kast/law: five years after the last note, exempt where sof-13-1 says so

_CASE = Term(
    "while the case is open; then five years after the last note, where the municipality deletes; for good where it is "
    "exempt, and in mode C until the archive has decided; without notes (mode A) as long as its mailbox",
    "the last note, else the ending",
    _FILE,
    (forgetting.cases,),
)
_THREAD = Term(
    "as long as the mailbox: months after the last thing that happened in it (the unit's setting), longer while a case "
    "is open or a follow-up may be answered; with a case, as long as the case",
    "the last letter or answer",
    _OWN,
    (forgetting.mailboxes, forgetting.cases, deleting.delete_everything),
)
_SLIP = Term(
    "until the call list is done with it; thirty days at the most (the unit's setting)",
    "the sending",
    _OWN,
    (slip_calls.settle, forgetting.slips),
)
_KEYS = Term("as long as the mailbox or the case that it opens", "see there", _OWN, (person.forget,))
_DJANGO = Term("nothing is ever kept in it", "", "Django's own table, which this program does not use")
_UNIT = Term("as long as the unit", "", "the unit's own settings; nothing about a person who asks for help")
_CLAIM = Term("for good", "", "what was said in public about the service; nothing about a person who asks for help")
_WORKS_HERE = Term("as long as the audit's entries of that person may be asked for", "the day of leaving", _STAFF)

SCHEDULE: Mapping[str, Term] = {
    # The door
    "door.Mailbox": _THREAD,
    "door.Letter": _THREAD,
    "door.Reply": _THREAD,
    "door.SentForm": Term(
        "the pepper: one hour, at most; the rest as long as the mailbox",
        "the sending",
        _TECHNICAL,
        (forgetting.minute, forgetting.mailboxes, deleting.delete_everything),
    ),
    "door.Batch": Term("for good", "", "a batch of cards; nothing about a person who asks for help"),
    "door.Slip": _SLIP,
    "door.Referral": Term(
        "until somebody takes it, thirty days at the most (the unit's setting); with a case, as long as the case",
        "the sending",
        _OWN,
        (forgetting.referrals, forgetting.cases),
    ),
    "door.LeftForm": Term("two days", "the sending", _TECHNICAL, (forgetting.left_forms,)),
    # Appointments
    "appointments.Booking": Term(
        "until it became a contact, or was cancelled; at the latest two weeks after its time; at once when the person "
        "deletes",
        "the booked time",
        _OWN,
        (forgetting.times, deleting.delete_everything),
    ),
    "appointments.Outgoing": Term(
        "what it says and to whom: until it is sent, at the latest three days; the empty row as long as its booking",
        "the release",
        _TECHNICAL,
        (outbox.send_due, forgetting.times, deleting.delete_everything),
    ),
    "appointments.Slot": Term("two weeks after it", "the time", _WORKING, (forgetting.times,)),
    "appointments.Series": Term("until it is over", "its last day", _WORKING, (forgetting.times,)),
    "appointments.Leave": Term("until it is over", "its last day", _STAFF, (forgetting.times,)),
    "appointments.Feed": Term("until it is renewed or ended", "", _STAFF),
    # The vault
    "vault.Box": _KEYS,
    "vault.Wrap": _KEYS,
    "vault.Way": Term(
        "as long as the mailbox; at once when the person deletes",
        "the last letter or answer",
        _OWN,
        (forgetting.mailboxes, deleting.delete_everything),
    ),
    "vault.Holder": _WORKS_HERE,
    "vault.Slot": Term("as long as the person works here", "", _STAFF),
    "vault.Secret": _UNIT,
    # Casework
    "casework.Case": _CASE,
    "casework.Contact": _CASE,
    "casework.Note": _CASE,
    "casework.Objection": _CASE,
    "casework.GuideAnswer": _CASE,
    "casework.Plan": _CASE,
    "casework.Topic": _CASE,
    "casework.Turn": _CASE,
    "casework.Task": _CASE,
    "casework.EarlyWarning": _CASE,
    "casework.Risk": Term(
        "of a case, as long as the case; of a letter, as long as its mailbox; a threat to staff without either, a year",
        "see there; the threat: its closing",
        _OWN,
        (forgetting.cases, forgetting.mailboxes, forgetting.threats),
    ),
    "casework.BreakGlass": _CASE,
    "casework.Decision": _CASE,
    "casework.Disclosure": _CASE,
    "casework.Conflict": Term("as long as the mailbox or the case", "the last letter", _OWN, (person.forget,)),
    "casework.Draft": Term(
        "until it is sent or finished; at the latest the night after the ending",
        "",
        _WORKING,
        (forgetting.drafts, deleting.delete_everything, person.forget),
    ),
    "casework.SlipCall": _SLIP,
    "casework.Phone": Term(
        "while the case is open, and after it only while somebody who agreed to it is still to be called or sent an "
        "SMS for a follow-up; at once when somebody who has the case, or the person, deletes it",
        "the ending",
        _OWN,
        (forgetting.phones, forgetting.cases, deleting.delete_everything),
    ),
    "casework.SisterUnit": Term(
        "as long as the unit, retired ones too: hand-overs point to them", "", "public keys and names of authorities"
    ),
    "casework.HandOver": Term(
        "as the case; what went along is gone when the person deletes the mailbox; one that was never sent goes the "
        "night after the ending",
        "the last note, else the ending",
        _FILE,
        (forgetting.cases, forgetting.hand_overs, deleting.delete_everything),
    ),
    "casework.Arrival": Term(
        "what came: until it is answered; that it came: as the case, or a year where it was declined",
        "the answer",
        _OWN,
        (forgetting.cases, forgetting.arrivals),
    ),
    "casework.CoordinatorQuestion": _CASE,
    # Follow-up
    "followup.Followup": _CASE,
    "followup.Attempt": _CASE,
    "followup.Baseline": _CASE,
    # Counting and the audit
    "ledger.Fact": Term(
        "for good", "", "codes and months under a token that nobody can lead back once the box is gone (SoL 5:2)"
    ),
    "figures.Frozen": Term("for good", "", "published totals; nothing about a single person"),
    "figures.Release": Term("for good", "", "published and signed figures; nothing about a single person"),
    "figures.OwnClaim": _CLAIM,
    "figures.ClaimWording": _CLAIM,
    "audit.Entry": Term("five years", "the entry's day", _OWN, (forgetting.entries,)),
    "audit.Head": Term("as long as the unit", "", "a lane's last number and hash"),
    "audit.Anchor": Term("as long as the unit", "", "the lanes' heads, day by day; no names"),
    # Staff
    "staff.Member": _WORKS_HERE,
    "staff.Invitation": Term("until it runs out", "the invitation", _TECHNICAL, (forgetting.invitations,)),
    "staff.Unlocked": Term("until she locks, or is away too long", "her last page", _TECHNICAL, (forgetting.minute,)),
    "staff.HeldForm": Term("seven days", "the sending", _WORKING, (forgetting.held_forms,)),
    "staff.Unit": _UNIT,
    "staff.UnitText": _UNIT,
    "staff.Helpline": _UNIT,
    # What Django and allauth bring
    "auth.Group": _DJANGO,
    "auth.Permission": Term("as long as the version", "", "Django's own names of its tables' rights; unused here"),
    "contenttypes.ContentType": Term("as long as the version", "", "Django's own names of its tables"),
    "sessions.Session": Term("until it runs out", "signing in", _TECHNICAL, (forgetting.sessions,)),
    "account.EmailAddress": _DJANGO,
    "account.EmailConfirmation": _DJANGO,
    "mfa.Authenticator": Term("as long as the person works here", "", _STAFF),
}


def tables() -> dict[type[Model], Term]:
    """The schedule by table."""
    return {apps.get_model(label): term for label, term in SCHEDULE.items()}


def ground_of(term: Term, *, on: date) -> str:
    """The ground in words; where it is a rule of law, its paragraph, the day it was read, and where it is exempt."""
    if term.ground != _FILE:
        return term.ground
    own, exempt = rules.rule(_FILE), rules.rule("sof-13-1")
    where = ", ".join(exempt.on(on).facts["exempt"])
    return (
        f"{own.paragraph} ({own.statute}, read {own.checked_on}); exempt by {exempt.paragraph} "
        f"({exempt.statute}, read {exempt.checked_on}): {where}"
    )


def as_markdown() -> str:
    """docs/generated/retention.md."""
    read = rules.rule(_FILE).checked_on
    lines = [
        "# Retention schedule",
        "",
        "Every table, how long its rows are kept, on what ground, and the rule that forgets them. Written from",
        "`kast/retention/schedule.py`; a table without a term cannot be merged.",
        "",
        "| table | kept | counted from | ground | forgotten by |",
        "|---|---|---|---|---|",
    ]
    for label, term in SCHEDULE.items():
        names = ", ".join(f"`{_name(rule)}`" for rule in term.rules) or "–"
        cells = [f"`{label}`", term.kept, term.counted_from or "–", ground_of(term, on=read), names]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _name(rule: Forgets) -> str:
    module = inspect.getmodule(rule)
    room = module.__name__.removeprefix("kast.") if module else ""
    return f"{room}.{getattr(rule, '__name__', '')}"
