"""The only way to the ledger and to what was published. Nothing here can be led to anybody: no token comes along."""

from kast.ledger import reading

from . import lives as plain
from .gathering import Shown, gather, shown
from .lives import Life
from .models import Frozen
from .months import Span
from .reasons import reasons
from .reasons_shown import ReasonsShown
from .totals import Published, read

Counts = list[tuple[str, str, str, int]]


def lives() -> list[Life]:
    """Every life that the ledger counts."""
    return plain.of(life.facts for life in reading.lives())


def counts() -> Counts:
    """Every count without a life: (kind, code, month, count)."""
    return [(row.kind, row.code, row.month, row.count) for row in reading.counts()]


def told_reasons() -> ReasonsShown:
    """What has held people back, as they have told it so far: for those who work here."""
    return ReasonsShown(reasons(lives()))


def staff_figures(span: Span) -> Shown:
    """Everything the unit may see of itself in a span, as it stands now."""
    return shown(gather(lives(), counts(), span=span))


def published() -> Published | None:
    """The totals of the last half-year that was frozen; None before the first."""
    row = Frozen.objects.order_by("-half_year").first()
    return None if row is None else read(row.half_year, row.totals)
