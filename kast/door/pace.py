"""Every refusal at the door is answered at the same moment: a tenth of a second after it arrived.

A phrase whose mailbox was deleted takes a derivation, one that never existed takes none. Who stands outside with a
watch must not be able to tell them apart.
"""

import time

ANSWER_AFTER = 0.1  # seconds


class Pace:
    """When a request arrived, and when it may be refused."""

    def __init__(self) -> None:
        self._until = time.monotonic() + ANSWER_AFTER

    def wait(self) -> None:
        """Hold until the moment has come; not at all when it has passed."""
        left = self._until - time.monotonic()
        if left > 0:
            time.sleep(left)
