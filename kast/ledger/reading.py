"""The ledger as figures read it: lives with their facts in order, and counts. Tokens do not leave this module."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Count

from .facts import Kind
from .models import Fact


@dataclass(frozen=True)
class LifeFacts:
    """What may be counted about one life: (kind, code, month) in the order in which it was put in."""

    facts: tuple[tuple[str, str, str], ...]

    def last(self, kind: Kind) -> str | None:
        """The code of the last fact of a kind; None when there is none."""
        return next((code for what, code, _ in reversed(self.facts) if what == kind), None)

    def all(self, kind: Kind) -> list[tuple[str, str]]:
        """Every (code, month) of a kind, in order."""
        return [(code, month) for what, code, month in self.facts if what == kind]

    def month(self, *kinds: Kind) -> str | None:
        """The earliest month in which a fact of one of these kinds stands."""
        return min((month for what, _, month in self.facts if what in kinds), default=None)


@dataclass(frozen=True)
class Counted:
    """A count of something without a life."""

    kind: str
    code: str
    month: str
    count: int


def lives() -> list[LifeFacts]:
    """Every life, in no order that means anything."""
    rows = (
        Fact.objects.filter(life__isnull=False)
        .order_by("life", "running")
        .values_list("life", "kind", "code", "month")
        .iterator()
    )
    return [LifeFacts(tuple(fact[1:] for fact in facts)) for _, facts in groupby(rows, key=itemgetter(0))]


def counts() -> list[Counted]:
    """Every count."""
    rows = Fact.objects.filter(life__isnull=True).order_by("month", "kind", "code")
    return [Counted(*row) for row in rows.values_list("kind", "code", "month", "count")]


def lives_by_code(kind: Kind) -> dict[str, int]:
    """How many lives have a fact of this kind with each code."""
    rows = Fact.objects.filter(life__isnull=False, kind=kind).values("code")
    return dict(rows.annotate(lives=Count("life", distinct=True)).values_list("code", "lives"))
