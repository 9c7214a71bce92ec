"""The only way to the ledger and to what was published. Nothing here can be led to anybody: no token comes along."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from kast.ledger import reading

from . import lives as plain
from .claims import Claim
from .claims import read as read_claim
from .gathering import Shown, gather, shown
from .lives import Life
from .models import Frozen, OwnClaim, Release
from .months import Span
from .over_time import Column, columns
from .reasons import reasons
from .reasons_shown import ReasonsShown
from .registered import Own, Wording
from .release.preparing import Before
from .release.seen import ANSWERS, TOLD, HalfYear
from .release.signatures import Signed
from .telling.published import Published as CameOut
from .telling.published import in_order
from .totals import Published, read
from .way_here import Found, find

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


def over_time(span: Span) -> list[Column]:
    """Six, twelve and 24 months on, beside what the overview of the same span shows."""
    every = lives()
    overview = shown(gather(every, counts(), span=span))
    return columns(every, overview, month=span.last)


def way_here(month: str) -> Found:
    """The way here and onwards, drop-out and the early warnings, as they stand in a month."""
    return find(lives(), counts(), month=month)


def public_claims() -> tuple[Claim, ...]:
    """What the unit itself put into the register and the head has chosen to show, as it is worded now."""
    return tuple(one.claim for one in own_claims() if one.shown)


def own_claims() -> list[Own]:
    """What the unit itself put into the register, the earliest first, with every wording. Two queries."""
    rows = OwnClaim.objects.order_by("added_on", "id").prefetch_related("wordings")
    return [_own(row) for row in rows]


def own_claim(key: UUID) -> OwnClaim:
    """One of them. Absent is a 404."""
    return get_object_or_404(OwnClaim, pk=key)


def _own(row: OwnClaim) -> Own:
    wordings = tuple(
        Wording(read_claim({**one.content, "key": str(row.pk), "own": True}), one.content, one.written_on)
        for one in row.wordings.all()
    )
    return Own(row.pk, row.shown, row.taken_back_on, wordings)


def published() -> Published | None:
    """The totals of the last half-year that was frozen; None before the first."""
    row = Frozen.objects.order_by("-half_year").first()
    return None if row is None else read(row.half_year, row.totals)


def releases() -> list[CameOut]:
    """Every release, the latest first."""
    return in_order(signed())


def release(number: str) -> CameOut | None:
    """One release; None where there is none such."""
    return next((one for one in releases() if one.number == number), None)


def signed() -> list[Signed]:
    """Every release as it was signed, in the order in which they came out."""
    rows = Release.objects.order_by("place")
    return [Signed(row.content, row.sha256, bytes(row.signature), bytes(row.public_key)) for row in rows]


def before() -> Before:
    """All that has been published so far: what a new release is proved beside."""
    these = signed()
    return Before(tuple(one.content for one in these), tuple(one.sha256 for one in these), tuple(half_years()))


def half_years() -> list[HalfYear]:
    """Every frozen half-year, as the proof of a release looks at it."""
    rows = Frozen.objects.order_by("half_year")
    return [_half_year(row) for row in rows]


def _half_year(row: Frozen) -> HalfYear:
    waiting = row.totals.get("waiting")
    cells = row.totals["cells"] | {ANSWERS: waiting[0] if waiting else None}
    if row.totals.get("told") or row.totals.get("told_hidden"):
        cells |= {TOLD: row.totals["told"]}
    return HalfYear(row.half_year, cells, row.totals["outcome_until"], row.made_on)
