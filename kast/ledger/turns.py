"""One after the other: whoever wants the next number of something waits until whoever came before has ended."""

import hashlib

from django.db import connection


def wait_for(thing: bytes) -> None:
    """From here to the end of the transaction nobody else comes past this point for the same thing.

    PostgreSQL keeps it in memory, under a hash; nothing is written. SQLite lets one writer in at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    key = int.from_bytes(hashlib.blake2b(thing, digest_size=8).digest(), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
