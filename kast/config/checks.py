"""Which settings are wrong, each with a hint. `kast check` says them; `kast serve` refuses to start on an error."""

import ipaddress
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 -- Django's own name
from django.db import connection

_BOUNDS = {
    "IDLE_MINUTES": (1, 120, "how long an unlocked counsellor may be idle"),
    "VISIT_MINUTES": (5, 240, "how long a person's visit may last"),
    "LETTERS_AN_HOUR": (1, 1_000_000, "how many letters are taken in an hour"),
    "BACKUP_DAYS": (1, 365, "for how many days a backup is kept"),
    "PORT": (1, 65_535, "the port to listen on"),
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@register(Tags.security)
def origin(**_: Any) -> list[CheckMessage]:
    """The public address is whole, and uses TLS unless it is loopback or an onion service."""
    parts = urlsplit(settings.ORIGIN)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        hint = "Give scheme and host only, as the public writes it: KAST_ORIGIN=https://mottagningen.example"
        return [Error(f"KAST_ORIGIN is {settings.ORIGIN!r}, which is not an address.", hint=hint, id="kast.E001")]
    found: list[CheckMessage] = []
    if settings.ORIGIN.endswith("/"):
        hint = f"Write it without the slash at its end: KAST_ORIGIN={settings.ORIGIN.rstrip('/')}"
        found.append(Error("KAST_ORIGIN ends with a slash, so no form would be taken.", hint=hint, id="kast.E002"))
    hidden = parts.hostname.endswith(".onion")
    if parts.scheme == "http" and not hidden and not is_loopback(parts.hostname):
        hint = "Put a server that speaks TLS in front, and set KAST_ORIGIN to its https:// address."
        found.append(Error("The public would reach the unit without TLS.", hint=hint, id="kast.E003"))
    return found


@register(Tags.security)
def secrets(**_: Any) -> list[CheckMessage]:
    """The keys that stand outside the database are long, and each is its own."""
    make = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    hint = f"Leave it unset and the first start makes it, or: {make}"
    found: list[CheckMessage] = [
        Error(f"{setting} is shorter than 43 signs.", hint=hint, id="kast.E004")
        for setting, key in _secrets().items()
        if len(key) < 43
    ]
    if len(set(_secrets().values())) < len(_secrets()):
        found.append(
            Error("Two of the keys are the same; each guards against another loss.", hint=hint, id="kast.E005")
        )
    return found


def _secrets() -> dict[str, str]:
    return {
        "KAST_SECRET_KEY": settings.SECRET_KEY,
        "KAST_AUDIT_KEY": settings.AUDIT_KEY,
        "KAST_DOOR_KEY": settings.DOOR_KEY,
    }


@register(Tags.security)
def reminders(**_: Any) -> list[CheckMessage]:
    """What is sent out leaves this machine encrypted, and has a sender."""
    from kast.appointments import sms  # noqa: PLC0415 -- the tables are loaded after the checks

    found: list[CheckMessage] = []
    if settings.SMS_URL and not sms.is_private(settings.SMS_URL):
        hint = "Give an https:// address: KAST_SMS_URL=https://gateway.example/sms"
        found.append(Error("Numbers would travel to the SMS gateway in clear.", hint=hint, id="kast.E020"))
    if settings.EMAIL_HOST and not settings.EMAIL_USE_TLS and not is_loopback(settings.EMAIL_HOST):
        hint = "Leave KAST_SMTP_TLS at yes, or send through a server on this machine."
        found.append(Error("Addresses would travel to the mail server in clear.", hint=hint, id="kast.E021"))
    if settings.EMAIL_HOST and "@" not in settings.DEFAULT_FROM_EMAIL:
        hint = "Give a sender in a neutral domain: KAST_MAIL_FROM=tid@mottagningen.example"
        found.append(Warning("E-mail has no sender, and is not offered.", hint=hint, id="kast.W022"))
    return found


@register(Tags.files)
def folders(**_: Any) -> list[CheckMessage]:
    """What must not be lost, and the keys, are their owner's alone: the whole folder, or else each of them."""
    data = Path(settings.DATA_DIR)
    if not data.exists() or not _open_to_others(data):
        return []
    candidates = [data / "keys", *sorted((data / "keys").glob("*")), data / "kast.sqlite3"]
    return [
        Warning(
            f"{path} can be read by others on this machine.",
            hint=f"chmod go-rwx {path}",
            id="kast.W006",
        )
        for path in candidates
        if path.name != "unit.pub" and path.exists() and _open_to_others(path)
    ]


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


@register(Tags.compatibility)
def bounds(**_: Any) -> list[CheckMessage]:
    """Numbers lie within what makes sense."""
    return [
        Error(
            f"KAST_{name} is {getattr(settings, name)}: {what}.",
            hint=f"Choose between {low} and {high}.",
            id="kast.E007",
        )
        for name, (low, high, what) in _BOUNDS.items()
        if not low <= getattr(settings, name) <= high
    ]


@register(Tags.files)
def catalogue(**_: Any) -> list[CheckMessage]:
    """The unit's own catalogue of the national agency's variables can be used."""
    from kast.figures.telling import agency  # noqa: PLC0415 -- the words are loaded after the checks

    try:
        agency.catalogue(settings.CATALOGUE)
    except agency.WrongCatalogue as wrong:
        hint = "Mend the file, or leave KAST_CATALOGUE unset and the one that comes along is used."
        return [Error(f"KAST_CATALOGUE cannot be used. {wrong}", hint=hint, id="kast.E024")]
    return []


@register(Tags.database)
def demo(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A made-up unit, to which everybody may sign in, is reached from this machine only, unless told otherwise."""
    from kast.staff import unit  # noqa: PLC0415 -- the tables are loaded after the checks

    if not databases or settings.DEMO_ANYWHERE or is_loopback(settings.HOST):
        return []
    if not unit.exists() or not unit.the_unit().demo:
        return []
    hint = "Serve it on 127.0.0.1, or say that you mean it: KAST_DEMO_ANYWHERE=yes"
    return [Error(f"This unit is made up, and everybody on {settings.HOST} could sign in.", hint=hint, id="kast.E008")]


@register(Tags.database)
def database_log(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """PostgreSQL's own log does not keep, with a time of day, what an act wrote."""
    if not databases or connection.vendor != "postgresql":
        return []
    names = ["log_statement", "log_min_messages", "log_min_error_statement", "log_error_verbosity"]
    names.append("log_min_duration_statement")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [names])
        return logged(dict(cursor.fetchall()))


def logged(kept: Mapping[str, str]) -> list[CheckMessage]:
    """What is wrong with these settings of PostgreSQL's log.

    A form pressed twice, or two acts on one life at once, meet in a unique key. PostgreSQL calls that an error and by
    default writes down the values, a ledger's token among them, with the moment of a visitor's act.
    """
    silent = {"fatal", "panic"}
    on_fault = kept["log_min_error_statement"] in silent and kept["log_error_verbosity"] == "terse"
    ordinarily = kept["log_statement"] == "none" and kept["log_min_duration_statement"] == "-1"
    if ordinarily and (on_fault or kept["log_min_messages"] in silent):
        return []
    hint = (
        "As its superuser: ALTER SYSTEM SET log_statement = 'none'; ALTER SYSTEM SET log_min_duration_statement = -1; "
        "ALTER SYSTEM SET log_min_error_statement = 'panic'; ALTER SYSTEM SET log_error_verbosity = 'terse'; "
        "SELECT pg_reload_conf();"
    )
    return [Warning("PostgreSQL's log keeps what acts write, with the time of day.", hint=hint, id="kast.W009")]
