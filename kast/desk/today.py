"""Today: what waits for her, in groups. Rows come from each room's own access; nothing here touches a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kast.casework import arrivals, breaking, handover, inbox, listing, story
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
            empty=_("Inget väntar."),
        ),
        Group(
            "overlamningar",
            _("Överlämningar"),
            [
                *(_arrival(row, today) for row in arrivals.rows(member)),
                *(_answered(row, today) for row in handover.unseen(member, at=at)),
            ],
        ),
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
