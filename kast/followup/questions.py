"""What is asked, and what may be answered: codes and sentences. Months and counts; never a day, a place, a person."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Followup


class Any(TextChoices):
    """Whether it happened: the ledger's codes."""

    NO = "no", pgettext_lazy("fu.any", "Nej")
    YES = "yes", pgettext_lazy("fu.any", "Ja")
    ATTEMPT = "attempt", pgettext_lazy("fu.any", "Jag försökte, men det blev inte av")
    UNSAID = "unsaid", pgettext_lazy("fu.any", "Vill inte svara")


class Where(TextChoices):
    """Where and how. Abroad means that the person was."""

    SWEDEN_HERE = "sweden_in_person", pgettext_lazy("fu.calendar", "I Sverige på plats")
    SWEDEN_REMOTE = "sweden_remote", pgettext_lazy("fu.calendar", "i Sverige på distans")
    ABROAD_HERE = "abroad_in_person", pgettext_lazy("fu.calendar", "utomlands på plats")
    ABROAD_REMOTE = "abroad_remote", pgettext_lazy("fu.calendar", "utomlands på distans")


# The last line of a month: what was tried and did not happen.
TRIED = "tried"
TRIED_LABEL = pgettext_lazy("fu.tried", "försök som inte blev av")
LINES = (*(where.value for where in Where), TRIED)


class Often(TextChoices):
    """How many times in a month, as one remembers it."""

    NONE = "0", "0"
    ONCE = "1", "1"
    TWICE = "2", "2"
    SOME = "3-5", "3–5"
    MANY = "6+", pgettext_lazy("fu.calendar", "6 eller fler")
    FORGOTTEN = "forgotten", pgettext_lazy("fu.calendar", "minns inte")


class HeldBack(TextChoices):
    """What kept somebody from it."""

    LAW = "law", pgettext_lazy("fu.held", "Lagen")
    CAUGHT = "caught", pgettext_lazy("fu.held", "rädslan att åka fast")
    PARTNER = "partner", pgettext_lazy("fu.held", "min partner")
    MONEY = "money", pgettext_lazy("fu.held", "pengarna")
    SHAME = "shame", pgettext_lazy("fu.held", "skammen")
    OTHER_PERSON = "other_person", pgettext_lazy("fu.held", "tanken på den andra personen")
    TALKS = "talks", pgettext_lazy("fu.held", "samtalen här")
    OTHER = "other", pgettext_lazy("fu.held", "annat")


class Ever(TextChoices):
    """What is asked at the first talks: whether, and how long ago."""

    RECENT = "last_12_months", pgettext_lazy("start.any", "Ja, de senaste tolv månaderna")
    EARLIER = "earlier", pgettext_lazy("start.any", "Ja, men längre tillbaka")
    NEVER = "never", pgettext_lazy("start.any", "Nej, aldrig")
    UNSAID = "not_asked", pgettext_lazy("start.any", "Vill inte svara")


class Life(TextChoices):
    """How somebody is, on the whole."""

    GOOD = "good", pgettext_lazy("fu.now", "Bra")
    RATHER_GOOD = "rather_good", pgettext_lazy("fu.now", "ganska bra")
    BETWEEN = "between", pgettext_lazy("fu.now", "varken bra eller dåligt")
    RATHER_BAD = "rather_bad", pgettext_lazy("fu.now", "ganska dåligt")
    BAD = "bad", pgettext_lazy("fu.now", "dåligt")


class Lonely(TextChoices):
    """Whether somebody is lonely."""

    NO = "no", pgettext_lazy("fu.now", "Nej")
    SOMETIMES = "sometimes", pgettext_lazy("fu.now", "ibland")
    OFTEN = "often", pgettext_lazy("fu.now", "ofta")


# How things are: three single items, no sum and no limit.
WEIGHTS: Sequence[tuple[str, object]] = tuple((str(weight), str(weight)) for weight in range(11))
NOW: Mapping[str, tuple[object, Sequence[tuple[str, object]]]] = {
    "life": (pgettext_lazy("fu.now", "Hur har du det, på det hela taget?"), Life.choices),
    "lonely": (pgettext_lazy("fu.now", "Känner du dig ensam?"), Lonely.choices),
    "sure": (pgettext_lazy("fu.now", "Hur säker är du på att inte köpa sex det närmaste halvåret, 0–10?"), WEIGHTS),
}


class Again(TextChoices):
    """Whether the person would like to talk again."""

    YES = "yes", pgettext_lazy("fu.end", "Ja")
    NOT_NOW = "not_now", pgettext_lazy("fu.end", "Inte nu")


# How one is asked, to the person.
HOW: Mapping[str, object] = {
    "mailbox": pgettext_lazy("fu.agreed", "frågan ligger i brevlådan"),
    "sms": pgettext_lazy("fu.agreed", "frågan ligger i brevlådan, och du får ett sms"),
    "call": pgettext_lazy("fu.agreed", "vi ringer dig"),
    "self": pgettext_lazy("fu.agreed", "du hör av dig själv"),
}


# Once the day has come and nobody has asked: no day is promised any more.
_SOON_CALLED = pgettext_lazy("fu.agreed", "Vi ringer dig snart.")
_SOON_ASKED = pgettext_lazy("fu.agreed", "Frågan ligger snart i brevlådan.")


@dataclass(frozen=True)
class Ahead:
    """One time that was agreed: around which day, and how; once that day has come, a sentence without it."""

    due_on: date
    how: object
    soon: object = ""


def agreed(rows: Iterable[Followup], *, today: date) -> list[Ahead]:
    """What was agreed, to the person."""
    return [Ahead(row.due_on, HOW[row.means], _soon(row) if row.due_on <= today else "") for row in rows]


def _soon(row: Followup) -> object:
    return _SOON_CALLED if row.means == Followup.Means.CALL else _SOON_ASKED


# How long ago it ended, in the lead.
AGO: Mapping[int, object] = {6: _("ett halvår"), 12: _("ett år"), 24: _("två år")}

# At least so many, for each answer about a month.
_AT_LEAST: Mapping[str, int] = {Often.ONCE: 1, Often.TWICE: 2, Often.SOME: 3, Often.MANY: 6}
STRONG = 6  # from here on a reason mattered much
LONGEST = 5_000

Calendar = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Answer:
    """What somebody answered; everything but `any` may be left out. Months are written 2026-03."""

    any: Any
    calendar: Calendar = field(default_factory=dict)
    last: str = ""
    held_back: Mapping[str, int] = field(default_factory=dict)
    worse: str = ""
    now: Mapping[str, str] = field(default_factory=dict)
    again: str = ""

    @property
    def first_purchase(self) -> str | None:
        """The earliest month of a purchase that was told; None when none was, or not when."""
        if self.any != Any.YES:
            return None
        told = [month for month in self.calendar if any(often in _AT_LEAST for often in _bought(self.calendar, month))]
        return min([*told, *([self.last] if self.last else [])], default=None)

    def knows_the_first(self, since: date) -> bool:
        """Whether that was the first since a day: every month before it was told, and nothing bought in it.

        Whoever tells only of the last month, skips one or has forgotten it says by when it had happened, not when.
        """
        first = self.first_purchase
        if first is None:
            return False
        before = months_between(since, date.fromisoformat(f"{first}-01"))[1:]
        return all(_told_of(self.calendar, f"{month:%Y-%m}") for month in before)

    @property
    def purchases(self) -> str:
        """How many purchases, in groups: the ledger's code."""
        if self.any == Any.YES:
            return _of_a_buyer(self.calendar)
        return "unsaid" if self.any == Any.UNSAID else "none"

    @property
    def tried(self) -> str:
        """How many attempts came to nothing, in groups: the ledger's code."""
        if self.any == Any.NO:
            return "none"
        return how_many(tries_in(self.calendar))

    @property
    def reasons(self) -> Sequence[str]:
        """The reasons that mattered at all."""
        return [reason for reason, weight in self.held_back.items() if weight > 0]

    @property
    def strong_reasons(self) -> Sequence[str]:
        """The reasons that mattered much."""
        return [reason for reason, weight in self.held_back.items() if weight >= STRONG]

    def to_json(self) -> str:
        """As it is sealed."""
        return json.dumps(
            {
                "any": self.any.value,
                "calendar": {month: dict(counts) for month, counts in self.calendar.items()},
                "last": self.last,
                "held_back": dict(self.held_back),
                "worse": self.worse,
                "now": dict(self.now),
                "again": self.again,
            },
            ensure_ascii=False,
        )


def from_json(text: str) -> Answer:
    """An answer as it was sealed."""
    kept = json.loads(text)
    return Answer(**{**kept, "any": Any(kept["any"])})


@dataclass(frozen=True)
class Before:
    """What somebody told at the first talks about the twelve months before, in the same calendar."""

    ever: Ever
    calendar: Calendar = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)

    @property
    def purchases(self) -> str:
        """How many purchases in those twelve months, in groups: the ledger's code."""
        if self.ever == Ever.RECENT:
            return _of_a_buyer(self.calendar)
        return "unsaid" if self.ever == Ever.UNSAID else "none"

    @property
    def tried(self) -> str:
        """How many attempts came to nothing, in groups: the ledger's code."""
        return how_many(tries_in(self.calendar))

    def to_json(self) -> str:
        """As it is sealed."""
        told = {"ever": self.ever.value, "calendar": {m: dict(c) for m, c in self.calendar.items()}}
        return json.dumps({**told, "now": dict(self.now)}, ensure_ascii=False)


def before_from_json(text: str) -> Before:
    """What was told at the first talks, as it was sealed."""
    kept = json.loads(text)
    return Before(**{**kept, "ever": Ever(kept["ever"])})


def how_many(told: Iterable[str]) -> str:
    """A number in a group: none, one, few (two to five), many; unsaid where nothing, or only *forgotten*, was told."""
    known = [often for often in told if often != Often.FORGOTTEN]
    if not known:
        return "unsaid"
    number = sum(_AT_LEAST.get(often, 0) for often in known)
    return "none" if number == 0 else "one" if number == 1 else "few" if number <= 5 else "many"


def tries_in(calendar: Calendar) -> list[str]:
    """What was told of attempts, month by month."""
    return [counts[TRIED] for counts in calendar.values() if TRIED in counts]


def has_purchases(calendar: Calendar) -> bool:
    """Whether any month tells of a purchase."""
    return any(often in _AT_LEAST for month in calendar for often in _bought(calendar, month))


def has_tries(calendar: Calendar) -> bool:
    """Whether any month tells of an attempt that came to nothing."""
    return any(often in _AT_LEAST for often in tries_in(calendar))


def line_label(line: str) -> str:
    """A line of the calendar in words."""
    return str(TRIED_LABEL if line == TRIED else Where(line).label)


def _of_a_buyer(calendar: Calendar) -> str:
    """Who says yes and tells of no month has bought, nobody knows how often."""
    told = how_many(often for month in calendar for often in _bought(calendar, month))
    return "unsaid" if told == "none" else told


def _bought(calendar: Calendar, month: str) -> list[str]:
    return [often for line, often in calendar[month].items() if line != TRIED]


def _told_of(calendar: Calendar, month: str) -> bool:
    """Whether anything was said of purchases in a month, and none of it forgotten."""
    said = _bought(calendar, month) if month in calendar else []
    return bool(said) and Often.FORGOTTEN not in said


@dataclass(frozen=True)
class Since:
    """From which day on one asks: the first held contact's, or, when the person has answered before, that day's."""

    on: date
    again: bool


def months_between(since: date, until: date) -> list[date]:
    """The first day of every month from one day's to another's, both included, the newest first."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last, first - 1, -1)]


@dataclass(frozen=True)
class Told:
    """One question of an answer that was given, as its sentences."""

    question: str
    lines: Sequence[str]
