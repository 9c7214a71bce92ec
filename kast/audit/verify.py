"""Says whether the audit is whole, and names the first entry that is not."""

import hmac
from dataclasses import dataclass

from . import anchors, trail
from .acts import Act
from .models import Anchor, Entry, Head

FORGOTTEN = Act.AUDIT_FORGOTTEN.value


@dataclass(frozen=True)
class Found:
    """What was found: how many entries in how many lanes, and the first fault in each lane, in plain words."""

    entries: int
    lanes: int
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, removed, put in or cut off."""
        return not self.faults


def verify() -> Found:
    """Read every entry in order of lane and number, and compare the ends with heads, anchors and the anchors' file."""
    faults: dict[str, str] = {}
    ends: dict[str, dict[int, bytes]] = {}
    first: dict[str, int] = {}
    wanted = _anchored()
    entries, lane, number, before = 0, None, 0, b""
    rows = Entry.objects.order_by("lane", "number").values_list(
        "lane", "number", "act", "about", "fields", "on", "at", "mac"
    )
    for name, count, act, about, fields, on, at, mac in rows.iterator(chunk_size=5000):
        entries += 1
        if name != lane:
            lane, number, before = name, 0, b""
            ends[name], first[name] = {}, count
            if act == FORGOTTEN:  # what stood before was forgotten behind this entry (forgetting.py)
                number, before = count - 1, bytes.fromhex(fields)
        if name not in faults:
            if count != number + 1:
                gone = f"{name}: entry {number + 1} is missing"
                faults[name] = gone if count == number + 2 else f"{gone}, and more up to {count - 1}"
            elif not hmac.compare_digest(
                bytes(mac), trail.seal_values(name, count, act, about, fields, on, at, before=before)
            ):
                faults[name] = f"{name}: entry {count} was changed or put in"
        number, before = count, bytes.fromhex(fields) if act == FORGOTTEN else bytes(mac)
        if count in wanted.get(name, ()):
            ends[name][count] = before
        ends[name][0] = before
        first[f"{name} last"] = count
    _compare_ends(ends, first, faults)
    return Found(entries, len(ends), tuple(faults[name] for name in sorted(faults)))


def _anchored() -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = {}
    for _, heads, _ in _all_anchors():
        for lane, (number, _) in heads.items():
            wanted.setdefault(lane, set()).add(int(str(number)))
    return wanted


def _all_anchors() -> list[tuple[object, anchors.Heads, bytes]]:
    in_table = [(row.on, row.heads, bytes(row.mac)) for row in Anchor.objects.order_by("on")]
    return [*in_table, *anchors.from_file()]


def _compare_ends(ends: dict[str, dict[int, bytes]], first: dict[str, int], faults: dict[str, str]) -> None:
    for head in Head.objects.all():
        last = first.get(f"{head.lane} last", 0)
        if last < head.number:
            faults.setdefault(head.lane, f"{head.lane}: cut off after entry {last}")
    in_file = {on for on, _, _ in anchors.from_file()}
    for on, heads, mac in _all_anchors():
        if not hmac.compare_digest(mac, anchors.seal(on, heads)):  # type: ignore[arg-type] -- a date
            faults.setdefault(f"anchor {on}", f"the anchor of {on} was changed")
            continue
        if on not in in_file:
            faults.setdefault(f"anchor {on}", f"the anchor of {on} is not in the file")
        for lane, (number, end) in heads.items():
            count = int(str(number))
            last = first.get(f"{lane} last", 0)
            if lane not in ends and count:
                faults.setdefault(lane, f"{lane}: the whole lane is missing")
            elif last < count:
                faults.setdefault(lane, f"{lane}: cut off after entry {last}")
            elif count >= first.get(lane, 1) and count and ends[lane].get(count, b"").hex() != end:
                faults.setdefault(lane, f"{lane}: entry {count} is not the one that was anchored on {on}")
