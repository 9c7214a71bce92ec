"""The topic that is always raised: trafficking, and how the other person may have it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cases, notes
from .models import Case, Topic

# From this held contact on, a topic that has not come up is shown on Today.
FROM_CONTACT = 3


class NeedsWhy(Exception):
    """What is put off has its why, and a day on which it is taken up again; nothing else has."""


@transaction.atomic
def say(
    case: Case,
    state: Topic.State,
    *,
    why: Topic.Why | None = None,
    again_on: date | None = None,
    before: str = "",
    after: str = "",
    signs: Sequence[Topic.Sign] = (),
    noticed: str = "",
    by: Member,
    at: datetime,
) -> Topic:
    """Where the talk stands now: not yet, discussed (how the person saw it before and after), or put off because … .

    `signs` and `noticed`: what somebody may have noticed of the other person, observations and no verdict; sealed, the
    codes too, and counted nowhere. Written down: a row that joins the earlier ones, the fact *topic*, one audit entry.
    Refused: NeedsWhy; the person's words and what was noticed in mode A (notes.NoNotesInModeA); cases.CannotOpen.
    """
    put_off = state == Topic.State.PUT_OFF
    if put_off and (why is None or again_on is None or again_on < timezone.localdate(at)):
        raise NeedsWhy
    if case.mode == Case.Mode.A and (before or after or signs or noticed):
        raise notes.NoNotesInModeA
    cases.hold(case)
    key = cases.key_of(case.box, by)
    row = Topic(
        case=case,
        state=state,
        why=why if put_off and why else "",
        again_on=again_on if put_off else None,
        by=by,
        said_at=at,
    )
    if state == Topic.State.DISCUSSED:
        row.before.seal(key, before)
        row.after.seal(key, after)
    if signs:
        row.signs.seal(key, " ".join(signs))
    if noticed:
        row.noticed.seal(key, noticed)
    row.save(force_insert=True)
    facts.put(cases.life_of(case.box, by), Kind.TOPIC, state, on=timezone.localdate(at))
    trail.record(Act.TOPIC_SAID, by=by, about=[case, row], at=at)
    return row


def due_in_words(again_on: date | None, held: int) -> str:
    """Why it is time, when it is: `again_on` is the day on which what was put off should have been taken up."""
    if again_on is not None:
        return pgettext("topic.again", "Nu skulle frågan tas upp igen. Gör det, eller skriv varför du väntar längre.")
    if held > FROM_CONTACT:
        return pgettext("topic.later", "Frågan är inte uppe än. Ta upp den, eller skriv varför du väntar.")
    return pgettext(
        "topic.third", "Tredje kontakten, och frågan är inte uppe än. Ta upp den, eller skriv varför du väntar."
    )


def is_due(latest: Topic | None, held: int, *, on: date) -> bool:
    """Whether it is time: the third held contact has been, and it has not come up nor been put off to a later day."""
    if held < FROM_CONTACT:
        return False
    if latest is None or latest.state == Topic.State.NOT_YET:
        return True
    return latest.state == Topic.State.PUT_OFF and latest.again_on is not None and latest.again_on <= on
