"""Which facts there are, and how one is put in."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum, unique

from django.db import transaction
from django.db.models import Max

from . import turns
from .models import Fact


@unique
class Kind(StrEnum):
    """What a fact is about."""

    WROTE = "wrote"
    HEARD = "heard"
    CARD = "card"
    BEGAN = "began"
    ROUTE_IN = "route_in"
    CONCERNS = "concerns"
    BASELINE = "baseline"
    CAME = "came"
    NOT_HELD = "not_held"
    TOPIC = "topic"
    RISK = "risk"
    RISK_CLOSED = "risk_closed"
    WARNED = "warned"  # somebody might be leaving: by which rule
    ACTED = "acted"  # and what was done about it
    ENDED = "ended"
    REOPENED = "reopened"
    FOLLOWUP_AGREED = "followup_agreed"
    ASK_UNTIL = "ask_until"  # until which month after the ending an answer is taken, as the unit had it on that day
    ASK_AT = "ask_at"  # and at which of these times the person agreed to be asked
    FOLLOWUP_6 = "followup_6"
    FOLLOWUP_12 = "followup_12"
    FOLLOWUP_24 = "followup_24"
    WENT_BACK = "went_back"
    FOLLOWED_TO = "followed_to"
    FIRST_PURCHASE = "first_purchase"
    FIRST_KNOWN = "first_known"  # whether it was the first: else it is only known to have happened by then
    FOLLOWUP_ATTEMPT = "followup_attempt"  # one try to reach somebody who wanted to be called
    PURCHASES = "purchases"  # how many since one last asked, in groups
    TRIED = "tried"  # and how many came to nothing
    PURCHASES_BEFORE = "purchases_before"  # in the twelve months before the first talk, in the same groups
    TRIED_BEFORE = "tried_before"
    REASON_TOLD = "reason_told"  # what has held somebody back, as told when asked later
    REASON_STRONG = "reason_strong"  # of these, what mattered much
    ANSWER_DAYS = "answer_days"
    TALK_DAYS = "talk_days"  # from the first answer to the first talk that was held
    SILENT = "silent"  # sixty days without a word, and nothing planned
    REFERRED = "referred"  # a colleague pointed the person on: from where
    AID = "aid"
    DISCLOSURE = "disclosure"
    HANDED_OVER = "handed_over"
    FROM_SISTER = "from_sister"
    # What the guide for the first talks asks
    OWN_ABUSE = "own_abuse"
    ALCOHOL = "alcohol"
    CHILDREN = "children"
    SUICIDE_ASKED = "suicide_asked"
    HELD_BACK = "held_back"
    CAUGHT = "caught"
    # Counts of things without a life
    TOLD = "told"
    CALL = "call"
    LETTER_NOT_OURS = "letter_not_ours"
    LETTER_THREAT = "letter_threat"
    STAFF_THREAT = "staff_threat"
    QUESTION = "question"
    AGREED = "agreed"
    CARDS_PRINTED = "cards_printed"
    SLIP_LEFT = "slip_left"
    SLIP_CALL = "slip_call"
    SLIP_DAYS = "slip_days"
    REFERRAL = "referral"
    CAUGHT_COUNT = "caught_count"  # how many were caught, by somebody else's count, in which unit


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FOLLOWUP = _codes("asked answered declined not_reached not_agreed")
_HOW_MANY = _codes("none one few many unsaid")
_HELD_BACK = _codes("law caught partner money shame other_person talks other")
_MONTHS = frozenset(f"m{number}" for number in range(61))
_DAYS = frozenset([f"d{number}" for number in range(15)] + [f"w{number}" for number in range(2, 53)])

NEVER_CALLED = "w0"
NO_ANSWER_BEFORE = "none"
# None: any short code (a card's batch, the source of a told number).
CODES: dict[Kind, frozenset[str] | None] = {
    Kind.WROTE: _codes("letter call visit"),
    Kind.HEARD: _codes("own card police social_services care someone_close other"),
    Kind.CARD: None,
    Kind.BEGAN: _codes("letter phone visit"),
    Kind.ROUTE_IN: _codes("own card slip police social_services care someone_close other"),
    Kind.CONCERNS: _codes("bought afraid compulsive relative professional not_asked"),
    Kind.BASELINE: _codes("last_12_months earlier never not_asked"),
    Kind.CAME: _codes("conversation therapy advice letter"),
    Kind.NOT_HELD: _codes(
        "cancelled_in_time cancelled_late absent_in_touch absent_silent cancelled_by_us booking_error",
    ),
    Kind.TOPIC: _codes("not_yet discussed put_off"),
    Kind.RISK: _codes("suicide violence child trafficking threat"),
    Kind.RISK_CLOSED: _codes("calmer taken_over not_so not_reached"),
    Kind.WARNED: _codes("worse missed_two overdue silent confidence_low left_early risk_without_plan"),
    Kind.ACTED: _codes("contacted planned not_needed"),
    Kind.ENDED: _codes("agreed stopped moved_on by_us deleted died undone"),
    Kind.REOPENED: _codes("yes"),
    Kind.FOLLOWUP_AGREED: _codes("yes no"),
    Kind.ASK_UNTIL: None,  # 8-15-27 after half a year, a year and two; 0 where nobody is asked then
    Kind.ASK_AT: _codes("none 6 12 24 6-12 6-24 12-24 6-12-24"),
    Kind.FOLLOWUP_6: _FOLLOWUP,
    Kind.FOLLOWUP_12: _FOLLOWUP,
    Kind.FOLLOWUP_24: _FOLLOWUP,
    Kind.WENT_BACK: _codes("no yes attempt unsaid"),
    Kind.FOLLOWED_TO: _MONTHS,
    Kind.FIRST_PURCHASE: _MONTHS,
    Kind.FIRST_KNOWN: _codes("yes no"),
    Kind.FOLLOWUP_ATTEMPT: _codes("reached no_answer wrong_number do_not_call"),
    Kind.PURCHASES: _HOW_MANY,
    Kind.TRIED: _HOW_MANY,
    Kind.PURCHASES_BEFORE: _HOW_MANY,
    Kind.TRIED_BEFORE: _HOW_MANY,
    # Every reason of an answer is a fact of its own, put in together with it; none: asked, and nothing mattered.
    Kind.REASON_TOLD: _HELD_BACK | {"none"},
    Kind.REASON_STRONG: _HELD_BACK,
    Kind.AID: _codes("nothing ask lawyer report tell"),
    Kind.DISCLOSURE: _codes("asked refused given appealed"),
    Kind.ANSWER_DAYS: _DAYS,
    # none: a talk that was recorded afterwards was held before any answer. The last that is said counts.
    Kind.TALK_DAYS: _DAYS | {NO_ANSWER_BEFORE},
    Kind.SILENT: _codes("yes"),
    Kind.REFERRED: _codes("police social_services care other"),
    Kind.OWN_ABUSE: _codes("yes no unsaid"),
    Kind.ALCOHOL: _codes("never sometimes often unsaid"),
    Kind.CHILDREN: _codes("yes no unsaid"),
    Kind.SUICIDE_ASKED: _codes("yes"),
    # Each reason is a fact of its own, told once: figures count who has ever named it.
    Kind.HELD_BACK: _HELD_BACK,
    # Whether and when the police caught the person, as seen from the month of the fact.
    Kind.CAUGHT: _codes("this_year last_year earlier no unsaid"),
    Kind.HANDED_OVER: _codes("we_ask they_ask"),
    Kind.FROM_SISTER: _codes("we_ask they_ask"),
    Kind.TOLD: None,
    Kind.CALL: _codes("nothing_kept"),
    Kind.LETTER_NOT_OURS: _codes("yes"),
    Kind.LETTER_THREAT: _codes("yes"),
    Kind.STAFF_THREAT: _codes("yes"),
    Kind.QUESTION: _codes("close police authority press threat other"),
    Kind.AGREED: None,
    Kind.CARDS_PRINTED: None,
    Kind.SLIP_LEFT: _codes("yes"),
    Kind.SLIP_CALL: _codes("reached no_answer wrong_number do_not_call"),
    # From a slip to the first call; w0: it was forgotten before anybody had called. Once for each slip.
    Kind.SLIP_DAYS: _DAYS | {NEVER_CALLED},
    Kind.REFERRAL: _codes("police social_services care other"),
    Kind.CAUGHT_COUNT: None,
}
LIFE_BYTES = 16
WITHOUT_LIFE = frozenset(
    [
        Kind.TOLD,
        Kind.CALL,
        Kind.LETTER_NOT_OURS,
        Kind.LETTER_THREAT,
        Kind.STAFF_THREAT,
        Kind.QUESTION,
        Kind.AGREED,
        Kind.CARDS_PRINTED,
        Kind.SLIP_LEFT,
        Kind.SLIP_CALL,
        Kind.SLIP_DAYS,
        Kind.REFERRAL,
        Kind.CAUGHT_COUNT,
    ]
)


class UnknownFact(Exception):
    """There is no such kind, code or count, or it stands with a life where it has none, or the other way round."""


def put(life: bytes, kind: Kind, code: str, *, on: date) -> None:
    """Add a fact to a life, in the month of `on`, as the next of its running numbers. Raises UnknownFact.

    A correction is a new fact: figures take the last of its kind. It stands or falls with the caller's transaction;
    until that ends, another act on the same life waits.
    """
    fact = _of_a_life(life, kind, code, on=on)
    with transaction.atomic(savepoint=False):
        turns.wait_for(life)
        fact.running = 1 + (Fact.objects.filter(life=life).aggregate(last=Max("running"))["last"] or 0)
        fact.save(force_insert=True)


def begin(life: bytes, first: Iterable[tuple[Kind, str]], *, on: date) -> None:
    """The first facts of a life that has none yet, in one go. Raises UnknownFact, or IntegrityError if it has some."""
    Fact.objects.bulk_create(
        _of_a_life(life, kind, code, on=on, running=running) for running, (kind, code) in enumerate(first, 1)
    )


@transaction.atomic
def count(kind: Kind, code: str, *, on: date, number: int = 1) -> None:
    """Count something that has no life, such as people who were told. Raises UnknownFact, also below one."""
    if kind not in WITHOUT_LIFE or number < 1:
        raise UnknownFact(kind)
    Fact.objects.create(kind=_known(kind, code), code=code, month=month_of(on), count=number)


def month_of(on: date) -> str:
    """2026-03."""
    return f"{on:%Y-%m}"


def days_code(days: int) -> str:
    """A duration as the ledger keeps it: days up to 14, then whole weeks, a year at most."""
    days = max(days, 0)
    return f"d{days}" if days <= 14 else f"w{min(days // 7, 52)}"


def until_code(closes: Mapping[int, int]) -> str:
    """When the spans shut after an ending, as the ledger keeps it: 8-15-27; 0 where nobody is asked."""
    return "-".join(str(closes.get(months, 0)) for months in (6, 12, 24))


def at_code(months: Iterable[int]) -> str:
    """Which spans somebody agreed to: 6-12; none."""
    return "-".join(map(str, sorted(months))) or "none"


def months_code(months: int) -> str:
    """Whole months, sixty at most."""
    return f"m{min(max(months, 0), 60)}"


def _of_a_life(life: bytes, kind: Kind, code: str, *, on: date, running: int | None = None) -> Fact:
    if kind in WITHOUT_LIFE or len(life) != LIFE_BYTES:
        raise UnknownFact(kind)
    return Fact(life=life, kind=_known(kind, code), code=code, month=month_of(on), running=running)


def _known(kind: str, code: str) -> str:
    """The kind as it is kept, when there is such a kind with such a code."""
    if kind not in CODES:
        raise UnknownFact(kind)
    allowed = CODES[Kind(kind)]
    short = 0 < len(code) <= 30 and code.replace("_", "").replace("-", "").isalnum()
    if not short if allowed is None else code not in allowed:
        raise UnknownFact(kind, code)
    return Kind(kind).value
