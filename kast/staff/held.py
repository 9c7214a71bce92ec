"""A form that was sent while she was locked: sealed to her public key, given back after unlocking, then gone.

The row says whose it is, where it was going and when it came; what she wrote only her own key opens. Where it was going
is bound to it: sent to another place by whoever writes in the database, it does not open.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from kast.vault import keys, signing
from kast.vault.keyring import member_keys
from kast.vault.sealing import CannotOpen

from .models import HeldForm, Member
from .secret_fields import SECRET_FIELDS

# The field by which a form that was given back is known when it is sent again.
FIELD = "kvar"
_NOT_KEPT = {"csrfmiddlewaretoken", FIELD}
_DAYS_KEPT = 7
_LONGEST_PATH = 200


class Sent(Protocol):
    """What Django's QueryDict is."""

    def lists(self) -> Iterable[tuple[str, Sequence[object]]]: ...


@dataclass(frozen=True)
class Held:
    """A form that waits to be sent again."""

    pk: str
    path: str
    fields: list[tuple[str, str]]
    sent_at: datetime

    @property
    def written(self) -> list[str]:
        """What somebody wrote in it, as opposed to what was picked: the longer texts."""
        return [text for _, text in self.fields if " " in text.strip() or "\n" in text]


def keep(member: Member, *, path: str, sent: Sent, at: datetime) -> bool:
    """Keep a form for its sender, without its secrets, and say whether it was kept.

    To a key that the unit has not signed, or that was changed, nothing is sealed. Where a form held only secrets there
    is nothing to give back; one without fields, a button, is kept.
    """
    if member.holder is None or len(path) > _LONGEST_PATH:
        return False
    try:
        signing.check(member.holder)
    except signing.NotAdmitted:
        return False
    given = [(name, str(text)) for name, texts in sent.lists() if name not in _NOT_KEPT for text in texts]
    fields = [(name, text) for name, text in given if name not in SECRET_FIELDS]
    if given and not fields:
        return False
    row = HeldForm(member=member, path=path, sent_at=at)
    row.sealed = keys.wrap(bytes(member.holder.public_key), _padded(json.dumps(fields)), info=_info(row))
    row.save()
    return True


def given_back(by: Member) -> list[Held]:
    """Her forms that wait, oldest first. Raises keyring.Locked while she is locked."""
    private = member_keys(by).private
    found = []
    for row in HeldForm.objects.filter(member=by).order_by("sent_at"):
        try:
            fields = json.loads(keys.unwrap(private, bytes(row.sealed), info=_info(row)))
        except CannotOpen:  # sealed to a key she no longer has
            continue
        found.append(Held(str(row.pk), row.path, [(name, text) for name, text in fields], row.sent_at))
    return found


def waits(member: Member) -> bool:
    """Whether something of hers waits."""
    return HeldForm.objects.filter(member=member).exists()


def drop(member: Member, pk: str) -> None:
    """She does not want it back, or it has been done."""
    try:
        UUID(pk)
    except ValueError:
        return
    HeldForm.objects.filter(member=member, pk=pk).delete()


def forget_old(at: datetime) -> int:
    """What is due each night: a form that nobody came back for in a week is gone. How many."""
    return HeldForm.objects.filter(sent_at__lte=at - timedelta(days=_DAYS_KEPT)).delete()[0]


def _padded(text: str) -> bytes:
    """Up to the next power of two: how much she wrote is told by its order of magnitude only."""
    return text.ljust(1 << max(10, len(text).bit_length())).encode()


def _info(row: HeldForm) -> str:
    return f"kast held {row.pk} {row.member_id} {row.path}"
