"""Today: what waits for her, in groups. Rows come from each room's own access; nothing here touches a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kast.appointments import access as appointments
from kast.appointments import reminders
from kast.appointments.codes import Outgoing
from kast.casework import booked, breaking, contacts, inbox, listing, releasing, story
from kast.casework.cases import Member
from kast.followup import access as followup


@dataclass(frozen=True)
class Row:
    """One thing to do: how long it has waited, what it is, where it is done, and what one press does."""

    when: str
    title: str
    address: str
    about: str = ""
    late: bool = False
    number: str = ""  # of the case, so that it can open beside the list
    act: str = ""
    act_address: str = ""
    posts: bool = False
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


def groups(member: Member, *, at: datetime) -> list[Group]:
    """Everything, first what nobody has taken. Letters are listed by their sealed answers: that is written down."""
    today = timezone.localdate(at)
    waiting = inbox.waiting(by=member, at=at)
    cases = listing.rows(member, at=at)
    times = booked.day(member, at=at)
    found = [
        Group("risk", _("Tankar på självmord"), [_letter(row) for row in waiting if row.suicide], alarm=True),
        Group("nod", _("Öppnat i nödfall"), [_notice(row) for row in breaking.notices_for(member)], alarm=True),
        Group(
            "brev",
            _("Brev som väntar"),
            [
                *(_letter(row) for row in waiting if not row.suicide),
                *(_written_again(row, today) for row in cases if row.oldest_letter),
            ],
            empty=_nothing(member, at),
        ),
        Group("samtal", _("Dagens samtal"), [_talk(talk, at) for talk in times.talks]),
        Group("avbokat", _("Avbokat"), [_called_off(talk) for talk in times.called_off]),
        Group("kominte", _("Kom inte iväg"), [_unsent(number, row) for number, row in releasing.unsent(member, at=at)]),
        Group("tva", _("Hör av dig"), [_missed(*row, today) for row in contacts.missed_twice(member, at=at)]),
        Group("amne", _("Tas alltid upp"), [_topic(row) for row in cases if row.topic_due]),
        Group("folj", _("Följa upp"), _followups(member, today)),
        Group("utkast", _("Påbörjat"), [_draft(row, today) for row in story.unfinished(member, at=at)]),
        Group(
            "borta",
            _("Raderade brevlådor"),
            [_deleted(row, today) for row in cases if row.under_way and row.deleted_on],
        ),
    ]
    return [group for group in found if group.rows or group.empty]


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
    return sorted([*lines, *answered], key=lambda line: line.on, reverse=True) if answered else list(lines)


def topic_as_it_stands(line: story.Line) -> dict[str, object]:
    """What was said last, for the panel's form."""
    return {
        "state": line.code,
        "before": line.before,
        "after": line.after,
        "why": line.reference,
        "again_on": line.until,
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
