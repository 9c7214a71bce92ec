"""The guide for the first talks: questions that are easily forgotten, answered bit by bit, each when it fits.

Some things are found only when somebody asks: own exposure to abuse, thoughts of dying. So the page shows what has not
been asked yet. What was picked and what was said are sealed; what the catalogue counts becomes a fact. In mode A none
is kept with the case: what can be counted is counted, and nothing else is asked here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, modes, states
from .models import Case, GuideAnswer

Question = GuideAnswer.Question

# What may be picked, by question. A question that is not here is a ruler from 0 to 10.
PICKS: Mapping[Question, type[TextChoices]] = {
    Question.OWN_ABUSE: GuideAnswer.Exposure,
    Question.ALCOHOL: GuideAnswer.Drink,
    Question.CHILDREN: GuideAnswer.Exposure,
    Question.SUICIDE: GuideAnswer.Thoughts,
    Question.HELD_BACK: GuideAnswer.HeldBack,
    Question.CAUGHT: GuideAnswer.Caught,
}
RULERS: Sequence[Question] = tuple(question for question in Question if question not in PICKS)
MOST = 10
_FACTS: Mapping[Question, Kind] = {
    Question.OWN_ABUSE: Kind.OWN_ABUSE,
    Question.ALCOHOL: Kind.ALCOHOL,
    Question.CHILDREN: Kind.CHILDREN,
    Question.SUICIDE: Kind.SUICIDE_ASKED,
    Question.HELD_BACK: Kind.HELD_BACK,
    Question.CAUGHT: Kind.CAUGHT,
}


# The question in a word or two, for lists.
SHORT: Mapping[Question, Promise] = {
    Question.OWN_ABUSE: _("egen utsatthet"),
    Question.ALCOHOL: _("alkohol"),
    Question.CHILDREN: _("barn hemma"),
    Question.SUICIDE: _("självmordstankar"),
    Question.HELD_BACK: _("det som har hållit tillbaka"),
    Question.CAUGHT: _("tagen av polisen"),
    Question.READINESS: _("hur redo"),
    Question.IMPORTANCE: _("hur viktigt"),
    Question.CONFIDENCE: _("hur säker"),
    Question.SHAME: _("skam"),
    Question.GUILT: _("skuld"),
}


class NotAnAnswer(Exception):
    """There is no such answer to this question."""


class NotKeptInModeA(Exception):
    """In mode A an answer is counted and not kept: words and rulers have no place."""


class NotUnderWay(Exception):
    """The case has ended; it is reopened first."""


@dataclass(frozen=True)
class Answer:
    """What was answered to one question: what was picked (several for what held back), and the person's own words."""

    question: Question
    codes: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True)
class Asked:
    """A question as it stands: its latest answer, or none."""

    question: Question
    codes: tuple[str, ...] = ()
    words: str = ""
    who: str = ""
    on: date | None = None
    times: int = 0
    record: GuideAnswer | None = None

    @property
    def label(self) -> str:
        """The question in words."""
        return str(self.question.label)

    @property
    def short(self) -> str:
        """The same in a word or two."""
        return str(SHORT[self.question])

    @property
    def told(self) -> str:
        """The answer in words; a ruler's number of ten."""
        if self.question in PICKS:
            return ", ".join(str(PICKS[self.question](code).label) for code in self.codes)
        return f"{self.codes[0]} / {MOST}" if self.codes else ""


@dataclass(frozen=True)
class Ruler:
    """How high a person set a ruler, last and the time before."""

    now: int
    on: date
    before: int | None = None
    before_on: date | None = None


def asks(case: Case) -> Sequence[Question]:
    """What is asked in this case: everything; in mode A only what becomes a fact."""
    return tuple(Question) if modes.holds(case).guide else tuple(_FACTS)


@transaction.atomic
def answer(case: Case, given: Sequence[Answer], *, by: Member, at: datetime) -> None:
    """Keep what was answered in this talk. What was not asked stays as it was.

    Written down: a sealed row for each answer, which joins the earlier ones; the facts *own abuse*, *alcohol*,
    *children*, *suicide asked*, *held back* (each reason once), *caught*; one audit entry that names the questions. In
    mode A the facts and the entry only. Refused: NotAnAnswer; NotKeptInModeA; NotUnderWay; cases.CannotOpen.
    """
    if not given:
        return
    cases.hold(case)
    if not states.under_way(case):
        raise NotUnderWay
    key, life, kept = cases.key_of(case.box, by), cases.life_of(case.box, by), modes.holds(case).guide
    named = _named(case, key)
    rows: list[GuideAnswer] = []
    for one in given:
        _check(one)
        if not kept and (one.words or one.question not in _FACTS):
            raise NotKeptInModeA
        if kept:
            row = GuideAnswer(case=case, question=one.question, by=by, answered_at=at)
            row.codes.seal(key, " ".join(one.codes))
            row.words.seal(key, one.words)
            row.save(force_insert=True)
            rows.append(row)
        for code in _counted(one, named):
            facts.put(life, _FACTS[one.question], code, on=timezone.localdate(at))
    fields = [one.question.value for one in given]
    trail.record(Act.GUIDE_ANSWERED, by=by, about=[case, *rows], fields=fields, at=at)


@transaction.atomic
def opened(case: Case, *, by: Member, at: datetime) -> list[Asked]:
    """Every question of the guide with its latest answer, for its page. Written down: the opening."""
    found = standing(case, cases.key_of(case.box, by))
    trail.record(Act.CASE_READ, by=by, about=[case, *(one.record for one in found if one.record)], at=at)
    return found


def standing(case: Case, key: cases.BoxKey) -> list[Asked]:
    """Every question with its latest answer, for a page that writes down its own opening. One query."""
    answered: dict[Question, list[GuideAnswer]] = {}
    for row in GuideAnswer.objects.filter(case=case).select_related("by"):
        answered.setdefault(Question(row.question), []).append(row)
    return [_asked(question, answered.get(question, []), key) for question in asks(case)]


def answers(case: Case, key: cases.BoxKey) -> list[Asked]:
    """Every answer that was ever given, the earliest first, for a verb that writes down the opening. One query."""
    rows = GuideAnswer.objects.filter(case=case).select_related("by")
    return [_asked(Question(row.question), [row], key) for row in rows]


def rulers(case: Case, key: cases.BoxKey) -> dict[Question, Ruler]:
    """The latest readiness, importance, confidence … of a case, with the time before: for what warns early. One query.

    A ruler that was never set is missing. Whoever calls writes down the opening.
    """
    found: dict[Question, Ruler] = {}
    for row in GuideAnswer.objects.filter(case=case, question__in=RULERS):
        question, on = Question(row.question), timezone.localdate(row.answered_at)
        last = found.get(question)
        found[question] = Ruler(int(row.codes.open(key)), on, last.now if last else None, last.on if last else None)
    return found


def _asked(question: Question, rows: Sequence[GuideAnswer], key: cases.BoxKey) -> Asked:
    if not rows:
        return Asked(question)
    last = rows[-1]
    return Asked(
        question,
        codes=tuple(last.codes.open(key).split()),
        words=last.words.open(key),
        who=last.by.shown_name,
        on=timezone.localdate(last.answered_at),
        times=len(rows),
        record=last,
    )


def _check(one: Answer) -> None:
    picks = PICKS.get(one.question)
    allowed = {str(number) for number in range(MOST + 1)} if picks is None else set(picks.values)
    many = one.question == Question.HELD_BACK
    if not one.codes or not set(one.codes) <= allowed or (len(one.codes) > 1 and not many):
        raise NotAnAnswer(one.question)


def _named(case: Case, key: cases.BoxKey) -> set[str]:
    """The reasons that were named before, so that each is counted once."""
    earlier = GuideAnswer.objects.filter(case=case, question=Question.HELD_BACK)
    return {code for row in earlier for code in row.codes.open(key).split()}


def _counted(one: Answer, named: set[str]) -> Sequence[str]:
    """The codes of the facts that an answer becomes."""
    if one.question == Question.SUICIDE:
        return ("yes",)  # that it was asked; the answer is sealed
    if one.question == Question.HELD_BACK:
        return [code for code in one.codes if code not in named]
    return one.codes if one.question in _FACTS else ()
