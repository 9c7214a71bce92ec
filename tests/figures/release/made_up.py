"""Releases for tests, told in a few words, signed by a key that is made for the test."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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
                "method": "worst and best case", "definition": "did-not-go-back-12/1", "horizon": 12,
            },
            "outcome_recent_known": {
                "kind": "share", "numerator": 31, "denominator": 37, "low": 0.679908, "high": 0.938089, "level": 0.95,
                "method": "Clopper–Pearson", "definition": "did-not-go-back-12/1", "horizon": 12,
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
