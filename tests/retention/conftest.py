"""What the tests of forgetting share: those of asking later, since what is forgotten was once a whole life."""

from kast.vault.models import Box, Way, Wrap
from tests.followup.conftest import ended, planned, visit_of

__all__ = ["ended", "keys_left", "planned", "visit_of"]


def keys_left() -> int:
    """How many wraps and ways of persons' boxes there are."""
    persons = Box.objects.filter(kind=Box.Kind.PERSON)
    return Wrap.objects.filter(box__in=persons).count() + Way.objects.filter(box__in=persons).count()
