"""Where confidentiality ends: which texts stand on that page, in which order, and which law each rests on.

The texts are the unit's (staff.texts); a paragraph is printed as the law is cited, in Swedish on both pages. Where the
lawyer has yet to settle on which paragraph a text rests, none is printed.
"""

from dataclasses import dataclass

from kast.staff import texts
from kast.staff.texts import Text

_LAWS = {
    "limits.child": "socialtjänstlagen 19 kap. 1 §",
    "limits.minor": "offentlighets- och sekretesslagen 10 kap. 21 §, brottsbalken 6 kap. 9 §",
    "limits.past": "offentlighets- och sekretesslagen 10 kap. 23 §",
    "limits.now": "brottsbalken 23 kap. 6 §",
    "limits.near": "offentlighets- och sekretesslagen 10 kap. 18 a och 18 c §§",
    "limits.prevent": "offentlighets- och sekretesslagen 10 kap. 15 a §",
    "limits.data": "lag 2025:170 4 §",
    "limits.court": "",
    "limits.life": "",
    "limits.kept": "",
}
SECRECY = "offentlighets- och sekretesslagen 26 kap. 1 §"


@dataclass(frozen=True)
class Term:
    """One limit, as its page shows it."""

    text: Text
    law: str


def limits() -> list[Term]:
    """Every limit in its order, in the page's language."""
    found = texts.texts(list(_LAWS))
    return [Term(found[key], law) for key, law in _LAWS.items()]
