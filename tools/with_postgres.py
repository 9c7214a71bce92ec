"""with_postgres COMMAND…: run a command beside a throw-away PostgreSQL, to which DATABASE_URL leads."""

import os
import signal
import subprocess
import sys

from kast.config.bench.cluster import NoPostgres, own_postgres


def main() -> int:
    """The command's own exit code; 1 when there is no PostgreSQL."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with own_postgres(durable=False) as leads_there:
            return subprocess.run(sys.argv[1:], env={**os.environ, **leads_there}, check=False).returncode
    except NoPostgres as missing:
        sys.stderr.write(f"{missing}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
