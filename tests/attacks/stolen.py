"""What a thief takes home: every value of every table as bytes, and the database file itself where there is one."""

from collections.abc import Iterable
from itertools import pairwise

from django.db import connection


def everything() -> bytes:
    taken = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                taken += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in row
                ]
    if connection.vendor == "sqlite":
        taken.append(connection.connection.serialize())
    return b"\n".join(taken)


def forms(word: str) -> list[bytes]:
    """A word as it could lie there: plain, in UTF-16, in hexadecimal."""
    return [word.encode(), word.encode("utf-16-le"), word.encode().hex().encode(), word.encode().hex().upper().encode()]


def found(words, loot: bytes) -> list[str]:
    return [word for word in words if any(form in loot for form in forms(word))]


def beside(words: Iterable[str]) -> list[str]:
    """Two words of a passphrase beside each other, however they are joined: one alone may be a column's name."""
    return [between.join(two) for two in pairwise(words) for between in (" ", "", "-", ",", "\n")]
