"""What this machine can do at all: how many keys it derives in a second, on all its cores, with nothing else to do."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings


def _derive_until(end: float) -> int:
    cost, done = settings.DERIVATION, 0
    while time.monotonic() < end:
        hash_secret_raw(
            b"sju ord och ett till",
            os.urandom(16),
            cost["time"],
            cost["memory"],
            parallelism=1,
            hash_len=48,
            type=Type.ID,
        )
        done += 1
    return done


def derivations_a_second(seconds: float) -> float:
    """Argon2id at the chosen setting, one thread a core."""
    cores = len(os.sched_getaffinity(0))
    start = time.monotonic()
    with ThreadPoolExecutor(cores) as pool:
        done = sum(pool.map(_derive_until, [start + seconds] * cores))
    return done / (time.monotonic() - start)
