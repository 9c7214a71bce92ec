"""What the form that makes a case says already: what was asked, written or told before, and what the unit has set.

What is sealed is opened for it, and that is written down.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kast.audit import trail
from kast.audit.acts import Act
from kast.door.models import Letter, Referral, Slip
from kast.staff import unit
from kast.staff.models import Member

from . import cases, inbox, referred, slip_calls
from .models import Case, Concerns, RouteIn


@transaction.atomic
def asked_of(case: Case, *, by: Member, at: datetime) -> dict[str, object]:
    """What stands in the case of what was asked, for a form. Written down: the opening, since the alias is sealed."""
    coded = ("route_in", "concerns", "baseline", "informed_limits", "informed_apply")
    asked = {name: getattr(case, name) for name in coded} | {"alias": case.alias.open(cases.key_of(case.box, by))}
    trail.record(Act.CASE_READ, by=by, about=[case], at=at)
    return asked


@transaction.atomic
def by_letter(letter: Letter, colleagues: Sequence[Member], *, by: Member, at: datetime) -> dict[str, object]:
    """What the letter's own answers say already, for the form that makes a case of it. Written down: the opening."""
    answers = inbox.answers_of(letter, by=by)
    trail.record(Act.LETTER_READ, by=by, about=[letter], at=at)
    about = str(answers.get("about") or "")
    heard = "card" if answers.get("card") else str(answers.get("heard") or "")
    return {
        "concerns": about if about in Concerns.values else Concerns.NOT_ASKED,
        "route_in": heard if heard in RouteIn.values else RouteIn.OWN,
        "informed_limits": True,  # the page said so above the button
        "flag": inbox.tells_of_suicide(answers),
        **usual(colleagues),
    }


@transaction.atomic
def by_slip(slip: Slip, colleagues: Sequence[Member], *, by: Member, at: datetime) -> dict[str, object]:
    """What a slip says already, for the form that makes a case of it. Written down: the opening."""
    alias = slip_calls.open_slip(slip, by=by, at=at).said.alias
    return {"alias": alias[:80], "route_in": RouteIn.SLIP, **usual(colleagues)}


@transaction.atomic
def by_referral(referral: Referral, colleagues: Sequence[Member], *, by: Member, at: datetime) -> dict[str, object]:
    """The same of a referral."""
    source = referred.open_referral(referral, by=by, at=at).said.source
    return {"route_in": source if source in RouteIn.values else RouteIn.OTHER, **usual(colleagues)}


def usual(colleagues: Sequence[Member]) -> dict[str, object]:
    """What the unit has set for new cases, and the first colleague as stand-in."""
    return {
        "mode": unit.value("record_mode"),
        "decision": unit.value("record_decision"),
        "stand_in": str(colleagues[0].mark) if colleagues else "",
    }
