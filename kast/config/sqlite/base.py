"""The database wrapper that Django loads: a transaction begins when it is this thread's turn."""

import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with a turn that is held from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._held: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # django-stubs leaves it out
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc] # django-stubs leaves it out
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc] # django-stubs leaves it out
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc] # django-stubs leaves it out
        finally:
            self._end_turn()

    def _wait_for_turn(self) -> None:
        """Wait as long as SQLite itself would. After that it is SQLite that says what is wrong."""
        turn = _turns[str(self.settings_dict["NAME"])]
        if turn.acquire(timeout=float(self.settings_dict["OPTIONS"].get("timeout", 5))):
            self._held = turn

    def _end_turn(self) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            held.release()
