"""Search: by case number, or by name or personal number through the blind index; by nothing else. That is also the law.

What somebody searched for is never written down, and never stands in an address.
"""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kast.audit import trail
from kast.audit.acts import Act
from kast.staff.models import Member

from . import access, cases
from .models import Case

_NUMBER = re.compile(r"\s*(\d{4})\s*[-–/ ]\s*(\d{1,4})\s*")


@transaction.atomic
def find(text: str, *, by: Member, at: datetime) -> list[Case]:
    """The cases with this number, name or personal number that she can open; absent and not hers look alike.

    Written down: one audit entry with what was found. Refused: cases.Locked.
    """
    if not text.strip():
        return []
    number = _NUMBER.fullmatch(text)
    if number:
        wanted = Q(number=f"{number[1]}-{int(number[2]):03d}")
    else:
        index = cases.keys_of(by).index(text)
        wanted = Q(alias_index=index) | Q(personal_index=index)
    found = list(access.reachable(by, at=at).filter(wanted).order_by("-number"))
    trail.record(Act.CASE_SEARCHED, by=by, about=found, at=at)
    return found
