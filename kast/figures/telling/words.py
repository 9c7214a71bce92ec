"""What a code means, in words: the codebook's entries, by dimension. A release holds codes; here alone they get words.

A word is what a page and a column show; a meaning is what the codebook says of it. Both go through gettext, so each is
there in Swedish and in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str


@dataclass(frozen=True)
class Meaning:
    """A code's word, and what is counted under it."""

    word: Words
    meaning: Words


@dataclass(frozen=True)
class Dimension:
    """What a table is parted by: its word, and its codes in the order in which they are shown."""

    word: Words
    codes: Mapping[str, Meaning]


TOTAL = Meaning(_("Alla"), _("Summan av alla, också av dem som är dolda."))
