"""Log lines without content: what kind of fault, and where in our code. Never its message, never a request."""

import logging
import traceback


class Quiet(logging.Formatter):
    """Level, logger, and for a fault its type and place; a fault's message may hold what somebody wrote."""

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            place = traceback.extract_tb(trace)[-1] if trace else None
            where = f" at {place.filename.rsplit('/kast/', 1)[-1]}:{place.lineno}" if place else ""
            return f"{record.levelname} {record.name}: {kind.__name__}{where}"
        if record.name.startswith("kast"):
            return f"{record.levelname} {record.name}: {record.getMessage()}"
        return f"{record.levelname} {record.name}"
