"""Every route × everybody who might ask for it, in an exact table: routes.txt beside this file.

A stranger has no account; ada holds the case that is asked for; eva is a counsellor and its stand-in, while it is not lent;
bo heads the unit; olle runs the server. A number is what GET answers; 404 is the answer to what is absent and forbidden
alike; `in` leads to signing in, `on` to where a page leads by itself, `405` takes a form only.
"""

import os
import re
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from kast.casework import cases
from kast.casework.models import Case, RouteIn
from kast.config.reference import routes
from tests.conftest import TODAY

TABLE = Path(__file__).with_name("routes.txt")
AT = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=timezone.get_default_timezone())
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def case(unit, ada, eva):
    asked = cases.Asked(route_in=RouteIn.OWN, mode=Case.Mode.A)
    return cases.begin(Case.Begin.PHONE, asked, stand_in=eva, by=ada, at=AT)


def address(path: str, case) -> str:
    filled = re.sub(r"<case:\w+>", case.number, path)
    filled = re.sub(r"<int:\w+>", "1", filled)
    filled = re.sub(r"<uuid:\w+>", str(NOBODY), filled)
    return re.sub(r"<(?:str:|slug:)?\w+>", "x", filled)


def answer(client: Client, path: str) -> str:
    response = client.get(path)
    if response.status_code in {301, 302, 303}:
        return "in" if "/logga-in/" in response.headers["Location"] or "login" in response.headers["Location"] else "on"
    return str(response.status_code)


def test_every_route_answers_everybody_as_the_table_says(case, desk_of, unit):
    asking = {"stranger": Client(), **{name: desk_of(unit.members[name]) for name in ("ada", "eva", "bo", "olle")}}
    found = [f"{'route':<58} public  " + " ".join(f"{name:<8}" for name in asking)]
    for path, _, _, public in sorted(routes()):
        if "/ut/" in path or "logga-ut" in path or "logout" in path:
            continue  # whoever asks for it is signed out: tests/staff asks
        cells = " ".join(f"{answer(client, address(path, case)):<8}" for client in asking.values())
        found.append(f"{path:<58} {'public' if public else '-':<7} {cells}".rstrip())
    text = "\n".join(row.rstrip() for row in found) + "\n"
    if os.environ.get("KAST_WRITE_TABLES"):
        TABLE.write_text(text, "utf-8")
    assert text == TABLE.read_text("utf-8")


def test_a_form_sent_to_what_is_not_hers_does_nothing(case, desk_of, bo, olle):
    """Head and operator have no letter, case or follow-up: each form there answers them as if it did not exist."""
    for member in (bo, olle):
        desk, tried = desk_of(member), 0
        for path, name, room, _ in routes():
            if name.startswith("casework:sister") and member == bo:
                continue  # the directory of sister units is the head's
            cards = member == bo and path.startswith("/personal/kort/")  # the head's own
            if (
                room in {"casework", "followup"}
                and path.startswith("/personal/")
                and name != "casework:seen"
                and not cards
            ):
                assert desk.post(address(path, case)).status_code in {404, 405}, path
                tried += 1
        assert tried > 25
    assert Client().post(address("/personal/arenden/<case:number>/avsluta/", case)).status_code in {302, 403}


def test_a_stranger_sees_public_pages_only(case):
    stranger = Client()
    closed = [path for path, _, _, public in routes() if not public]
    assert closed
    for path in closed:
        response = stranger.get(address(path, case))
        assert response.status_code in {302, 404}, path
        assert case.number not in response.content.decode()


def test_an_address_that_is_not_hers_looks_like_one_that_does_not_exist(case, desk_of, eva, bo, olle):
    for member in (eva, bo, olle):
        desk = desk_of(member)
        for path, name, _, _ in routes():
            if "<case:" not in path:
                continue
            hidden = desk.get(address(path, case))
            absent = desk.get(re.sub(r"\d{4}-\d{3}", "2026-999", address(path, case)))
            if name == "casework:break_open" and member == eva:
                continue  # the stand-in's own way in, which needs a reason
            assert hidden.status_code == absent.status_code, path
            assert hidden.content.replace(case.number.encode(), b"2026-999") == absent.content, path
