"""Batches of cards: made by the head, printed from here, and counted. A code is a batch's, never a person's."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override, pgettext

from kast import paper
from kast.audit import trail
from kast.audit.acts import Act
from kast.door import cards
from kast.door.models import Batch
from kast.ledger import facts, reading
from kast.ledger.facts import Kind
from kast.staff import unit
from kast.staff.models import Member

MOST = 500
# A code that fewer have written is not told from none: whoever was given a card may be known.
FEW = 5


class TooFewForADay(Exception):
    """Of fewer than ten cards no day is kept: whoever knows who was met on that day would know who came."""


@dataclass(frozen=True)
class Counted:
    """A batch with how many wrote its code; None for fewer than five, none included."""

    batch: Batch
    redeemed: int | None

    @property
    def code(self) -> str:
        """As it stands on the card: in two halves, since nobody reads eight signs at once."""
        return shown(self.batch.code)


@transaction.atomic
def make(
    place: str, number: int, *, given_in: str = "", given_on: date | None = None, by: Member, at: datetime
) -> Batch:
    """A batch of so many cards, for a place or an operation in general words, and a month or a day.

    Written down: the batch with a code of its own, the count *cards printed*, one audit entry. Refused: TooFewForADay.
    """
    if number < Batch.SMALL and given_on is not None:
        raise TooFewForADay
    on = timezone.localdate(at)
    month = facts.month_of(on)
    batch = Batch.objects.create(
        code=cards.draw(), place=place, number=number, made_in=month, given_in=given_in, given_on=given_on
    )
    facts.count(Kind.CARDS_PRINTED, batch.code, on=on, number=number)
    trail.record(Act.BATCH_MADE, by=by, about=[batch], at=at)
    return batch


def all_of_them() -> list[Counted]:
    """Every batch, the latest first, each with how many wrote its code."""
    redeemed = reading.lives_by_code(Kind.CARD)
    return [
        _counted(batch, redeemed.get(batch.code, 0)) for batch in Batch.objects.order_by("-made_in", "place", "code")
    ]


def counted(batch: Batch) -> Counted:
    """One of them."""
    return _counted(batch, reading.lives_by_code(Kind.CARD).get(batch.code, 0))


@transaction.atomic
def sheets(batch: Batch, *, by: Member, at: datetime) -> bytes:
    """The sheets, front and back, as PDF: ten cards on each, exactly as many as the batch has.

    Written down: that they were drawn. The square leads to the door, without the code.
    """
    with override("sv"):
        door = f"{settings.ORIGIN}/"
        made = paper.cards(
            paper.Card(
                name=unit.say("name"),
                say=pgettext("card", "Du behöver inte säga vem du är."),
                web=urlsplit(door).netloc,
                phone=", ".join(part for part in (unit.say("phone"), unit.say("phone_hours")) if part),
                code=shown(batch.code),
                door=door,
                title=pgettext("card", "Kort"),
                square=pgettext("card", "Kod som leder till sidan"),
            ),
            number=batch.number,
        )
    trail.record(Act.BATCH_PRINTED, by=by, about=[batch], at=at)
    return made


def shown(code: str) -> str:
    """A code in two halves."""
    return f"{code[:4]}-{code[4:]}"


def _counted(batch: Batch, number: int) -> Counted:
    return Counted(batch, number if number >= FEW else None)
