"""Which release of each unit counts, and why there is none of the others. Pure, over the bytes that came.

A release is a unit's own when the key that the list knows it by has signed it. For each unit the latest of the year
counts: what was corrected does not. Whoever is missing is missing by name, with a reason; nobody is nought. What was
not taken is told to whoever runs the command, file by file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from kast.figures.release import content, signatures, tables
from kast.figures.release.content import Content, NotARelease

from .roster import Unit, alphabetical

MOST_LETTERS = 400  # of a remark


class Why(Enum):
    """Why a unit is missing. Where several hold, the one that says most."""

    TWO_WITH_ONE_NUMBER = "two different releases bear one number"
    TELLS = "a number that is hidden can be worked out from it"
    CONTRADICTS = "its numbers do not fit each other"
    OTHER_COUNTING = "it counts in another way"
    MADE_UP = "it is made up"
    NOT_MADE_UP = "it is not made up, and the others are"
    OTHER_KEY = "it is signed with another key than the list holds"
    WRONG_SIGNATURE = "its signature does not hold"
    OTHER_FORMAT = "it is of another format"
    NO_RELEASE = "it is no whole release"
    OTHER_YEAR = "only other years came"
    NOT_REACHED = "it could not be reached"
    NOTHING_CAME = "nothing came"


@dataclass(frozen=True)
class Came:
    """A file that came, and where from: its name, or its address."""

    place: str
    raw: bytes


@dataclass(frozen=True)
class Admitted:
    """A unit whose release counts, what it says, its checksum, where it came from, and what came that it corrects."""

    unit: Unit
    content: Content
    sha256: str
    place: str
    corrected: tuple[Content, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A unit of which nothing counts."""

    unit: Unit
    why: Why


@dataclass(frozen=True)
class Admission:
    """Who is in, who is missing, both in the order of the alphabet, and a sentence for each file that was not taken."""

    admitted: tuple[Admitted, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]


class _NotTaken(Exception):
    """This file does not count: why, whose it says it is, and a sentence."""

    def __init__(self, why: Why | None, unit: Unit | None, said: str) -> None:
        super().__init__(said)
        self.why, self.unit, self.said = why, unit, said


def admit(
    units: Sequence[Unit], came: Iterable[Came], *, year: int, made_up: bool, unreached: Mapping[Unit, str]
) -> Admission:
    """Sort what came. `made_up`: only made-up releases are taken, else only real ones: the two are never mixed."""
    units = sorted(units, key=lambda unit: alphabetical(unit.name))
    taken: dict[Unit, list[Admitted]] = {unit: [] for unit in units}
    whys: dict[Unit, set[Why]] = {unit: set() for unit in units}
    refused: dict[Unit, list[int]] = {unit: [] for unit in units}
    remarks = [f"{unit.name}, {unit.address}: {why}." for unit, why in unreached.items()]
    for one in came:
        try:
            found = _read(one, units, year=year, made_up=made_up)
        except _NotTaken as fault:
            remarks.append(f"{one.place}: {fault.said}")
            if fault.unit and fault.why:
                whys[fault.unit].add(fault.why)
                refused[fault.unit].append(_place(_says(one.raw).get("number"), year))
        else:
            taken[found.unit].append(found)
    admitted, missing = [], []
    for unit in units:
        latest, corrected = _latest(taken[unit])
        # What was corrected counts no more, though the correction cannot be taken.
        outdated = latest is not None and max(refused[unit], default=0) > _place(latest.content.number, year)
        if latest and outdated:
            remarks.append(f"{unit.name}: {latest.content.number} is corrected by a file that was not taken.")
        elif latest:
            remarks += [f"{old.place}: corrected by {latest.content.number}." for old in corrected]
            admitted.append(replace(latest, corrected=tuple(old.content for old in corrected)))
            continue
        elif taken[unit]:
            whys[unit].add(Why.TWO_WITH_ONE_NUMBER)
            remarks.append(f"{unit.name}: {Why.TWO_WITH_ONE_NUMBER.value}. Ask the unit which one is true.")
        if unit in unreached:
            whys[unit].add(Why.NOT_REACHED)
        missing.append(Missing(unit, next((why for why in Why if why in whys[unit]), Why.NOTHING_CAME)))
    return Admission(tuple(admitted), tuple(missing), tuple(map(_plain, remarks)))


def _read(one: Came, units: Sequence[Unit], *, year: int, made_up: bool) -> Admitted:
    """What a file says, if it counts. Raises _NotTaken."""
    claimed = _claimed(one.raw, units)
    signed = _whole(one, claimed)
    said, digits = signed.content, signatures.fingerprint(signed.public_key)
    unit = next((unit for unit in units if unit.fingerprint == digits), None)
    if unit is None and claimed:
        told = f"it says that it is {claimed.name}, but its key has the digits {digits}, which are not on the list."
        raise _NotTaken(Why.OTHER_KEY, claimed, told)
    if unit is None:
        raise _NotTaken(None, None, f"{said.unit}, with the digits {digits}, is not on the list of units.")
    if said.year != year:
        raise _NotTaken(Why.OTHER_YEAR, unit, f"{unit.name}: of {said.year}, not of {year}.")
    if said.made_up and not made_up:
        raise _NotTaken(Why.MADE_UP, unit, f"{unit.name}: made up. Such releases are taken only with --made-up.")
    if made_up and not said.made_up:
        raise _NotTaken(Why.NOT_MADE_UP, unit, f"{unit.name}: not made up. Real and made up are never mixed.")
    other = _counted_otherwise(said)
    if other:
        raise _NotTaken(Why.OTHER_COUNTING, unit, f"{unit.name}: {other}")
    return Admitted(unit, said, signed.sha256, one.place)


def _whole(one: Came, claimed: Unit | None) -> signatures.Signed:
    """A file that is whole and signed by the key that it names. Raises _NotTaken."""
    try:
        return signatures.read_file(one.raw)
    except signatures.WrongChecksum as fault:
        raise _NotTaken(Why.NO_RELEASE, claimed, "its checksum does not hold: changed, or cut off.") from fault
    except signatures.WrongSignature as fault:
        raise _NotTaken(Why.WRONG_SIGNATURE, claimed, "its signature does not hold: changed after signing.") from fault
    except NotARelease as fault:
        if str(fault) == "format":
            raise _NotTaken(Why.OTHER_FORMAT, claimed, f"not of the format {content.FORMAT}.") from fault
        raise _NotTaken(Why.NO_RELEASE, claimed, f"no whole release ({fault}).") from fault


def _counted_otherwise(said: Content) -> str:
    """In which way a release counts otherwise than this program; nothing where it does not."""
    for table in said.tables:
        ours, theirs = tables.DEFINITIONS.get(table.key), said.definitions.get(table.key)
        if ours is None or theirs != ours:
            return f"its table {table.key} counts by {theirs}, this program by {ours}."
        known = tables.BY_KEY[table.key]
        if not set(table.by_place) <= set(known.places) or len(table.dimensions) != len(known.dimensions):
            return f"its table {table.key} is parted in another way."
    return ""


def _latest(found: Sequence[Admitted]) -> tuple[Admitted | None, tuple[Admitted, ...]]:
    """The one that counts and those it replaces; None where nothing came, or two different ones bear one number."""
    one_each = {one.sha256: one for one in found}
    by_number = {_place(one.content.number, one.content.year): one for one in one_each.values()}
    if not by_number or len(by_number) != len(one_each):
        return None, ()
    *corrected, latest = (one for _, one in sorted(by_number.items()))
    return latest, tuple(corrected)


def _plain(remark: str) -> str:
    """A remark as one line for a terminal: what it quotes comes from outside."""
    return "".join(letter if letter.isprintable() else "?" for letter in remark)[:MOST_LETTERS]


def _claimed(raw: bytes, units: Sequence[Unit]) -> Unit | None:
    """Which unit of the list a file says it comes from; it has proved nothing yet."""
    name = _says(raw).get("unit")
    return next((unit for unit in units if isinstance(name, str) and unit.name.casefold() == name.casefold()), None)


def _says(raw: bytes) -> dict[str, Any]:
    """What a file says of itself, whether or not it is true; nothing where it cannot be read."""
    try:
        said = json.loads(json.loads(raw)["content"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _place(number: object, year: int) -> int:
    """Which release of its year a number names; nought where it names none of that year."""
    of, _, place = str(number).rpartition("-")
    return int(place) if of == str(year) and place.isdecimal() else 0
