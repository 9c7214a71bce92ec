"""Cards' codes: random, eight characters of Crockford's base 32, the last of which checks the others.

Every card of a batch carries the same code, so that none points to a person. On the card stand only signs that cannot
be taken for one another; whoever types o for 0 or l for 1 is understood.
"""

import secrets

from .models import Batch

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_CHECKS = 37  # Crockford's: a prime, so that one wrong sign and two that changed places are always noticed
_ALIKE = str.maketrans("OIL", "011")


def draw() -> str:
    """A new code that no batch has. Where the check would be one of Crockford's five extra signs, another is drawn."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        check = _check(body)
        if check < len(ALPHABET) and not known(code := body + ALPHABET[check]):
            return code


def read(typed: str) -> str:
    """The signs of a code, however it was typed; never an error."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isalnum()).upper().translate(_ALIKE)


def fits(code: str) -> bool:
    """Whether its last sign checks the others."""
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return False
    return ALPHABET.index(code[-1]) == _check(code[:-1])


def known(code: str) -> bool:
    """Whether a batch has this code."""
    return fits(code) and Batch.objects.filter(code=code).exists()


def _check(body: str) -> int:
    value = 0
    for sign in body:
        value = value * len(ALPHABET) + ALPHABET.index(sign)
    return value % _CHECKS
