"""What may break silence: from what a counsellor is unsure about and a few coded answers to the paragraphs of a day.

Plain reckoning with the dated rules. It never says what to do: a paragraph obliges, allows, does not break secrecy, or
is unsettled, and whatever is not known is unsettled. tests/law/tystnad/*.yaml are its tests, for a lawyer to read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rules import BeforeFirstValue, Rule, RuleEnded, Value, rule


class About(StrEnum):
    """What she is unsure about."""

    CHILD = "child"
    COMMITTED = "committed"
    COMING = "coming"
    CLOSE = "close"
    UNDER_21 = "under_21"
    OTHER = "other"


class Says(StrEnum):
    """What a paragraph says here."""

    MUST = "must"
    MAY = "may"
    UNSURE = "unsure"
    NOT = "not"


class Reply(StrEnum):
    """An answer to one of the questions."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Crime(StrEnum):
    """Which crime it may be. What is not here is `other`: its lowest penalty is looked up by somebody who can."""

    PURCHASE = "purchase"
    PURCHASE_CHILD = "purchase_child"
    PURCHASE_CHILD_LESS = "purchase_child_less"
    TRAFFICKING = "trafficking"
    TRAFFICKING_LESS = "trafficking_less"
    EXPLOITATION_GROSS = "exploitation_gross"
    PROCURING = "procuring"
    PROCURING_GROSS = "procuring_gross"
    RAPE = "rape"
    OTHER = "other"


@dataclass(frozen=True)
class Known:
    """How the rules name a crime, and where its lowest penalty stands; none stands where the text was not read."""

    in_10_23: str = ""
    in_23_6: str = ""
    rule: str = ""
    least: str = ""
    no_minimum: bool = False
    child: bool = False


CRIMES: Mapping[Crime, Known] = {
    Crime.PURCHASE: Known("BrB 6:11", "BrB 6:11", "brb-6-11", no_minimum=True),
    Crime.PURCHASE_CHILD: Known("BrB 6:9 normalgraden", "BrB 6:9", "brb-6-9", "least_prison_months", child=True),
    Crime.PURCHASE_CHILD_LESS: Known("BrB 6:9 mindre allvarligt", "BrB 6:9", "brb-6-9", no_minimum=True, child=True),
    Crime.TRAFFICKING: Known("BrB 4:1 a", "människohandel", "brb-4-1-a", "least_prison_months"),
    Crime.TRAFFICKING_LESS: Known(
        "BrB 4:1 a mindre allvarligt", "människohandel", "brb-4-1-a", "less_serious_least_prison_months"
    ),
    Crime.EXPLOITATION_GROSS: Known("", "grov människoexploatering"),
    Crime.PROCURING: Known("koppleri av normalgraden", "koppleri", "brb-6-12", no_minimum=True),
    Crime.PROCURING_GROSS: Known("grovt koppleri", "grovt koppleri", "brb-6-12", "gross_least_prison_months"),
    Crime.RAPE: Known("våldtäkt", "våldtäkt"),
    Crime.OTHER: Known(),
}

# What is asked, in order. `crime` is answered with a Crime, everything else with a Reply.
QUESTIONS: Mapping[About, tuple[str, ...]] = {
    About.CHILD: ("harmed", "crime_against"),
    About.COMMITTED: ("crime", "attempt", "victim_under_18"),
    About.COMING: ("crime",),
    About.CLOSE: ("may_harm", "close", "year"),
    About.UNDER_21: ("is_under_21", "concrete"),
    About.OTHER: ("agrees", "helps", "authority"),
}

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """One paragraph as it read on the day, and what it says here. Without a value the day was not looked up."""

    rule: Rule
    value: Value | None
    says: Says


class NotAnswered(ValueError):
    """A question of this matter has no answer, or one that it does not take."""


def weigh(about: About, answers: Answers, *, on: date) -> tuple[Finding, ...]:
    """The paragraphs that bear on it, on a day, the one that always stands last. Raises NotAnswered."""
    for question in QUESTIONS[about]:
        if answers.get(question) not in set(Crime if question == "crime" else Reply):
            raise NotAnswered(question)
    said = [(key, says) for key, says in _WEIGHED[about](answers, on) if not _not_yet(key, on)]
    return tuple(_finding(key, says, on) for key, says in [*said, ("osl-26-1", Says.NOT)])


def strongest(findings: Iterable[Finding]) -> Says:
    """What weighs most among them: a duty, a permission, something unsettled, or nothing that breaks silence."""
    found = {finding.says for finding in findings}
    return next(says for says in Says if says in found)


def _child(answers: Answers, on: date) -> list[tuple[str, Says]]:
    del on
    harmed = _when(answers["harmed"], Says.MUST)
    return [
        ("sol-19-1", harmed),
        *([("osl-10-28", harmed)] if harmed == Says.MUST else []),
        ("osl-10-21", _when(answers["crime_against"], Says.MAY)),
        ("osl-10-15-a", Says.UNSURE),
    ]


def _committed(answers: Answers, on: date) -> list[tuple[str, Says]]:
    crime = Crime(answers["crime"])
    under_18 = Reply.YES if CRIMES[crime].child else answers["victim_under_18"]
    against_child = _when(under_18, Says.MAY)
    if crime == Crime.OTHER and against_child == Says.MAY:
        against_child = Says.UNSURE  # only crimes of chapters 3, 4 and 6
    return [
        *([("sol-19-1", Says.MUST), ("osl-10-28", Says.MUST)] if answers["victim_under_18"] == Reply.YES else []),
        ("osl-10-23", _by_penalty(crime, answers["attempt"], on)),
        ("osl-10-21", against_child),
        *([(CRIMES[crime].rule, Says.NOT)] if crime == Crime.PURCHASE else []),
        ("osl-10-15-a", Says.UNSURE),
    ]


def _coming(answers: Answers, on: date) -> list[tuple[str, Says]]:
    name, value = CRIMES[Crime(answers["crime"])].in_23_6, _value("brb-23-6", on)
    # How it stands beside the duty of silence is for a lawyer.
    says = Says.UNSURE if value is None or not name or name in value.facts["covers"] else Says.NOT
    stated = [
        (key, Says.UNSURE)
        for key in ("brb-4-10", "brb-6-15")
        if (where := _value(key, on)) is not None and name and name in where.facts["covers"]
    ]
    return [("brb-23-6", says), *stated, ("osl-10-15-a", Says.UNSURE)]


def _close(answers: Answers, on: date) -> list[tuple[str, Says]]:
    del on
    return [("osl-10-18-c", _all(answers, About.CLOSE)), ("osl-10-15-a", Says.UNSURE)]


def _under_21(answers: Answers, on: date) -> list[tuple[str, Says]]:
    del on
    return [("osl-10-18-a", _all(answers, About.UNDER_21)), ("osl-10-15-a", Says.UNSURE)]


def _other(answers: Answers, on: date) -> list[tuple[str, Says]]:
    del on
    authority = [("osl-10-15-a", Says.UNSURE)] if answers["authority"] != Reply.NO else []
    return [
        ("osl-12-2", _when(answers["agrees"], Says.MAY)),
        ("osl-26-9", _when(answers["helps"], Says.MAY)),
        ("osl-10-27", Says.NOT),
        *authority,
    ]


_WEIGHED = {
    About.CHILD: _child,
    About.COMMITTED: _committed,
    About.COMING: _coming,
    About.CLOSE: _close,
    About.UNDER_21: _under_21,
    About.OTHER: _other,
}


def _by_penalty(crime: Crime, attempt: str, on: date) -> Says:
    """OSL 10:23: whether the crime's lowest penalty reaches the limit of the day; an attempt has its own limit."""
    value, known = _value("osl-10-23", on), CRIMES[crime]
    if value is None:
        return Says.UNSURE
    facts = value.facts
    if attempt == Reply.NO and "reaches" in facts:
        named = {**dict.fromkeys(facts["reaches"], Says.MAY), **dict.fromkeys(facts["does_not_reach"], Says.NOT)}
        return named.get(known.in_10_23, Says.UNSURE)
    limit = facts["least_prison_months"] if attempt == Reply.NO else facts.get("attempt_least_prison_months")
    least = _least(known, on)
    if known.no_minimum or limit is None or least is None:
        return Says.NOT if known.no_minimum else Says.UNSURE
    # Not known whether it was an attempt: what is below the limit of an attempt may still reach the other.
    below = Says.UNSURE if attempt == Reply.UNKNOWN else Says.NOT
    return Says.MAY if least >= limit else below


def _least(known: Known, on: date) -> int | None:
    value = _value(known.rule, on) if known.least else None
    return None if value is None else int(value.facts[known.least])


def _when(reply: str, says: Says) -> Says:
    return {Reply.YES: says, Reply.NO: Says.NOT}.get(Reply(reply), Says.UNSURE)


def _all(answers: Answers, about: About) -> Says:
    """Everything asked must be so; one no is enough for it not to be."""
    given = [answers[question] for question in QUESTIONS[about]]
    if Reply.NO in given:
        return Says.NOT
    return Says.MAY if set(given) == {Reply.YES} else Says.UNSURE


def _value(key: str, on: date) -> Value | None:
    try:
        return rule(key).on(on)
    except (BeforeFirstValue, RuleEnded):
        return None


def _not_yet(key: str, on: date) -> bool:
    """Whether it is known that the rule had not come into force, or had ended: it says nothing then."""
    first = rule(key).values[0]
    return _value(key, on) is None and first.in_force_from is not None


def _finding(key: str, says: Says, on: date) -> Finding:
    value = _value(key, on)
    return Finding(rule(key), value, says if value is not None else Says.UNSURE)
