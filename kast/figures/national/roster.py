"""Which units there are: a YAML list that the national agency keeps, with the fingerprint of each unit's signing key.

    units:
      - name: Två trappor upp
        fingerprint: 1234 5678 9012 3456 7890 1234
        address: https://mottagningen.example/siffror/     # only where releases are fetched over the net

The fingerprint is what makes a release that unit's own; it is compared aloud once, when the unit is put on the list.
The order of the list says nothing: units always stand in the order of the alphabet.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

MOST_UNITS, MOST_BYTES = 500, 200_000
_KEYS = frozenset({"name", "fingerprint", "address"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class NotAList(ValueError):
    """This file is no list of units; the message says what is wrong, and where."""


@dataclass(frozen=True)
class Unit:
    """One unit of the list: its neutral name, the digits of its key, and where its releases lie, if anywhere."""

    name: str
    fingerprint: str
    address: str = ""


def read(path: Path) -> tuple[Unit, ...]:
    """The units of a list, in the order of the alphabet. Raises NotAList."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise NotAList(f"{path}: the list of units cannot be read. Is the path right?") from fault
    if len(raw) > MOST_BYTES:
        raise NotAList(f"{path}: a list of units is no larger than {MOST_BYTES} bytes.")
    try:
        told = yaml.load(raw.decode("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- BaseLoader: text, lists, maps only
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as fault:
        raise NotAList(f"{path}: this is no YAML. {_place(fault)}") from fault
    if not isinstance(told, dict) or set(told) != {"units"} or not isinstance(told["units"], list):
        raise NotAList(f"{path}: the list begins with `units:` and holds one entry a unit, and nothing else.")
    if not 0 < len(told["units"]) <= MOST_UNITS:
        raise NotAList(f"{path}: a list holds from one to {MOST_UNITS} units; this one holds {len(told['units'])}.")
    units = [_unit(one, f"{path}, unit {place}") for place, one in enumerate(told["units"], start=1)]
    for what in ("name", "fingerprint"):
        said = [getattr(unit, what).casefold() for unit in units]
        twice = next((unit for unit in units if said.count(getattr(unit, what).casefold()) > 1), None)
        if twice:
            raise NotAList(f"{path}: the {what} {getattr(twice, what)} stands there twice.")
    return tuple(sorted(units, key=lambda unit: alphabetical(unit.name)))


def alphabetical(name: str) -> tuple[list[int], str]:
    """The key that puts names in the order of the Swedish alphabet: å, ä, ö last."""
    last = {"å": 0x7B, "ä": 0x7C, "ö": 0x7D, "é": ord("e"), "ü": ord("y"), "æ": 0x7C, "ø": 0x7D}
    return [last.get(letter, ord(letter)) for letter in name.casefold()], name


def is_address(address: str) -> bool:
    """Whether releases may be fetched from here: HTTPS, or this very machine; no name, password or question in it."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment) and address.isprintable()
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    return bool(host) and plain and safe and " " not in address


def _unit(told: Any, where: str) -> Unit:
    if not isinstance(told, dict):
        raise NotAList(f"{where}: a unit is told by `name:`, `fingerprint:` and, if it is fetched, `address:`.")
    strange = sorted(str(key) for key in told if key not in _KEYS)
    if strange:
        raise NotAList(
            f"{where}: `{strange[0]}` is not known. A unit has a name, a fingerprint and perhaps an address."
        )
    if not all(isinstance(value, str) for value in told.values()):
        raise NotAList(f"{where}: name, fingerprint and address are a line each.")
    name = " ".join(told.get("name", "").split())
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise NotAList(f"{where}: the name is missing, or longer than 100 letters.")
    digits = re.sub(r"\s", "", told.get("fingerprint", ""))
    if not re.fullmatch(r"[0-9]{24}", digits):
        raise NotAList(f"{where} ({name}): the fingerprint is 24 digits, in six groups of four.")
    address = told.get("address", "").strip()
    if address and not is_address(address):
        raise NotAList(f"{where} ({name}): the address begins with https:// and names a host; {address} does not do.")
    return Unit(name, " ".join(digits[at : at + 4] for at in range(0, 24, 4)), address.rstrip("/"))


def _place(fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    return f"See line {mark.line + 1}." if mark else "It is not even UTF-8 text."
