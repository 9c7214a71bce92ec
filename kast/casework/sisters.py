"""The directory of sister units: other units, their doors, and the public keys that were compared aloud.

A unit gives its sheet to another, by whatever way; then two people who know each other's voices compare the
fingerprint. From then on this unit vouches for those keys with its own signature, which is looked at each time they
are used.
"""

import base64
import ipaddress
import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff import unit
from kast.staff.models import Member
from kast.staff.sayings import KEYS
from kast.vault import keys, signing

from . import cases
from .models import HandOver, SisterUnit

VERSION = 1
NAME = "kast unit"
_RECEIVING, _SIGNING = 1216, 32
SHEET_MOST = 20_000  # characters


class NotASheet(Exception):
    """This text is no unit's sheet: something is missing, cut off, or no key."""


class Ourselves(Exception):
    """That is this unit's own sheet."""


class KnownAlready(Exception):
    """A unit with these keys stands in the directory already."""


class OtherFingerprint(Exception):
    """The digits are not those of these keys: misheard, or somebody put other keys in the sheet on its way."""


class NotCompared(Exception):
    """Nobody has compared this unit's fingerprint, it is retired, or its keys were changed behind our back."""


@dataclass(frozen=True)
class Sheet:
    """What a unit tells another of itself."""

    name: str
    address: str
    receiving: bytes
    signing: bytes

    @property
    def fingerprint(self) -> str:
        """Six groups of four digits over both keys."""
        return keys.fingerprint(self.receiving + self.signing)

    def text(self) -> str:
        """The sheet as the small file that another unit reads."""
        told = {
            "kast": NAME,
            "version": VERSION,
            "name": self.name,
            "address": self.address,
            "receiving": base64.b64encode(self.receiving).decode(),
            "signing": base64.b64encode(self.signing).decode(),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def own_sheet(*, by: Member) -> Sheet:
    """This unit's own sheet. Its receiving key is made now where the unit is older than sister units.

    Raises cases.Locked, or cases.CannotOpen for who is not in the circle.
    """
    name, place = unit.say("name", "sv"), unit.say("municipality", "sv")
    address = settings.ORIGIN if reachable(settings.ORIGIN) else ""
    unsaid = place == KEYS["municipality"].standard("sv")
    whole = name if unsaid else f"{name}, {place}"
    return Sheet(whole[:100], address, cases.keys_of(by).for_sisters(), signing.pinned())


def read_sheet(text: str) -> Sheet:
    """A unit's sheet from its file, or as it was typed. Raises NotASheet."""
    try:
        told = dict(json.loads(text[: SHEET_MOST + 1]))
        if told["kast"] != NAME or told["version"] != VERSION:
            raise NotASheet
        receiving, signed = (base64.b64decode(told[key], validate=True) for key in ("receiving", "signing"))
        name, address = str(told["name"]).strip(), str(told["address"]).strip().rstrip("/")
        keys.wrap(receiving, b"", info="kast try")
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise NotASheet from fault
    whole = (len(receiving), len(signed)) == (_RECEIVING, _SIGNING) and 0 < len(name) <= 100 and len(address) <= 200
    if not whole or "\0" in name + address or (address and not reachable(address)):
        raise NotASheet
    return Sheet(name, address, receiving, signed)


def reachable(address: str) -> bool:
    """Whether a door may stand at this address: scheme and host alone, with TLS unless it is this very machine."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password)
    return bare and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def listed() -> QuerySet[SisterUnit]:
    """The directory, those in use first."""
    return SisterUnit.objects.select_related("compared_by").order_by("retired_on", "name")


def ready() -> list[SisterUnit]:
    """Those to whom something can be handed: compared, in use, and their keys are those that were compared."""
    return [sister for sister in SisterUnit.objects.filter(retired_on=None).order_by("name") if is_vouched(sister)]


def sheet_of(sister: SisterUnit) -> Sheet:
    """What the directory holds of a unit."""
    return Sheet(sister.name, sister.address, bytes(sister.receiving_key), bytes(sister.signing_key))


def is_vouched(sister: SisterUnit) -> bool:
    """Whether this unit's signature stands under exactly these keys, name and address."""
    return sister.retired_on is None and signing.is_ours(_statement(sister), bytes(sister.vouch))


def check(sister: SisterUnit) -> None:
    """Read the unit anew; raises NotCompared unless is_vouched."""
    sister.refresh_from_db()
    if not is_vouched(sister):
        raise NotCompared


@transaction.atomic
def add(sheet: Sheet, *, by: Member, at: datetime) -> SisterUnit:
    """Put a unit into the directory. Nothing goes there, and nothing is taken, until somebody has compared.

    Written down: the unit, one audit entry. Refused: Ourselves; KnownAlready.
    """
    _is_new(sheet, besides=None)
    sister = SisterUnit(
        name=sheet.name,
        address=sheet.address,
        receiving_key=sheet.receiving,
        signing_key=sheet.signing,
        added_on=timezone.localdate(at),
    )
    sister.save(force_insert=True)
    trail.record(Act.SISTER_ADDED, by=by, about=[sister], at=at)
    return sister


@transaction.atomic
def compare(sister: SisterUnit, digits: str, *, by: Member, at: datetime) -> None:
    """Somebody over there read the digits aloud; who listened typed them. From now on this unit vouches for the keys.

    Written down: the signature, who compared and when, one audit entry. Refused: OtherFingerprint; NotCompared for one
    that is retired; cases.Locked; cases.CannotOpen for who does not hold the signing key.
    """
    sister = SisterUnit.objects.select_for_update().get(pk=sister.pk)
    if sister.retired_on is not None:
        raise NotCompared
    told = "".join(sign for sign in digits if sign.isdigit())
    if told != sheet_of(sister).fingerprint.replace(" ", ""):
        raise OtherFingerprint
    sister.vouch = cases.keys_of(by).sign(_statement(sister))
    sister.compared_on, sister.compared_by = timezone.localdate(at), by
    sister.save(update_fields=["vouch", "compared_on", "compared_by"])
    trail.record(Act.SISTER_COMPARED, by=by, about=[sister], at=at)


@transaction.atomic
def replace(sister: SisterUnit, sheet: Sheet, *, by: Member, at: datetime) -> None:
    """The unit has another name, door or keys. They are to be compared before anything goes there again.

    Written down: the new ones, one audit entry. Refused: Ourselves; KnownAlready; NotCompared for one that is retired.
    """
    sister = SisterUnit.objects.select_for_update().get(pk=sister.pk)
    if sister.retired_on is not None:
        raise NotCompared
    _is_new(sheet, besides=sister)
    sister.name, sister.address = sheet.name, sheet.address
    sister.receiving_key, sister.signing_key = sheet.receiving, sheet.signing
    sister.vouch, sister.compared_on, sister.compared_by = b"", None, None
    sister.save()
    # What was sealed to the keys before, and has not gone, is sealed anew.
    HandOver.objects.filter(to=sister, state=HandOver.State.PREPARED).update(envelope=b"")
    trail.record(Act.SISTER_REPLACED, by=by, about=[sister], at=at)


@transaction.atomic
def retire(sister: SisterUnit, *, by: Member, at: datetime) -> None:
    """Nothing goes there or is taken from there any more. Written down: the day, one audit entry."""
    sister = SisterUnit.objects.select_for_update().get(pk=sister.pk)
    if sister.retired_on is None:
        sister.retired_on, sister.vouch = timezone.localdate(at), b""
        sister.save(update_fields=["retired_on", "vouch"])
        trail.record(Act.SISTER_RETIRED, by=by, about=[sister], at=at)


def with_key(signing_key: bytes) -> SisterUnit | None:
    """The unit that signs with this key, when this unit vouches for it."""
    sister = SisterUnit.objects.filter(signing_key=signing_key, retired_on=None).first()
    return sister if sister is not None and is_vouched(sister) else None


def _is_new(sheet: Sheet, *, besides: SisterUnit | None) -> None:
    if sheet.signing == signing.pinned():
        raise Ourselves
    others = SisterUnit.objects.filter(retired_on=None, signing_key=sheet.signing)
    if any(other != besides for other in others):
        raise KnownAlready


def _statement(sister: SisterUnit) -> bytes:
    words = [sister.name.encode(), sister.address.encode()]
    return b"\0".join([b"kast sister", sister.pk.bytes, bytes(sister.receiving_key), bytes(sister.signing_key), *words])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
