"""A real unit, served as `kast serve` serves it, in a throw-away folder of its own: to measure, to attack, to look."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .cluster import own_postgres
from .visitor import Visitor

ROOT = Path(__file__).resolve().parents[3]


class DidNotStart(Exception):
    """The server ended, or answered nothing in time; the message is what it said."""


@dataclass
class Served:
    """The unit's address and process; it can be killed and started again on the same data."""

    origin: str
    environment: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self, *, prepared: bool = False, within: float = 60) -> None:
        """Start serving and wait until the first page comes. Raises DidNotStart.

        `prepared`: only the server itself, on what an earlier start prepared.
        """
        log = self.folder / "served.log"
        server = ["kast.config.server", "127.0.0.1", self.environment["KAST_PORT"]]
        with log.open("ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 -- ourselves
                [sys.executable, "-m", *(server if prepared else ["kast", "serve", "--no-clockwork"])],
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError), Visitor(self.origin, timeout=20) as visitor:
                if visitor.get("/").status == 200:
                    return
            time.sleep(0.02)
        raise DidNotStart(log.read_text("utf-8", "replace")[-2000:])

    def kill(self) -> None:
        """As a power cut does it: every process of the server at once, without a word."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> int:
        """As Ctrl-C does it; the exit code."""
        if self.process is None:
            return 0
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL
        finally:
            self.process = None

    def resident(self) -> float:
        """Megabytes of memory that all processes of the server hold together; what they share is counted once."""
        if self.process is None:
            return 0.0
        kilobytes = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError, IndexError, ValueError):
                if int(status.read_text().rpartition(")")[2].split()[2]) == self.process.pid:  # its process group
                    told = (status.parent / "smaps_rollup").read_text()
                    kilobytes += next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
        return kilobytes / 1024


def free_port() -> int:
    """A port on loopback that nobody listens on now, from where the system takes none for connections that go out."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def run(module: str, *arguments: str, environment: Mapping[str, str]) -> None:
    """Run a module of ours against that unit. Raises DidNotStart with what it said when it fails."""
    done = subprocess.run(  # noqa: S603 -- ourselves
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{module} {' '.join(arguments)}: {done.stderr[-2000:] or done.stdout[-2000:]}"
        raise DidNotStart(message)


@contextlib.contextmanager
def served(
    *, postgres: bool = False, prepare: tuple[str, ...] = ("kast.config.bench.unit",), **settings: str
) -> Iterator[Served]:
    """Make a unit (`prepare`: the module that fills it, and what it is told), serve it, and throw all of it away.

    With `postgres` it stands on a throw-away PostgreSQL that writes to the disk as a real one does (or NoPostgres).
    """
    folder = Path(tempfile.mkdtemp(prefix="kast-served-"))
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    with contextlib.ExitStack() as after:
        after.callback(shutil.rmtree, folder, ignore_errors=True)
        kept = {name: told for name, told in os.environ.items() if not name.startswith(("KAST_", "DATABASE_URL"))}
        environment = {
            **kept,
            "KAST_DATA": str(folder / "data"),
            "KAST_PORT": str(port),
            "KAST_ORIGIN": origin,
            "KAST_LETTERS_AN_HOUR": "1000000",
            **settings,
        }
        if postgres:
            environment |= after.enter_context(own_postgres(durable=True))
        run("kast", "migrate", "--verbosity", "0", environment=environment)
        run(*prepare, environment=environment)
        unit = Served(origin, environment, folder)
        after.callback(unit.kill)
        unit.start()
        yield unit
