from datetime import UTC, datetime

import pytest

from kast.figures import caught, caught_codes, multiplier
from kast.figures.caught_codes import Row
from kast.figures.lives import Life
from kast.figures.multiplier import Said, Why
from kast.ledger.models import Fact

NOW = datetime(2026, 7, 1, 10, tzinfo=UTC)


def life(*answers, held=("2025-03",), concerns="bought"):
    first = [("wrote", "letter", held[0] if held else "2025-03"), ("concerns", concerns, "2025-03")]
    return Life((*first, *[("came", "conversation", month) for month in held], *answers))


def row(number, unit="persons"):
    return Row(2025, unit, "police", number)


def test_26_of_255_as_science_gives_it():
    """science.md C: 10 % is 25 to 26 of 255; Clopper-Pearson .0677 to .1458."""
    found = multiplier.reached(row(255), Said(caught=26, asked=60, unsaid=0))
    assert found.share.share == pytest.approx(0.102, abs=0.001)
    assert (found.low, found.high) == (pytest.approx(0.0677, abs=5e-5), pytest.approx(0.1458, abs=5e-5))


def test_who_was_not_asked_makes_it_wider_and_only_upwards():
    sure, unsure = (multiplier.reached(row(255), Said(26, 60, unsaid)) for unsaid in (0, 40))
    assert unsure.low == sure.low
    assert unsure.high > sure.high
    assert (unsure.at_most.numerator, unsure.at_most.denominator) == (66, 255)


def test_crimes_and_sentences_are_not_persons():
    for unit in ("crimes", "actions", "convicted"):
        found = multiplier.reached(row(255, unit), Said(26, 60, 0))
        assert (found.share, found.why) == (None, Why.NOT_PERSONS)


def test_unknown_stays_unknown_and_is_no_nought():
    found = multiplier.reached(row(None), Said(26, 60, 0))
    assert (found.share, found.caught, found.why) == (None, None, Why.NOT_COUNTED)
    assert multiplier.reached(row(255), Said(0, 0, 30)).why is Why.NOT_ASKED


def test_more_who_say_so_than_were_caught_are_not_the_same_people():
    assert multiplier.reached(row(20), Said(26, 60, 0)).why is Why.MORE_THAN_ALL


@pytest.mark.parametrize(
    ("answers", "year"),
    [
        ([], None),
        ([("caught", "this_year", "2025-03")], 2025),
        ([("caught", "last_year", "2026-01")], 2025),
        ([("caught", "earlier", "2025-03")], 0),
        ([("caught", "no", "2025-03")], 0),
        ([("caught", "unsaid", "2025-03")], None),
        ([("caught", "no", "2025-03"), ("caught", "this_year", "2025-06")], 2025),
        ([("caught", "no", "2024-11")], None),
        ([("caught", "this_year", "2024-11")], None),
        ([("caught", "earlier", "2024-11")], None),
    ],
)
def test_the_year_is_told_by_the_answer_and_its_month(answers, year):
    assert multiplier.caught_in(life(*answers), 2025) == year


def test_caught_earlier_may_be_any_year_before_the_last():
    one = life(("caught", "earlier", "2026-01"))
    assert [multiplier.caught_in(one, year) for year in (2023, 2024, 2025, 2026)] == [None, None, 0, 0]


def test_relatives_and_those_of_other_years_are_not_among_them():
    people = [
        life(("caught", "this_year", "2025-03")),
        life(("caught", "last_year", "2026-02"), held=("2026-02",)),
        life(held=("2024-05",)),
        life(("caught", "this_year", "2025-03"), concerns="relative"),
        life(("caught", "no", "2025-03")),
        life(),
    ]
    assert multiplier.said(people, year=2025) == Said(caught=2, asked=3, unsaid=1)


def test_who_said_no_before_the_year_had_begun_has_not_said_it_of_that_year():
    early = life(("caught", "no", "2024-11"), held=("2024-11", "2025-02"))
    assert multiplier.said([early], year=2025) == Said(caught=0, asked=0, unsaid=1)
    assert multiplier.said([early], year=2024) == Said(caught=0, asked=1, unsaid=0)


def test_a_code_of_the_ledger_says_unit_source_and_whether_it_is_taken_off():
    for code in ("persons--police", "crimes--bra-less", "convicted--courts-unknown"):
        assert str(caught_codes.read(code)) == code
    longest = [
        str(caught_codes.Code(unit, source, unknown=True))
        for unit in caught_codes.UNITS
        for source in caught_codes.SOURCES
    ]
    assert max(map(len, longest)) <= 30


def test_a_number_is_entered_with_its_unit_and_taken_off_again(unit, bo):
    given = {"unit": "persons", "source": "police", "year": 2025, "by": bo, "at": NOW}
    caught.enter(2550, **given)
    caught.enter(2295, less=True, **given)
    caught.enter(400, **{**given, "unit": "crimes"})
    assert [(one.unit, one.number) for one in caught_codes.rows(rows())] == [("persons", 255), ("crimes", 400)]
    with pytest.raises(caught.MoreThanStands):
        caught.enter(256, less=True, **given)
    with pytest.raises(caught.NotYet):
        caught.enter(1, **{**given, "year": 2027})
    assert not Fact.objects.exclude(life=None).exists()


def test_not_known_is_said_and_a_number_makes_it_void(unit, bo):
    given = {"unit": "persons", "source": "police", "year": 2025, "by": bo, "at": NOW}
    caught.enter(None, **given)
    assert [one.number for one in caught_codes.rows(rows())] == [None]
    caught.enter(255, **given)
    assert [one.number for one in caught_codes.rows(rows())] == [255]


def rows():
    return list(Fact.objects.values_list("kind", "code", "month", "count"))
