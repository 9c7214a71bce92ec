"""Who has a case: lent to the stand-in while its holder is away, or handed to somebody else for good."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kast.appointments import times
from kast.appointments.models import Leave
from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import cases, drafts
from .models import Case, Turn


class CannotLend(Exception):
    """There is no stand-in, the days have passed or stand in the wrong order, or whoever lends is not its holder."""


class CannotHand(Exception):
    """A case goes to another colleague, and its stand-in is somebody else again."""


def lent(case: Case, *, on: date) -> bool:
    """Whether the stand-in has the case on this day; the first and the last day are hers too."""
    return ahead(case, on=on) and (case.lent_from is None or case.lent_from <= on)


def ahead(case: Case, *, on: date) -> bool:
    """Whether a loan is agreed that has not ended: it runs on this day, or begins later."""
    return case.lent_until is not None and on <= case.lent_until


def lent_to(member: Member, *, on: date, of: str = "") -> Q:
    """The same as a question to the database: cases lent to her on this day. `of`: where the case stands (`case__`)."""
    begun = Q(**{f"{of}lent_from__isnull": True}) | Q(**{f"{of}lent_from__lte": on})
    return begun & Q(**{f"{of}stand_in": member, f"{of}lent_until__gte": on})


@transaction.atomic
def lend(case: Case, *, until: date, since: date | None = None, by: Member, at: datetime) -> None:
    """The stand-in has the case until and with this day; its holder reads meanwhile, and does not write.

    It begins now, or on the day `since`, by itself; and it ends by itself. The stand-in has her wrap since the case was
    taken: nothing is wrapped here. Written down: the days, a turn, one audit entry. Refused: CannotLend without a
    stand-in, with a day that has passed, with an end before its beginning, or by anybody but its holder: who broke in
    for some hours does not lend it to herself.
    """
    cases.hold(case)
    today = timezone.localdate(at)
    if case.holder_id != by.pk or case.stand_in is None or until < max(since or today, today):
        raise CannotLend
    begins = since if since is not None and since > today else None
    case.lent_from, case.lent_until = begins, until
    case.save(update_fields=["lent_from", "lent_until"])
    Turn.objects.create(case=case, kind=Turn.Kind.LENT, to=case.stand_in, since=begins, until=until, by=by, at=at)
    trail.record(Act.CASE_LENT, by=by, about=[case, case.stand_in], fields=["lent_from", "lent_until"], at=at)


@transaction.atomic
def be_away(own: Sequence[Case], *, since: date | None, until: date, by: Member, at: datetime) -> int:
    """She is away: each of these cases is lent to its own stand-in for these days, and her free times there go.

    No `since`: from now on. How many booked times lie on those days: they stay until she moves or cancels them. Written
    down: what `lend` writes, for each, and the leave (appointments.times.go_away). Refused: CannotLend for all of it
    when the days have been or one case cannot be lent.
    """
    today = timezone.localdate(at)
    first = max(since or today, today)
    if until < first:
        raise CannotLend
    for case in own:
        lend(case, since=since, until=until, by=by, at=at)
    return times.go_away(first, until, by=by, at=at)


@transaction.atomic
def take_back(case: Case, *, by: Member, at: datetime) -> None:
    """The loan ends now, or never begins. Written down: a turn, one audit entry. A case that is not lent stays so."""
    cases.hold(case)
    if case.lent_until is None:
        return
    case.lent_from, case.lent_until = None, None
    case.save(update_fields=["lent_from", "lent_until"])
    Turn.objects.create(case=case, kind=Turn.Kind.TAKEN_BACK, by=by, at=at)
    trail.record(Act.CASE_RETURNED, by=by, about=[case], fields=["lent_from", "lent_until"], at=at)


@transaction.atomic
def be_back(lent_out: Sequence[Case], leaves: Sequence[Leave] = (), *, by: Member, at: datetime) -> None:
    """She is back before the day, or does not go: these loans end now, and the days that are left are hers again.

    Written down: what `take_back` writes, and appointments.times.come_back for each leave.
    """
    for case in lent_out:
        take_back(case, by=by, at=at)
    for leave in leaves:
        times.come_back(leave, by=by, at=at)


@transaction.atomic
def name_stand_in(case: Case, stand_in: Member, *, by: Member, at: datetime) -> None:
    """Another stand-in: she gets a wrap, the one before loses hers, and a loan ends.

    Written down: the case, one audit entry. Refused: CannotHand for the holder herself; drafts.Begun;
    cases.KnowsThePerson; cases.KeyNotSigned; cases.CannotOpen when whoever does it cannot open the case.
    """
    cases.hold(case)
    if stand_in.pk == case.holder_id:
        raise CannotHand
    cases.not_in_conflict(case.box, stand_in)
    _rewrap(case, holder=case.holder, stand_in=stand_in, by=by)
    trail.record(Act.CASE_CHANGED, by=by, about=[case, stand_in], fields=["stand_in"], at=at)


@transaction.atomic
def hand_to(case: Case, colleague: Member, *, stand_in: Member | None, by: Member, at: datetime) -> None:
    """The case becomes a colleague's for good, with this stand-in; whoever is neither can no longer open it.

    It is done by the holder, by the stand-in who has the case, or with the recovery sheets, when somebody leaves.
    Written down: the case, a turn, one audit entry. Refused: CannotHand when nothing would change hands or the
    colleague were her own stand-in; drafts.Begun while whoever gives it away has something unfinished in it;
    cases.KnowsThePerson; cases.KeyNotSigned; cases.CannotOpen.
    """
    cases.hold(case)
    if colleague.pk == case.holder_id or (stand_in is not None and stand_in.pk == colleague.pk):
        raise CannotHand
    cases.not_in_conflict(case.box, colleague, stand_in)
    _rewrap(case, holder=colleague, stand_in=stand_in, by=by)
    Turn.objects.create(case=case, kind=Turn.Kind.HANDED, to=colleague, by=by, at=at)
    trail.record(Act.CASE_HANDED_TO, by=by, about=[case, colleague], fields=["holder", "stand_in"], at=at)


def _rewrap(case: Case, *, holder: Member, stand_in: Member | None, by: Member) -> None:
    keys = cases.keys_of(by)
    before = {case.holder, case.stand_in} - {None}
    after = {holder, stand_in} - {None}
    keys.open(case.box)
    if by.pk != holder.pk:
        drafts.none_begun(case.box, by=by)  # she would not write here any more, and often not read either
    for member in after - before:
        if member is not None:
            keys.share(case.box, cases.holder_of(member))
    for member in before - after:
        if member is not None and member.holder is not None:
            keys.withdraw(case.box, member.holder)
    case.holder, case.stand_in, case.lent_from, case.lent_until = holder, stand_in, None, None
    case.save(update_fields=["holder", "stand_in", "lent_from", "lent_until"])
