"""What is done each minute and each night: a step is a function of its room.

The night's order matters: plan and remind first, so that nothing is forgotten that is still due; then forget; then the
books, so that the figures, the ledger and the audit's anchor stand as the day left them.
"""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from kast.audit import anchors
from kast.door import remembered
from kast.figures import freezing
from kast.followup import asking
from kast.ledger import rewriting
from kast.retention import forgetting
from kast.staff import held, invitations, unlocking

from .clockwork import Step


def _sessions(at: datetime) -> None:
    del at  # Django asks the clock itself
    SessionStore.clear_expired()


def _anchor(at: datetime) -> str:
    return anchors.write(timezone.localdate(at)).on.isoformat()


MINUTE = [
    Step("shown words forgotten", lambda at: remembered.forget_peppers(at=at)),
    Step("idle counsellors locked", unlocking.lock_idle),
    Step("held forms forgotten", held.forget_old),
    Step("old invitations forgotten", invitations.forget_old),
    Step("sessions that ran out", _sessions),
]

NIGHT_WORK = [
    Step("follow-ups", asking.plan),
    Step("forgotten", forgetting.daily),
    Step("half-year frozen", freezing.freeze),
    Step("ledger written anew, facts", lambda _: rewriting.rewrite()),
    Step("audit anchored", _anchor),
]
