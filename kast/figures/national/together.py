"""From what came to what is said: admit, merge, guard. Pure, over the bytes that came."""

from collections.abc import Iterable, Mapping, Sequence

from . import admitting, besides, guarding
from .admitting import Admission, Came, Missing, Why
from .merging import merge
from .page import National, outcome_of
from .roster import Unit, alphabetical


def lay(
    units: Sequence[Unit], came: Iterable[Came], *, year: int, made_up: bool, unreached: Mapping[Unit, str]
) -> tuple[National, list[str]]:
    """Everything that the pages say, and a sentence on each file that was not taken and each number that is withheld.

    A unit whose own release lets a hidden number be worked out, or whose numbers do not fit, is left out and missing.
    """
    admission = admitting.admit(units, came, year=year, made_up=made_up, unreached=unreached)
    remarks, kept, out = list(admission.remarks), [], list(admission.missing)
    for one in admission.admitted:
        try:
            tells = guarding.tells_alone(one)
        except guarding.Contradicts:
            out.append(Missing(one.unit, Why.CONTRADICTS))
            remarks.append(f"{one.place}: {one.unit.name}: {Why.CONTRADICTS.value}. Ask the unit for a correction.")
            continue
        if tells:
            out.append(Missing(one.unit, Why.TELLS))
            remarks.append(f"{one.place}: {one.unit.name}: {Why.TELLS.value}: {tells}. Ask the unit for a correction.")
            continue
        kept.append(one)
    missing = sorted(out, key=lambda one: alphabetical(one.unit.name))
    whole = Admission(tuple(kept), tuple(missing), tuple(remarks))
    parts = [guarding.part_of(one) for one in kept]
    merged = merge(parts, missing=len(whole.missing))
    guarded, withheld = guarding.guard(kept, merged)
    remarks += [
        f"withheld: {'/'.join((key, *at))}: it would let {tells} be worked out." for (key, at), tells in withheld
    ]
    shown = [besides.beside(share, parts) for share in besides.SHARES]
    return National(year, made_up, whole, guarded, shown, outcome_of(parts)), remarks
