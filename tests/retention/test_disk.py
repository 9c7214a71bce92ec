import pytest

from kast.retention import disk


@pytest.mark.django_db(transaction=True)
def test_after_the_night_what_was_deleted_is_swept_from_the_disk():
    from django.db import connection

    done = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (done.append(sql), execute(sql, *rest))[1]):
        disk.sweep()
    if connection.vendor == "sqlite":
        assert done == ["PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"]
    else:
        assert "VACUUM FULL vault_wrap" in done
