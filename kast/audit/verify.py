"""Says whether the audit is whole, and names the first entry of each lane that is not.

Every entry is read once, in order of lane and number, and its hash is computed anew from the one before it. What other
places say about a lane's end (its own row, the anchors in the table and in the file) is read first, so that acts that
are written down meanwhile are no fault: they stand behind the ends, and hold by themselves.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, DatabaseError

from . import anchors, lanes, trail
from .faults import Fault, What
from .models import Head

Ends = dict[str, tuple[int, bytes]]  # lane → its last number and last hash


@dataclass(frozen=True)
class Found:
    """How many entries in how many lanes, the day of the last anchor, and what is wrong: in each lane the first."""

    entries: int
    lanes: int
    anchored_on: date | None
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, removed, put in or cut off."""
        return not self.faults


def verify(*, using: str = DEFAULT_DB_ALIAS) -> Found:
    """Read every entry, and compare the lanes' ends with their rows, the anchors and the anchors' file."""
    heads = _ends(using)
    table, file = anchors.in_table(using=using), anchors.in_file()
    told = sorted((*table.told, *file.told), key=lambda anchor: anchor.on)
    noted = [(anchor.on.isoformat(), anchor.ends) for anchor in told] + [("", heads)]

    read, unreadable = _read(using, noted)
    # In each lane the first fault stands: its entries', then what its ends say.
    faults: dict[str, Fault] = {}
    for lane, walk in read.items():
        walk.tell_from_end(*heads.get(lane, (0, b"")))
        if walk.fault is not None:
            faults[lane] = walk.fault
    if unreadable is not None:
        # Nothing was read behind it, so the ends of the lanes say nothing.
        faults.setdefault(unreadable.lane, unreadable)
    else:
        short = (fault for on, ends in noted for fault in _against(ends, read, on))
        for fault in (*short, *_rows(read, _ends(using))):
            faults.setdefault(fault.lane, fault)
    return Found(
        entries=sum(walk.entries for walk in read.values()),
        lanes=len(read),
        anchored_on=told[-1].on if told else None,
        faults=(*(faults[lane] for lane in sorted(faults)), *_anchors_against_each_other(table, file)),
    )


def _read(using: str, noted: Sequence[tuple[str, Ends]]) -> tuple[dict[str, lanes.Walk], Fault | None]:
    """Walk every lane. The second is the entry behind which nothing could be read, if there is one."""
    under = trail.key()
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for _, ends in noted:
        for lane, (number, _) in ends.items():
            numbers[lane].add(number)
    walked: dict[str, lanes.Walk] = {}
    walk: lanes.Walk | None = None
    try:
        for row in lanes.rows(using):
            if walk is None or row[0] != walk.name:
                walk = walked.setdefault(row[0], lanes.Walk(row[0], frozenset(numbers[row[0]]), under))
            walk.take(row)
    except (ValueError, TypeError, DatabaseError):
        return walked, Fault(What.UNREADABLE, walk.name if walk else "?", walk.number + 1 if walk else 1)
    return walked, None


def _ends(using: str) -> Ends:
    return {head.lane: (head.number, bytes(head.mac)) for head in Head.objects.using(using)}


def _against(ends: Ends, read: dict[str, lanes.Walk], on: str) -> Iterator[Fault]:
    """Where the lanes, as they were read, fall short of what was noted of their ends, or are others."""
    for lane, (number, end) in sorted(ends.items()):
        walk = read.get(lane)
        if number == 0:
            continue
        if walk is None:
            yield Fault(What.LANE_GONE, lane)
        elif walk.number < number:
            yield Fault(What.CUT_OFF, lane, walk.number + 1)
        elif number >= walk.first and walk.ends.get(number) != end:
            yield Fault(What.ANOTHER if on else What.END_CHANGED, lane, number, on)


def _rows(read: dict[str, lanes.Walk], after: Ends) -> Iterator[Fault]:
    """Lanes whose own row is missing or set back: an entry and its lane's end are always written together."""
    for lane, walk in sorted(read.items()):
        if lane not in after or after[lane][0] < walk.number:
            yield Fault(What.END_CHANGED, lane, walk.number)


def _anchors_against_each_other(table: anchors.Kept, file: anchors.Kept) -> Iterator[Fault]:
    for on in table.wrong:
        yield Fault(What.ANCHOR_CHANGED, on=on)
    for line in file.wrong:
        yield Fault(What.LINE_CHANGED, number=int(line))
    days_in_table = {told.on.isoformat() for told in table.told} | set(table.wrong)
    days_in_file = {told.on.isoformat() for told in file.told}
    for on in sorted({told.on.isoformat() for told in table.told} - days_in_file):
        yield Fault(What.NOT_IN_FILE, on=on)
    # Anchors past their term leave the table from the oldest end and stay in the file.
    for on in sorted(days_in_file - days_in_table):
        if on > min(days_in_table, default=""):
            yield Fault(What.NOT_IN_TABLE, on=on)
