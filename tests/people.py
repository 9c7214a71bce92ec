"""The cast. Every test speaks of the same people.

Ada counsels. Eva counsels too, and is Ada's stand-in. Bo heads the unit. Olle runs the server and opens nothing.
Cy works elsewhere in social services and may see nothing; Dan is a police officer with cards in his pocket: neither has
an account. A person who writes has no name, only a passphrase.
"""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from kast.staff.models import Member, Role, Unit
from kast.vault import boxes, keyring, passphrase, slots
from kast.vault.keyring import Keyring

ROLES = {"ada": Role.COUNSELLOR, "eva": Role.COUNSELLOR, "bo": Role.HEAD, "olle": Role.OPERATOR}
PASSWORD = "en lång mening som bara testerna kan"


@dataclass(frozen=True)
class MadeUnit:
    """The unit of a test: its row, its recovery shares, its cast, and each one's unlock phrase."""

    row: Unit
    shares: list[str]
    members: dict[str, Member]
    phrases: dict[str, tuple[str, ...]]


def make_unit(*, on: date, settings_of_unit: dict | None = None) -> MadeUnit:
    """A unit with keys and an admitted cast, each member with a second factor, unlocked in memory (`.keys`)."""
    row = Unit.objects.create(settings=settings_of_unit or {}, made_on=on)
    founded = boxes.found()
    members, phrases = {}, {}
    for name, role in ROLES.items():
        holder, private = slots.make_holder()
        opens = role != Role.OPERATOR
        keyring.admit(holder, unit_key=founded.unit_key, circle_key=founded.circle_key if opens else None)
        phrases[name] = passphrase.phrase("sv")
        slots.enrol_phrase(holder, private, phrases[name], on=on)
        member = Member(
            username=name, shown_name=name.capitalize(), role=role, holder=holder, joined_on=on, admitted_on=on
        )
        member.set_password(PASSWORD)
        member.save()
        TOTP.activate(member, generate_totp_secret())
        assert Authenticator.objects.filter(user=member).exists()
        member.keys = Keyring(holder, private)
        members[name] = member
    return MadeUnit(row, founded.shares, members, phrases)
