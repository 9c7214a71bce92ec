"""A calendar feed for a member's own calendar: *Upptagen*, and nothing else.

It shows every time that she has laid out, booked or not: so the calendar's keeper, often another company, learns when
she does not plan other things, and never whether somebody comes. The address is a secret; only its hash is kept.
"""

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override, pgettext
from icalendar import Calendar, Event

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from .models import Booking, Feed, Slot

BEHIND, AHEAD = timedelta(weeks=1), timedelta(weeks=12)


@transaction.atomic
def renew(by: Member, *, at: datetime) -> str:
    """A new secret address for her; one that she had opens nothing any more. Shown once. Written down: an entry."""
    token = secrets.token_urlsafe(32)
    feed, _ = Feed.objects.update_or_create(
        member=by, defaults={"token_hash": _hash(token), "made_on": timezone.localdate(at)}
    )
    trail.record(Act.FEED_MADE, by=by, about=[feed], at=at)
    return token


@transaction.atomic
def end(by: Member, *, at: datetime) -> None:
    """The address opens nothing any more. Written down: an entry. Who has none has none."""
    feed = Feed.objects.filter(member=by).first()
    if feed is None:
        return
    trail.record(Act.FEED_ENDED, by=by, about=[feed], at=at)
    feed.delete()


def of(member: Member) -> Feed | None:
    """Her feed, if she has one."""
    return Feed.objects.filter(member=member).first()


def busy(token: str, *, at: datetime) -> bytes | None:
    """The calendar behind an address; None for an address that opens nothing, also of somebody who has left."""
    feed = (
        Feed.objects.filter(token_hash=_hash(token), member__is_active=True, member__left_on=None)
        .select_related("member")
        .first()
    )
    if feed is None:
        return None
    held = Booking.objects.filter(state=Booking.State.BOOKED).values("slot")
    laid = Slot.objects.filter(Q(offered=True) | Q(pk__in=held), member=feed.member)
    kept = Calendar()
    kept.add("prodid", "-//Kalender//1//")
    kept.add("version", "2.0")
    with override("sv"):
        word = pgettext("feed", "Upptagen")
    for slot in laid.filter(starts_at__gt=at - BEHIND, starts_at__lt=at + AHEAD):
        event = Event()
        event.add("summary", word)
        event.add("dtstart", slot.starts_at.astimezone(UTC))
        event.add("dtend", slot.ends_at.astimezone(UTC))
        event.add("dtstamp", slot.starts_at.astimezone(UTC))
        event.add("uid", str(uuid.uuid5(feed.mark, slot.pk.hex)))
        event.add("class", "PRIVATE")
        kept.add_component(event)
    return bytes(kept.to_ical())


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"kast feed" + token.encode()).digest()
