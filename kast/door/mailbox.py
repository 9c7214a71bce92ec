"""The mailbox: words that open it, what lies in it, and until when it is kept.

With visitors.py this is the door's only module that opens a box. Words are drawn outside a transaction, since a key is
derived from them; what is done with them is one.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.staff import unit
from kast.vault import boxes, passphrase, tokens, ways
from kast.vault.gate import Busy
from kast.vault.models import Box
from kast.vault.passphrase import Words, same_word
from kast.vault.sealing import BoxKey
from kast.vault.tokens import Life

from .models import Letter, Mailbox, Reply, SentForm
from .months import months_later
from .numbering import next_number

__all__ = [
    "BoxKey",
    "Busy",
    "Drawn",
    "Entry",
    "Words",
    "draw",
    "end",
    "leave",
    "make",
    "open_for",
    "same_word",
    "thread",
]


@dataclass(frozen=True, repr=False)
class Drawn:
    """Words that a machine drew, in a language, and what they yield. They open nothing before a mailbox has them."""

    words: Words
    language: str
    derived: ways.Derived


@dataclass(frozen=True, repr=False)
class Entry:
    """One letter or answer as it stands in the thread. `who` is empty where the person wrote it."""

    on: date
    who: str
    words: str
    number: int


def draw(language: str, *, nonce: bytes | None = None, pepper: bytes | None = None) -> Drawn:
    """New words. The same nonce and pepper give the same words; without them, chance does.

    Nothing is written down. Raises Busy when too many wait. Not inside a transaction.
    """
    words = passphrase.make(nonce or secrets.token_bytes(32), pepper or secrets.token_bytes(32), language=language)
    return Drawn(words, language, ways.derive(words))


def words_again(nonce: bytes, pepper: bytes, language: str) -> Words:
    """The words that this nonce and pepper gave before. No key is derived."""
    return passphrase.make(nonce, pepper, language=language)


@transaction.atomic(savepoint=False)
def make(drawn: Drawn, *, at: datetime) -> tuple[Mailbox, BoxKey]:
    """A box for somebody who writes for the first time: open to these words, the intake circle, the recovery sheets."""
    box, key = boxes.make(holders=boxes.for_whoever_writes())
    ways.give(box, key, drawn.derived, first=True)
    return _new(box, drawn, on=timezone.localdate(at)), key


@transaction.atomic
def open_for(box: Box, key: BoxKey, *, drawn: Drawn, at: datetime) -> Mailbox:
    """Let these words open the box: a new mailbox, or new words to the one there; older words stop working.

    Whoever hands the words over writes that down (casework: Act.WORDS_ISSUED); the person sees it at the next visit.
    """
    on = timezone.localdate(at)
    ways.give(box, key, drawn.derived)
    mailbox = Mailbox.objects.select_for_update().filter(box=box).first()
    if mailbox is None:
        return _new(box, drawn, on=on)
    _forget_old_words(mailbox)
    mailbox.language, mailbox.words_changed, mailbox.words_confirmed = drawn.language, True, False
    mailbox.deleted_on, mailbox.kept_until = None, kept_from(on)
    mailbox.save()
    return mailbox


def _new(box: Box, drawn: Drawn, *, on: date) -> Mailbox:
    return Mailbox.objects.create(box=box, language=drawn.language, made_on=on, kept_until=kept_from(on))


@transaction.atomic
def change_words(mailbox: Mailbox, key: BoxKey, *, drawn: Drawn) -> None:
    """Other words open the mailbox; the old ones stop working, and so does every visit that is open (words.change)."""
    ways.give(mailbox.box, key, drawn.derived)
    _forget_old_words(mailbox)
    mailbox.language, mailbox.words_changed, mailbox.words_confirmed = drawn.language, False, False
    mailbox.save(update_fields=["language", "words_changed", "words_confirmed"])


@transaction.atomic
def leave(mailbox: Mailbox, words: str, *, key: BoxKey, shown_name: str, notice: bool = False, at: datetime) -> Reply:
    """Lay an answer in the mailbox: a dead drop. Whoever calls writes down who did, and what it answers.

    A `notice` answers nothing: letters go on waiting, and that it was read is no contact.
    """
    on = timezone.localdate(at)
    reply = Reply(mailbox=mailbox, left_on=on, shown_name=shown_name, notice=notice)
    reply.words.seal(key, words)
    reply.number = next_number(Reply)
    reply.save(force_insert=True)
    keep(mailbox, on=on)
    return reply


def thread(mailbox: Mailbox, key: BoxKey) -> list[Entry]:
    """Every letter and answer, the newest first. Of one day: what still waits, our answer, then what it answers."""
    ranked = [
        (row.came_on, 2 if row.state == Letter.State.WAITING else 0, row.number, "", row.words.open(key))
        for row in mailbox.letters.all()
    ]
    ranked += [(row.left_on, 1, row.number, row.shown_name, row.words.open(key)) for row in mailbox.replies.all()]
    return [Entry(on, who, words, number) for on, _, number, who, words in sorted(ranked, reverse=True)]


def unanswered_since(mailbox: Mailbox) -> date | None:
    """The day of the oldest letter that has no answer yet; None when each has one, or was set aside."""
    return min(unanswered().filter(mailbox=mailbox).values_list("came_on", flat=True), default=None)


def unanswered() -> QuerySet[Letter]:
    """Letters that wait, or that somebody took and that no answer has followed, in mailboxes that are there."""
    since = Reply.objects.filter(mailbox=OuterRef("mailbox"), notice=False, left_on__gte=OuterRef("came_on"))
    taken = Q(state=Letter.State.TAKEN) & ~Exists(since)
    return Letter.objects.filter(Q(state=Letter.State.WAITING) | taken, mailbox__deleted_on=None)


def read(mailbox: Mailbox, key: BoxKey, *, at: datetime) -> list[Entry]:
    """The person reads the thread. That an answer was read is kept, not when; each is counted once as a contact."""
    for last_try in (False, False, True):
        if not mailbox.replies.filter(fetched=False).exists():
            break
        try:
            _fetch(mailbox, key, on=timezone.localdate(at))
        except IntegrityError:  # a counsellor put a fact to the same life in the same moment
            if last_try:
                raise
    return thread(mailbox, key)


def tell_of_new_words(mailbox: Mailbox) -> bool:
    """Whether a counsellor gave new words since the last visit. It is told once."""
    return mailbox.words_changed and bool(
        Mailbox.objects.filter(pk=mailbox.pk, words_changed=True).update(words_changed=False)
    )


@transaction.atomic
def words_are_kept(mailbox: Mailbox) -> bool:
    """The person has shown it, by one of the words or by coming back: they are computed for nobody any more.

    Says whether it was not known before.
    """
    _forget_old_words(mailbox)
    return bool(Mailbox.objects.filter(pk=mailbox.pk, words_confirmed=False).update(words_confirmed=True))


def held(mailbox: Mailbox) -> bool:
    """Hold the mailbox's row until the transaction ends. Whether it is still there, and its person has not ended it."""
    return Mailbox.objects.select_for_update().filter(pk=mailbox.pk, deleted_on=None).exists()


def stands_at(mailbox: Mailbox, stood: bytes) -> bool:
    """Whether the way into it stands where it stood: the words are the same."""
    return ways.stands(mailbox.box) == stood


@transaction.atomic
def end(mailbox: Mailbox, *, at: datetime) -> None:
    """The words open nothing any more. The box itself, and writing it down, is for whoever asks (retention)."""
    ways.end(mailbox.box)
    _forget_old_words(mailbox)
    mailbox.deleted_on = timezone.localdate(at)
    mailbox.save(update_fields=["deleted_on"])


def keep(mailbox: Mailbox, *, on: date) -> None:
    """Something happened in the mailbox: it is kept so many months from now. A longer term that stands is let stand."""
    mailbox.kept_until = max(mailbox.kept_until, kept_from(on))
    mailbox.save(update_fields=["kept_until"])


def kept_from(on: date) -> date:
    """Until when a mailbox is kept in which something happens on this day."""
    return months_later(on, unit.value("mailbox_months"))


def life(key: BoxKey) -> Life:
    """Under which the ledger counts this person."""
    return tokens.life(key)


@transaction.atomic
def _fetch(mailbox: Mailbox, key: BoxKey, *, on: date) -> None:
    for reply in mailbox.replies.select_for_update().filter(fetched=False):
        reply.fetched = True
        reply.save(update_fields=["fetched"])
        if not reply.notice:
            facts.put(life(key), Kind.CAME, "letter", on=on)


def _forget_old_words(mailbox: Mailbox) -> None:
    SentForm.objects.filter(mailbox=mailbox, pepper__isnull=False).update(pepper=None, pepper_until=None)
