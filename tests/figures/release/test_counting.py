import random

from kast.figures import asking, outcome, ways
from kast.figures.lives import Life
from kast.figures.release import counting, tables
from tests.figures.made_up import BACK, CLEAN, life

from .made_up import lives_of


def test_every_sum_of_every_table_adds_up_and_the_tables_agree_with_each_other():
    numbers = counting.count(lives_of(500), [("told", "police", "2025-03", 40)], year=2025)
    for table in tables.TABLES:
        cells = numbers[table.key]
        for row in table.sums:
            printed = [part for part in row.parts if part in cells]
            if len(printed) == len(row.parts):
                assert cells[row.whole] == sum(cells[part] for part in printed), (table.key, row)
            else:
                assert cells[row.whole] >= sum(cells[part] for part in printed), (table.key, row)
    for link in tables.links():
        whole, parts = numbers[link.whole[0]][link.whole[1]], sum(numbers[key][at] for key, at in link.parts)
        assert whole == parts if link.exact else whole >= parts, link


def test_the_order_of_lives_changes_nothing():
    lives = lives_of(200)
    before = counting.count(lives, [], year=2025)
    random.Random(3).shuffle(lives)
    assert counting.count(lives, [], year=2025) == before


def test_two_years_count_nobody_twice():
    lives = lives_of(300)
    for key in ("routes", "path", "baseline", "endings", "outcome_by_way"):
        years = [counting.count(lives, [], year=year)[key] for year in range(2020, 2032)]
        everybody = sum(cells[cells_at] for cells in years for cells_at in cells if set(cells_at) == {tables.ALL})
        populations = {
            "routes": len(lives),
            "path": len(lives),
            "baseline": sum(bool(one.held) for one in lives),
            "endings": sum(one.ending is not None for one in lives),
            "outcome_by_way": sum(one.last("baseline") == "last_12_months" and bool(one.held) for one in lives),
        }
        assert everybody == populations[key], key


def test_the_outcome_of_all_years_is_the_outcome_so_far():
    lives = [life(came="2023-05", answers=CLEAN)] * 7 + [life(came="2022-02", answers=BACK)] * 3
    lives += [life(came="2024-01")] * 2 + [life(came="2024-01", baseline="earlier", answers=CLEAN)]
    so_far = outcome.did_not_go_back(lives, month="2026-12")
    years = [counting.count(lives, [], year=year)["outcome"] for year in range(2022, 2027)]
    assert sum(cells[("recent", "clean")] for cells in years) == so_far.clean == 7
    assert sum(cells[("recent", "back")] for cells in years) == so_far.back == 3
    assert sum(cells[("recent", "*")] for cells in years) == so_far.due == 12
    assert sum(cells[("earlier", "*")] for cells in years) == 1


def test_what_comes_after_the_year_is_not_counted_in_it():
    lives = lives_of(100, first=2025, last=2025)
    later = [Life((*one.facts, ("route_in", "other", "2026-01"), ("came", "therapy", "2026-02"))) for one in lives]
    assert counting.count(later, [], year=2025)["path"] == counting.count(lives, [], year=2025)["path"]


def test_a_life_that_was_handed_over_is_counted_by_one_unit_only():
    start = (("wrote", "letter", "2024-01"), ("baseline", "last_12_months", "2024-01"), ("came", "therapy", "2024-01"))
    arrived = Life((("from_sister", "we_ask", "2024-01"), ("began", "letter", "2024-01"), *start[1:]))
    left = Life((*start, ("handed_over", "they_ask", "2024-02")))
    first = counting.count([arrived, left], [], year=2024)
    later = counting.count([arrived, left], [], year=2025)
    assert first["routes"][("*",)] == 1
    assert later["outcome"][("recent", "*")] == 1


def test_a_source_that_has_not_counted_is_not_nought():
    counts = [("told", "police", "2025-03", 40), ("told", "social_services-unknown", "2025-03", 1)]
    told = counting.count([], counts, year=2025)["told"]
    assert told == {("police",): 40, ("*",): 40}
    assert "told" not in counting.count([], [], year=2025)
    in_part = [*counts, ("told", "police-unknown", "2025-08", 1)]
    assert "told" not in counting.count([], in_part, year=2025)


def answered(month, *reasons):
    return (("followup_12", "answered", month), *(("reason_told", reason, month) for reason in reasons))


def test_each_reason_is_counted_of_all_who_told_any_for_the_first_time_that_year():
    start = (("came", "therapy", "2024-01"), ("baseline", "last_12_months", "2024-01"))
    lives = [Life((*start, *answered("2025-02", "shame"), *answered("2025-05", "shame", "law")))]
    lives += [Life((*start, *answered("2024-12", "law"), *answered("2025-01", "shame")))]
    lives += [Life((*start, ("concerns", "relative", "2024-01"), *answered("2025-02", "money")))]
    lives += [Life((*start, ("held_back", "money", "2025-01")))]
    reasons = counting.count(lives, [], year=2025)["reasons"]
    assert (reasons[("*",)], reasons[("law",)], reasons[("shame",)]) == (1, 1, 1)


START = (("wrote", "letter", "2023-01"), *[("came", "conversation", "2023-01")] * 3, ("baseline", "earlier", "2023-01"))


def ended(*facts, until="8-15-27", at="6-12-24", agreed="yes"):
    kept = (("ask_until", until, "2024-01"), ("ask_at", at, "2024-01"))
    return Life((*START, *kept, ("ended", "agreed", "2024-01"), ("followup_agreed", agreed, "2024-01"), *facts))


def followed(life, year):
    return {at for at, number in counting.count([life], [], year=year)["followup"].items() if number and "*" not in at}


def test_who_agreed_to_be_asked_once_is_no_silence_at_the_other_times():
    once = ended(at="12")
    assert followed(once, 2024) == {("6", "not_agreed")}
    assert followed(once, 2025) == {("12", "no_answer")}
    assert followed(once, 2026) == {("24", "not_agreed")}


def test_nobody_is_counted_at_a_time_at_which_the_unit_does_not_ask():
    assert [followed(ended(until="0-15-0", at="12"), year) for year in (2024, 2025, 2026)] == [
        set(),
        {("12", "no_answer")},
        set(),
    ]


def test_who_was_not_asked_whether_one_might_has_not_said_no():
    first = [
        ("wrote", "letter", "2023-01"),
        ("came", "conversation", "2023-01"),
        ("baseline", "last_12_months", "2023-01"),
    ]
    ended = Life(
        (*first, ("ask_until", "2-3-4", "2023-03"), ("ask_at", "none", "2023-03"), ("ended", "stopped", "2023-03"))
    )
    assert not asking.said_no(ended, 12)
    assert outcome.at_twelve(ended, month="2026-12") is outcome.Known.LOST
    said_no = Life((*ended.facts, ("followup_agreed", "no", "2023-03")))
    assert asking.said_no(said_no, 12)
    assert outcome.at_twelve(said_no, month="2026-12") is outcome.Known.DECLINED


def test_an_answer_is_waited_for_as_long_as_the_unit_had_said():
    late = ended(("followup_12", "answered", "2026-01"), until="8-26-30")
    assert followed(late, 2025) == set()
    assert followed(late, 2026) == {("12", "answered"), ("24", "no_answer")}


def test_a_life_that_ended_before_this_was_kept_is_read_by_the_standard_times():
    before = Life((*START, ("ended", "agreed", "2024-01"), ("followup_agreed", "yes", "2024-01")))
    assert [followed(before, year) for year in (2024, 2025, 2026)] == [
        {("6", "no_answer")},
        {("12", "no_answer")},
        {("24", "no_answer")},
    ]


def test_who_left_is_told_under_the_three_definitions_of_the_same_people():
    def ended(kind, *facts, held):
        first = [("wrote", "letter", "2025-01"), ("route_in", "own", "2025-01")]
        return Life((*first, *[("came", "conversation", "2025-02")] * held, *facts, ("ended", kind, "2025-09")))

    lives = [
        ended("stopped", ("silent", "d60", "2025-06"), held=2),
        ended("deleted", held=4),
        ended("agreed", held=1),
        ended("agreed", ("warned", "silent", "2025-05"), held=5),
        ended("moved_on", held=3),
    ]
    numbers = counting.count(lives, [], year=2025)
    assert [numbers[key][("own", tables.ALL)] for key in ("left", "few_talks", "silent")] == [5, 5, 5]
    assert numbers["left"][("own", "left")] == 2
    assert numbers["few_talks"][("own", "fewer")] == 2
    assert numbers["silent"][("own", "silent")] == 2


YES = ("followup_agreed", "yes", "2023-12")


def test_an_answer_from_before_a_reopening_is_no_answer_after_the_later_ending():
    first = [("wrote", "letter", "2023-01"), *[("came", "conversation", "2023-01")] * 3]
    first += [("ask_at", "6-12", "2023-03"), ("ended", "agreed", "2023-03"), ("followup_agreed", "yes", "2023-03")]
    first += [("followup_6", "answered", "2023-09"), ("reopened", "wrote", "2023-10")]
    again = Life((*first, ("ask_at", "6-12", "2023-12"), ("ended", "agreed", "2023-12"), YES))
    closed = [counting.count([again], [], year=year)["followup"] for year in (2024, 2025)]
    assert [sum(cells[("6", state)] for cells in closed) for state in ("answered", "no_answer")] == [0, 1]
    assert "followed6" not in ways.reached(again, month="2025-12")
    answered = Life((*again.facts, ("followup_6", "answered", "2024-06")))
    assert "followed6" in ways.reached(answered, month="2025-12")
