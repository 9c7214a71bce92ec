"""Closing a half-year: the public totals are made once, and never changed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act

from . import access
from .gathering import gather
from .models import Frozen, Release
from .months import HalfYear, first_day, half_year_of
from .totals import totals

# What was done in the last days of a half-year is sometimes put in after it: a month is left for that.
LATE = timedelta(days=31)


@transaction.atomic
def freeze(at: datetime) -> str | None:
    """Freeze the last closed half-year, a month after its end, if that has not been done: its name, else None.

    The totals are counted from the facts up to the half-year's last month, with what must be hidden left out for good.
    Written down: that it was done, and which half-year. A half-year without any life is not frozen. No export is made,
    and none can be: in a made-up unit the page says that its figures are made up.
    """
    today = timezone.localdate(at)
    half_year = last_closed(today)
    if Frozen.objects.filter(half_year=str(half_year)).exists():
        return None
    lives = [life for life in access.lives() if (life.asked_in or half_year.span.last) <= half_year.span.last]
    if not any(life.until(half_year.span.last).facts for life in lives):
        return None
    before = Frozen.objects.filter(half_year__lt=str(half_year)).order_by("-half_year").first()
    gathered = gather(lives, access.counts(), span=half_year.span)
    _, made = Frozen.objects.get_or_create(
        half_year=str(half_year),
        defaults={
            "totals": totals(
                half_year,
                gathered,
                before=before.totals if before else None,
                released=Release.objects.exists(),
            ),
            "made_on": today,
        },
    )
    if not made:
        return None
    trail.record(Act.FIGURES_FROZEN, by=trail.SYSTEM, fields=[str(half_year)], at=at)
    return str(half_year)


def last_closed(today: date) -> HalfYear:
    """The last half-year that ended at least a month ago."""
    half_year = half_year_of(today).before
    after = half_year_of(today)
    return half_year if today >= first_day(after.span.first) + LATE else half_year.before
