"""Forgets entries past their term, from a lane's oldest end, so that what remains can still be verified.

In place of the last forgotten entry stands one that holds how many were forgotten and that entry's hash; the next one
goes on from it. It is the lane's oldest entry, and the only one whose `about` is a number and whose `fields` a hash.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from . import trail
from .acts import Act
from .models import Anchor, Entry, Head


@transaction.atomic
def forget(*, before: date, at: datetime) -> int:
    """Forget every lane's entries from before a day, and how many they were; a lane's last entry always stays.

    Anchors in the table from before that day go too, but for the last; the file, to which lines are only ever added,
    keeps its own. Nothing is refused, and a second time the same day forgets nothing.
    """
    forgotten = sum(_forget(head, before=before, at=at) for head in Head.objects.select_for_update().order_by("lane"))
    newest = Anchor.objects.order_by("-on").first()
    if newest is not None:
        Anchor.objects.filter(on__lt=min(before, newest.on)).delete()
    return forgotten


def _forget(head: Head, *, before: date, at: datetime) -> int:
    lane = Entry.objects.filter(lane=head.lane)
    entries = lane.exclude(act=Act.AUDIT_FORGOTTEN.value)
    # Up to the first entry that stays: a clock that once went wrong forgets too little, never a hole.
    stays = entries.filter(on__gte=before).order_by("number").values_list("number", flat=True).first() or head.number
    last = entries.filter(number__lt=stays).order_by("-number").first()
    if last is None:
        return 0
    end = bytes(last.mac)
    count = entries.filter(number__lte=last.number).count()
    lane.filter(number__lte=last.number).delete()
    stone = Entry(
        lane=head.lane,
        number=last.number,
        act=Act.AUDIT_FORGOTTEN.value,
        about=str(last.number),  # a lane counts from one without gaps: its number is how many there were
        fields=end.hex(),
        on=timezone.localdate(at),
        at=None,
    )
    stone.mac = trail.seal(stone, before=end)
    stone.save(force_insert=True)
    return count
