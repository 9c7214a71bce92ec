"""Making a release: the one act of figures that cannot be undone."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.figures import access, freezing
from kast.figures.models import Release
from kast.figures.suppression import CannotProtect
from kast.staff import unit
from kast.staff.models import Member

from . import signatures
from .attacks import Contradictory
from .content import Content, write
from .preparing import prepare

__all__ = ["CannotProtect", "Contradictory", "NoLives", "NothingNew", "YearNotClosed", "closed_years", "look", "make"]


class YearNotClosed(Exception):
    """The year has not ended at least a month ago: what was done in its last days may still be put in."""


class NoLives(Exception):
    """Nobody had got in touch by the end of the year."""


class NothingNew(Exception):
    """The year has a release already, and this one would say the same."""


def is_closed(year: int, today: date) -> bool:
    """Whether the year ended at least a month ago."""
    return 0 < year < today.year and today >= date(year + 1, 1, 1) + freezing.LATE


def closed_years(today: date) -> list[int]:
    """The years that can be published, the latest first: closed, and somebody had got in touch."""
    asked = [int(life.asked_in[:4]) for life in access.lives() if life.asked_in]
    if not asked:
        return []
    return [year for year in range(today.year, min(asked) - 1, -1) if is_closed(year, today)]


def look(year: int, *, at: datetime, without: Iterable[str] = ()) -> Content:
    """What would be published of a year now. Nothing is written down: no number that is hidden comes along.

    Raises YearNotClosed, NoLives, NothingNew; CannotProtect with the cell that would follow; Contradictory.
    """
    today = timezone.localdate(at)
    if not is_closed(year, today):
        raise YearNotClosed(year)
    lives = access.lives()
    if not any((life.asked_in or "9999")[:4] <= str(year) for life in lives):
        raise NoLives(year)
    before = access.before()
    made = prepare(
        lives,
        access.counts(),
        year=year,
        made_on=today,
        unit=f"{unit.say('name', 'sv')}, {unit.say('municipality', 'sv')}",
        made_up=unit.the_unit().demo,
        before=before,
        without=without,
    )
    if any(same.tables == made.tables for same in before.of_year(year)[-1:]):
        raise NothingNew(year)
    return made


@transaction.atomic
def make(year: int, *, without: Iterable[str] = (), by: Member, at: datetime) -> Release:
    """Publish a year: its tables are frozen and signed with the unit's key, and numbered. It is never taken back.

    A year that has a release already is corrected by this one. A half-year that is due is frozen first, so that it is
    proved, too. Written down: that it was made, by whom, and its number. Refused as by `look`; Locked, and CannotOpen
    for who does not hold the unit's key (both vault's).
    """
    freezing.freeze(at)
    content = look(year, at=at, without=without)
    signed = signatures.sign(write(content), by=by)
    release = Release(
        place=Release.objects.count(),
        year=year,
        running=int(content.number.partition("-")[2]),
        content=signed.text,
        sha256=signed.sha256,
        signature=signed.signature,
        public_key=signed.public_key,
        made_on=content.made_on,
        made_by=by,
    )
    release.save()
    trail.record(Act.FIGURES_RELEASED, by=by, fields=[content.number], at=at)
    return release
