"""The recovery key on paper: three shares of 33 words (SLIP-39), of which exactly two open it."""

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

NEEDED, PRINTED = 2, 3


class WrongShares(Exception):
    """Exactly two different shares of the same set are needed; a word is wrong, or one too many or too few is given."""


def make(private: bytes) -> list[str]:
    """Three shares of a 32-byte private key, each 33 English words in a row."""
    (shares,) = generate_mnemonics(1, [(NEEDED, PRINTED)], private)
    return list(shares)


def join(given: list[str]) -> bytes:
    """The private key. Raises WrongShares for one share, for three, for a misspelt word or for shares of two sets."""
    if len(given) != NEEDED:
        raise WrongShares
    try:
        return bytes(combine_mnemonics([" ".join(share.lower().split()) for share in given]))
    except (MnemonicError, ValueError) as fault:
        raise WrongShares from fault
