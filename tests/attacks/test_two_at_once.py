"""Two at once, each with a connection of her own: one is first, the other is told so, and nothing is half done.

On PostgreSQL, where two really write at once; SQLite lets one write after the other.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from kast.audit.models import Entry
from kast.audit.verify import verify
from kast.casework import cases, inbox, replies
from kast.casework.models import Case
from kast.door import letters, mailbox, nonces
from kast.door.models import Letter, Mailbox, Reply
from kast.ledger.models import Fact
from kast.retention import deleting
from kast.staff.models import Member
from kast.vault import boxes
from kast.vault.keyring import Keyring
from kast.vault.models import Wrap

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the test's SQLite lies in memory: one connection"),
]
ROUNDS = 3


@pytest.fixture
def now():
    return timezone.now()


def at_once(*acts) -> list[object]:
    """Do all of them in the same moment; what each gave, or the kind of fault that stopped it."""
    line = Barrier(len(acts))

    def one(act) -> object:
        line.wait()
        try:
            return act()
        except Exception as fault:
            return type(fault).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def apart(member) -> Member:
    """The same member in another request."""
    other = Member.objects.select_related("holder").get(pk=member.pk)
    other.keys = Keyring(other.holder, member.keys.private)
    return other


def letter_of(letter) -> Letter:
    return Letter.objects.select_related("mailbox__box").get(pk=letter.pk)


def another_of(letter, ada, now) -> Letter:
    """The same person writes again."""
    on = timezone.localdate(now)
    nonce = nonces.read(nonces.fresh(nonces.Purpose.MORE, on=on), nonces.Purpose.MORE)
    key = cases.key_of(letter.mailbox.box, apart(ada))
    letters.more(letter.mailbox, "Jag skriver igen.", key=key, nonce=nonce, at=now)
    return Letter.objects.select_related("mailbox__box").order_by("-number")[0]


@pytest.mark.parametrize("_again", range(ROUNDS))
def test_two_counsellors_take_the_same_letter_and_one_has_it(_again, wrote, asked, ada, eva, now):
    letter = wrote()
    given = at_once(
        *(
            lambda who=who: cases.open_from(letter_of(letter), asked("A"), stand_in=None, by=apart(who), at=now).holder
            for who in (ada, eva)
        )
    )
    case = Case.objects.get(box=letter.mailbox.box)
    assert Counter(map(str, given)) == Counter([str(case.holder), "CannotBegin"])
    assert set(boxes.holders_of(case.box)) == {case.holder.holder, boxes.recovery()}
    assert Fact.objects.filter(kind="began").count() == Case.objects.count()


@pytest.mark.parametrize("_again", range(ROUNDS))
def test_two_letters_of_one_person_become_one_case(_again, wrote, asked, ada, eva, now):
    first = wrote()
    second = another_of(first, ada, now)
    given = at_once(
        lambda: cases.open_from(letter_of(first), asked("A"), stand_in=None, by=apart(ada), at=now).number,
        lambda: cases.open_from(letter_of(second), asked("A"), stand_in=None, by=apart(eva), at=now).number,
    )
    assert "CannotBegin" in given
    assert Case.objects.filter(box=first.mailbox.box).count() == 1


@pytest.mark.parametrize("_again", range(ROUNDS))
def test_one_takes_while_another_answers_or_passes_it_on(_again, wrote, asked, ada, eva, bo, now):
    letter = wrote()
    given = at_once(
        lambda: bool(cases.open_from(letter_of(letter), asked("A"), stand_in=None, by=apart(ada), at=now)),
        lambda: bool(replies.answer(letter_of(letter), "Hej.", by=apart(eva), at=now)),
    )
    assert given.count(True) == 1, given
    letter = wrote()
    at_once(
        lambda: bool(cases.open_from(letter_of(letter), asked("A"), stand_in=None, by=apart(ada), at=now)),
        lambda: inbox.pass_on(letter_of(letter), bo, by=apart(eva), at=now),
    )
    case = Case.objects.filter(box=letter.mailbox.box).first()
    wanted = {ada.holder, boxes.recovery()} if case else {bo.holder, boxes.recovery()}
    assert set(boxes.holders_of(letter.mailbox.box)) == wanted


def test_case_numbers_and_letter_numbers_are_each_given_once(wrote, asked, ada, eva, now):
    sent = at_once(*(lambda n=n: wrote(f"Brev {n}").number for n in range(8)))
    assert all(isinstance(number, int) for number in sent), sent
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 9))
    found = list(Letter.objects.select_related("mailbox__box"))
    numbers = at_once(
        *(
            lambda n=n, letter=letter: (
                cases.open_from(
                    letter_of(letter), asked("A"), stand_in=None, by=apart((ada, eva)[n % 2]), at=now
                ).number
            )
            for n, letter in enumerate(found)
        )
    )
    assert sorted(numbers) == [f"{now.year}-{n:03d}" for n in range(1, 9)]


def test_answers_are_numbered_once_each_and_every_entry_follows_from_the_one_before(wrote, ada, eva, now):
    found = [wrote(f"Brev {n}") for n in range(8)]
    given = at_once(
        *(
            lambda n=n, letter=letter: bool(
                replies.answer(letter_of(letter), "Hej.", by=apart((ada, eva)[n % 2]), at=now)
            )
            for n, letter in enumerate(found)
        )
    )
    assert given == [True] * 8
    assert sorted(Reply.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert Entry.objects.filter(act="letter:answered").count() == 8
    assert verify().faults == ()


@pytest.mark.parametrize("_again", range(ROUNDS))
def test_the_person_deletes_while_a_counsellor_answers_and_no_answer_stays(
    _again, wrote, asked, ada, now, settings_of_unit, unit
):
    settings_of_unit(retention_decision="SN 2026/1")
    letter = wrote()
    case = cases.open_from(letter_of(letter), asked("A"), stand_in=None, by=apart(ada), at=now)
    key = cases.key_of(case.box, apart(ada))
    visit = deleting.Visit(Mailbox.objects.select_related("box").get(box=case.box), key)
    given = at_once(
        lambda case=case: bool(replies.leave(Case.objects.get(pk=case.pk), "Hej.", by=apart(ada), at=now)),
        lambda visit=visit: deleting.delete_everything(visit, at=now),
    )
    assert given[1] is True
    assert given[0] in {True, "NoMailbox"}
    assert not Reply.objects.filter(mailbox__box=case.box).exists()
    assert not Letter.objects.filter(mailbox__box=case.box).exists()


@pytest.mark.parametrize("_again", range(ROUNDS))
def test_the_person_writes_in_one_window_and_deletes_in_another(_again, wrote, ada, now, settings_of_unit, unit):
    settings_of_unit(retention_decision="SN 2026/1")
    letter = wrote()
    key = cases.key_of(letter.mailbox.box, apart(ada))
    place = Mailbox.objects.select_related("box").get(pk=letter.mailbox_id)
    on = timezone.localdate(now)
    nonce = nonces.read(nonces.fresh(nonces.Purpose.MORE, on=on), nonces.Purpose.MORE)
    given = at_once(
        lambda: letters.more(place, "Mer.", key=key, nonce=nonce, at=now),
        lambda: deleting.delete_everything(deleting.Visit(place, key), at=now),
        lambda: deleting.delete_everything(deleting.Visit(place, key), at=now),
    )
    assert given[0] in {None, "NoMailbox"}, given
    assert given[1:] == [True, True]
    assert not Letter.objects.filter(pk=letter.pk).exists()
    assert not Wrap.objects.filter(box=letter.mailbox.box_id).exists()


def test_eight_writers_in_one_mailbox_lose_no_letter(wrote, ada, now):
    letter = wrote()
    key = cases.key_of(letter.mailbox.box, apart(ada))
    on = timezone.localdate(now)

    def write(n):
        nonce = nonces.read(nonces.fresh(nonces.Purpose.MORE, on=on), nonces.Purpose.MORE)
        letters.more(Mailbox.objects.get(pk=letter.mailbox_id), f"Mer {n}.", key=key, nonce=nonce, at=now)

    assert at_once(*(lambda n=n: write(n) for n in range(8))) == [None] * 8
    assert {entry.words for entry in mailbox.thread(letter.mailbox, key)} >= {f"Mer {n}." for n in range(8)}
