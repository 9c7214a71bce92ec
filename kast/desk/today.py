"""Today: what waits for her, in groups. Rows come from each room's own access; nothing here touches a table.

A group is a function in `GROUPS`; what several of them need is fetched once, by `Hand`. A page that polls shows the
same rows and leaves no entry in the audit: a poll is neither an opening nor activity (decision 22).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kast.appointments import access as appointments
from kast.appointments import reminders
from kast.appointments.codes import Outgoing
from kast.casework import (
    arrivals,
    booked,
    breaking,
    call_list,
    contacts,
    day,
    handover,
    inbox,
    listing,
    referred,
    register,
    releasing,
    risks,
    story,
)
from kast.casework.cases import Case, Member
from kast.followup import access as followup
from kast.followup.reading import told_in as followups_told


@dataclass(frozen=True)
class Row:
    """One thing to do: how long it has waited, what it is, where it is done, and what one press does."""

    when: str
    title: str
    address: str
    about: str = ""
    late: bool = False
    done: bool = False
    number: str = ""  # of the case, so that it can open beside the list
    act: str = ""
    act_address: str = ""
    posts: bool = False
    sends: tuple[tuple[str, str], ...] = ()  # what the press says besides
    other: str = ""  # a second act beside it
    other_address: str = ""


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
    def risks(self) -> Sequence[risks.Row]:
        """The open flags that she may see."""
        return risks.listed(self.member, at=self.at)

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
    rows = [_risk(row, hand.at) for row in hand.risks if not row.taken]
    return Group("risk", _("Risk som ingen har tagit"), rows, alarm=True)


def _suicide(hand: Hand) -> Group:
    rows = [_letter(row) for row in hand.waiting if row.suicide]
    return Group("suicid", _("Tankar på självmord"), rows, alarm=True)


def _taken(hand: Hand) -> Group:
    return Group("tagen", _("Risk"), [_risk(row, hand.at) for row in hand.risks if row.taken])


def _notices(hand: Hand) -> Group:
    rows = [_notice(row) for row in breaking.notices_for(hand.member)]
    return Group("nod", _("Öppnat i nödfall"), rows, alarm=True)


def _letters(hand: Hand) -> Group:
    new = [_letter(row) for row in hand.waiting if not row.suicide]
    again = [_written_again(row, hand.today) for row in hand.cases if row.oldest_letter]
    return Group("brev", _("Brev som väntar"), [*new, *again], empty=_nothing(hand.member, hand.at))


def _talks(hand: Hand) -> Group:
    return Group("samtal", _("Dagens samtal"), [_talk(talk, hand.at) for talk in hand.times.talks])


def _off(hand: Hand) -> Group:
    return Group("avbokat", _("Avbokat"), [_called_off(talk) for talk in hand.times.called_off])


def _not_sent(hand: Hand) -> Group:
    rows = [_unsent(number, row) for number, row in releasing.unsent(hand.member, at=hand.at)]
    return Group("kominte", _("Kom inte iväg"), rows)


def _missed_twice(hand: Hand) -> Group:
    warned = {row.number for row in hand.day.warnings}
    missed = [row for row in contacts.missed_twice(hand.member, at=hand.at) if row[0] not in warned]
    return Group("tva", _("Hör av dig"), [_missed(*row, hand.today) for row in missed])


def _to_call(hand: Hand) -> Group:
    return Group("ring", _("Ringa"), _calls(call_list.waiting(at=hand.at), hand.today))


def _pointed_on(hand: Hand) -> Group:
    rows = [_referral(row, hand.today) for row in referred.waiting(at=hand.at)]
    return Group("hanv", _("Hänvisningar"), rows)


def _between(hand: Hand) -> Group:
    came = [_arrival(row, hand.today) for row in arrivals.rows(hand.member)]
    answered = [_answered(row, hand.today) for row in handover.unseen(hand.member, at=hand.at)]
    return Group("overlamningar", _("Överlämningar"), [*came, *answered])


def _requests(hand: Hand) -> Group:
    rows = [_asked(row, hand.today) for row in register.waiting_for(hand.member, at=hand.at)]
    return Group("begart", _("Begärda utlämnanden"), rows)


def _to_do(hand: Hand) -> Group:
    return Group("gora", _("Att göra"), [_task(row, hand.today) for row in hand.day.tasks])


def _leaving(hand: Hand) -> Group:
    return Group("tysta", _("Hör gärna av dig"), [_warned(row, hand.today) for row in hand.day.warnings])


def _topics(hand: Hand) -> Group:
    return Group("amne", _("Tas alltid upp"), [_topic(row) for row in hand.cases if row.topic_due])


def _to_follow(hand: Hand) -> Group:
    return Group("folj", _("Följa upp"), _followups(hand.member, hand.today))


def _begun(hand: Hand) -> Group:
    rows = [_draft(row, hand.today) for row in story.unfinished(hand.member, at=hand.at)]
    return Group("utkast", _("Påbörjat"), rows)


def _gone(hand: Hand) -> Group:
    rows = [_deleted(row, hand.today) for row in hand.cases if row.under_way and row.deleted_on]
    return Group("borta", _("Raderade brevlådor"), rows)


def _loans(hand: Hand) -> Group:
    return Group("lan", _("Borta"), [_loan(loan) for loan in listing.loans(hand.member, at=hand.at)])


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


def days_ago(day: date, today: date) -> str:
    """Whole days, never hours: today, yesterday, n days."""
    days = (today - day).days
    if days <= 0:
        return _("i dag")
    return _("i går") if days == 1 else ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}


def with_followups(lines: Sequence[story.Line], followups: Sequence[followup.Row]) -> list[story.Line]:
    """The case's story with the days on which the person answered a follow-up."""
    answered = [
        story.Line("followup", row.answered_on, title=f"{_('Efter %(n)d månader') % {'n': row.months}}: {row.state}")
        for row in followups
        if row.answered_on
    ]
    return by_day([*lines, *answered]) if answered else list(lines)


def answers_on_paper(case: Case, member: Member) -> list[story.Line]:
    """What the person answered to follow-ups, as lines of the story. Whoever shows them writes it down."""
    return [
        story.Line("followup", row.answered_on, title=title, words="\n".join(words), record=row)
        for row, title, words in followups_told(case, by=member)
        if row.answered_on
    ]


def by_day(lines: Sequence[story.Line]) -> list[story.Line]:
    """The newest first."""
    return sorted(lines, key=lambda line: line.on, reverse=True)


def topic_as_it_stands(line: story.Line) -> dict[str, object]:
    """What was said last, for the panel's form."""
    return {
        "state": line.code,
        "before": line.before,
        "after": line.after,
        "why": line.reference,
        "again_on": line.until,
        "signs": line.sign_codes,
        "noticed": line.words,
    }


def _letter(row: inbox.Waiting) -> Row:
    told = [answer for _question, answer in row.told]
    if not row.confirmed:
        told.append(_("har inte visat att orden är sparade"))
    return Row(
        when=_whole_days(row.days),
        late=row.late,
        title=_("Brev nr %(number)d") % {"number": row.number},
        address=reverse("casework:letter", args=[row.number]),
        about=_joined([_("Tankar på självmord, i brev"), *told] if row.suicide else told),
        act=_("Öppna"),
        act_address=reverse("casework:letter", args=[row.number]),
    )


def _whole_days(days: int) -> str:
    return days_ago(date.fromordinal(1), date.fromordinal(1 + days))


def _written_again(row: listing.Row, today: date) -> Row:
    assert row.oldest_letter is not None
    return Row(
        when=days_ago(row.oldest_letter, today),
        late=inbox.is_late(row.oldest_letter, on=today),
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=ngettext("Personen skrev igen", "Personen skrev %(n)d brev till", row.letters) % {"n": row.letters},
        act=_("Svara"),
        act_address=f"{_case(row.number)}#svara",
    )


def _arrival(row: arrivals.Row, today: date) -> Row:
    address = reverse("casework:arrival", args=[row.arrival.pk])
    return Row(
        when=days_ago(row.came_on, today),
        title=_("Från %(unit)s") % {"unit": row.sister},
        address=address,
        about=_("Svaret har inte gått tillbaka än") if row.answered else _("Väntar på att någon öppnar"),
        act=_("Öppna"),
        act_address=address,
    )


def _answered(row: handover.Unseen, today: date) -> Row:
    address = reverse("casework:hand_over_one", args=[row.number, row.pk])
    return Row(
        when=days_ago(row.answered_on, today),
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=_("%(unit)s: %(answer)s") % {"unit": row.sister, "answer": row.answer},
        act=_("Se svaret"),
        act_address=address,
    )


def _notice(row: breaking.Notice) -> Row:
    said = _("%(name)s öppnade ärendet, till %(time)s. Varför står i ärendet.")
    return Row(
        when=f"{timezone.localtime(row.opened_at):%H:%M}",
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=said % {"name": row.who, "time": f"{timezone.localtime(row.ends_at):%H:%M}"},
        act=_("Jag har sett det"),
        act_address=reverse("casework:seen", args=[row.id]),
        posts=True,
    )


def _asked(row: register.Row, today: date) -> Row:
    return Row(
        when=days_ago(row.asked_on, today),
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=_("Någon har begärt uppgifter och väntar på svar: %(state)s.") % {"state": row.state},
        act=_("Svara"),
        act_address=reverse("casework:disclosures", args=[row.number]),
    )


def _calls(waiting: call_list.Waiting | None, today: date) -> list[Row]:
    """The call list as one row: it is opened as a whole, since its hours are sealed."""
    if waiting is None:
        return []
    return [
        Row(
            when=days_ago(waiting.oldest, today),
            late=waiting.late,
            title=_("Ringlistan"),
            address=reverse("casework:call_list"),
            about=ngettext("%(n)d ringlapp väntar", "%(n)d ringlappar väntar", waiting.number) % {"n": waiting.number},
            act=_("Ring"),
            act_address=reverse("casework:call_list"),
        )
    ]


def _referral(row: referred.Waiting, today: date) -> Row:
    address = reverse("casework:referral", args=[row.number])
    return Row(
        when=days_ago(row.came_on, today),
        late=row.late,
        title=_("Hänvisning nr %(number)d") % {"number": row.number},
        address=address,
        act=_("Öppna"),
        act_address=address,
    )


def _topic(row: listing.Row) -> Row:
    return Row(
        when=_("%(n)d samtal") % {"n": row.held},
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=pgettext(
            "topic.third",
            "Tredje kontakten, och frågan är inte uppe än. Ta upp den, eller skriv varför du väntar.",
        ),
        act=_("Öppna"),
        act_address=f"{_case(row.number)}#amnet",
    )


def _draft(row: story.Unfinished, today: date) -> Row:
    place = _("Påbörjat svar") if row.place == "reply" else _("Påbörjad anteckning")
    saved = timezone.localtime(row.saved_at)
    return Row(
        when=days_ago(saved.date(), today),
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=f"{place}, {saved:%H:%M}",
        act=_("Skriv klart"),
        act_address=f"{_case(row.number)}#{'svara' if row.place == 'reply' else 'anteckna'}",
    )


def _loan(loan: listing.Loan) -> Row:
    days = {
        "first": date_format(loan.since, "j F") if loan.since else _("nu"),
        "last": date_format(loan.until, "j F"),
        "name": loan.stand_in if loan.out else loan.holder,
    }
    if loan.out:
        said = pgettext(
            "away",
            "Du är borta %(first)s–%(last)s. %(name)s kan öppna dina ärenden då, och bara då.",
        )
    else:
        said = _("%(name)s är borta %(first)s–%(last)s. Du kan öppna ärendena då, och bara då.")
    return Row(
        when=_("nu") if loan.begun or loan.since is None else date_format(loan.since, "j b"),
        title=ngettext("%(n)d ärende", "%(n)d ärenden", len(loan.numbers)) % {"n": len(loan.numbers)},
        address=reverse("casework:away"),
        about=said % days,
        act=_("Visa"),
        act_address=reverse("casework:away"),
    )


def _nothing(member: Member, at: datetime) -> str:
    """Nothing is waiting, and when the next booked time is."""
    slot = appointments.next_time(member, at=at)
    if slot is None:
        return pgettext("today.empty", "Inget väntar.")
    return pgettext("today.empty", "Inget väntar. Nästa tid: %(time)s.") % {"time": _moment(slot.starts_at, at)}


def _talk(talk: booked.Talk, at: datetime) -> Row:
    """A booked talk of today, or an earlier one of which nothing is written yet. One press becomes the contact."""
    slot, earlier = talk.slot, timezone.localdate(talk.slot.starts_at) < timezone.localdate(at)
    when, about = _moment(slot.starts_at, at), [str(slot.get_means_display()).capitalize()]
    if slot.place and slot.means != "video":
        about.append(slot.place)
    if talk.number:
        begun, which = slot.starts_at <= at, [talk.number, talk.booking.pk]
        return Row(
            when=when,
            late=earlier,
            title=talk.number,
            number=talk.number,
            address=_case(talk.number),
            about=_joined(about),
            act=_("Blev av") if begun else "",
            act_address=reverse("casework:held", args=which),
            other=_("Blev inte av") if begun else "",
            other_address=reverse("casework:not_held", args=which),
        )
    if talk.whose is not None:
        letter = reverse("casework:letter", args=[talk.whose.letter])
        title = _("Brev nr %(number)d") % {"number": talk.whose.letter}
        return Row(when=when, late=earlier, title=title, address=letter, about=_joined(about))
    return Row(when=when, title=_("bokad"), address=reverse("desk:times"), about=_joined(about))


def _called_off(talk: booked.Talk) -> Row:
    starts = timezone.localtime(talk.slot.starts_at)
    return Row(
        when=f"{starts:%d/%m}",
        title=talk.number,
        number=talk.number,
        address=_case(talk.number),
        about=f"{reminders.day(starts)} {reminders.clock(starts.time())}, {talk.booking.get_state_display()}",
        act=_("Skriv in det"),
        act_address=reverse("casework:not_held", args=[talk.number, talk.booking.pk]),
    )


def _unsent(number: str, row: Outgoing) -> Row:
    starts = timezone.localtime(row.booking.slot.starts_at) if row.booking else None
    about = _("Beskedet om inställd tid kom inte iväg. Hör av dig på annat sätt.")
    if starts:
        about = _("Påminnelsen kom inte iväg.")
    return Row(
        when=f"{starts:%d/%m}" if starts else "", title=number, number=number, address=_case(number), about=about
    )


def _missed(number: str, on: date, today: date) -> Row:
    return Row(
        when=days_ago(on, today),
        title=number,
        number=number,
        address=_case(number),
        about=pgettext(
            "miss.two", "Två tider i rad blev inte av. Hör gärna av dig, på det sätt ni har kommit överens om."
        ),
        act=_("Skriv"),
        act_address=f"{_case(number)}#svara",
    )


def _moment(starts_at: datetime, at: datetime) -> str:
    """14.15 today; with its day on any other."""
    starts = timezone.localtime(starts_at)
    clock = reminders.clock(starts.time())
    return clock if starts.date() == timezone.localdate(at) else f"{reminders.day(starts)} {clock}"


def _deleted(row: listing.Row, today: date) -> Row:
    assert row.deleted_on is not None
    return Row(
        when=days_ago(row.deleted_on, today),
        title=row.number,
        number=row.number,
        address=_case(row.number),
        about=_("Personen har raderat sin brevlåda."),
    )


def _followups(member: Member, today: date) -> list[Row]:
    return [
        Row(
            when=days_ago(row.due_on, today),
            late=row.days_late(today) > 0,
            title=row.number,
            number=row.number,
            address=_case(row.number),
            about=_followup(row),
            act=_("Läs svaret") if row.unread else _("Ring"),
            act_address=reverse("followup:one", args=[row.pk]),
        )
        for row in followup.due_for(member, today=today)
    ]


def _followup(row: followup.Row) -> str:
    after = _("Uppföljning efter %(n)d månader") % {"n": row.months}
    if row.unread:
        return f"{after}, {_('personen har svarat')}"
    return f"{after}, {_('försök %(n)d') % {'n': row.attempts + 1}}"


def _case(number: str) -> str:
    return reverse("desk:case", args=[number])


def _joined(parts: Sequence[str]) -> str:
    return " · ".join(parts)


def _risk(row: risks.Row, at: datetime) -> Row:
    own = row.reachable and bool(row.number)
    where = reverse("casework:risk", args=[row.id])
    named = row.number or (_("Brev nr %(number)d") % {"number": row.letter} if row.letter else _("Hot mot personal"))
    return Row(
        when=risks.how_long(row.raised_at, at),
        late=row.late,
        title=named,
        address=_case(row.number) if own else where,
        number=row.number if own else "",
        about=_risk_told(row, at),
        act=_("Öppna") if row.taken else pgettext("today.risk", "Jag tar den"),
        act_address=where if row.taken else reverse("casework:take_risk", args=[row.id]),
        posts=not row.taken,
    )


def _risk_told(row: risks.Row, at: datetime) -> str:
    if not row.taken:
        said = pgettext("today.risk", "Riskflagga, %(kind)s. Ingen har tagit den på %(time)s.")
        return said % {"kind": row.kind, "time": risks.how_long(row.raised_at, at)}
    told = _("Riskflagga, %(kind)s. %(name)s har den.") % {"kind": row.kind, "name": row.taken_by}
    if row.by_when is None:
        return told
    until = _moment(row.by_when, at)
    if row.doer:
        return f"{told} {_('%(name)s gör det vi sagt, till %(time)s.') % {'name': row.doer, 'time': until}}"
    return f"{told} {_('Till %(time)s.') % {'time': until}}"


def _task(row: day.ToDo, today: date) -> Row:
    done = row.done
    return Row(
        when=days_late(row.due_on, today),
        late=not done and row.due_on < today,
        done=done,
        title=row.number,
        number=row.number if row.reachable else "",
        address=_case(row.number) if row.reachable else reverse("casework:break_open", args=[row.number]),
        about=row.what or _("Hör av dig"),
        act=_("Ångra") if done else _("Klart"),
        act_address=reverse("casework:untick" if done else "casework:tick", args=[row.id]),
        posts=True,
    )


def days_late(due_on: date, today: date) -> str:
    """By when: today, or how many days late."""
    late = (today - due_on).days
    return _("i dag") if late <= 0 else ngettext("%(n)d d sent", "%(n)d d sent", late) % {"n": late}


def _warned(row: day.MayLeave, today: date) -> Row:
    return Row(
        when=days_ago(row.came_on, today),
        title=row.number,
        number=row.number,
        address=f"{_case(row.number)}#hor-av-dig",
        about=row.why,
        act=_("Klart"),
        act_address=reverse("casework:act_on_warning", args=[row.id]),
        posts=True,
        sends=(("done", "contacted"),),
    )
