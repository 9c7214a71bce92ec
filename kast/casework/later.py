"""What the page on which follow-up is agreed must know: whether a number is kept, and what an SMS would say."""

from dataclasses import dataclass

from kast.appointments import reminders, sms
from kast.door.models import Mailbox

from . import phones
from .models import Case


@dataclass(frozen=True)
class Later:
    """`texts`: an SMS can be sent to this person. `wording`: it, word for word, in the person's language."""

    number_kept: bool
    texts: bool
    wording: str


def of(case: Case) -> Later:
    """An SMS needs a gateway, and a mailbox to come back to: it says nowhere where."""
    mailbox = Mailbox.objects.filter(box=case.box, deleted_on=None).first()
    return Later(
        number_kept=phones.is_kept(case),
        texts=sms.is_set_up() and mailbox is not None,
        wording=reminders.later(language=mailbox.language if mailbox else "sv"),
    )
