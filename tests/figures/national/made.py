"""Units for tests, with real keys, and their releases as files. What must be hidden is hidden by the unit's own program."""

import random
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kast.figures.lives import Life
from kast.figures.national.admitting import Came
from kast.figures.national.roster import Unit
from kast.figures.release import signatures
from kast.figures.release.preparing import prepare
from tests.figures.made_up import BACK, CLEAN, life
from tests.figures.release.made_up import content, signed, table

NAMES = ("Trappan", "Bryggan", "Älvhuset", "Östra porten", "Loftet", "Verkstaden", "Ån")


def seed(name):
    return name.encode().ljust(32, b".")[:32]


def unit(name, address=""):
    public = Ed25519PrivateKey.from_private_bytes(seed(name)).public_key().public_bytes_raw()
    return Unit(name, signatures.fingerprint(public), address)


def release(name, **said):
    """The file that a unit sends: signed with its own key."""
    return signatures.write_file(signed(content(**({"unit": name} | said)), seed=seed(name)))


def came(name, **said):
    return Came(f"{name}.json", release(name, **said))


def routes(**values):
    """A table of routes: whole numbers as said, everything else nought; None is hidden."""
    plain = {"own": 20, "card": 12, "slip": 0, "police": 11, "social_services": 9, "care": 0, "someone_close": 6,
             "other": 0, "not_said": 0}  # fmt: skip
    told = plain | values
    whole = told.pop("all", sum(value or 0 for value in told.values()))
    return table("routes", {**told, "*": whole})


def path(came, *, wrote=60):
    """A table of the path in which everybody came by themselves; half of who came, came three times. All is shown."""
    three = came // 2
    own = {"not_come": wrote - came, "once_or_twice": came - three, "three_or_more": three, "came": came, "*": wrote}
    ways = ("police", "services", "own", "others", "*")
    return table("path", {(way, step): n if way in {"own", "*"} else 0 for way in ways for step, n in own.items()})


def a_year_of(name, many, *, came_share=0.7, made_up=False, year=2026):
    """What a unit's own program makes of a year of so many made-up lives, as the file that it sends."""
    chance = random.Random(name)
    routes_in = ["own"] * 9 + ["card"] * 5 + ["police"] * 7 + ["slip", "social_services", "care", "someone_close"] * 2
    lives = []
    for place in range(many):
        wrote = f"{year}-{place % 12 + 1:02d}"
        days, route = chance.choice(["d0", "d1", "d3", "d6"]), chance.choice(routes_in)
        if chance.random() < came_share:
            new = life(
                came=wrote,
                times=chance.choice([1, 2, 3, 5]),
                route=route,
                baseline=chance.choice(["last_12_months", "last_12_months", "earlier", "never"]),
                topic="discussed" if chance.random() < 0.9 else None,
                ended=chance.choice(["agreed", "stopped", None]),
            )
        else:
            new = Life((("wrote", "letter", wrote), ("route_in", route, wrote)))
        lives.append(Life((*new.facts, ("answer_days", days, wrote))))
        before = f"{year - 2}-{place % 9 + 10:02d}" if place % 9 < 3 else f"{year - 1}-{place % 9 - 2:02d}"
        told = chance.random()
        answers = CLEAN if told < 0.5 else BACK if told < 0.6 else ()
        lives.append(life(came=before, route=chance.choice(routes_in), answers=answers))
    made = prepare(lives, (), year=year, made_on=date(year + 1, 2, 1), unit=name, made_up=made_up)
    return signatures.write_file(signed(made, seed=seed(name)))
