"""The nightly rewriting: the whole ledger anew, in token order, in one transaction.

A fact written in the same transaction as its audit entry carries the same transaction number, and SQLite keeps the
order of writing in its row ids. After the night every fact carries the night's, in the order of the tokens, which is
nobody's.
"""

import uuid

from django.db import connection, transaction

from .models import Fact

_MANY = 2000


def rewrite() -> int:
    """Write every fact anew with a new number; how many. Afterwards no old version of a row is left on the disk."""
    with transaction.atomic():
        rows = list(Fact.objects.order_by("life", "running", "kind", "code", "month"))
        with_life = [row for row in rows if row.life is not None]
        without = [row for row in rows if row.life is None]
        Fact.objects.all().delete()
        for row in rows:
            row.pk = uuid.uuid4()
        Fact.objects.bulk_create([*with_life, *without], batch_size=_MANY)
    _sweep()
    return len(rows)


def _sweep() -> None:
    """Take away what deleting leaves behind. Inside a transaction that is not ours there is nothing to sweep yet."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL ledger_fact")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
