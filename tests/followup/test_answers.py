from datetime import date

import pytest

from kast.audit.models import Entry
from kast.casework import cases
from kast.figures.lives import Life
from kast.figures.outcome import Known, at_twelve
from kast.figures.return_times import ReturnTime, return_time
from kast.followup import answers, asking, questions, reading
from kast.followup.models import Followup
from kast.retention import deleting
from tests.followup.conftest import answer, facts_of, moment

DAY = date(2026, 7, 4)


def test_an_answer_is_sealed_and_counted_under_the_same_life(planned, visit_of, ada):
    made = planned("mailbox", (12,), until=DAY)
    visit, row = visit_of(made.case), made.rows[12]
    row.refresh_from_db()
    answers.give(row, answer("no", worse="Det tog lång tid innan jag fick en tid."), visit=visit, at=moment(DAY))
    row = Followup.objects.select_related("case").get(pk=row.pk)
    assert row.state == "answered"
    assert row.answered_on == DAY
    assert not row.seen
    assert facts_of(visit)[-5:] == [
        ("followup_12", "answered"),
        ("went_back", "no"),
        ("followed_to", "m17"),
        ("purchases", "none"),
        ("tried", "none"),
    ]
    assert "lång tid" in row.answer.open(cases.key_of(made.case.box, ada))
    stored = bytes(Followup.objects.filter(pk=row.pk).values_list("answer", flat=True)[0])
    assert b"tid" not in stored


def test_a_visitors_entry_has_no_time_of_day(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(DAY))
    entry = Entry.objects.get(act="followup:answered")
    assert (entry.lane, entry.at, entry.on) == ("visitors", None, DAY)


def test_the_first_purchase_told_is_counted_from_the_first_held_contact(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    calendar = {
        "2026-03": {"abroad_in_person": "1"},
        "2025-11": {"sweden_remote": "3-5"},
        "2025-09": {"abroad_remote": "0"},
    }
    answers.give(made.rows[12], answer("yes", calendar=calendar, last="2026-03"), visit=visit, at=moment(DAY))
    assert facts_of(visit)[-6:] == [
        ("went_back", "yes"),
        ("followed_to", "m17"),
        ("first_purchase", "m10"),
        ("first_known", "no"),
        ("purchases", "few"),
        ("tried", "unsaid"),
    ]


NONE, ONE = {"sweden_in_person": "0"}, {"abroad_in_person": "1"}


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ({"last": "2025-03"}, False),
        ({"last": "2025-01"}, True),
        ({"calendar": {"2025-03": ONE}}, False),
        ({"calendar": {"2025-01": NONE, "2025-02": NONE, "2025-03": ONE}}, True),
        ({"calendar": {"2025-01": NONE, "2025-02": NONE, "2025-03": ONE}, "last": "2025-05"}, True),
        ({"calendar": {"2025-01": NONE, "2025-03": ONE}}, False),
        ({"calendar": {"2025-01": NONE, "2025-02": {"tried": "1"}, "2025-03": ONE}}, False),
        ({"calendar": {"2025-01": NONE, "2025-02": {"sweden_remote": "forgotten"}, "2025-03": ONE}}, False),
    ],
)
def test_the_earliest_month_told_is_the_first_only_where_every_month_before_it_was_told(
    planned, visit_of, given, known
):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    answers.give(made.rows[12], answer("yes", **given), visit=visit, at=moment(DAY))
    assert dict(facts_of(visit))["first_known"] == ("yes" if known else "no")


def test_months_before_the_last_answer_are_not_asked_about_again(planned, visit_of):
    made = planned("mailbox", (6, 12), until=date(2026, 1, 5))
    visit = visit_of(made.case)
    answers.give(made.rows[6], answer(), visit=visit, at=moment(date(2026, 1, 7)))
    asking.plan(moment(DAY, 2))
    answers.give(made.rows[12], answer("yes", calendar={"2026-01": NONE, "2026-02": ONE}), visit=visit, at=moment(DAY))
    assert dict(facts_of(visit))["first_known"] == "yes"


def test_the_counsellors_quick_answer_tells_by_when_and_never_that_it_was_not_before(planned, visit_of, ada):
    made = planned("call", (12,), until=DAY)
    answers.record(made.rows[12], answer("yes", last="2026-06"), by=ada, at=moment(DAY))
    one = Life(tuple((kind, code, "2025-01") for kind, code in facts_of(visit_of(made.case))))
    assert one.last("first_purchase") == "m17"
    assert at_twelve(one, month="2027-01") is Known.LOST
    assert return_time(one) == ReturnTime(0, 17)


@pytest.mark.parametrize("any_", ["no", "attempt", "unsaid"])
def test_only_a_purchase_is_counted_as_one(planned, visit_of, any_):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    answers.give(made.rows[12], answer(any_, last="2026-03"), visit=visit, at=moment(DAY))
    assert "first_purchase" not in dict(facts_of(visit))


def test_an_answer_is_given_once(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(DAY))
    with pytest.raises(answers.CannotMove):
        answers.give(made.rows[12], answer("yes"), visit=visit_of(made.case), at=moment(DAY))


@pytest.mark.parametrize("day", [date(2026, 4, 29), date(2026, 9, 30)])
def test_outside_the_window_there_is_no_answer(planned, visit_of, day):
    made = planned("self", (12,))
    with pytest.raises(answers.NotOpen):
        answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(day))


def test_the_first_time_one_asks_since_the_first_contact_later_since_the_last_answer(planned, visit_of):
    made = planned("mailbox", (6, 12), until=date(2026, 1, 5))
    assert answers.since(made.rows[6]) == questions.Since(date(2025, 1, 20), again=False)
    answers.give(made.rows[6], answer(), visit=visit_of(made.case), at=moment(date(2026, 1, 7)))
    assert answers.since(made.rows[12]) == questions.Since(date(2026, 1, 7), again=True)


def test_the_counsellor_reads_it_and_that_is_written_down(planned, visit_of, ada):
    made = planned("mailbox", (12,), until=DAY)
    given = answer("yes", calendar={"2026-02": {"sweden_in_person": "2"}}, held_back={"law": 7}, again="yes")
    answers.give(made.rows[12], given, visit=visit_of(made.case), at=moment(DAY))
    row = Followup.objects.select_related("case__box").get(months=12)
    assert answers.open_answer(row, by=ada, at=moment(DAY)) == given
    assert row.seen
    assert Entry.objects.filter(lane=str(ada.mark), act="followup:read", about=str(row.mark)).count() == 1


def test_somebody_elses_mailbox_answers_nothing(planned, visit_of, another_person, ada):
    from kast.door.models import Mailbox
    from kast.door.visitors import Visit

    made = planned("mailbox", (12,), until=DAY)
    another_person.writes("Hej.")
    other = Mailbox.objects.select_related("box").exclude(box=made.case.box).get()
    stranger = Visit(other, cases.key_of(other.box, ada))
    with pytest.raises(answers.NotOpen):
        answers.give(made.rows[12], answer(), visit=stranger, at=moment(DAY))
    with pytest.raises(answers.NotOpen):
        answers.decline(made.rows[12], visit=stranger, at=moment(DAY))


def test_a_no_holds_for_this_and_every_later_window(planned, visit_of):
    made = planned("mailbox", until=date(2026, 1, 5))
    visit = visit_of(made.case)
    answers.decline(made.rows[6], visit=visit, at=moment(date(2026, 1, 7)))
    assert {row.state for row in Followup.objects.all()} == {"declined"}
    assert [fact for fact in facts_of(visit) if fact[1] == "declined"] == [
        (f"followup_{months}", "declined") for months in (6, 12, 24)
    ]
    answers.decline(made.rows[6], visit=visit, at=moment(date(2026, 1, 7)))
    assert Entry.objects.filter(act="followup:declined").count() == 1
    assert asking.plan(moment(DAY, 2)).asked == 0


def test_months_are_listed_newest_first_with_both_ends():
    months = questions.months_between(date(2025, 11, 20), date(2026, 2, 1))
    assert months == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]


def test_an_answer_comes_back_as_it_was_sealed():
    given = answer("attempt", held_back={"shame": 0}, worse="å", again="not_now")
    assert questions.from_json(given.to_json()) == given


def test_reasons_are_counted_with_the_answer_and_what_mattered_much_by_itself(planned, visit_of):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    answers.give(made.rows[12], answer("no", held_back={"law": 7, "shame": 5, "money": 0}), visit=visit, at=moment(DAY))
    assert [fact for fact in facts_of(visit) if fact[0].startswith("reason")] == [
        ("reason_told", "law"),
        ("reason_told", "shame"),
        ("reason_strong", "law"),
    ]


@pytest.mark.parametrize(("held_back", "told"), [({}, []), ({"law": 0}, ["none"])])
def test_who_skipped_the_reasons_is_not_among_those_who_were_asked(planned, visit_of, held_back, told):
    made = planned("mailbox", (12,), until=DAY)
    visit = visit_of(made.case)
    answers.give(made.rows[12], answer("no", held_back=held_back), visit=visit, at=moment(DAY))
    assert [code for kind, code in facts_of(visit) if kind == "reason_told"] == told


@pytest.mark.parametrize(
    ("counts", "group"),
    [
        ([], "unsaid"),
        (["forgotten"], "unsaid"),
        (["0", "forgotten"], "none"),
        (["1"], "one"),
        (["1", "0", "1"], "few"),
        (["3-5"], "few"),
        (["3-5", "3-5"], "many"),
        (["6+"], "many"),
    ],
)
def test_a_number_is_kept_in_a_group(counts, group):
    assert questions.how_many(counts) == group


def test_attempts_are_no_purchases_and_are_counted_apart():
    given = answer("yes", calendar={"2026-02": {"tried": "3-5"}, "2026-04": {"abroad_in_person": "1", "tried": "1"}})
    assert (given.purchases, given.tried, given.first_purchase) == ("one", "few", "2026-04")
    only_tried = answer("attempt", calendar={"2026-02": {"tried": "1"}})
    assert (only_tried.purchases, only_tried.tried, only_tried.first_purchase) == ("none", "one", None)


def test_who_says_yes_and_tells_of_no_month_has_bought_nobody_knows_how_often():
    assert answer("yes").purchases == "unsaid"
    assert answer("unsaid").purchases == "unsaid"


def test_who_was_not_reached_in_a_window_that_has_closed_stays_not_reached(planned, visit_of, ada):
    from kast.followup import attempts
    from kast.followup.models import Attempt

    made = planned("call", (6, 12), until=date(2026, 1, 5))
    attempts.record(made.rows[6], Attempt.Result.WRONG_NUMBER, by=ada, at=moment(date(2026, 1, 7)))
    asking.plan(moment(DAY, 2))
    answers.decline_by_phone(made.rows[12], by=ada, at=moment(DAY))
    assert {row.months: row.state for row in Followup.objects.exclude(state="not_agreed")} == {
        6: "not_reached",
        12: "declined",
    }


def test_an_answer_from_before_how_things_are_was_asked_can_still_be_read():
    kept = '{"any": "no", "calendar": {}, "last": "", "held_back": {}, "worse": "", "again": ""}'
    assert questions.from_json(kept) == answer("no")


def test_who_deletes_everything_takes_the_words_of_every_answer_along(
    planned, visit_of, ada, desk_of, settings_of_unit
):
    settings_of_unit(retention_decision="SN 2025/112")
    made = planned("mailbox", (12,), until=DAY)
    answers.give(made.rows[12], answer(), visit=visit_of(made.case), at=moment(DAY))
    deleting.delete_everything(visit_of(made.case), at=moment(DAY))
    row = Followup.objects.select_related("case__box").get(months=12)
    assert (row.state, bool(row.answer), row.seen) == ("answered", False, True)
    assert answers.open_answer(row, by=ada, at=moment(DAY)) is None
    assert reading.told_in(made.case, by=ada) == []
    page = desk_of(ada).get(f"/personal/uppfoljning/{row.pk}/").content.decode()
    assert "Svarets ord är borta; att det kom står kvar." in page


def test_what_was_told_to_the_counsellor_is_her_record_and_stays(planned, visit_of, ada, settings_of_unit):
    settings_of_unit(retention_decision="SN 2025/112")
    made = planned("call", (12,), until=DAY)
    answers.record(made.rows[12], answer(), by=ada, at=moment(DAY))
    deleting.delete_everything(visit_of(made.case), at=moment(DAY))
    assert answers.open_answer(Followup.objects.get(months=12), by=ada, at=moment(DAY)) == answer()
