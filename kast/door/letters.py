"""Letters: how one is sent exactly once, and what becomes of it.

The same form with the same text is the same letter, however often it comes: a double click, a reload, a restart, a back
button. With other text it is another letter, and the person gets the text back with a fresh nonce. Until the letter is
in the database nothing of it is kept; once the page says that it is sent, it is.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff.models import Member

from . import cards, limits, mailbox, remembered, words
from .limits import TooMany
from .mailbox import BoxKey, Busy, Drawn
from .models import Letter, Mailbox, SentForm
from .nonces import Nonce
from .numbering import next_number
from .remembered import Form, OtherText, Unknown
from .words import Shown

__all__ = ["Busy", "NoMailbox", "NotWaiting", "OtherText", "TooMany", "more", "send", "set_aside", "take", "waiting"]

LONGEST = 20_000
_COUNTED = {"heard": Kind.HEARD}


class NoMailbox(Exception):
    """The mailbox was ended or deleted meanwhile, from another window. Nothing was written."""


class NotWaiting(Exception):
    """Somebody else was faster: the letter does not wait any more."""


def send(text: str, answers: Mapping[str, object], *, nonce: Nonce, language: str, at: datetime) -> Shown:
    """Somebody writes for the first time: a box, a mailbox, the letter, and words that open it.

    Written down, in one transaction with the form: the sealed letter and answers, the facts *wrote*, *heard*
    and, where the code exists, *card*, one audit entry with the day. The same form with the same text again: the same
    letter, the same words. Raises OtherText, nonces.Expired, TooMany, Busy; then nothing was written. Not inside a
    transaction.
    """
    mac = remembered.mac_of(nonce, text, dict(answers))
    try:
        return words.of(remembered.same(nonce, mac), nonce, at=at)
    except Unknown:
        nonce.check(on=timezone.localdate(at))
    limits.letters.check()
    pepper = secrets.token_bytes(32)
    drawn = mailbox.draw(language, nonce=nonce.random, pepper=pepper)
    try:
        form = _first(text, answers, drawn, Form(nonce, mac, pepper), at=at)
    except IntegrityError:  # the same form came twice at once, and the other was first
        return words.of(remembered.same(nonce, mac), nonce, at=at)
    limits.letters.count()
    return words.of(form, nonce, at=at)


def more(place: Mailbox, text: str, *, key: BoxKey, nonce: Nonce, at: datetime) -> None:
    """Somebody who is inside writes again.

    Written down, in one transaction with the form: the sealed letter, one audit entry with the day. The same form with
    the same text again: the same letter. Raises OtherText, nonces.Expired, TooMany, NoMailbox; then nothing was
    written.
    """
    mac = remembered.mac_of(nonce, text)
    try:
        remembered.same(nonce, mac)
    except Unknown:
        nonce.check(on=timezone.localdate(at))
    else:
        return
    limits.letters.check()
    try:
        _another(place, text, key, Form(nonce, mac), at=at)
    except IntegrityError:  # the same form came twice at once, and the other was first
        remembered.same(nonce, mac)
    else:
        limits.letters.count()


def waiting() -> QuerySet[Letter]:
    """Letters that wait for somebody, in order of arrival, whoever's they are."""
    return Letter.objects.filter(state=Letter.State.WAITING, mailbox__deleted_on=None).select_related("mailbox__box")


@transaction.atomic
def take(letter: Letter, *, by: Member, at: datetime) -> None:
    """The letter becomes hers. Written down: its state, one audit entry. Raises NotWaiting."""
    _move(letter, Letter.State.TAKEN)
    trail.record(Act.LETTER_TAKEN, by=by, about=[letter], at=at)


@transaction.atomic
def set_aside(letter: Letter, state: Letter.State, *, by: Member, at: datetime) -> None:
    """It is not for us, or a threat. Written down: its state, a count without a life, one audit entry.

    Raises NotWaiting, and KeyError for any other state.
    """
    kind = {Letter.State.NOT_OURS: Kind.LETTER_NOT_OURS, Letter.State.THREAT: Kind.LETTER_THREAT}[state]
    _move(letter, state)
    facts.count(kind, "yes", on=timezone.localdate(at))
    trail.record(Act.LETTER_SET_ASIDE, by=by, about=[letter], fields=[state.value], at=at)


def _move(letter: Letter, state: Letter.State) -> None:
    if not Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).update(state=state):
        raise NotWaiting
    letter.state = state


@transaction.atomic
def _first(text: str, answers: Mapping[str, object], drawn: Drawn, form: Form, *, at: datetime) -> SentForm:
    on = timezone.localdate(at)
    place, key = mailbox.make(drawn, at=at)
    sent = form.remember(place, at=at)
    told = [(kind, str(answers[name])) for name, kind in _COUNTED.items() if answers.get(name)]
    if cards.known(code := cards.read(str(answers.get("card") or ""))):  # any other code is no fact, and no error
        told.append((Kind.CARD, code))
    facts.begin(mailbox.life(key), [(Kind.WROTE, "letter"), *told], on=on)
    letter = _put(place, key, text, answers, on=on)  # late: from its number on, every other letter waits for this one
    trail.record(Act.LETTER_SENT, by=trail.VISITOR, about=[letter], at=at)
    return sent


@transaction.atomic
def _another(place: Mailbox, text: str, key: BoxKey, form: Form, *, at: datetime) -> None:
    on = timezone.localdate(at)
    if not mailbox.held(place):
        raise NoMailbox
    form.remember(place, at=at)
    letter = _put(place, key, text, {}, on=on)
    mailbox.keep(place, on=on)
    trail.record(Act.LETTER_SENT, by=trail.VISITOR, about=[letter], at=at)


def _put(place: Mailbox, key: BoxKey, text: str, answers: Mapping[str, object], *, on: date) -> Letter:
    letter = Letter(mailbox=place, came_on=on)
    letter.words.seal(key, text)
    letter.answers.seal(key, json.dumps(dict(answers)))
    letter.number = next_number(Letter)
    letter.save(force_insert=True)
    return letter
