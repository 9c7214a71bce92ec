"""How a setting is read: from the environment, or from the file that `<NAME>_FILE` names."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


class WrongSetting(Exception):
    """A setting cannot be read as what it should be; the message says which and what to do."""


def value(name: str, default: str) -> str:
    """The setting `name`, else what stands in the file that `<name>_FILE` names, else the default."""
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path is None or name.endswith("_FILE"):
        return default
    try:
        return Path(path).read_text("utf-8").strip()
    except OSError as fault:
        message = f"{name}_FILE names {path}, which cannot be read. Check the path and its rights."
        raise WrongSetting(message) from fault


def number(name: str, default: int) -> int:
    """A whole number. Raises WrongSetting with the name of the setting when it is none."""
    text = value(name, str(default))
    if not text.isdecimal():
        message = f"{name} must be a whole number, not {text!r}."
        raise WrongSetting(message)
    return int(text)


def flag(name: str, *, default: bool) -> bool:
    """Yes or no: 1/0, yes/no, true/false. Raises WrongSetting otherwise."""
    text = value(name, "yes" if default else "no").lower()
    if text in {"1", "yes", "true"}:
        return True
    if text in {"0", "no", "false", ""}:
        return False
    message = f"{name} must be yes or no, not {text!r}."
    raise WrongSetting(message)


def postgres_address(address: str) -> SplitResult:
    """The parts of `postgresql://user:password@host:port/name`. Raises WrongSetting, which does not repeat it."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/") and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        message = (
            "DATABASE_URL is no address of a database. It looks like this: postgresql://user:password@host:5432/name"
        )
        raise WrongSetting(message)
    return parts


def secret(name: str, path: Path) -> str:
    """A secret: from the environment, else from `path`, where the first start makes it, for its owner's eyes only."""
    given = value(name, "")
    if given:
        return given
    try:
        return path.read_text("utf-8").strip() if path.exists() else _made(path)
    except OSError as fault:
        message = f"{path} cannot be read or made ({fault.strerror}). Check who owns its folder, or set {name}_FILE."
        raise WrongSetting(message) from fault


def _made(path: Path) -> str:
    """Make a secret at `path`. Whoever reads it finds it whole; of two who make it at once the first one stays."""
    path.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(beside)
    beside.unlink()
    return path.read_text("utf-8").strip()
