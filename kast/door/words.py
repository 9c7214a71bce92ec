"""A person's words: shown on the page that the form answers with, checked by one of them, changed from inside.

Whoever holds the form's nonce, which is only that page, can see its words for an hour at most; then nobody can.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff import unit

from . import mailbox, remembered
from .mailbox import BoxKey, Drawn, Words
from .models import Mailbox, SentForm
from .nonces import Nonce
from .remembered import Form


@dataclass(frozen=True, repr=False)
class Shown:
    """What the page after sending shows. `words` are empty once they were confirmed or the hour has passed."""

    words: Words
    ask: int  # which word the check asks for, from one
    answer_by: date


def shown(nonce: Nonce, *, at: datetime) -> Shown:
    """The words that this form gave, while they may be shown. Raises remembered.Unknown."""
    return of(remembered.find(nonce), nonce, at=at)


def of(form: SentForm, nonce: Nonce, *, at: datetime) -> Shown:
    """The same, of a form that is at hand."""
    words: Words = ()
    if form.pepper is not None and form.pepper_until is not None and at < form.pepper_until:
        words = mailbox.words_again(nonce.random, bytes(form.pepper), form.mailbox.language)
    # Another word is asked for with each form, and the same when the form comes again.
    return Shown(words, nonce.random[0] % 8 + 1, unit.answer_by(form.sent_on))


@transaction.atomic
def kept(nonce: Nonce, typed: str, *, at: datetime) -> bool:
    """Whether what was typed is the word that was asked for; then the words are computed for nobody any more.

    Written down: that the words are kept, one audit entry, once. Where they are gone nothing can be compared: True
    only where the mailbox says that they were confirmed, as at a second click. Raises remembered.Unknown.
    """
    form = remembered.find(nonce)
    now = of(form, nonce, at=at)
    if not now.words:
        return form.mailbox.words_confirmed
    if not mailbox.same_word(typed, now.words[now.ask - 1]):
        return False
    if mailbox.words_are_kept(form.mailbox):
        trail.record(Act.MAILBOX_WORDS_CONFIRMED, by=trail.VISITOR, about=[form.mailbox], at=at)
    return True


@transaction.atomic
def not_wanted(nonce: Nonce) -> None:
    """The person does not want the words: they are shown no more; the letter stays. Raises remembered.Unknown."""
    form = remembered.find(nonce)
    form.pepper = form.pepper_until = None
    form.save(update_fields=["pepper", "pepper_until"])


class NotInside(Exception):
    """The words were changed, or the mailbox deleted, since the visit began: whoever asks is not inside any more."""


def change(place: Mailbox, key: BoxKey, *, stood: bytes, language: str, nonce: Nonce, at: datetime) -> Shown:
    """New words for somebody who is inside; the old ones stop working, and so does every other open visit.

    Written down, in one transaction with the form: the new way, one audit entry. The same form again: the same words.
    `stood`: where the way stood when the visit began. Raises NotInside, mailbox.Busy and nonces.Expired; then nothing
    was written. Not inside a transaction.
    """
    pepper = secrets.token_bytes(32)
    nonce.check(on=timezone.localdate(at))
    drawn = mailbox.draw(language, nonce=nonce.random, pepper=pepper)
    try:
        _change(place, key, drawn, Form(nonce, remembered.mac_of(nonce), pepper), stood=stood, at=at)
    except IntegrityError:  # the same form came twice at once, and the other was first
        return shown(nonce, at=at)
    return shown(nonce, at=at)


@transaction.atomic
def _change(place: Mailbox, key: BoxKey, drawn: Drawn, form: Form, *, stood: bytes, at: datetime) -> None:
    if not mailbox.held(place) or not mailbox.stands_at(place, stood):
        raise NotInside
    mailbox.change_words(place, key, drawn=drawn)
    form.remember(place, at=at)
    trail.record(Act.MAILBOX_WORDS_CHANGED, by=trail.VISITOR, about=[place], at=at)
