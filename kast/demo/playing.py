"""One made-up life, act by act: a generator that says when it wants to go on, and acts when it is let."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from kast.appointments import bookings, offering, times
from kast.appointments.reminders import Choice, Way
from kast.appointments.times import Plan
from kast.casework import booked, cases, contacts, endings, replies, topic
from kast.casework.models import Baseline, Case, Concerns, Contact, RouteIn, Topic
from kast.door import letters, mailbox, nonces, visitors, words
from kast.door.models import Letter, Mailbox
from kast.followup import asking, baseline
from kast.followup.models import Followup
from kast.retention import deleting
from kast.staff.models import Member

from . import arriving, carrying, later
from .story import Life, Talk, weekday

if TYPE_CHECKING:
    from .filling import Stage

MADE_UP = "070-174 06 15"  # of the numbers that nobody is ever given

_CONCERNS = {"english": "bought", "arabic": "bought", "professional": "professional"}
_ABOUT = {"english": "bought", "arabic": "bought"}
_ANSWER_IN = {"english": "en", "arabic": "interpreter"}


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day where the unit is."""
    return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())


def life(plan: Life, stage: "Stage", *, today: date) -> Iterator[datetime]:
    """From the first letter or call to the ending: yields the moment of each act, and acts when asked to go on."""
    at = moment(plan.wrote_on, 8)
    yield at
    letter, said = _write(plan, stage, at) if plan.begin == "letter" else (None, "")
    stage.show("start" if plan.carried else plan.state, said)
    if plan.state == "waiting":
        return
    by = stage.members[plan.counsellor]
    taken_on = min(weekday(plan.wrote_on + timedelta(days=plan.taken_after)), today)
    at = moment(taken_on, 10, 15)
    if plan.begin == "letter":
        yield at
    if plan.state == "no_case":
        assert letter is not None
        replies.answer(letter, stage.texts["no_case_reply"], by=by, at=at)
        return
    case = _take(plan, stage, letter, at)
    if letter is not None:
        replies.leave(case, next(stage.texts["replies"]), by=by, at=at)
    yield from _talks(plan, stage, case, taken_on, today=today)
    if plan.carried:
        at = moment(today - timedelta(days=1), 15)
        yield at
        carrying.carry(case, stage.texts["carrying"], today=today, by=by, at=at)
    if plan.ended_after:
        at = moment(min(taken_on + timedelta(days=plan.ended_after), today - timedelta(days=1)), 15)
        yield at
        _end(plan, case, stage, at)
    if plan.state == "deleted":
        yield moment(taken_on + timedelta(days=9), 20)
        _delete(case, by, moment(taken_on + timedelta(days=9), 20))
    for asked in plan.asked:
        at = moment(later.asked_on(case, asked.months), 14)
        yield at
        found = Followup.objects.select_related("case__holder", "case__box").get(case=case, months=asked.months)
        by = _counsellor(stage, found.case)
        if asked.result == "waiting" and found.state == Followup.State.ASKED:
            stage.show("asked", said)
        later.ask(asked, found, stage, visit=partial(_visit, found.case, by), by=by, at=at)


def nonce(purpose: nonces.Purpose, at: datetime) -> nonces.Nonce:
    """As the page of such a form would have had it on that day."""
    return nonces.read(nonces.fresh(purpose, on=timezone.localdate(at)), purpose)


def _write(plan: Life, stage: "Stage", at: datetime) -> tuple[Letter, str]:
    """The first letter, and the words that were given for it."""
    form = nonce(nonces.Purpose.LETTER, at)
    answers = {
        "about": _ABOUT.get(plan.kind, plan.kind),
        "heard": plan.heard,
        "language": _ANSWER_IN.get(plan.kind, "sv"),
    }
    if plan.heard == "card":
        answers["card"] = stage.card
    if plan.thoughts_of_suicide:
        answers["safe"] = "yes"
    language = "en" if plan.kind == "english" else "sv"
    sent = letters.send(next(stage.texts["letters"][plan.kind]), answers, nonce=form, language=language, at=at)
    if plan.confirmed_words:
        words.kept(form, sent.words[sent.ask - 1], at=at)
    return Letter.objects.latest("number"), " ".join(sent.words)


def _take(plan: Life, stage: "Stage", letter: Letter | None, at: datetime) -> Case:
    by = stage.members[plan.counsellor]
    stand_in = stage.members["eva" if plan.counsellor == "ada" else "ada"]
    asked = cases.Asked(
        route_in=RouteIn(plan.heard),
        mode=Case.Mode.B if plan.carried else Case.Mode(stage.draw.choice("BBBBA")),
        decision="SN 2025/112",
        concerns=Concerns(_CONCERNS.get(plan.kind, plan.kind)),
        baseline=Baseline(plan.baseline),
        informed_limits=True,
        informed_apply=plan.begin != "phone",
        alias=next(stage.texts["aliases"]),
    )
    if letter is not None:
        return cases.open_from(letter, asked, stand_in=stand_in, by=by, at=at)
    return arriving.begin(plan, asked, stage, stand_in=stand_in, by=by, at=at)


def _talks(plan: Life, stage: "Stage", case: Case, taken_on: date, *, today: date) -> Iterator[datetime]:
    by, held = stage.members[plan.counsellor], 0
    said = dict(plan.topic)
    for number, talk in enumerate(plan.talks):
        day = weekday(taken_on + timedelta(days=talk.after))
        if day >= today:
            return
        at = moment(day, 9 + number % 6, 30)
        yield at
        if plan.begin == "letter" and number == 0:
            mailbox.read(mailbox_of(case), cases.key_of(case.box, by), at=at)
        _record(talk, stage, case, at)
        held += not talk.not_held
        if not talk.not_held and held == 1:
            arriving.is_asked_of_the_police(plan, case, by=by, at=at)
        if held == 1 and not talk.not_held and baseline.asks(case):
            later.before(plan, case, stage, by, at)
        if not talk.not_held and held in said:
            _topic(said.pop(held), stage, case, at)
        if number < plan.letters_more:
            yield at + timedelta(days=2)
            _more(stage, case, at + timedelta(days=2))
            answer_at = moment(weekday(day + timedelta(days=3)), 13)
            if answer_at.date() < today:
                yield answer_at
                replies.leave(case, next(stage.texts["replies"]), by=by, at=answer_at)


def _record(talk: Talk, stage: "Stage", case: Case, at: datetime) -> None:
    writes = case.mode != Case.Mode.A and not talk.not_held
    contacts.record(
        case,
        on=timezone.localdate(at),
        kind=Contact.Kind(talk.kind),
        means=Contact.Means(talk.means),
        held=not talk.not_held,
        not_held=Contact.NotHeld(talk.not_held) if talk.not_held else None,
        minutes=None if talk.not_held else talk.minutes,
        words=next(stage.texts["notes"]) if writes else "",
        by=_counsellor(stage, case),
        at=at,
    )


def _counsellor(stage: "Stage", case: Case) -> Member:
    """Who has the case, with her keys: a case that was read anew brings a counsellor without any."""
    return stage.members[case.holder.username]


def _topic(state: str, stage: "Stage", case: Case, at: datetime) -> None:
    if state == "put_off":
        again = timezone.localdate(at) + timedelta(days=21)
        why = Topic.Why(stage.draw.choice(["too_early", "crisis", "language"]))
        topic.say(case, Topic.State.PUT_OFF, why=why, again_on=again, by=_counsellor(stage, case), at=at)
        return
    told = case.mode != Case.Mode.A
    before, after = (next(stage.texts["before"]), next(stage.texts["after"])) if told else ("", "")
    topic.say(case, Topic.State.DISCUSSED, before=before, after=after, by=_counsellor(stage, case), at=at)


def _more(stage: "Stage", case: Case, at: datetime) -> None:
    on = timezone.localdate(at)
    nonce = nonces.read(nonces.fresh(nonces.Purpose.MORE, on=on), nonces.Purpose.MORE)
    key = cases.key_of(case.box, _counsellor(stage, case))
    letters.more(mailbox_of(case), next(stage.texts["more"]), key=key, nonce=nonce, at=at)


def _end(plan: Life, case: Case, stage: "Stage", at: datetime) -> None:
    agreed = bool(plan.agreed) if plan.ending in {"agreed", "moved_on", "by_us"} else None
    agreement = endings.Agreement(
        agreed=agreed,
        means=Case.FollowupMeans(plan.agreed) if agreed else None,
        months=(6, 12, 24) if agreed else (),
        number=MADE_UP if plan.agreed in {"call", "sms"} else "",
    )
    endings.end(case, Case.Ending(plan.ending), agreement, by=stage.members[plan.counsellor], at=at)


def week(stage: "Stage", today: date) -> Iterator[datetime]:
    """Ada's and Eva's times of this week and the next; some are booked, one by somebody whose letter waits."""
    monday = today - timedelta(days=today.weekday())
    yield moment(monday, 7)
    for name, room in (("ada", "Rum 1"), ("eva", "Rum 2")):
        through, days = monday + timedelta(days=11), range(5)
        plan = Plan(monday, through, time(9), 45, ends=time(12), pause=15, weekdays=days, place=room)
        with suppress(times.NoTimes):
            times.lay(plan, by=stage.members[name], at=moment(monday, 7))
    yield moment(today, 7)
    for name in ("ada", "eva"):
        by, at = stage.members[name], moment(today, 7)
        under_way = Case.objects.filter(holder=by, ended_on=None).select_related("box").order_by("-number")
        ways = (Way.LETTER, Way.NONE, Way.NONE)  # two on the first working day, one on the next
        for case, slot, way in zip(under_way, offering.free_of(by, at=at)[::2], ways, strict=False):
            booked.book(case, slot, Choice(way), by=by, at=at)
    ada = stage.members["ada"]
    waiting = Letter.objects.filter(state=Letter.State.WAITING, mailbox__deleted_on=None).order_by("number")
    for letter in waiting.exclude(mailbox__box__in=Case.objects.values("box"))[:1]:  # who booked with the first letter
        key, slot = cases.key_of(letter.mailbox.box, ada), offering.free_of(ada, at=at)[3]
        bookings.book(slot, key, Choice(), at=at)


def nights(first: date, today: date) -> Iterator[datetime]:
    """The night's work, once a week: it plans and asks what the lives are waiting for."""
    for day in range((today - first).days // 7 + 1):
        at = moment(first + timedelta(days=7 * day), 2, 30)
        yield at
        asking.plan(at)
    at = moment(today, 2, 30)
    yield at
    asking.plan(at)


def _visit(case: Case, by: Member) -> visitors.Visit:
    return visitors.Visit(mailbox_of(case), cases.key_of(case.box, by))


def _delete(case: Case, by: Member, at: datetime) -> None:
    deleting.delete_everything(_visit(case, by), at=at)


def mailbox_of(case: Case) -> Mailbox:
    """The mailbox of somebody who wrote."""
    return Mailbox.objects.select_related("box").get(box=case.box)
