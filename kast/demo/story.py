"""The made-up lives, as a plan: what happens to whom and when. Pure; the same seed and day give the same plan.

`filling.py` carries the plan out with the rooms' own verbs, so that the demo unit is made the way a real one grows.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

SEED = 1997
YEARS = 3


@dataclass(frozen=True)
class Talk:
    """One contact, `after` days from the opening: what kind, by which means, held or why not."""

    after: int
    kind: str
    means: str
    minutes: int
    not_held: str = ""


@dataclass(frozen=True)
class Asked:
    """A follow-up so many months after the ending, and how it went: answered no, yes, attempt; or what else."""

    months: int
    result: str  # no, yes, attempt, declined, not_reached, silent, waiting, ahead


@dataclass(frozen=True)
class Life:
    """One made-up person. `kind` says which of the letters he or she writes."""

    kind: str
    heard: str
    begin: str  # letter, phone, visit
    wrote_on: date
    state: str  # waiting, no_case, not_ours, ongoing, stopped, ended, deleted
    baseline: str
    counsellor: str
    taken_after: int = 1
    talks: tuple[Talk, ...] = ()
    letters_more: int = 0
    topic: tuple[tuple[int, str], ...] = ()  # (after which talk, state)
    ended_after: int = 0
    ending: str = ""
    agreed: str = ""  # mailbox, sms, call, self; empty is a no
    asked: tuple[Asked, ...] = field(default=())
    thoughts_of_suicide: bool = False
    confirmed_words: bool = True
    carried: bool = False  # with a plan, a guide begun, a note corrected


_HEARD = (
    ["own"] * 8 + ["card"] * 4 + ["police"] * 5 + ["social_services"] * 2 + ["care"] * 2 + ["someone_close", "other"]
)
_KINDS = ["bought"] * 16 + ["afraid"] * 3 + ["compulsive"] * 2 + ["relative"] * 3 + ["english"] * 2
_BASELINE = {
    "bought": ["last_12_months"] * 5 + ["earlier"],
    "english": ["last_12_months"],
    "afraid": ["never"] * 3 + ["earlier"],
}
_NOT_HELD = ["cancelled_in_time", "cancelled_late", "absent_in_touch", "absent_silent", "cancelled_by_us"]
# Of twenty who ended and were due to be asked: how it went. Most say no; some are not known, as everywhere.
_RESULTS = ["no"] * 12 + ["yes"] * 6 + ["attempt"] + ["declined"] * 2 + ["not_reached"] * 2 + ["silent"]


def lives(today: date, *, seed: int = SEED) -> list[Life]:
    """About a hundred and fifty lives over three years up to `today`, in the order in which they first wrote."""
    draw = random.Random(seed)  # noqa: S311 -- contents, not keys
    made = [_past(draw, today, day) for day in _days(draw, today)]
    return sorted([*made, *_now(today)], key=lambda life: life.wrote_on)


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _days(draw: random.Random, today: date) -> list[date]:
    """Three or four who begin each month, twice as many after a raid (once a year), up to a month ago."""
    first = today - timedelta(days=365 * YEARS)
    days = []
    for month in range(12 * YEARS - 1):
        start = first + timedelta(days=round(month * 30.4))
        many = 8 if month % 12 == 6 else draw.choice([3, 4, 4])
        days += [weekday(start + timedelta(days=draw.randrange(28))) for _ in range(many)]
    return days


def _past(draw: random.Random, today: date, day: date) -> Life:
    kind, heard = draw.choice(_KINDS), draw.choice(_HEARD)
    begin = draw.choice(["letter"] * 4 + ["phone", "visit"])
    baseline = draw.choice(_BASELINE.get(kind, ["never"]))
    number = (
        draw.choice([2, 4, 6, 8, 10, 12])
        if heard not in {"police", "social_services"}
        else draw.choice([1, 2, 2, 5, 8])
    )
    gap = draw.choice([10, 14, 14, 21])
    talks = tuple(_talk(draw, after=4 + gap * at, number=at) for at in range(number))
    if begin == "letter" and day.day % 4 == 0:  # some write, are answered, and do not come
        return Life(kind, heard, begin, day, "no_case", baseline, draw.choice(["ada", "eva"]))
    length = talks[-1].after + draw.choice([7, 14, 28])
    ongoing = day + timedelta(days=length) >= today
    if ongoing:
        talks = tuple(talk for talk in talks if day + timedelta(days=talk.after) < today)
    left = not ongoing and sum(not talk.not_held for talk in talks) <= 2
    if left and day.day % 2:  # some are waited for longer than others before the case ends
        length += 70
    state = "ongoing" if ongoing else "stopped" if left else "ended"
    agreed = "" if state != "ended" else draw.choice(["mailbox"] * 3 + ["call"] * 3 + ["self", ""])
    if agreed == "mailbox" and begin != "letter":
        agreed = "call"
    if agreed == "mailbox" and draw.random() < 0.25:
        agreed = "sms"
    asked = () if agreed in {"self", ""} else _asked(draw, ended=day + timedelta(days=length), today=today)
    return Life(
        kind=kind, heard=heard, begin=begin, wrote_on=day, state=state, baseline=baseline,
        counsellor=draw.choice(["ada", "eva"]), taken_after=draw.choice([1, 1, 2, 3]), talks=talks,
        letters_more=draw.choice([0, 0, 1, 2]) if begin == "letter" else 0,
        topic=_topic(draw, held=sum(not talk.not_held for talk in talks)),
        ended_after=0 if ongoing else length,
        ending="" if ongoing else "stopped" if left else draw.choice(["agreed"] * 6 + ["moved_on", "by_us"]),
        agreed=agreed, asked=asked,
    )  # fmt: skip


def _talk(draw: random.Random, *, after: int, number: int) -> Talk:
    missed = number > 0 and draw.random() < 0.14
    return Talk(
        after=after,
        kind=draw.choice(["conversation"] * 5 + ["therapy", "advice"]),
        means=draw.choice(["here", "here", "phone", "phone", "video"]),
        minutes=draw.choice([40, 45, 50, 60]),
        not_held=draw.choice(_NOT_HELD) if missed else "",
    )


def _topic(draw: random.Random, *, held: int) -> tuple[tuple[int, str], ...]:
    if held == 0 or (held <= 2 and draw.random() < 0.5):
        return ()
    put_off = ((1, "put_off"),) if held >= 3 and draw.random() < 0.3 else ()
    return (*put_off, (min(held, draw.choice([2, 3])), "discussed"))


def _asked(draw: random.Random, *, ended: date, today: date) -> tuple[Asked, ...]:
    asked = []
    for months in (6, 12, 24):
        due = ended + timedelta(days=round(months * 30.4))
        if due + timedelta(days=70) < today:
            asked.append(Asked(months, draw.choice(_RESULTS)))
        else:
            asked.append(Asked(months, "waiting" if due + timedelta(days=10) < today else "ahead"))
            break
        if asked[-1].result == "declined":
            break
    return tuple(asked)


def _now(today: date) -> list[Life]:
    """What is on the table today: letters that wait, one in alarm, one past its time; one begun, one asked."""

    def day(back: int) -> date:
        back_then = today - timedelta(days=back)
        return back_then - timedelta(days={5: 1, 6: 2}.get(back_then.weekday(), 0))

    return [
        Life("bought", "card", "letter", day(1), "waiting", "last_12_months", "ada"),
        Life("arabic", "own", "letter", day(2), "waiting", "last_12_months", "ada", confirmed_words=False),
        Life("bought", "police", "letter", day(0), "waiting", "last_12_months", "ada", thoughts_of_suicide=True),
        Life("relative", "own", "letter", day(9), "waiting", "never", "ada"),
        Life("professional", "care", "letter", day(20), "no_case", "never", "ada"),
        Life("afraid", "other", "letter", day(40), "deleted", "never", "eva"),
        Life(
            "bought", "own", "letter", day(38), "ongoing", "last_12_months", "ada", letters_more=1, carried=True,
            talks=tuple(Talk(after, "conversation", "here", 50) for after in (5, 19, 33)),
        ),
        Life(
            "bought", "police", "letter", day(30), "ongoing", "last_12_months", "ada",
            talks=(Talk(3, "conversation", "here", 50), Talk(11, "conversation", "here", 45)),
        ),
        Life(
            "bought", "own", "letter", day(290), "ended", "last_12_months", "eva", ending="agreed", agreed="mailbox",
            talks=tuple(Talk(after, "conversation", "here", 50) for after in (6, 20, 34, 48, 62)),
            topic=((2, "discussed"),), ended_after=76, asked=(Asked(6, "waiting"),),
        ),
        Life("english", "own", "letter", day(6), "ongoing", "last_12_months", "ada", taken_after=1),
    ]  # fmt: skip
