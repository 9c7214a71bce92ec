"""Forgets entries past their term, from a lane's oldest end, so that what remains can still be verified.

In place of the last forgotten entry stands one that holds how many were forgotten and that entry's hash; the next one
goes on from it.
"""

from datetime import date, datetime

from django.db import transaction

from . import trail
from .acts import Act
from .models import Entry, Head


@transaction.atomic
def forget(*, before: date, at: datetime) -> int:
    """Forget every lane's entries from before a day; how many. A lane's last entry always stays."""
    forgotten = 0
    for head in Head.objects.select_for_update().order_by("lane"):
        lane = Entry.objects.filter(lane=head.lane)
        entries = lane.exclude(act=Act.AUDIT_FORGOTTEN)
        last = entries.filter(on__lt=before, number__lt=head.number).order_by("-number").first()
        if last is None:
            continue
        already = lane.filter(act=Act.AUDIT_FORGOTTEN).first()
        count = entries.filter(number__lte=last.number).count()
        end = bytes(last.mac)
        lane.filter(number__lte=last.number).delete()
        stone = Entry(
            lane=head.lane,
            number=last.number,
            act=Act.AUDIT_FORGOTTEN.value,
            about=str(count + int(already.about if already else 0)),
            fields=end.hex(),
            on=at.date(),
            at=None,
        )
        stone.mac = trail.seal(stone, before=end)
        stone.save(force_insert=True)
        forgotten += count
    return forgotten
