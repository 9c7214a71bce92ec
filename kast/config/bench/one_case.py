"""Inside a made-up unit's own process: Ada begins a case, writes a hundred entries, and opens it again and again.

`python -m kast.config.bench.one_case TIMES` prints what each opening took, as JSON.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

ENTRIES = 100
NOTE = "Personen berättar om veckan som gått. Vi talar om vad som brukar hända före, och vad som hjälpte senast. " * 6


class Watch:
    """Counts and times the calls of a function of a module, wherever that module's name leads to it."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self.seconds, self.calls = 0.0, 0
        self._real: Callable[..., Any] = getattr(module, name)
        setattr(module, name, self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return self._real(*given, **named)
        finally:
            self.seconds += time.perf_counter() - start
            self.calls += 1


def main() -> None:
    """Write the case through the pages' own forms, then open it so many times."""
    importlib.import_module("kast.config.wsgi")  # the application as the server loads it
    from django.conf import settings  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- after setup
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from kast.config import preparing  # noqa: PLC0415 -- after setup

    preparing.static()
    ada = Client(headers={"origin": settings.ORIGIN, "host": f"{settings.HOST}:{settings.PORT}"})
    _did(ada.post("/demo/", {"who": "ada"}))
    address = _begin(ada)
    today = timezone.localdate().isoformat()
    for number in range(ENTRIES):
        talk = {"what": "held" if number % 2 else "note", "kind": "conversation", "means": "here", "minutes": "45"}
        _did(ada.post(f"{address}anteckna/", {**talk, "on": today, "words": f"Post {number:03}. {NOTE}"}))
    watches = [Watch(sys.modules["kast.vault.sealing"], "unseal"), Watch(sys.modules["kast.vault.keys"], "unwrap")]
    page, opening = [], []
    for turn in range(int(sys.argv[1]) + 3):
        before = sum(watch.seconds for watch in watches)
        start = time.perf_counter()
        answer = ada.get(address)
        took = time.perf_counter() - start
        if turn >= 3:  # what is loaded at first is loaded
            page.append(took * 1000)
            opening.append((sum(watch.seconds for watch in watches) - before) * 1000)
    shown = sum(f"Post {number:03}. " in answer.content.decode() for number in range(ENTRIES))
    calls = sum(watch.calls for watch in watches) // (int(sys.argv[1]) + 3)
    sys.stdout.write(json.dumps({"entries": shown, "page": page, "opening": opening, "opened": calls}))


def _begin(ada: Any) -> str:
    from .visitor import Page  # noqa: PLC0415 -- beside what is measured

    page = ada.get("/personal/arenden/nytt/")
    form = Page(page.status_code, "", {}, 0, page.content.decode()).form_with("alias")
    given = {"alias": "Långa tråden", "mode": "B", "decision": "SN 2025/112", "began_with": "phone"}
    stand_in = page.content.decode().partition('name="stand_in" value="')[2].partition('"')[0]
    answer = ada.post("/personal/arenden/nytt/", {**form.fields, **given, "stand_in": stand_in})
    _did(answer)
    return str(answer["Location"])


def _did(answer: Any) -> None:
    if answer.status_code != 302:
        message = f"{answer.status_code}: {answer.content.decode()[-3000:]}"
        raise RuntimeError(message)


if __name__ == "__main__":
    main()
