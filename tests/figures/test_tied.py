"""In a young unit everybody stands in the overview and in the way here: the difference of two numbers is people."""

import random

import pytest

from kast.figures import gathering, way_here
from kast.figures.lives import Life
from kast.figures.months import Span, name, number
from kast.figures.suppression import FEW

MONTH = "2026-08"
YEAR = Span("2025-09", MONTH)
POLICE = ("police", "card", "slip")
ROUTES = ("own", "own", "card", "card", "police", "slip", "social_services", "someone_close")


def life(*, route="card", start="2026-02", held=3, concerns="bought", ended=None):
    facts = [("wrote", "letter", start), ("concerns", concerns, start), ("route_in", route, start)]
    facts += [("came", "conversation", start)] * held
    facts += [("card", "k7", start)] if route == "card" else []
    return Life((*facts, *([("ended", ended, MONTH)] if ended else [])))


def both_pages(people):
    """What the overview shows, and what the way here shows."""
    overview = gathering.shown(gathering.gather(people, [], span=YEAR)).cells
    return overview, way_here.find(people, [], month=MONTH)


def differences(overview, found):
    """What somebody reckons out who has both pages open, and knows that the unit is younger than a year."""
    way, left, warned = found.cells, found.left, found.signals
    pairs = [([f"route_{route}"], [way[f"{route}_asked"]]) for route in ("own", *POLICE)]
    pairs.append((["route_social_services", "route_care"], [way["recommended_asked"]]))
    pairs.append((["route_someone_close", "route_other", "route_not_said"], [way["other_asked"]]))
    for step, wrote, police in (
        ("asked", "wrote", "police"),
        ("came", "wrote_came", "police_came"),
        ("three", "wrote_three", "police_three"),
    ):
        pairs += [([wrote], [way[f"all_{step}"]]), ([wrote], [way[f"all_{step}"], way[f"relative_{step}"]])]
        pairs += [([wrote], [way[f"relative_{step}"]]), ([police], [way[f"{one}_{step}"] for one in POLICE])]
    pairs += [(["cards"], [way["redeemed"]]), (["ended"], [way["all_settled"], way["relative_settled"]])]
    pairs.append((["ended_agreed"], [way["all_together"], way["relative_together"]]))
    gone = ["ended_stopped", "ended_deleted"]
    pairs += [(gone, [left["all_d1"]]), (gone, [warned["left"]])]
    known = [([overview[one] for one in wholes], parts) for wholes, parts in pairs]
    known += [([way[f"{one}_came"]], [left[f"{one}_began"]]) for one in ("all", "own", *POLICE, "other")]
    return [sum(wholes) - sum(parts) for wholes, parts in known if None not in (*wholes, *parts)]


def test_two_relatives_with_a_card_do_not_follow_from_two_pages():
    people = [life()] * 12 + [life(concerns="relative")] * 2 + [life(route="own")] * 20
    overview, found = both_pages(people)
    assert overview["route_card"] == 14
    assert found.cells["card_asked"] is None
    assert not [few for few in differences(overview, found) if 0 < few < FEW]


@pytest.mark.parametrize("seed", range(8))
def test_nothing_small_follows_from_two_pages_of_a_young_unit(seed):
    draw = random.Random(seed)
    first = draw.choice([1, 5, 11])
    people = [
        life(
            route=draw.choice(ROUTES),
            start=name(number(MONTH) - draw.randrange(first)),
            held=draw.randrange(5),
            concerns=draw.choice(["bought"] * 6 + ["relative", "professional"]),
            ended=draw.choice([None, "agreed", "stopped"]),
        )
        for _ in range(draw.randrange(20, 90))
    ]
    overview, found = both_pages(people)
    assert not [few for few in differences(overview, found) if 0 < abs(few) < FEW]


def test_an_old_unit_shows_as_much_as_each_page_alone_would():
    people = [life()] * 12 + [life(concerns="relative")] * 2 + [life(start="2023-10", route="own")] * 9
    _, found = both_pages([*people, *[life(start="2021-02", held=0)] * 6])
    assert found.cells["card_asked"] == 12


def test_a_unit_without_anybody_shows_noughts():
    overview, found = both_pages([])
    assert set(found.cells.values()) | set(overview.values()) == {0}
