"""What must be in place before the unit is served: words, static files, tables. What is current is left alone."""

import hashlib
import os
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from . import messages


def words() -> None:
    """Compile the translations that changed."""
    messages.compile_stale()


def static() -> None:
    """Collect and compress the static files when one of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".collected", _static_print()
    if stamp.exists() and stamp.read_text("utf-8") == now:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=False, verbosity=0)
    stamp.write_text(now, "utf-8")


def _static_print() -> str:
    """A fingerprint of every static file's path, size and time of change."""
    whole = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            whole.update(f"{storage.path(path)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return whole.hexdigest()


def tables_are_current() -> bool:
    """Whether the database is at this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def tables() -> None:
    """Bring the database to this version. SQLite's folder is made for its owner only."""
    if connection.vendor == "sqlite":
        Path(str(settings.DATABASES["default"]["NAME"])).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not tables_are_current():
        call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            path = Path(f"{settings.DATABASES['default']['NAME']}{end}")
            if path.exists():
                os.chmod(path, 0o600)  # noqa: PTH101 -- Path.chmod is the same call


def port_is_free(host: str, port: int) -> bool:
    """Whether nothing listens there. The server itself could share a port without a word, so it is asked before."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
