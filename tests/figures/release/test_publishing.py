from datetime import UTC, datetime

import pytest
import time_machine

from kast.audit.acts import Act
from kast.audit.models import Entry
from kast.figures.gathering import gather
from kast.figures.models import Frozen, Release
from kast.figures.months import HalfYear
from kast.figures.release import counting
from kast.figures.release.seen import ANSWERS, TOLD
from kast.figures.suppression import FEW, Leak
from kast.figures.telling.places import Refusal
from tests.figures.made_up import keep

from .made_up import lives_of

pytestmark = pytest.mark.django_db
PAGE = "/personal/siffror/publicering/"
AT = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def year():
    """A closed year with lives, seen in the February after it."""
    keep(lives_of(300))
    with time_machine.travel(AT, tick=False):
        yield 2025


@pytest.fixture
def desk(year, desk_of, bo):
    """The head's browser."""
    return desk_of(bo)


def leaking(year):
    """What two half-years have told of a year's few."""
    few = counting.count(lives_of(300), [], year=year)["outcome"]
    assert 0 < few[("recent", "back")] < FEW
    Frozen.objects.create(half_year=f"{year - 1}-H2", made_on=AT.date(), totals=told(f"{year - 1}-H2", 0, 0))
    so_far = (few[("recent", "*")], few[("recent", "back")])
    Frozen.objects.create(half_year=f"{year}-H2", made_on=AT.date(), totals=told(f"{year}-H2", *so_far))
    return few[("recent", "back")]


def told(half_year, due, back):
    return {"cells": {"due": due, "back": back}, "outcome_until": half_year}


def test_the_head_looks_is_asked_and_publishes(year, desk):
    listed = desk.get(PAGE).content.decode()
    assert f"{PAGE}2025/" in listed
    assert f"{PAGE}2026/" not in listed
    looked = desk.get(f"{PAGE}2025/").content.decode()
    assert "Utgåva 2025-1." in looked
    assert not Release.objects.exists()
    asked = desk.get(f"{PAGE}2025/fraga/").content.decode()
    assert "Det går inte att ångra." in asked
    entries = Entry.objects.filter(act=Act.FIGURES_RELEASED)
    assert not entries.exists()
    done = desk.post(f"{PAGE}2025/fraga/", follow=True).content.decode()
    assert "Utgåva 2025-1 är publicerad." in done
    assert Release.objects.get().sha256 in done
    assert entries.count() == 1
    assert "säger detsamma" in desk.get(f"{PAGE}2025/").content.decode()


def test_a_table_that_leaks_is_refused_with_the_cell_named_and_what_to_do(year, desk):
    few = leaking(year)
    page = desk.get(f"{PAGE}2025/").content.decode()
    assert "Så här går det inte att publicera." in page
    assert "Gick tillbaka" in page
    assert f"att det är {few}." in page
    way_out = f"{PAGE}2025/?utan=outcome"
    assert way_out in page
    assert desk.post(f"{PAGE}2025/fraga/", follow=True).redirect_chain[0][0] == f"{PAGE}2025/"
    assert not Release.objects.exists()
    again = desk.get(f"{PAGE}2025/?utan=outcome&utan=outcome_by_way").content.decode()
    assert "Utgåva 2025-1." in again
    done = desk.post(f"{PAGE}2025/fraga/", {"utan": ["outcome", "outcome_by_way"]}, follow=True).content.decode()
    assert "Utgåva 2025-1 är publicerad." in done
    assert '"key":"outcome"' not in Release.objects.get().content


def test_nobody_but_the_head_comes_to_the_page(year, desk_of, ada, olle, client):
    for one in (desk_of(ada), desk_of(olle, locked=True)):
        assert one.get(PAGE).status_code == 404
        assert one.get(f"{PAGE}2025/fraga/").status_code == 404
    assert client.get(PAGE).status_code in {302, 404}
    assert "Publicering" not in desk_of(ada).get("/personal/siffror/").content.decode()


def test_a_year_that_is_not_closed_or_in_which_nobody_was_there_is_not_there(year, desk):
    assert desk.get(f"{PAGE}2026/").status_code == 404
    assert desk.get(f"{PAGE}1999/").status_code == 404


def test_a_refusal_names_its_cell_in_words():
    one = Refusal(Leak("2025-1:path[police,~came]", 2, 2))
    assert (one.title, one.cell, one.one_value) == (
        "Från första kontakt till tredje samtal",
        "Genom polisen, alla utom kom på ett första samtal",
        True,
    )
    apart = Refusal(Leak("2025-2:routes[own]−2025-1", 1, 3))
    assert (apart.apart, apart.cell, apart.has_end, apart.one_value) == (True, "Sökte själv", True, False)
    half = Refusal(Leak("2025-H2:back", 1, 1))
    assert (half.title, half.cell) == ("andra halvåret 2025", "Köp det senaste året, Gick tillbaka")


def test_every_number_of_a_half_year_has_words_of_its_own():
    cells = gather([], [], span=HalfYear(2025, 2).span).cells
    names = {*(name for name in cells if name[0] != "_"), ANSWERS, TOLD}
    told = {name: Refusal(Leak(f"2025-H2:{name}", 1, 1)).cell for name in names}
    assert not told.keys() & set(told.values())
    assert len(set(told.values())) == len(names)
