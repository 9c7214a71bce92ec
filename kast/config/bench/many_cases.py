"""Inside a unit with very many cases: its first counsellor opens her pages, one after the other, whenever she is told.

`python -m kast.config.bench.many_cases CASES` fills the database that the environment names and says so; for each line
that comes in she goes once through her pages, and a line tells what each took and how many queries it asked, as JSON.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

NOTE = "Vi talar om vad som brukar hända före, och vad som hjälpte senast. " * 8


def main() -> None:
    """Fill, sign in, unlock; then a round through the pages for each line."""
    importlib.import_module("kast.config.wsgi")  # the application as the server loads it
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from kast.config import preparing  # noqa: PLC0415 -- after setup
    from kast.demo import many  # noqa: PLC0415 -- after setup

    preparing.static()
    name, phrase = many.fill(int(sys.argv[1]), today=timezone.localdate())
    desk = _desk(name, phrase)
    _tell({})
    for turn, _line in enumerate(sys.stdin):
        told: dict[str, tuple[float, int]] = {}
        for page, act in _acts(desk, turn):
            with _asked() as asked:
                start = time.perf_counter()
                act()
                took = (time.perf_counter() - start) * 1000
            told[page] = took, asked[0]
        _tell(told)


def _tell(told: dict[str, tuple[float, int]]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _desk(name: str, phrase: str) -> Any:
    from django.conf import settings  # noqa: PLC0415 -- after setup
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- after setup

    desk = Client(headers={"origin": settings.ORIGIN, "host": f"{settings.HOST}:{settings.PORT}"})
    member = get_user_model()._default_manager.get(username=name)  # noqa: SLF001 -- Django's public name
    desk.force_login(member, backend=settings.AUTHENTICATION_BACKENDS[0])
    _is(desk.post("/personal/las-upp/", {"phrase": phrase}), 302)
    return desk


def _acts(desk: Any, turn: int) -> Iterator[tuple[str, Callable[[], object]]]:
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    # The first counsellor's first forty cases are under way: one of them, another each time.
    number = f"2000-{turn % 19 + 1:03d}"
    case = f"/personal/arenden/{number}/"
    today = timezone.localdate().isoformat()
    talk = {"what": "held", "kind": "conversation", "means": "here", "minutes": "45", "on": today, "words": NOTE}

    def begin() -> None:
        given = {"alias": f"Ny {turn}", "mode": "B", "decision": "SN 2025/112", "began_with": "phone"}
        given |= {"concerns": "bought", "baseline": "earlier", "route_in": "own", "stand_in": _stand_in(desk)}
        begun = desk.post("/personal/arenden/nytt/", given)
        _is(begun, 302)
        for _ in range(10):
            _is(desk.post(f"{begun['Location']}anteckna/", talk), 302)

    yield "Today", lambda: _is(desk.get("/personal/"), 200)
    yield "list", lambda: _is(desk.get("/personal/arenden/"), 200)
    yield "search by number", lambda: _is(desk.post("/personal/sok/", {"q": number}), 302)
    yield "search by name", lambda: _is(desk.post("/personal/sok/", {"q": f"Person {turn % 19 + 1}"}), 302)
    yield "open a case with its timeline", lambda: _is(desk.get(case), 200)
    if turn % 4 == 0:
        yield "save a note", lambda: _is(desk.post(f"{case}anteckna/", {**talk, "what": "note"}), 302)
    if turn % 6 == 3:
        yield "a case and ten contacts, each saved", begin


def _stand_in(desk: Any) -> str:
    page = desk.get("/personal/arenden/nytt/").content.decode()
    return str(page.partition('name="stand_in" value="')[2].partition('"')[0])


@contextmanager
def _asked() -> Iterator[list[int]]:
    """How many queries were asked meanwhile."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    count = [0]

    def one(execute: Callable[..., Any], *given: Any) -> Any:
        count[0] += 1
        return execute(*given)

    with connection.execute_wrapper(one):
        yield count


def _is(answer: Any, status: int) -> None:
    if answer.status_code != status:
        message = f"{answer.status_code}: {answer.content.decode()[-3000:]}"
        raise RuntimeError(message)


if __name__ == "__main__":
    main()
