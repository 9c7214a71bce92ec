"""Carries the made-up plan out, in order of time, with the rooms' own verbs: the demo unit grows as a real one does."""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import resources
from itertools import count, cycle
from typing import Any

import yaml
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kast.casework import batches, sisters, slip_calls
from kast.door import referrals, slips
from kast.door.models import Slip
from kast.door.nonces import Purpose
from kast.figures import caught, freezing, own_claims, told
from kast.figures.release import making
from kast.staff import helplines
from kast.staff.models import Member, Role, Unit
from kast.vault import boxes, keyring, keys, passphrase, slots
from kast.vault.keyring import Keyring
from kast.vault.signing import AlreadyPinned

from . import arriving, asked, keeping, playing, story, watching

CAST = {"ada": Role.COUNSELLOR, "eva": Role.COUNSELLOR, "bo": Role.HEAD, "olle": Role.OPERATOR}
SETTINGS: dict[str, Any] = {
    "municipality": {"sv": "Exempelstad", "en": "Exempelstad"},
    "phone": "031-390 06 12",
    "phone_hours": {"sv": "vardagar 9–15", "en": "weekdays 9–15"},
    "address": "Trappgatan 2, två trappor upp",
    "visiting_hours": {"sv": "efter överenskommelse", "en": "by appointment"},
    "record_mode": "B",
    "record_decision": "SN 2025/112",
    "retention_decision": "SN 2025/113",
}
# Who the newcomer may come back as: what one sees behind the words.
SHOWN = {
    "waiting": ("Brevet väntar. Inget svar än.", "The letter is waiting. No answer yet."),
    "ongoing": ("Pågår. Det finns ett svar att läsa.", "Under way. There is an answer to read."),
    "start": ("Pågår. Det finns frågor om tiden innan.", "Under way. There are questions about the time before."),
    "asked": ("Avslutat. Det är dags för uppföljning.", "Ended. It is time for follow-up."),
}


__all__ = ["AlreadyPinned", "NotEmpty", "fill"]


class NotEmpty(Exception):
    """There is a unit here already: a demo is filled into an empty database only."""


@dataclass(frozen=True)
class Stage:
    """What the play needs: the cast with their keys, the texts, and the words that people were given."""

    members: dict[str, Member]
    texts: dict[str, Any]
    draw: random.Random
    lately: datetime  # what was answered since then nobody has read yet
    card: str  # the code of the cards that were handed out
    words: dict[str, list[str]] = field(default_factory=dict)

    def show(self, what: str, words: str) -> None:
        """Remember with which words a newcomer sees this; who has none is seen by nobody."""
        if words:
            self.words.setdefault(what, []).append(words)


def fill(today: date, *, seed: int = story.SEED) -> int:
    """Make the unit up, to the evening before `today`, and mark it for good; how many lives. Raises NotEmpty."""
    if Unit.objects.exists() or Member.objects.exists():
        raise NotEmpty
    first = today - timedelta(days=365 * story.YEARS + 30)
    Unit.objects.create(demo=True, made_on=first, settings=SETTINGS)
    helplines.plant()
    members, phrases = _cast(first)
    draw = random.Random(seed)  # noqa: S311 -- contents, not keys
    card = _cards(members["bo"], first)
    stage = Stage(members, _texts(), draw, lately=playing.moment(today - timedelta(days=21), 8), card=card)
    lives = story.lives(today, seed=seed)
    plays = [playing.life(life, stage, today=today) for life in lives]
    plays += [playing.week(stage, today), arriving.in_vain(stage, first, today), watching.weeks(stage, first, today)]
    _play(plays, playing.nights(first, today))
    watching.watch(stage, today)
    asked.about_silence(stage, today)
    _told(stage, first, today)
    _ways_in(stage, today)
    _sister(stage, today)
    _claims(stage, today)
    freezing.freeze(playing.moment(today, 3))
    _published(stage, today)
    people = [keeping.Person(words, *SHOWN[state]) for state in SHOWN for words in stage.words.get(state, [])[-2:]]
    keeping.keep(keeping.Kept(today, people, phrases))
    return len(lives)


def _play(lives: list[Iterator[datetime]], nights: Iterator[datetime]) -> None:
    """Each life says when it wants to go on; whoever is earliest goes on next, and the nights fall between."""
    order = count()
    waiting = [(moment, next(order), play) for play in [*lives, nights] if (moment := next(play, None)) is not None]
    heapq.heapify(waiting)
    while waiting:
        _, _, play = heapq.heappop(waiting)
        moment = next(play, None)
        if moment is not None:
            heapq.heappush(waiting, (moment, next(order), play))


def _cards(head: Member, first: date) -> str:
    """The batch that people have cards from, and a small one; the code of the first."""
    at = playing.moment(first, 9)
    batches.make("Tre små kort till mottagningens disk", 3, by=head, at=at)
    return batches.make("Hisingen, insatserna under hösten", 300, by=head, at=at).code


def _ways_in(stage: Stage, today: date) -> None:
    """Who has asked to be called lately, one of them called in vain, and somebody whom a colleague pointed on."""
    ada = stage.members["ada"]
    for days, words in zip((4, 1, 1, 0), stage.texts["slip"], strict=False):
        at = playing.moment(today - timedelta(days=days), 8)
        slips.leave(
            slips.Said(**{**words, "parts": tuple(words["parts"])}), nonce=playing.nonce(Purpose.SLIP, at), at=at
        )
    oldest = Slip.objects.earliest("number")
    at = playing.moment(story.weekday(today - timedelta(days=2)), 10)
    slip_calls.record(oldest, slip_calls.Result.NO_ANSWER, by=ada, at=at)
    slip_calls.settle(at + slip_calls.UNDO)
    at = playing.moment(today - timedelta(days=1), 13)
    referrals.leave(referrals.Said(**stage.texts["referral"]), nonce=playing.nonce(Purpose.REFERRAL, at), at=at)


def _told(stage: Stage, first: date, today: date) -> None:
    """The police's own numbers, month by month, with more after a raid; how many they caught, year by year."""
    months = sorted({f"{first + timedelta(days=day):%Y-%m}" for day in range(0, (today - first).days, 5)})
    for number, month in enumerate(months):
        many = stage.draw.randint(30, 40) if number % 12 == 7 else stage.draw.randint(4, 9)
        by, at = stage.members["bo"], playing.moment(today, 3)
        told.enter(many, agreed=many // 2, source="police", month=month, by=by, at=at)
    for year, persons, crimes in ((today.year - 1, 96, 141), (today.year - 2, 88, 120)):
        for many, unit in ((persons, "persons"), (crimes, "crimes")):
            caught.enter(many, unit=unit, source="police", year=year, by=by, at=at)


def _claims(stage: Stage, today: date) -> None:
    """What the unit itself put into the register: one that everyone sees, worded anew once, and one not shown."""
    bo, at = stage.members["bo"], playing.moment(today, 3)
    for words in stage.texts["claims"].values():
        claim = own_claims.add(own_claims.Words(**words["first"]), by=bo, at=at)
        if "then" in words:
            own_claims.change(claim, own_claims.Words(**{**words["first"], **words["then"]}), by=bo, at=at)
            own_claims.show(claim, shown=True, by=bo, at=at)


def _published(stage: Stage, today: date) -> None:
    """The last two closed years, each a release that says in its signed content that it is made up."""
    for year in reversed(making.closed_years(today)[:2]):
        making.make(year, by=stage.members["bo"], at=playing.moment(today, 4))


def _sister(stage: Stage, today: date) -> None:
    """Another unit in the directory, compared: a case can be handed over to it, as a file."""
    by, at = stage.members["bo"], playing.moment(today, 3)
    signing_key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    sheet = sisters.Sheet("Tredje våningen, Grannköping", "", keys.new_pair().public, signing_key)
    sister = sisters.add(sheet, by=by, at=at)
    sisters.compare(sister, sheet.fingerprint, by=by, at=at)


def _cast(on: date) -> tuple[dict[str, Member], dict[str, str]]:
    founded, members, phrases = boxes.found(), {}, {}
    for name, role in CAST.items():
        holder, private = slots.make_holder()
        opens = role != Role.OPERATOR
        keyring.admit(holder, unit_key=founded.unit_key, circle_key=founded.circle_key if opens else None)
        words = passphrase.phrase("sv")
        slots.enrol_phrase(holder, private, words, on=on)
        member = Member(
            username=name, shown_name=name.capitalize(), role=role, holder=holder, joined_on=on, admitted_on=on
        )
        member.set_unusable_password()  # the only way in is the page of the made-up unit
        member.save()
        TOTP.activate(member, generate_totp_secret())
        member.keys = Keyring(holder, private)
        members[name], phrases[name] = member, " ".join(words)
    return members, phrases


def _texts() -> dict[str, Any]:
    told = yaml.safe_load((resources.files("kast.demo") / "texts.yaml").read_text("utf-8"))
    turns = {key: cycle(value) for key, value in told.items() if isinstance(value, list)}
    letters = {kind: cycle(value) for kind, value in told["letters"].items()}
    return {**told, **turns, "letters": letters}
