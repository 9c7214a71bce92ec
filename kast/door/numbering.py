"""Running numbers: letters and answers are numbered in the order in which they came."""

from django.db import connection
from django.db.models import Max, Model

from kast.staff.models import Unit


def next_number(table: type[Model]) -> int:
    """One more than the last. The unit's row is held until the transaction ends, so that no two get the same."""
    if connection.features.has_select_for_update:  # SQLite lets one writer in at a time anyway
        Unit.objects.select_for_update().only("pk").first()
    last: int | None = table._default_manager.aggregate(last=Max("number"))["last"]  # noqa: SLF001 -- Django's public name
    return (last or 0) + 1
