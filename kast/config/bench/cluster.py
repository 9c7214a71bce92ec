"""A PostgreSQL of one's own for as long as a measurement or a test run lasts, then gone.

It listens on no network address, only on a socket in a folder that nobody else may enter. As root it runs as the user
`postgres`, since PostgreSQL refuses to run as root. Nothing here touches a server that is already there.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path


class NoPostgres(Exception):
    """There is no PostgreSQL 15 or newer on this machine; the message says how to get it."""


def programs() -> Path:
    """The folder of the newest initdb and pg_ctl. Raises NoPostgres when there is none, or only one older than 15."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    usual = shutil.which("initdb")
    candidates = [*found, *([Path(usual)] if usual else [])]
    for path in reversed(candidates):
        version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]  # noqa: S603 -- our own find
        if int(version.split(".")[0]) >= 15:
            return path.resolve().parent
    message = "PostgreSQL 15 or newer is not installed: apt-get install postgresql"
    raise NoPostgres(message)


def _as_postgres(command: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", *command]


@contextlib.contextmanager
def own_postgres(*, durable: bool) -> Iterator[Mapping[str, str]]:
    """Start a server and yield the environment that leads to it (DATABASE_URL and libpq's own names).

    Not durable is for tests: quicker, and a power cut would lose it all. The server and its files are gone afterwards.
    """
    tools = programs()
    folder = Path(tempfile.mkdtemp(prefix="kast-postgres-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data, log = folder / "data", folder / "log"
        _run(
            [
                str(tools / "initdb"),
                "-D",
                str(data),
                "-U",
                "kast",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N",
            ]
        )
        options = f"-c listen_addresses= -k {folder} -c max_connections=200 -c log_min_messages=panic"
        if not durable:
            # No autovacuum either: while it looks at one table, another keeps its old rows, and a test looks for those.
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        _run([str(tools / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start"])
        try:
            _run([str(tools / "createdb"), "-h", str(folder), "-U", "kast", "kast"])
            yield {"DATABASE_URL": "postgresql://kast@/kast", "PGHOST": str(folder), "PGUSER": "kast"}
        finally:
            _run([str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs, found by us
        _as_postgres(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode:
        message = f"{Path(command[0]).name} failed: {done.stdout.strip()[-500:]}"
        raise NoPostgres(message)
