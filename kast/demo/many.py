"""A unit with very many cases, made row by row and not by the rooms' verbs: to measure in, never to look at.

Fifty counsellors share the cases; the first, whose pages are measured, has forty under way, each with ten talks and
notes. What the others have is there to be in the way: their sealed texts are empty, and nobody could open them.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from kast.casework.models import Baseline, Case, Concerns, Contact, Note, RouteIn, Topic, Turn
from kast.door import letters, nonces
from kast.door.models import Mailbox, Reply
from kast.followup.models import Followup
from kast.staff import helplines
from kast.staff.models import Member, Role, Unit
from kast.vault import boxes, keyring, passphrase, slots
from kast.vault.keyring import Keyring
from kast.vault.models import Box, Holder, Wrap
from kast.vault.sealing import BoxKey

COUNSELLORS = 50
UNDER_WAY = 40  # of each
TALKS = 10
LETTERS = 12  # that nobody has taken
_BATCH = 2_000
_DUE = 0.005  # the share of ended cases whose follow-up is due now
_SETTLED = (Followup.State.NOT_REACHED, Followup.State.LAPSED, Followup.State.DECLINED)
NOTE = "Personen berättar om veckan som gått. Vi talar om vad som brukar hända före, och vad som hjälpte senast. " * 4


def fill(cases: int, *, today: date) -> tuple[str, str]:
    """Make the unit; the first counsellor's user name and her phrase. In an empty database only."""
    draw = random.Random(cases)  # noqa: S311 -- contents, not keys
    with transaction.atomic():
        Unit.objects.create(made_on=today - timedelta(days=3000), settings={"record_decision": "SN 2025/112"})
        helplines.plant()
        members = _counsellors(today)
    phrase = passphrase.phrase("sv")
    holder, private = members[0].holder, members[0].keys.private  # type: ignore[union-attr] # just made
    assert holder is not None
    slots.enrol_phrase(holder, private, phrase, on=today)
    TOTP.activate(members[0], generate_totp_secret())
    with transaction.atomic():
        _cases(members, cases, draw, today)
        _times(Contact, TALKS)
    for number in range(LETTERS):
        _letter(number, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the night does it
    return members[0].username, " ".join(phrase)


def _counsellors(today: date) -> list[Member]:
    founded, made = boxes.found(), []
    for number in range(COUNSELLORS):
        holder, private = slots.make_holder()
        keyring.admit(holder, unit_key=founded.unit_key, circle_key=founded.circle_key)
        name = f"behandlare{number}"
        member = Member(username=name, shown_name=f"B{number}", role=Role.COUNSELLOR, holder=holder)
        member.joined_on = member.admitted_on = today - timedelta(days=2000)
        member.set_unusable_password()
        member.save()
        member.keys = Keyring(holder, private)
        made.append(member)
    return made


def _cases(members: Sequence[Member], many: int, draw: random.Random, today: date) -> None:
    """Every case with its box, a turn, a talk, a follow-up; the first counsellor's with all that is in them."""
    first, recovery = members[0], boxes.recovery()
    each, numbers = many // len(members), count(1)
    waiting: dict[type[Model], list[Model]] = {}

    def put(*rows: Model) -> None:
        for row in rows:
            waiting.setdefault(type(row), []).append(row)

    for place, member in enumerate(members):
        # Among few cases too the first counsellor has as many under way as among many.
        for turn in range(max(each, UNDER_WAY + 25) if member is first else each):
            open_now = turn < UNDER_WAY
            opened = today - timedelta(days=draw.randint(20, 300) if open_now else draw.randint(500, 2800))
            number = next(numbers)
            own = member is first
            box, key = boxes.make(holders=[_holder(first), recovery]) if own else (Box(), None)
            case = Case(
                number=f"{2000 + number // 9999}-{number % 9999:03d}",
                box=box,
                holder=member,
                stand_in=members[(place + 1) % len(members)],
                opened_on=opened,
                began_with=Case.Begin.LETTER,
                route_in=draw.choice(RouteIn.values),
                concerns=Concerns.BOUGHT,
                baseline=Baseline.EARLIER,
                mode=Case.Mode.B,
                decision="SN 2025/112",
                alias_index=first.keys.index(f"Person {number}") if own and first.keys else draw.randbytes(16),
            )
            if not open_now:
                case.state, case.ending, case.ended_on = Case.State.ENDED, Case.Ending.AGREED, opened + timedelta(90)
                put(_followup(case, today, due=(own and turn < UNDER_WAY + 3) or draw.random() < _DUE, draw=draw))
            if key is None:
                put(box, Wrap(box=box, holder=_holder(member), wrapped=bytes(64)))
            else:
                case.alias.seal(key, f"Person {number}")
            at = timezone.make_aware(datetime.combine(opened, datetime.min.time()) + timedelta(hours=9))
            put(case, Turn(case=case, kind=Turn.Kind.OPENED, code=Case.Begin.LETTER, by=member, at=at))
            # Whoever is under way was here lately: what waits on Today is a day's work, not everybody at once.
            last = today - timedelta(days=draw.randint(1, 20)) if open_now else opened
            put(_talk(case, last, at, by=member))
            if own and open_now and key is not None:
                put(*_told(case, key, opened, at))
            if len(waiting.get(Case, [])) >= _BATCH:
                _save(waiting)
    _save(waiting)


_ORDER: tuple[type[Model], ...] = (Box, Wrap, Case, Turn, Contact, Followup, Mailbox, Reply, Note, Topic)


def _save(waiting: dict[type[Model], list[Model]]) -> None:
    for table in _ORDER:
        table._default_manager.bulk_create(waiting.pop(table, []), batch_size=_BATCH)  # noqa: SLF001 -- Django's public name


def _talk(case: Case, on: date, at: datetime, *, by: Member) -> Contact:
    kind, means = Contact.Kind.CONVERSATION, Contact.Means.HERE
    return Contact(case=case, on=on, kind=kind, means=means, minutes=50, held=True, by=by, recorded_at=at)


def _told(case: Case, key: BoxKey, opened: date, at: datetime) -> Iterable[Model]:
    """What lies in a case of the first counsellor: a mailbox with answers, notes, the topic."""
    mailbox = Mailbox(box=case.box, language="sv", made_on=opened, kept_until=opened + timedelta(days=800))
    yield mailbox
    for number in range(3):
        reply = Reply(mailbox=mailbox, left_on=opened, shown_name="B0", number=int(case.number[5:]) * 10 + number)
        reply.words.seal(key, NOTE)
        yield reply
    for number in range(TALKS):
        note = Note(case=case, by=case.holder, written_at=at + timedelta(days=number))
        note.words.seal(key, f"{number}. {NOTE}")
        yield note
    topic = Topic(case=case, state=Topic.State.DISCUSSED, by=case.holder, said_at=at)
    topic.before.seal(key, "Hon ville nog själv.")
    topic.after.seal(key, "Jag kan inte veta.")
    yield topic


def _followup(case: Case, today: date, *, due: bool, draw: random.Random) -> Followup:
    assert case.ended_on is not None
    due_on = case.ended_on + timedelta(days=365)
    return Followup(
        case=case,
        months=12,
        ended_on=case.ended_on,
        opens_on=today - timedelta(days=20) if due else due_on - timedelta(days=60),
        due_on=today - timedelta(days=2) if due else due_on,
        closes_on=today + timedelta(days=40) if due else due_on + timedelta(days=90),
        means=Followup.Means.CALL,
        state=Followup.State.DUE if due else draw.choice(_SETTLED),
    )


def _holder(member: Member) -> Holder:
    assert member.holder is not None
    return member.holder


def _letter(number: int, today: date) -> None:
    on = today - timedelta(days=number % 4)
    at = timezone.make_aware(datetime.combine(on, datetime.min.time()) + timedelta(hours=9))
    nonce = nonces.read(nonces.fresh(nonces.Purpose.LETTER, on=on), nonces.Purpose.LETTER)
    letters.send(f"Brev {number}. {NOTE}", {"about": "bought"}, nonce=nonce, language="sv", at=at)


_NEW: dict[str, Callable[[], str]] = {
    "postgresql": lambda: "gen_random_uuid()",
    # As Django keeps a UUID in SQLite: 32 hexadecimal digits.
    "sqlite": lambda: "lower(hex(randomblob(16)))",
}


def _times(table: type[Model], many: int) -> None:
    """Each row so many times, copied by the database itself: a million rows in seconds."""
    fields: list[Any] = list(table._meta.local_fields)  # noqa: SLF001 -- Django's public name
    new = _NEW[connection.vendor]()
    copied = [new if field.unique else f"one.{connection.ops.quote_name(field.column)}" for field in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    name = connection.ops.quote_name(table._meta.db_table)  # noqa: SLF001 -- Django's public name
    numbers = " UNION ALL ".join(f"SELECT {number}" for number in range(many - 1))
    assert all(isinstance(field.to_python(UUID(int=0)), UUID) for field in fields if field.unique)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} ({columns}) SELECT {', '.join(copied)} FROM {name} AS one, ({numbers}) AS times"  # noqa: S608 -- our own names
        )
