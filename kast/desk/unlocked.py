"""What waits for a counsellor's keys: it is done when she unlocks, wherever she goes then, and again with Today."""

from datetime import datetime

from kast.casework import early_warnings, learnt, releasing
from kast.casework.cases import Member
from kast.followup import texting
from kast.staff.roles import Right, may


def do_what_waits(member: Member, *, at: datetime) -> None:
    """Look once a day whether somebody is leaving; release the numbers of today's reminders and questions.

    Written down by each of them. Nothing for who reads no letters.
    """
    if not may(member, Right.LETTERS):
        return
    early_warnings.look(by=member, at=at, learnt=learnt.by_key_of(member, at=at))
    releasing.release(member, at=at)
    texting.release(member, at=at)


def on_unlocking(member: Member, at: datetime, **_: object) -> None:
    """The receiver of unlocking.unlocked."""
    do_what_waits(member, at=at)
