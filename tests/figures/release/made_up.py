"""Releases for tests, told in a few words, signed by a key that is made for the test; and many lives to count."""

import random
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kast.figures import gathering, reasons
from kast.figures.lives import Life
from kast.figures.months import name, number
from kast.figures.release.content import Cell, Content, ShownTable, write
from kast.figures.release.signatures import Signed, checksum, statement
from kast.figures.release.tables import BY_KEY, DEFINITIONS, links


def table(key, values, *, rounded=None):
    """A table of the fixed set: `values` by place (`"card"` or `("police", "*")`); what is not said is hidden."""
    known = BY_KEY[key]
    told = {(at,) if isinstance(at, str) else at: value for at, value in values.items()}
    assert set(told) <= set(known.places), set(told) - set(known.places)
    return ShownTable(
        key=key,
        dimensions=tuple(one.key for one in known.dimensions),
        population=known.population,
        sensitive=known.sensitive,
        cells=tuple(Cell(at, told.get(at)) for at in known.places),
        sums=tuple(known.sums),
        rounded=rounded,
    )


ROUTES = {
    "own": 20, "card": 12, "police": 11, "social_services": 9, "care": 0, "someone_close": 6, "other": 0, "*": 75,
}  # fmt: skip
OUTCOME = {
    ("recent", "clean"): 31, ("recent", "back"): 6, ("recent", "declined"): 8, ("recent", "lost"): 15,
    ("recent", "known"): 37, ("recent", "unknown"): 23, ("recent", "*"): 60,
}  # fmt: skip


def content(**said):
    """A release of 2026 with two tables and two figures; whatever is said stands instead."""
    plain = {
        "unit": "Trappan, Exempelstad",
        "number": "2026-1",
        "year": 2026,
        "made_on": date(2027, 2, 1),
        "made_up": False,
        "corrects": None,
        "definitions": DEFINITIONS,
        "tables": (table("routes", ROUTES), table("outcome", OUTCOME)),
        "figures": {
            "outcome_recent": {
                "kind": "bounds", "numerator": 31, "denominator": 60, "lost": 23, "low": 0.516667, "high": 0.9,
                "method": "worst and best case", "definition": "did-not-go-back-12/3", "horizon": 12,
            },
            "outcome_recent_known": {
                "kind": "share", "numerator": 31, "denominator": 37, "low": 0.679908, "high": 0.938089, "level": 0.95,
                "method": "Clopper–Pearson", "definition": "did-not-go-back-12/3", "horizon": 12,
            },
        },
        "links": tuple(links()),
    }  # fmt: skip
    return Content(**(plain | said))


def signed(one=None, *, seed=b"7" * 32):
    """The content signed by the unit whose seed it is."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    text = write(one or content())
    return Signed(text, checksum(text), key.sign(statement(text)), key.public_key().public_bytes_raw())


def lives_of(many, *, seed=1, first=2022, last=2026):
    """So many lives that began in these years, each with its talks, its ending and what was asked later."""
    draw = random.Random(seed)
    return [_life(draw, draw.randint(number(f"{first}-01"), number(f"{last}-12"))) for _ in range(many)]


def _life(draw, began):
    def at(kind, code, month):
        facts.append((kind, code, name(month)))

    facts = []
    at("wrote", "letter", began)
    at("route_in", draw.choices(gathering.ROUTES[:-1], [30, 14, 10, 12, 9, 3, 5, 2])[0], began)
    at("answer_days", draw.choice(["d0", "d1", "d2", "d3", "d5", "d9", "w2"]), began)
    if draw.random() > 0.75:
        return Life(tuple(facts))
    talks = draw.choice([1, 2, 3, 4, 6, 8])
    for talk in range(talks):
        at("came", "conversation", began + talk // 2)
    at("baseline", draw.choices(["last_12_months", "earlier", "never", "not_asked"], [60, 15, 20, 5])[0], began)
    if draw.random() < 0.9:
        at("topic", "discussed", began)
    if draw.random() < 0.85:
        ended = began + talks // 2 + 1
        at("ended", draw.choices(gathering.ENDINGS, [55, 25, 8, 4, 5, 2])[0], ended)
        at("followup_agreed", draw.choice(["yes", "yes", "no"]), ended)
        for window in (6, 12, 24):
            how = draw.random()
            if how < 0.5:
                at(f"followup_{window}", "answered", ended + window)
                for reason in draw.sample(reasons.REASONS, 2):
                    at("reason_told", reason, ended + window)
                at("went_back", draw.choices(["no", "yes", "attempt", "unsaid"], [75, 12, 5, 8])[0], ended + window)
                at("followed_to", f"m{min(60, ended + window - began)}", ended + window)
            elif how < 0.8:
                at(f"followup_{window}", "declined" if how < 0.6 else "not_reached", ended + window)
    return Life(tuple(facts))
