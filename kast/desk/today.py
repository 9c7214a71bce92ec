"""Today: what waits for her, in groups. Rows come from each room's own access; nothing here touches a table.

A group is a function in `GROUPS`; what several of them need is fetched once, by `Hand`. A page that polls shows the
same rows and leaves no entry in the audit: a poll is neither an opening nor activity (decision 22).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kast.casework import (
    arrivals,
    booked,
    breaking,
    call_list,
    contacts,
    day,
    flagged,
    handover,
    inbox,
    listing,
    referred,
    register,
    releasing,
    story,
)
from kast.casework.cases import Member
from kast.followup import texting

from . import rows
from .rows import Row


@dataclass(frozen=True)
class Group:
    """Rows of a kind. One with `empty` is shown without rows too, and says what is true."""

    key: str
    title: str
    rows: Sequence[Row]
    empty: str = ""
    alarm: bool = False


class Hand:
    """Whose day it is, and what several groups need, fetched once."""

    def __init__(self, member: Member, *, at: datetime, poll: bool = False) -> None:
        self.member, self.at, self.poll = member, at, poll
        self.today = timezone.localdate(at)

    @cached_property
    def waiting(self) -> Sequence[inbox.Waiting]:
        """Letters, listed by their sealed answers: that is written down."""
        return inbox.waiting(by=self.member, at=self.at, poll=self.poll)

    @cached_property
    def cases(self) -> Sequence[listing.Row]:
        """Her cases, in codes and dates."""
        return listing.rows(self.member, at=self.at)

    @cached_property
    def times(self) -> booked.Day:
        """The booked talks of her day, and those that were called off."""
        return booked.day(self.member, at=self.at)

    @cached_property
    def risks(self) -> Sequence[flagged.Row]:
        """The open flags that she may see."""
        return flagged.listed(self.member, at=self.at)

    @cached_property
    def day(self) -> day.Day:
        """What is to be done and who may be leaving, with its sealed words: that is written down."""
        return day.opened(by=self.member, at=self.at, poll=self.poll)


def groups(member: Member, *, at: datetime, poll: bool = False) -> list[Group]:
    """Everything, first what nobody has taken."""
    hand = Hand(member, at=at, poll=poll)
    return [found for group in GROUPS for found in [group(hand)] if found.rows or found.empty]


def tag(found: Sequence[Group], *, on: date, beside: str) -> str:
    """What the list shows, as a validator: the same as before, and nothing is sent again."""
    told = repr((found, on, beside, get_language()))
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def current(found: Sequence[Group], number: str) -> Row | None:
    """The row whose case stands beside the list: the first of it, where it waits for more than one thing."""
    return next((row for group in found for row in group.rows if number and row.number == number), None)


def neighbours(found: Sequence[Group], number: str) -> tuple[str, str]:
    """The cases before and after this one in the list; empty at its ends."""
    numbers = list(dict.fromkeys(row.number for group in found for row in group.rows if row.number))
    if number not in numbers:
        return "", numbers[0] if numbers else ""
    at = numbers.index(number)
    return numbers[at - 1] if at else "", numbers[at + 1] if at + 1 < len(numbers) else ""


def _untaken(hand: Hand) -> Group:
    found = [rows.risk(row, hand.at) for row in hand.risks if not row.taken]
    return Group("risk", _("Risk som ingen har tagit"), found, alarm=True)


def _suicide(hand: Hand) -> Group:
    found = [rows.letter(row) for row in hand.waiting if row.suicide]
    return Group("suicid", _("Tankar på självmord"), found, alarm=True)


def _taken(hand: Hand) -> Group:
    return Group("tagen", _("Risk"), [rows.risk(row, hand.at) for row in hand.risks if row.taken])


def _notices(hand: Hand) -> Group:
    found = [rows.notice(row) for row in breaking.notices_for(hand.member)]
    return Group("nod", _("Öppnat i nödfall"), found, alarm=True)


def _letters(hand: Hand) -> Group:
    new = [rows.letter(row) for row in hand.waiting if not row.suicide]
    again = [rows.unanswered(row, hand.today) for row in hand.cases if row.oldest_letter]
    return Group("brev", _("Brev som väntar"), [*new, *again], empty=rows.nothing(hand.member, hand.at))


def _talks(hand: Hand) -> Group:
    return Group("samtal", _("Dagens samtal"), [rows.talk(talk, hand.at) for talk in hand.times.talks])


def _off(hand: Hand) -> Group:
    return Group("avbokat", _("Avbokat"), [rows.called_off(talk) for talk in hand.times.called_off])


def _not_sent(hand: Hand) -> Group:
    failed = [*releasing.unsent(hand.member, at=hand.at), *texting.unsent(hand.member, at=hand.at)]
    found = [rows.unsent(number, row) for number, row in failed]
    return Group("kominte", _("Kom inte iväg"), found)


def _missed_twice(hand: Hand) -> Group:
    warned = {row.number for row in hand.day.warnings}
    missed = [row for row in contacts.missed_twice(hand.member, at=hand.at) if row[0] not in warned]
    return Group("tva", _("Hör av dig"), [rows.missed(*row, hand.today) for row in missed])


def _to_call(hand: Hand) -> Group:
    return Group("ring", _("Ringa"), rows.calls(call_list.waiting(at=hand.at), hand.today))


def _pointed_on(hand: Hand) -> Group:
    found = [rows.referral(row, hand.today) for row in referred.waiting(at=hand.at)]
    return Group("hanv", _("Hänvisningar"), found)


def _between(hand: Hand) -> Group:
    came = [rows.arrival(row, hand.today) for row in arrivals.rows(hand.member)]
    answered = [rows.answered(row, hand.today) for row in handover.unseen(hand.member, at=hand.at)]
    return Group("overlamningar", _("Överlämningar"), [*came, *answered])


def _requests(hand: Hand) -> Group:
    found = [rows.asked(row, hand.today) for row in register.waiting_for(hand.member, at=hand.at)]
    return Group("begart", _("Begärda utlämnanden"), found)


def _to_do(hand: Hand) -> Group:
    return Group("gora", _("Att göra"), [rows.task(row, hand.today) for row in hand.day.tasks])


def _leaving(hand: Hand) -> Group:
    return Group("tysta", _("Hör gärna av dig"), [rows.warned(row, hand.today) for row in hand.day.warnings])


def _topics(hand: Hand) -> Group:
    return Group("amne", _("Tas alltid upp"), [rows.topic(row) for row in hand.cases if row.topic_due])


def _to_follow(hand: Hand) -> Group:
    return Group("folj", _("Följa upp"), rows.followups(hand.member, hand.today))


def _begun(hand: Hand) -> Group:
    found = [rows.draft(row, hand.today) for row in story.unfinished(hand.member, at=hand.at)]
    return Group("utkast", _("Påbörjat"), found)


def _gone(hand: Hand) -> Group:
    found = [rows.deleted(row, hand.today) for row in hand.cases if row.under_way and row.deleted_on]
    return Group("borta", _("Raderade brevlådor"), found)


def _loans(hand: Hand) -> Group:
    return Group("lan", _("Borta"), [rows.loan(loan) for loan in listing.loans(hand.member, at=hand.at)])


# In the order of the page. Another thing that waits for her is another function here.
GROUPS: tuple[Callable[[Hand], Group], ...] = (
    _untaken,
    _suicide,
    _taken,
    _notices,
    _letters,
    _talks,
    _off,
    _not_sent,
    _to_call,
    _pointed_on,
    _between,
    _requests,
    _to_do,
    _leaving,
    _missed_twice,
    _topics,
    _to_follow,
    _begun,
    _loans,
    _gone,
)
