"""Whether every release is still what came out: from the releases themselves, without the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

from kast.figures.suppression import CannotProtect

from . import attacks, signatures
from .content import Content, NotARelease
from .seen import HalfYear
from .signatures import Signed


@dataclass(frozen=True)
class Fault:
    """What is wrong with which release, in a sentence for whoever runs the server."""

    number: str
    says: str

    def __str__(self) -> str:
        return f"Release {self.number}: {self.says}"


def verify(signed: Sequence[Signed], half_years: Sequence[HalfYear], *, own: bool = True) -> list[Fault]:
    """All faults of releases in the order in which they came out. Without `own` they may be another unit's.

    Checksum, signature and text of each; that it names all before it, and corrects the last of its year; and that it
    stands every attack beside what had been published when it was made.
    """
    faults: list[Fault] = []
    before: list[Content] = []
    checksums: list[str] = []
    for place, one in enumerate(signed, 1):
        try:
            signatures.check(one)
            content = one.content
        except NotARelease as fault:
            faults.append(Fault(f"number {place}", _WRONG.get(type(fault), f"its text cannot be read: {fault}.")))
            checksums.append(one.sha256)
            continue
        if own and not one.by_our_own_key:
            faults.append(Fault(content.number, "another key than this unit's has signed it."))
        if content.before != tuple(checksums) and own:
            faults.append(Fault(content.number, "the releases before it are not those that it names."))
        corrected = [earlier.number for earlier in before if earlier.year == content.year]
        if own and (content.corrects or "") != (corrected[-1] if corrected else ""):
            faults.append(Fault(content.number, "it does not correct the last one of its year."))
        published = [half_year for half_year in half_years if half_year.made_on <= content.made_on]
        try:
            attacks.run([*before, content], published)
        except CannotProtect as fault:
            faults.append(Fault(content.number, f"{fault}."))
        except attacks.Contradictory:
            faults.append(Fault(content.number, "its numbers do not add up."))
        before.append(content)
        checksums.append(one.sha256)
    return faults


_WRONG: dict[type[NotARelease], str] = {
    signatures.WrongChecksum: "its text is not the one that was signed: the checksum is another.",
    signatures.WrongSignature: "its signature is not that of the key it names.",
}
