"""The nightly rewriting: the whole ledger anew, in token order, in one transaction.

A fact written in the same transaction as its audit entry carries the same transaction number, and SQLite keeps the
order of writing in its row ids. After the night every fact carries the night's, in the order of the tokens, which is
nobody's; those without a life stand behind, in the order of what they say.
"""

import logging
import uuid

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Fact

log = logging.getLogger("kast.ledger")

_MANY = 2000
_TABLE = Fact._meta.db_table  # noqa: SLF001 -- Django's documented way to a table's name


def rewrite(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Write every fact anew with a new number, and take away what the old rows left behind; how many facts there are.

    Acts that put in a fact meanwhile wait; whoever reads, reads the ledger as it was. Inside somebody else's
    transaction nothing can be taken away yet: then that is left to the next night.
    """
    connection = connections[using]
    with transaction.atomic(using=using):
        if connection.vendor == "postgresql":
            # A fact that was put in between reading and deleting would be lost.
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {_TABLE} IN EXCLUSIVE MODE")
        ledger = Fact.objects.using(using)
        rows = [
            *ledger.filter(life__isnull=False).order_by("life", "running"),
            *ledger.filter(life__isnull=True).order_by("kind", "code", "month", "count"),
        ]
        ledger.all().delete()
        for row in rows:
            row.pk = uuid.uuid4()
        ledger.bulk_create(rows, batch_size=_MANY)
    if connection.get_autocommit():
        _sweep(connection)
    return len(rows)


def _sweep(connection: BaseDatabaseWrapper) -> None:
    """Take away the old versions of the rows: PostgreSQL's table file, SQLite's write-ahead log."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM FULL {_TABLE}")
            return
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        log.warning("somebody was reading: the write-ahead log keeps old rows until the next night")
