"""The only way to the ledger and to what was published. Nothing here can be led to anybody: no token comes along."""

from kast.ledger import reading

from . import lives as plain
from .funnel import Found, find
from .gathering import Shown, gather, shown
from .lives import Life
from .models import Frozen
from .months import Span
from .totals import Published, read

Counts = list[tuple[str, str, str, int]]


def lives() -> list[Life]:
    """Every life that the ledger counts."""
    return plain.of(life.facts for life in reading.lives())


def counts() -> Counts:
    """Every count without a life: (kind, code, month, count)."""
    return [(row.kind, row.code, row.month, row.count) for row in reading.counts()]


def staff_figures(span: Span) -> Shown:
    """Everything the unit may see of itself in a span, as it stands now."""
    return shown(gather(lives(), counts(), span=span))


def way_here(month: str) -> Found:
    """The way here and onwards, drop-out and the early warnings, as they stand in a month."""
    return find(lives(), counts(), month=month)


def published() -> Published | None:
    """The totals of the last half-year that was frozen; None before the first."""
    row = Frozen.objects.order_by("-half_year").first()
    return None if row is None else read(row.half_year, row.totals)
