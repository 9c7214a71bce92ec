"""Cases: how they begin, what is asked at the start, and who can open them.

A case has two wraps besides the recovery sheets': its holder's and her stand-in's. The intake circle's is withdrawn
when somebody takes the letter. This is casework's only module that imports the vault.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.audit.models import Marked
from kast.door import letters, mailbox
from kast.door.models import Letter
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member, Unit
from kast.vault import boxes, signing
from kast.vault.keyring import Keyring, Locked, member_keys
from kast.vault.models import Box, Holder
from kast.vault.sealing import BoxKey, CannotOpen
from kast.vault.tokens import Life

from .models import Baseline, Case, Concerns, Conflict, RouteIn, Turn

__all__ = [
    "Asked",
    "Box",
    "BoxKey",
    "CannotBegin",
    "CannotOpen",
    "Case",
    "KeyNotSigned",
    "KnowsThePerson",
    "Life",
    "Locked",
    "Member",
    "NeedsDecision",
    "NumberOutsideModeC",
    "begin",
    "begin_in",
    "box_for_all",
    "correct",
    "hold",
    "holder_of",
    "key_of",
    "keys_of",
    "life_of",
    "not_in_conflict",
    "open_from",
    "out_of_circle",
]


class CannotBegin(Exception):
    """This letter's mailbox belongs to a case already, or somebody else took the letter."""


class KnowsThePerson(Exception):
    """This colleague has said that she knows the person: she cannot be given the case."""


class KeyNotSigned(Exception):
    """The unit has not signed this colleague's public key, or somebody changed it since: nothing is wrapped for her."""


class NeedsDecision(Exception):
    """Mode B rests on a decision of the board; its number is missing."""


class NumberOutsideModeC(Exception):
    """A personal number names the person: it is taken in mode C only."""


@dataclass(frozen=True)
class Asked:
    """What is asked when a case is taken; every coded thing may be left as not asked."""

    route_in: RouteIn
    mode: Case.Mode
    decision: str = ""
    concerns: Concerns = Concerns.NOT_ASKED
    baseline: Baseline = Baseline.NOT_ASKED
    informed_limits: bool = False
    informed_apply: bool = False
    alias: str = ""
    personal_number: str = ""


def keys_of(by: Member) -> Keyring:
    """Her keyring. Raises Locked while she is not unlocked."""
    return member_keys(by)


def key_of(box: Box, by: Member) -> BoxKey:
    """The key of a person's box. Raises Locked, or CannotOpen when it is not wrapped for her."""
    return member_keys(by).open(box)


def life_of(box: Box, by: Member) -> Life:
    """Under which the ledger counts this person. Raises Locked, or CannotOpen."""
    return member_keys(by).life(box)


def holder_of(member: Member) -> Holder:
    """For whom a box is wrapped when she shall open it. Raises KeyNotSigned, or CannotOpen for who has no keys."""
    if member.holder is None:
        raise CannotOpen
    try:
        signing.check(member.holder)
    except signing.NotAdmitted as fault:
        raise KeyNotSigned from fault
    return member.holder


def hold(case: Case) -> None:
    """Hold the case's row until the transaction ends: two acts on one case follow each other, so do their facts.

    The case is read anew, whole: what another act wrote meanwhile (that the person deleted the mailbox, that the case
    changed hands) is not written over.
    """
    case.refresh_from_db(
        from_queryset=Case.objects.select_for_update(of=("self",)).select_related(
            "box", "holder__holder", "stand_in__holder"
        )
    )


def box_for_all(by: Member) -> Box:
    """A box that every counsellor can open and nobody alone: for what is about no person who asked for help."""
    box, _key = keys_of(by).new_box(boxes.circle())
    keys_of(by).withdraw(box, holder_of(by))
    return box


def out_of_circle(box: Box, by: Member) -> None:
    """The box is no longer the intake circle's. Raises CannotOpen for who cannot open it herself."""
    keys_of(by).withdraw(box, boxes.circle())


def not_in_conflict(box: Box, *members: Member | None) -> None:
    """Raises KnowsThePerson when one of them has passed this person's letter on."""
    if Conflict.objects.filter(box=box, member__in=[member for member in members if member is not None]).exists():
        raise KnowsThePerson


@transaction.atomic
def open_from(letter: Letter, asked: Asked, *, stand_in: Member | None, by: Member, at: datetime) -> Case:
    """Make a case of a letter: its box becomes hers and her stand-in's, and no longer the circle's.

    Written down: the case, its first turn, the facts *began*, *route in*, *concerns*, *baseline*, one audit entry.
    Refused: CannotBegin when the letter is no longer waiting or its box has a case; KnowsThePerson for a stand-in who
    said so; KeyNotSigned; NeedsDecision; NumberOutsideModeC; CannotOpen for who cannot open the letter.
    """
    box, keys = letter.mailbox.box, keys_of(by)
    # Whoever takes another letter of the same person waits here until this is done.
    if not mailbox.held(letter.mailbox) or Case.objects.filter(box=box).exists():
        raise CannotBegin
    not_in_conflict(box, by, stand_in)
    keys.open(box)
    try:
        letters.take(letter, by=by, at=at)
    except letters.NotWaiting as fault:
        raise CannotBegin from fault
    keys.share(box, holder_of(by))
    if stand_in is not None:
        keys.share(box, holder_of(stand_in))
    out_of_circle(box, by)
    return _make(box, asked, begin=Case.Begin.LETTER, stand_in=stand_in, about=[letter], by=by, at=at)


@transaction.atomic
def begin(begin: Case.Begin, asked: Asked, *, stand_in: Member | None, by: Member, at: datetime) -> Case:
    """Begin a case from a phone call or a visit: a box without words, until she gives the person some.

    Written down: the box, the case, its first turn, the facts *wrote* (call or visit), *began*, *route in*, *concerns*,
    *baseline*, one audit entry. Refused: KeyNotSigned; NeedsDecision; NumberOutsideModeC;
    CannotBegin for a letter, which has its own verb.
    """
    if begin == Case.Begin.LETTER:
        raise CannotBegin
    others = [] if stand_in is None else [holder_of(stand_in)]
    box, _key = keys_of(by).new_box(*others)
    _asked_by(box, begin, by=by, at=at)
    return _make(box, asked, begin=begin, stand_in=stand_in, about=[], by=by, at=at)


@transaction.atomic
def begin_in(
    box: Box,
    begin: Case.Begin,
    asked: Asked,
    *,
    about: Sequence[Marked],
    stand_in: Member | None,
    by: Member,
    at: datetime,
) -> Case:
    """Begin a case in a box that was left for the intake circle without words (a slip, a referral).

    It becomes hers and her stand-in's, and no longer the circle's. Written down and refused as by `begin`, and
    CannotBegin when the box has a case; KnowsThePerson; CannotOpen. Whoever calls holds the row that brought it.
    """
    if begin == Case.Begin.LETTER or Case.objects.filter(box=box).exists():
        raise CannotBegin
    keys = keys_of(by)
    not_in_conflict(box, by, stand_in)
    keys.open(box)
    for member in (by, stand_in):
        if member is not None:
            keys.share(box, holder_of(member))
    out_of_circle(box, by)
    _asked_by(box, begin, by=by, at=at)
    return _make(box, asked, begin=begin, stand_in=stand_in, about=about, by=by, at=at)


@transaction.atomic
def correct(case: Case, asked: Asked, *, by: Member, at: datetime) -> None:
    """Write what was asked or told since: whom it concerns, purchases, route in, the two ticks, alias and number.

    Written down: the case, a turn without words, new facts where a code changed, one audit entry with the names of
    what changed. The mode is not touched here (modes.change).
    """
    hold(case)
    before = {name: getattr(case, name) for name in _CODED}
    for name in _CODED:
        setattr(case, name, getattr(asked, name))
    changed = [name for name in _CODED if before[name] != getattr(case, name)]
    key = key_of(case.box, by)
    if case.alias.open(key) != asked.alias:
        changed.append("alias")
    if asked.personal_number:
        changed.append("personal_number")
    if not changed:
        return
    _name(case, asked, by=by)
    case.save()
    life, on = life_of(case.box, by), timezone.localdate(at)
    for name, kind in _FACTS.items():
        if name in changed:
            facts.put(life, kind, getattr(case, name), on=on)
    Turn.objects.create(case=case, kind=Turn.Kind.CODED, by=by, at=at)
    trail.record(Act.CASE_CHANGED, by=by, about=[case], fields=changed, at=at)


def told_at_the_start(case: Case, baseline: Baseline, *, life: Life, on: date) -> None:
    """What somebody told about the time before the first talk stands on the case, and is counted.

    For the verb that asked: whoever calls holds the case, and writes it down.
    """
    case.baseline = baseline
    case.save(update_fields=["baseline"])
    facts.put(life, Kind.BASELINE, baseline, on=on)


_CODED = ("route_in", "concerns", "baseline", "informed_limits", "informed_apply")
_FACTS = {"route_in": Kind.ROUTE_IN, "concerns": Kind.CONCERNS, "baseline": Kind.BASELINE}


def _asked_by(box: Box, begin: Case.Begin, *, by: Member, at: datetime) -> None:
    asked_by = "call" if begin == Case.Begin.PHONE else "visit"
    facts.put(life_of(box, by), Kind.WROTE, asked_by, on=timezone.localdate(at))


def _make(
    box: Box,
    asked: Asked,
    *,
    begin: Case.Begin,
    stand_in: Member | None,
    about: Sequence[Marked],
    by: Member,
    at: datetime,
) -> Case:
    if asked.mode == Case.Mode.B and not asked.decision:
        raise NeedsDecision
    on = timezone.localdate(at)
    case = Case(
        number=_next_number(on.year),
        box=box,
        holder=by,
        stand_in=stand_in,
        opened_on=on,
        began_with=begin,
        mode=asked.mode,
        decision=asked.decision,
        **{name: getattr(asked, name) for name in _CODED},
    )
    _name(case, asked, by=by)
    case.save(force_insert=True)
    Turn.objects.create(case=case, kind=Turn.Kind.OPENED, code=begin, by=by, at=at)
    life = life_of(box, by)
    facts.put(life, Kind.BEGAN, begin, on=on)
    for name, kind in _FACTS.items():
        facts.put(life, kind, getattr(case, name), on=on)
    trail.record(Act.CASE_OPENED, by=by, about=[case, *about], at=at)
    return case


def _name(case: Case, asked: Asked, *, by: Member) -> None:
    """The alias sealed, and the blind indexes by which the case is found; their key is never on the server."""
    keys = keys_of(by)
    case.alias.seal(keys.open(case.box), asked.alias)
    case.alias_index = keys.index(asked.alias) if asked.alias else None
    if asked.personal_number:
        if case.mode != Case.Mode.C:
            raise NumberOutsideModeC
        case.personal_index = keys.index(asked.personal_number)


def _next_number(year: int) -> str:
    """The year and a running number. The unit's row is held meanwhile, so that no two cases get the same."""
    Unit.objects.select_for_update().first()
    taken = Case.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(number[5:]) for number in taken), default=0) + 1:03d}"
