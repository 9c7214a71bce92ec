from kast.figures import leaving, signals
from kast.figures.lives import Life
from kast.figures.months import Span
from kast.figures.tied import Table, protected

MONTH = "2026-07"
SPAN = leaving.span_before(MONTH, years=3)


def life(*facts, held=3, start="2025-01", route="own", concerns="bought"):
    first = [("wrote", "letter", start), ("concerns", concerns, start), ("route_in", route, start)]
    return Life((*first, *[("came", "conversation", start)] * held, *facts))


STOPPED = ("ended", "stopped", "2025-04")
AGREED = ("ended", "agreed", "2025-04")
SILENT = ("silent", "yes", "2025-04")


def test_the_people_below_the_line_have_had_half_a_year():
    assert Span("2023-02", "2026-01") == SPAN
    found = leaving.cells([life(start="2026-01"), life(start="2026-02")], span=SPAN, month=MONTH)
    assert found["all_began"] == 1


def test_the_rate_moves_with_the_definition():
    people = [
        life(STOPPED, held=2),  # all but silent
        life(AGREED, held=2),  # few talks, but agreed
        life(STOPPED, SILENT, held=8),  # many talks, then silence
        life(SILENT, held=5),  # still under way, once silent
        life(AGREED, held=5),
    ]
    found = leaving.cells(people, span=SPAN, month=MONTH)
    assert [found[f"all_{what}"] for what in ("began", "d1", "d2", "d3")] == [5, 2, 2, 2]


def test_who_deleted_the_mailbox_left_without_agreement_and_who_died_is_left_out():
    people = [life(("ended", "deleted", "2025-04")), life(("ended", "died", "2025-04"))]
    found = leaving.cells(people, span=SPAN, month=MONTH)
    assert (found["all_began"], found["all_d1"]) == (1, 1)


def test_a_silence_that_only_a_warning_knew_counts_too():
    assert leaving.under(life(("warned", "silent", "2025-04"))) == {"d3"}
    assert leaving.under(life(("warned", "overdue", "2025-04"))) == set()


def test_relatives_and_professionals_are_not_among_them():
    people = [life(concerns="relative"), life(concerns="professional")]
    assert leaving.cells(people, span=SPAN, month=MONTH)["all_began"] == 0


def test_every_sum_adds_up():
    people = [life(STOPPED, route=route, held=held) for route in ("own", "card", "police") for held in (1, 2, 3)]
    found = leaving.cells(people, span=SPAN, month=MONTH)
    assert all(found[row.whole] == sum(found[part] for part in row.parts) for row in leaving.SUMS)


def warned(*facts):
    found = signals.cells([life(*facts)], span=Span("2025-01", "2025-12"), month=MONTH)
    return {name for name, value in found.items() if value and not name.startswith("_")}


def test_a_warning_was_right_when_the_person_left_within_half_a_year():
    found = warned(("warned", "overdue", "2025-02"), STOPPED)
    assert found == {"warned", "right", "left", "foreseen", "rule_overdue", "right_overdue"}


def test_a_warning_before_somebody_who_stayed_or_left_later_was_not():
    assert warned(("warned", "overdue", "2025-02"), AGREED) == {"warned", "rule_overdue"}
    later = ("ended", "stopped", "2025-09")
    assert warned(("warned", "overdue", "2025-02"), later) == {"warned", "rule_overdue", "left"}


def test_who_left_without_a_warning_was_not_foreseen():
    assert warned(STOPPED) == {"left"}


def test_a_warning_that_came_after_the_leaving_foresaw_nothing():
    assert warned(STOPPED, ("warned", "overdue", "2025-06")) == {"left", "warned", "rule_overdue"}


def test_a_warning_that_was_acted_on_is_counted_as_such():
    told = warned(("warned", "missed_two", "2025-02"), ("acted", "contacted", "2025-02"))
    assert told == {"warned", "acted", "rule_missed_two"}


def test_a_risk_without_a_plan_warns_of_the_unit_and_not_of_leaving():
    assert warned(("warned", "risk_without_plan", "2025-02")) == set()


def test_precision_and_recall_as_counted_by_hand():
    """Ten warned of, six of whom left; nine left, six of them foreseen."""
    right = [life(("warned", "silent", "2025-02"), STOPPED)] * 6
    stayed = [life(("warned", "silent", "2025-02"), AGREED)] * 4
    unforeseen = [life(STOPPED)] * 3
    found = signals.cells(right + stayed + unforeseen, span=Span("2025-01", "2025-12"), month=MONTH)
    assert (found["warned"], found["right"], found["left"], found["foreseen"]) == (10, 6, 9, 6)
    assert all(found[row.whole] == sum(found[part] for part in row.parts) for row in signals.SUMS)


def test_who_was_warned_of_by_another_rule_does_not_follow():
    def warned(*codes, stopped):
        facts = [("warned", code, "2025-09") for code in codes]
        return life(*facts, *([("ended", "stopped", "2025-11")] if stopped else []))

    people = [warned("silent", stopped=True)] * 5 + [warned("silent", stopped=False)] * 6
    people += [warned("overdue", stopped=True)]
    found = signals.cells(people, span=Span("2025-02", "2026-01"), month=MONTH)
    assert (found["warned"], found["rule_silent"], found["right"], found["right_silent"]) == (12, 11, 6, 5)
    shown = protected({"signals": Table(found, signals.SUMS)}, [])["signals"]
    assert None in {shown["warned"], shown["rule_silent"]}
    assert None in {shown["right"], shown["right_silent"]}
