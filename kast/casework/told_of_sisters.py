"""What a case's story tells of sister units and the coordinator, as the parts of its lines for lines.py."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from . import cases
from .models import Arrival, Case, CoordinatorQuestion, HandOver


def of(case: Case, key: cases.BoxKey, names: Mapping[UUID, str]) -> Iterator[dict[str, Any]]:
    """Hand-overs that went, what the case came from, and questions to the coordinator. Three queries."""
    yield from _handed(case, names)
    yield from _came(case, names)
    yield from _asked(case, key, names)


def _handed(case: Case, names: Mapping[UUID, str]) -> Iterator[dict[str, Any]]:
    for row in HandOver.objects.filter(case=case).select_related("to").defer("content", "envelope"):
        ground = f"{row.get_consent_display()}, {date_format(row.consent_on, 'j F Y')}"
        yield {
            "kind": "handover",
            "on": timezone.localdate(row.sent_at or row.prepared_at),
            "title": row.to.name,
            "who": names[row.by_id],
            "code": str(HandOver.State(row.state).label),
            "reference": ground,
            "before": ", ".join(str(HandOver.Part(part).label) for part in row.parts),
            "after": str(HandOver.Asks(row.asks).label),
            "until": row.answered_on,
            "address": str(row.pk),
            "moment": (row.sent_at or row.prepared_at).timestamp(),
            "record": row,
        }


def _came(case: Case, names: Mapping[UUID, str]) -> Iterator[dict[str, Any]]:
    for row in Arrival.objects.filter(case=case).select_related("sister").defer("envelope", "answer"):
        if row.answered_on is None or row.answered_by_id is None:  # an accepted one has both
            continue
        yield {
            "kind": "arrival",
            "on": row.answered_on,
            "title": row.sister.name,
            "who": names[row.answered_by_id],
            "after": str(HandOver.Asks(row.asks).label),
            "rank": 2,
            "record": row,
        }


def _asked(case: Case, key: cases.BoxKey, names: Mapping[UUID, str]) -> Iterator[dict[str, Any]]:
    for row in CoordinatorQuestion.objects.filter(case=case):
        yield {
            "kind": "question",
            "on": timezone.localdate(row.asked_at),
            "title": row.to.open(key),
            "who": names[row.by_id],
            "code": str(CoordinatorQuestion.Ground(row.ground).label),
            "words": row.words.open(key),
            "moment": row.asked_at.timestamp(),
            "record": row,
        }
