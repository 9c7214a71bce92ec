"""What is done each minute and each night: a step is a function of its room.

The night's order matters: plan and remind first, so that nothing is forgotten that is still due; then forget; then the
books, so that the figures, the ledger and the audit's anchor stand as the day left them.
"""

from datetime import datetime

from django.utils import timezone

from kast.appointments import outbox
from kast.audit import anchors
from kast.casework import slip_calls
from kast.figures import freezing
from kast.followup import asking
from kast.ledger import rewriting
from kast.retention import forgetting

from .clockwork import Step


def _anchor(at: datetime) -> str:
    return anchors.write(timezone.localdate(at)).on.isoformat()


MINUTE = [
    Step("forgotten", forgetting.minute),
    Step("calls settled", slip_calls.settle),
    Step("messages", outbox.send_due),
]

NIGHT_WORK = [
    Step("follow-ups", asking.plan),
    Step("forgotten", forgetting.daily),
    Step("half-year frozen", freezing.freeze),
    Step("ledger written anew, facts", lambda _: rewriting.rewrite()),
    Step("audit anchored", _anchor),
]
