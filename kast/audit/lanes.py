"""Walks one lane from its oldest entry to its newest, and tells the first that does not follow from the one before.

A wrong hash alone does not say whether an entry was changed or another put in its place: the next entry does. Its own
hash goes on either from the entry that stands there, from what that entry should have been, or from the one before.
"""

from collections.abc import Iterator

from django.db import connections
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Coalesce

from . import trail
from .acts import Act
from .faults import Fault, What
from .models import Entry

Row = tuple[str, int, str, str, str, str, str, bytes]  # an entry's columns in their order, day and moment as text
FORGOTTEN = Act.AUDIT_FORGOTTEN.value


class Walk:
    """A lane while it is read. Give it each row in order (`take`), then what its own row says (`tell_from_end`)."""

    def __init__(self, name: str, noted: frozenset[int], under: bytes) -> None:
        """Of the lane `name`; the hashes at the numbers in `noted` are kept in `ends`. `under`: the audit's key."""
        self.name = name
        self.entries = 0
        self.first = 0  # the oldest number of which something is known
        self.number = 0  # the newest number
        self.ends: dict[int, bytes] = {}
        self.fault: Fault | None = None
        self._noted = noted
        self._under = under
        self._before = b""  # the hash from which the next entry goes on
        self._suspect: tuple[bytes, bytes] | None = None  # a wrong entry's right hash, and the hash before it

    def take(self, row: Row) -> None:
        """Read the next entry."""
        number, mac = row[1], row[7]
        self.entries += 1
        if self.fault is not None:
            self._tell_from(row)
        elif self.entries == 1 and row[2] == FORGOTTEN:
            mac = self._stone(row)
        elif number != self.number + 1:
            # One number twice is possible only where the table's constraint was taken away.
            twice = number <= self.number
            self._say(What.PUT_IN if twice else What.REMOVED, number if twice else self.number + 1)
        else:
            right = trail.seal_values(self._under, *row[:7], before=self._before)
            if right != mac:
                self._say(What.CHANGED_OR_PUT_IN, number)
                self._suspect = right, self._before
        if self.entries == 1:
            self.first = number
        self.number, self._before = max(number, self.number), mac
        if number in self._noted:
            self.ends[number] = mac

    def tell_from_end(self, number: int, mac: bytes) -> None:
        """The lane's own row tells what became of a wrong last entry, which no other follows."""
        if self._suspect is None:
            return
        right, before = self._suspect
        if number == self.number and mac in {self._before, right}:
            self._say(What.CHANGED, number)
        elif number == self.number - 1 and mac == before:
            self._say(What.PUT_IN, self.number)
        elif number == self.number + 1 and mac == self._before:
            self._say(What.REMOVED, self.number)

    def _say(self, what: What, number: int) -> None:
        self.fault = Fault(what, self.name, number)

    def _stone(self, row: Row) -> bytes:
        """The oldest entry stands for those that were forgotten: it names the hash from which the next goes on."""
        try:
            end = bytes.fromhex(row[4])
        except ValueError:
            end = b""
        if trail.seal_values(self._under, *row[:7], before=end) != row[7]:
            self._say(What.CHANGED, row[1])
        return end

    def _tell_from(self, row: Row) -> None:
        """The entry after the first wrong one: does it go on from it, from its right self, or from the one before?"""
        if self._suspect is None:
            return
        (right, before), self._suspect = self._suspect, None
        wrong = self.number

        def follows(last: bytes, number: int) -> bool:
            return trail.seal_values(self._under, self.name, number, *row[2:7], before=last) == row[7]

        if follows(self._before, row[1]) or follows(right, row[1]):
            self._say(What.CHANGED, wrong)
        elif follows(before, wrong):
            self._say(What.PUT_IN, wrong)
        elif follows(self._before, row[1] + 1):
            self._say(What.REMOVED, wrong)


def rows(using: str) -> Iterator[Row]:
    """Every entry in order of lane and number.

    SQLite keeps days and moments as the very text that is hashed. Taking them as they lie there spares half the time,
    and one that was made unreadable is a changed entry like any other.
    """
    plain = ("lane", "number", "act", "about", "fields")
    entries = Entry.objects.using(using).order_by("lane", "number")
    if connections[using].vendor == "sqlite":
        day, moment = (
            Coalesce(Cast("on", TextField()), Value(""), output_field=TextField()),
            Coalesce(Cast("at", TextField()), Value(""), output_field=TextField()),
        )
        yield from entries.annotate(day=day, moment=moment).values_list(*plain, "day", "moment", "mac").iterator(2000)
    else:
        for *row, on, at, mac in entries.values_list(*plain, "on", "at", "mac").iterator(2000):
            yield (*row, trail.day(on), trail.moment(at), mac)
