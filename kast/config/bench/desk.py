"""`kast bench desk`: opening a case with a hundred entries, in a made-up unit of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .rows import Row, median, percentile
from .served import ROOT, DidNotStart, run


def measure(*, quick: bool) -> list[Row]:
    """The page of one case: the server's time, and how much of it is opening what is sealed."""
    folder = Path(tempfile.mkdtemp(prefix="kast-desk-"))
    try:
        kept = {name: told for name, told in os.environ.items() if not name.startswith(("KAST_", "DATABASE_URL"))}
        environment = {**kept, "KAST_DATA": str(folder)}
        run("kast", "migrate", "--verbosity", "0", environment=environment)
        run("kast", "demo", environment=environment)
        times = "20" if quick else "100"
        done = subprocess.run(  # noqa: S603 -- ourselves
            [sys.executable, "-m", "kast.config.bench.one_case", times],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DidNotStart(done.stderr[-2000:])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    told = json.loads(done.stdout)
    return [
        Row("entries in the case", told["entries"], at_least=100),
        Row("opening it: server time, median", median(told["page"]), "ms", at_most=30),
        Row("of it opening what is sealed, median", median(told["opening"]), "ms", at_most=3),
        Row("opening it: server time, p95", percentile(told["page"], 0.95), "ms"),
        Row("sealed texts opened for the page", told["opened"]),
    ]
