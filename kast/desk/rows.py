"""One row of Today for each thing that may wait: how long, what it is, where it is done, what one press does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kast.appointments import access as appointments
from kast.appointments import reminders
from kast.appointments.codes import Outgoing
from kast.casework import (
    arrivals,
    booked,
    breaking,
    call_list,
    day,
    flagged,
    handover,
    inbox,
    listing,
    referred,
    register,
    story,
)
from kast.casework.cases import Member
from kast.casework.topic import due_in_words
from kast.followup import access as followup
from kast.followup import attempts


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


def days_ago(day: date, today: date) -> str:
    """Whole days, never hours: today, yesterday, n days."""
    days = (today - day).days
    if days <= 0:
        return _("i dag")
    return _("i går") if days == 1 else ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}


def letter(row: inbox.Waiting) -> Row:
    told = [answer for _question, answer in row.told]
    if not row.confirmed:
        told.append(_("har inte visat att orden är sparade"))
    return Row(
        when=whole_days(row.days),
        late=row.late,
        title=_("Brev nr %(number)d") % {"number": row.number},
        address=reverse("casework:letter", args=[row.number]),
        about=joined([_("Tankar på självmord, i brev"), *told] if row.suicide else told),
        act=_("Öppna"),
        act_address=reverse("casework:letter", args=[row.number]),
    )


def whole_days(days: int) -> str:
    return days_ago(date.fromordinal(1), date.fromordinal(1 + days))


def unanswered(row: listing.Row, today: date) -> Row:
    """Whoever wrote again, or whose letter became a case and got no answer yet."""
    assert row.oldest_letter is not None
    again = ngettext("Personen skrev igen", "Personen skrev %(n)d brev till", row.written_again)
    return Row(
        when=days_ago(row.oldest_letter, today),
        late=inbox.is_late(row.oldest_letter, on=today),
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=again % {"n": row.written_again} if row.written_again else _("Brevet har inte fått något svar än"),
        act=_("Svara"),
        act_address=f"{case(row.number)}#svara",
    )


def arrival(row: arrivals.Row, today: date) -> Row:
    address = reverse("casework:arrival", args=[row.arrival.pk])
    return Row(
        when=days_ago(row.came_on, today),
        title=_("Från %(unit)s") % {"unit": row.sister},
        address=address,
        about=_("Svaret har inte gått tillbaka än") if row.answered else _("Väntar på att någon öppnar"),
        act=_("Öppna"),
        act_address=address,
    )


def answered(row: handover.Unseen, today: date) -> Row:
    address = reverse("casework:hand_over_one", args=[row.number, row.pk])
    return Row(
        when=days_ago(row.answered_on, today),
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=_("%(unit)s: %(answer)s") % {"unit": row.sister, "answer": row.answer},
        act=_("Se svaret"),
        act_address=address,
    )


def notice(row: breaking.Notice) -> Row:
    said = _("%(name)s öppnade ärendet, till %(time)s. Varför står i ärendet.")
    return Row(
        when=f"{timezone.localtime(row.opened_at):%H:%M}",
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=said % {"name": row.who, "time": f"{timezone.localtime(row.ends_at):%H:%M}"},
        act=_("Jag har sett det"),
        act_address=reverse("casework:seen", args=[row.id]),
        posts=True,
    )


def asked(row: register.Row, today: date) -> Row:
    return Row(
        when=days_ago(row.asked_on, today),
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=_("Någon har begärt uppgifter och väntar på svar: %(state)s.") % {"state": row.state},
        act=_("Svara"),
        act_address=reverse("casework:disclosures", args=[row.number]),
    )


def calls(waiting: call_list.Waiting | None, today: date) -> list[Row]:
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


def referral(row: referred.Waiting, today: date) -> Row:
    address = reverse("casework:referral", args=[row.number])
    return Row(
        when=days_ago(row.came_on, today),
        late=row.late,
        title=_("Hänvisning nr %(number)d") % {"number": row.number},
        address=address,
        act=_("Öppna"),
        act_address=address,
    )


def topic(row: listing.Row) -> Row:
    return Row(
        when=_("%(n)d samtal") % {"n": row.held},
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=due_in_words(row.again_on, row.held),
        act=_("Öppna"),
        act_address=f"{case(row.number)}#amnet",
    )


def draft(row: story.Unfinished, today: date) -> Row:
    place = _("Påbörjat svar") if row.place == "reply" else _("Påbörjad anteckning")
    saved = timezone.localtime(row.saved_at)
    return Row(
        when=days_ago(saved.date(), today),
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=f"{place}, {saved:%H:%M}",
        act=_("Skriv klart"),
        act_address=f"{case(row.number)}#{'svara' if row.place == 'reply' else 'anteckna'}",
    )


def loan(loan: listing.Loan) -> Row:
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


def nothing(member: Member, at: datetime) -> str:
    """Nothing is waiting, and when the next booked time is."""
    slot = appointments.next_time(member, at=at)
    if slot is None:
        return pgettext("today.empty", "Inget väntar.")
    return pgettext("today.empty", "Inget väntar. Nästa tid: %(time)s.") % {"time": moment(slot.starts_at, at)}


def talk(talk: booked.Talk, at: datetime) -> Row:
    """A booked talk of today, or an earlier one of which nothing is written yet. One press becomes the contact."""
    slot, earlier = talk.slot, timezone.localdate(talk.slot.starts_at) < timezone.localdate(at)
    when, about = moment(slot.starts_at, at), [str(slot.get_means_display()).capitalize()]
    if slot.place and slot.means != "video":
        about.append(slot.place)
    if talk.number:
        begun, which = slot.starts_at <= at, [talk.number, talk.booking.pk]
        return Row(
            when=when,
            late=earlier,
            title=talk.number,
            number=talk.number,
            address=case(talk.number),
            about=joined(about),
            act=_("Blev av") if begun else "",
            act_address=reverse("casework:held", args=which),
            other=_("Blev inte av") if begun else "",
            other_address=reverse("casework:not_held", args=which),
        )
    if talk.whose is not None:
        letter = reverse("casework:letter", args=[talk.whose.letter])
        title = _("Brev nr %(number)d") % {"number": talk.whose.letter}
        return Row(when=when, late=earlier, title=title, address=letter, about=joined(about))
    return Row(when=when, title=_("bokad"), address=reverse("desk:times"), about=joined(about))


def called_off(talk: booked.Talk) -> Row:
    starts = timezone.localtime(talk.slot.starts_at)
    return Row(
        when=f"{starts:%d/%m}",
        title=talk.number,
        number=talk.number,
        address=case(talk.number),
        about=f"{reminders.day(starts)} {reminders.clock(starts.time())}, {talk.booking.get_state_display()}",
        act=_("Skriv in det"),
        act_address=reverse("casework:not_held", args=[talk.number, talk.booking.pk]),
    )


def unsent(number: str, row: Outgoing) -> Row:
    starts = timezone.localtime(row.booking.slot.starts_at) if row.booking else None
    about = _("Beskedet om inställd tid kom inte iväg. Hör av dig på annat sätt.")
    if starts:
        about = _("Påminnelsen kom inte iväg.")
    if row.kind == row.Kind.FOLLOWUP:
        about = _("Sms:et om uppföljning kom inte iväg. Frågan ligger ändå i brevlådan.")
    return Row(when=f"{starts:%d/%m}" if starts else "", title=number, number=number, address=case(number), about=about)


def missed(number: str, on: date, today: date) -> Row:
    return Row(
        when=days_ago(on, today),
        title=number,
        number=number,
        address=case(number),
        about=pgettext(
            "miss.two", "Två tider i rad blev inte av. Hör gärna av dig, på det sätt ni har kommit överens om."
        ),
        act=_("Skriv"),
        act_address=f"{case(number)}#svara",
    )


def moment(starts_at: datetime, at: datetime) -> str:
    """14.15 today; with its day on any other."""
    starts = timezone.localtime(starts_at)
    clock = reminders.clock(starts.time())
    return clock if starts.date() == timezone.localdate(at) else f"{reminders.day(starts)} {clock}"


def deleted(row: listing.Row, today: date) -> Row:
    assert row.deleted_on is not None
    return Row(
        when=days_ago(row.deleted_on, today),
        title=row.number,
        number=row.number,
        address=case(row.number),
        about=_("Personen har raderat sin brevlåda."),
    )


def followups(member: Member, today: date) -> list[Row]:
    most = attempts.most()
    return [
        Row(
            when=days_ago(row.due_on, today),
            late=row.days_late(today) > 0,
            title=row.number,
            number=row.number,
            address=case(row.number),
            about=asked_later(row, most=most),
            act=_("Läs svaret") if row.unread else _("Ring"),
            act_address=reverse("followup:one", args=[row.pk]),
        )
        for row in followup.due_for(member, today=today)
    ]


def asked_later(row: followup.Row, *, most: int) -> str:
    after = _("Uppföljning efter %(n)d månader") % {"n": row.months}
    if row.unread:
        return f"{after}, {_('personen har svarat')}"
    tried = _("försök %(n)d av %(most)d") % {"n": row.unanswered + 1, "most": most}
    last = _("senast %(day)s") % {"day": date_format(row.last_try, "j F")} if row.last_try else ""
    return ", ".join(filter(None, (after, tried, last)))


def case(number: str) -> str:
    return reverse("desk:case", args=[number])


def joined(parts: Sequence[str]) -> str:
    return " · ".join(parts)


def risk(row: flagged.Row, at: datetime) -> Row:
    own = row.reachable and bool(row.number)
    where = reverse("casework:risk", args=[row.id])
    named = row.number or (_("Brev nr %(number)d") % {"number": row.letter} if row.letter else _("Hot mot personal"))
    return Row(
        when=flagged.how_long(row.raised_at, at),
        late=row.late,
        title=named,
        address=case(row.number) if own else where,
        number=row.number if own else "",
        about=risk_told(row, at),
        act=_("Öppna") if row.taken else pgettext("today.risk", "Jag tar den"),
        act_address=where if row.taken else reverse("casework:take_risk", args=[row.id]),
        posts=not row.taken,
    )


def risk_told(row: flagged.Row, at: datetime) -> str:
    if not row.taken:
        said = pgettext("today.risk", "Riskflagga, %(kind)s. Ingen har tagit den på %(time)s.")
        return said % {"kind": row.kind, "time": flagged.how_long(row.raised_at, at)}
    told = _("Riskflagga, %(kind)s. %(name)s har den.") % {"kind": row.kind, "name": row.taken_by}
    if row.by_when is None:
        return told
    until = moment(row.by_when, at)
    if row.doer:
        return f"{told} {_('%(name)s gör det vi sagt, till %(time)s.') % {'name': row.doer, 'time': until}}"
    return f"{told} {_('Till %(time)s.') % {'time': until}}"


def task(row: day.DueTask, today: date) -> Row:
    done = row.done
    return Row(
        when=days_late(row.due_on, today),
        late=not done and row.due_on < today,
        done=done,
        title=row.number,
        number=row.number if row.reachable else "",
        address=case(row.number) if row.reachable else reverse("casework:break_open", args=[row.number]),
        about=row.what or _("Hör av dig"),
        act=_("Ångra") if done else _("Klart"),
        act_address=reverse("casework:untick" if done else "casework:tick", args=[row.id]),
        posts=True,
    )


def days_late(due_on: date, today: date) -> str:
    """By when: today, or how many days late."""
    late = (today - due_on).days
    return _("i dag") if late <= 0 else ngettext("%(n)d d sent", "%(n)d d sent", late) % {"n": late}


def warned(row: day.MayLeave, today: date) -> Row:
    return Row(
        when=days_ago(row.came_on, today),
        title=row.number,
        number=row.number,
        address=f"{case(row.number)}#hor-av-dig",
        about=row.why,
        act=_("Klart"),
        act_address=reverse("casework:act_on_warning", args=[row.id]),
        posts=True,
        sends=(("done", "contacted"),),
    )
