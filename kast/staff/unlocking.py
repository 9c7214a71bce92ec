"""Unlocking: what she may read, apart from signing in, which says who she is.

Her private key lies in the row Unlocked, sealed under a key that only her cookie `las` holds; the row is found by the
hash of her session. So the database alone opens nothing, nor does the cookie alone, and single sign-on never hands the
keys to whoever runs it. Idle for settings.IDLE_MINUTES, and she is locked; a poll is no activity. Signing out locks.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.vault import passphrase, sealing, slots
from kast.vault.gate import Busy
from kast.vault.keyring import Keyring, member_keys
from kast.vault.keys import fingerprint, pair_of
from kast.vault.models import Slot
from kast.vault.passphrase import WrongWords
from kast.vault.sealing import CannotOpen

from . import held, roles, second_factor, unit
from .models import Member, Unlocked

COOKIE = "las"
STAFF_PATHS = ("/personal/", "/en/personal/")
# A page that asks on its own says so with this header: it is neither an opening nor activity.
POLL = "X-Poll"
# How long a request may lie back before the row is written again: a day at the desk is not a write for every page.
_SLACK = timedelta(seconds=20)
# Somebody has unlocked in a browser (`member`, who has her keys in hand; `at`): rooms that wait for them listen.
# If they fail it is logged, and she is unlocked all the same.
unlocked = Signal()

# A form that is done leads elsewhere; one that is refused comes back with its page.
_DONE = {204, 302, 303}

View = Callable[..., HttpResponseBase]
GetResponse = Callable[[HttpRequest], HttpResponse]


class WrongPhrase(Exception):
    """These words open nothing of hers. Nothing is said about how near they were."""


class TooManyWait(Exception):
    """Too many keys are being derived. The same may be tried again in some seconds."""


class NoKeys(Exception):
    """She has no key yet: her account was not finished."""


def keys_in_hand(get_response: GetResponse) -> GetResponse:
    """Give `request.user.keys` to who is unlocked, and `request.locks_at`. Only on the staff's pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with unit.read_once():
            if request.path.startswith(STAFF_PATHS):
                _take_keys(request, at=timezone.now())
            return get_response(request)

    middleware.process_view = second_factor.first  # type: ignore[attr-defined] # Django asks a middleware for it so
    return middleware


def needs_keys(view: View) -> View:
    """A view for somebody who is unlocked.

    Locked, a page leads to unlocking and back; a form that was sent is sealed to her public key, kept, and given back
    after unlocking. Comes a form back from there and is done, it is forgotten.
    """

    @wraps(view)
    def locked_or_not(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        member = roles.member_of(request)
        if member is None or member.keys is None:
            return _to_unlock(request, member)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and held.FIELD in request.POST and response.status_code in _DONE:
            held.drop(member, request.POST[held.FIELD])
        return response

    locked_or_not.needs_keys = True  # type: ignore[attr-defined] # for the table of routes that a test keeps
    return locked_or_not


def unlock(request: HttpRequest, response: HttpResponse, typed: str, *, sheet: bool, by: Member, at: datetime) -> None:
    """Unlock with a machine-made phrase: her own, or the one on her printed sheet. The cookie is put on `response`.

    Raises WrongPhrase, TooManyWait, NoKeys. Not inside a transaction: a key is derived.
    """
    keep_open(request, response, _private(typed, sheet=sheet, by=by), by=by, at=at)


def unlock_at_terminal(typed: str, *, by: Member, at: datetime) -> None:
    """Unlock for a command that is running, and for nothing else: `by.keys` opens until it ends. Written down.

    Raises WrongPhrase, TooManyWait, NoKeys. Not inside a transaction: a key is derived.
    """
    private = _private(typed, sheet=False, by=by)
    assert by.holder is not None
    by.keys = Keyring(by.holder, private)
    with transaction.atomic():
        trail.record(Act.MEMBER_UNLOCKED, by=by, fields=["terminal"], at=at)


def _private(typed: str, *, sheet: bool, by: Member) -> bytes:
    if by.holder is None:
        raise NoKeys
    kind = Slot.Kind.SHEET if sheet else Slot.Kind.PHRASE
    try:
        return slots.open_phrase(by.holder, passphrase.read_phrase(typed), kind=kind)
    except (WrongWords, CannotOpen) as fault:
        raise WrongPhrase from fault
    except Busy as fault:
        raise TooManyWait from fault


def unlock_by_passkey(
    request: HttpRequest, response: HttpResponse, *, credential: str, prf: str, by: Member, at: datetime
) -> None:
    """Unlock with what her passkey yields (its PRF extension). Raises WrongPhrase, NoKeys."""
    if by.holder is None:
        raise NoKeys
    try:
        private = slots.open_passkey(by.holder, credential=credential, prf=from_base64(prf))
    except (CannotOpen, ValueError) as fault:
        raise WrongPhrase from fault
    keep_open(request, response, private, by=by, at=at)


@transaction.atomic
def keep_open(request: HttpRequest, response: HttpResponse, private: bytes, *, by: Member, at: datetime) -> None:
    """She is unlocked in this session from now on: the row is written, the cookie is put on `response`."""
    assert by.holder is not None
    if request.session.session_key is None:
        request.session.save()
    session = _session_hash(request)
    Unlocked.objects.filter(session_hash=session).delete()
    key = os.urandom(32)
    row = Unlocked(member=by, session_hash=session, opened_at=at, seen_at=at)
    row.sealed = sealing.seal(key, private, place=_place(row))
    row.save()
    by.keys = Keyring(by.holder, private)
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(key).decode(),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    trail.record(Act.MEMBER_UNLOCKED, by=by, at=at)
    transaction.on_commit(partial(unlocked.send_robust, Member, member=by, at=at))


@transaction.atomic
def lock(request: HttpRequest, response: HttpResponse, *, by: Member, at: datetime) -> None:
    """She is locked from now on. What she typed and sent is kept; what stood unsent in the browser is not."""
    Unlocked.objects.filter(session_hash=_session_hash(request)).delete()
    response.delete_cookie(COOKIE, samesite="Strict")
    by.keys = None
    trail.record(Act.MEMBER_LOCKED, by=by, at=at)


def drop(request: HttpRequest) -> None:
    """Signing out: the row of this session is gone."""
    if request.session.session_key:
        Unlocked.objects.filter(session_hash=_session_hash(request)).delete()


def lock_idle(at: datetime) -> int:
    """What is due each minute: lock who has been away too long, also where the browser was closed. How many."""
    return Unlocked.objects.filter(seen_at__lte=at - _idle()).delete()[0]


def lock_all(member: Member) -> None:
    """She is locked in every session, at once."""
    Unlocked.objects.filter(member=member).delete()


def own_fingerprint(by: Member) -> str:
    """The fingerprint of her key, from the key in her hand and not from the database. Raises Locked."""
    return fingerprint(pair_of(member_keys(by).private).public)


def from_base64(text: str) -> bytes:
    """Bytes from base64url without padding. Raises ValueError."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as fault:
        raise ValueError from fault


def _take_keys(request: HttpRequest, *, at: datetime) -> None:
    if COOKIE not in request.COOKIES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    member = roles.member_of(request)
    if member is None or not request.session.session_key:
        return
    row = Unlocked.objects.select_related("member__holder").filter(session_hash=_session_hash(request)).first()
    if row is None or row.member_id != member.pk or row.member.holder is None:
        return
    if at - row.seen_at >= _idle():
        Unlocked.objects.filter(pk=row.pk).delete()
        return
    try:
        private = sealing.unseal(from_base64(request.COOKIES[COOKIE]), bytes(row.sealed), place=_place(row))
    except (CannotOpen, ValueError):
        return
    if POLL not in request.headers and at - row.seen_at >= _SLACK:
        Unlocked.objects.filter(pk=row.pk).update(seen_at=at)
        row.seen_at = at
    cast("Any", request).locks_at = row.seen_at + _idle()
    member.keys = Keyring(row.member.holder, private)


def _to_unlock(request: HttpRequest, member: Member | None) -> HttpResponseBase:
    address = reverse("staff:unlock")
    if request.method == "POST" and member is not None:
        if held.keep(member, path=request.path, sent=request.POST, at=timezone.now()):
            held.drop(member, request.POST.get(held.FIELD, ""))  # it waits once, however often she was locked out
    else:
        address = f"{address}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _session_hash(request: HttpRequest) -> bytes:
    return hmac.digest(b"kast unlocked", (request.session.session_key or "").encode(), hashlib.sha256)


def _place(row: Unlocked) -> str:
    return f"unlocked:{row.pk}:{row.member_id}"


def _idle() -> timedelta:
    return timedelta(minutes=settings.IDLE_MINUTES)
