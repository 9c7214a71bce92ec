"""Made-up people for the properties of survival: small groups, few distinct times, ties in plenty."""

from hypothesis import settings
from hypothesis import strategies as st

seen = st.tuples(st.integers(0, 12), st.booleans())
unhurried = settings(deadline=None)  # the second opinions take their time, and the first example imports them

groups = st.lists(seen, min_size=1, max_size=40)


def split(people):
    """Times and events."""
    return [time for time, _ in people], [event for _, event in people]
