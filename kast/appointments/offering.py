"""What somebody is offered: free times of whoever the person meets, and never a name.

Who that is, is known further right (a case has a counsellor); settings.WHO_MEETS names the function that knows, as the
processors of templates are named there. Two counsellors who are free at the same time are one offer.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from kast.door.models import Mailbox
from kast.staff.models import Member

from .models import Booking, Slot

# Whom a person may meet on a day: their ids; None is anybody, since nobody has taken the person's letter yet.
Meets = Callable[[date], Collection[UUID] | None]

# From when on, and how far ahead.
LEAD = timedelta(hours=2)
WEEKS = timedelta(weeks=8)


def free_for(mailbox: Mailbox, *, at: datetime) -> list[Slot]:
    """The times that the person of this mailbox may book, in order."""
    meets = _who_meets()(mailbox)
    seen, offers = set(), []
    for slot in _free(at + LEAD, at + WEEKS):
        whom = meets(timezone.localdate(slot.starts_at))
        alike = (slot.starts_at, slot.ends_at, slot.means)
        if (whom is None or slot.member_id in whom) and alike not in seen:
            seen.add(alike)
            offers.append(slot)
    return offers


def free_of(member: Member, *, at: datetime) -> list[Slot]:
    """A counsellor's own free times, for who books with the person on the phone."""
    return [slot for slot in _free(at, at + WEEKS) if slot.member_id == member.pk]


def _free(first: datetime, until: datetime) -> list[Slot]:
    booked = Booking.objects.filter(state=Booking.State.BOOKED, slot__starts_at__gt=first)
    ahead = Slot.objects.filter(offered=True, starts_at__gt=first, starts_at__lt=until, member__left_on=None)
    return list(ahead.exclude(pk__in=booked.values("slot")).order_by("starts_at", "pk"))


def _who_meets() -> Callable[[Mailbox], Meets]:
    found: Callable[[Mailbox], Meets] = import_string(settings.WHO_MEETS)
    return found
