"""The nightly rewriting: the whole ledger anew, in token order, in one transaction.

A fact written in the same transaction as its audit entry carries the same transaction number, and SQLite keeps the
order of writing in its row ids. After the night every fact carries the night's, in the order of the tokens, which is
nobody's; those without a life stand behind, in the order of what they say.
"""

import logging
import re
import time
import uuid
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Fact

if TYPE_CHECKING:
    from psycopg.errors import Diagnostic

log = logging.getLogger("kast.ledger")

_MANY = 2000
_TRIES, _PAUSE = 10, 0.3  # seconds
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
    """Take away the old versions of the rows; whoever reads anything meanwhile holds them, so it is tried again."""
    sweep = _sweep_table if connection.vendor == "postgresql" else _sweep_log
    for _ in range(_TRIES):
        if sweep(connection):
            return
        time.sleep(_PAUSE)
    log.warning("somebody was reading: old rows of the ledger lie on the disk until the next night")


def _sweep_table(connection: BaseDatabaseWrapper) -> bool:
    """PostgreSQL: a new file for the table; whether no old row had to come along into it."""
    kept: list[int] = []

    def hear(told: "Diagnostic") -> None:
        # "1 dead row versions cannot be removed yet", in the server's language.
        if told.message_detail:
            kept.extend(int(number) for number in re.findall(r"\d+", told.message_detail)[:1])

    with connection.cursor() as cursor:
        connection.connection.add_notice_handler(hear)
        try:
            cursor.execute(f"VACUUM (FULL, VERBOSE) {_TABLE}")
        finally:
            connection.connection.remove_notice_handler(hear)
    return not any(kept)


def _sweep_log(connection: BaseDatabaseWrapper) -> bool:
    """SQLite: an empty write-ahead log; whether nobody held it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]
