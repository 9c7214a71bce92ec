"""`kast serve`."""

import ipaddress
import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from kast.config import preparing
from kast.staff import unit as units

_ROOT = Path(__file__).resolve().parents[4]


class Command(BaseCommand):
    help = (
        "Serve the unit. Without any setting it is embedded: SQLite under var/, on http://127.0.0.1:8000, brought to "
        "this version first, its minute's and its night's work done by itself. With DATABASE_URL the tables are "
        "brought up by `kast migrate`, and `kast tick` and `kast daily` by timers."
    )
    requires_system_checks: list[str] = []  # run below, when there are tables to look at

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the made-up unit first")
        parser.add_argument("--host", default=settings.HOST, help="the address to listen on (KAST_HOST)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="the port to listen on (KAST_PORT)")
        parser.add_argument(
            "--no-clockwork", action="store_true", help="leave `kast tick` and `kast daily` to timers, embedded too"
        )

    def handle(self, *args: object, **options: object) -> None:
        host, port = str(options["host"]), int(str(options["port"]))
        embedded = connections["default"].vendor == "sqlite"
        if not preparing.port_is_free(host, port):
            message = (
                f"Port {port} on {host} is taken, perhaps by another KAST. Stop that one, or choose another port:"
                f"\n  KAST_PORT={port + 1} make run      (or: KAST_PORT={port + 1} kast serve)"
            )
            raise CommandError(message)
        preparing.words()
        if embedded:
            preparing.tables()
        elif not preparing.tables_are_current():
            raise CommandError("The database is not at this version. Back it up, then: kast migrate")
        preparing.static()
        if not units.exists():
            if not options["demo"]:
                raise CommandError("There is no unit here yet. Make yours: kast setup. Or look at one: kast demo")
            self.stdout.write("Making up a unit: the cast and a year of cases. This takes a moment, only this once.")
            self.stdout.flush()
            call_command("demo")
        self.check()
        demo = units.the_unit().demo
        if demo and not (is_loopback(host) or settings.DEMO_ANYWHERE):
            message = (
                f"This unit is made up and everybody may sign in to it, so it is not served on {host}."
                "\nServe it on 127.0.0.1, or say that you mean it: KAST_DEMO_ANYWHERE=yes"
            )
            raise CommandError(message)
        connections.close_all()
        become_the_server(
            host, port, clockwork=embedded and not options["no_clockwork"], banner=banner(host, port, demo=demo)
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def banner(host: str, port: int, *, demo: bool) -> str:
    """What the person who started it sees when it serves."""
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    lines = ["", f"  KAST serves on {here}", ""]
    lines += [f"  the public side    {here}/         in English {here}/en/", f"  the staff's side   {here}/personal/"]
    if demo:
        lines += [
            f"  begin here         {here}/demo/",
            "",
            "  Everything in this unit is made up. That page lets you in with one press as Ada or Eva, who counsel,",
            "  Bo, who heads the unit, or Olle, who runs the server; and it shows the words of made-up people who",
            f"  wrote, with which you come back as one of them on {here}/svar/",
        ]
    return "\n".join([*lines, "", "  Stop it with Ctrl-C.", ""])


def become_the_server(host: str, port: int, *, clockwork: bool, banner: str) -> None:
    """Turn this process into the server (server.py); it does not come back."""
    environment = {**os.environ, "KAST_BANNER": banner, "KAST_HOST": host, "KAST_PORT": str(port)}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    environment.pop("KAST_CLOCKWORK", None)
    if clockwork:
        environment["KAST_CLOCKWORK"] = "yes"
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, "-m", "kast.config.server", host, str(port)], environment)  # noqa: S606
