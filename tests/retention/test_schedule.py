from datetime import date
from pathlib import Path

from django.apps import apps

from kast.law import rules
from kast.retention import forgetting, schedule

PAGE = Path(__file__).parent.parent.parent / "docs" / "generated" / "retention.md"


def test_every_table_has_a_term_and_no_term_is_left_over():
    assert set(schedule.tables()) == set(apps.get_models())


def test_each_term_says_how_long_and_on_what_ground():
    for label, term in schedule.SCHEDULE.items():
        assert term.kept, label
        assert term.ground, label


def test_every_rule_of_the_night_answers_for_a_table():
    told = {rule for term in schedule.SCHEDULE.values() for rule in term.rules}
    assert set(forgetting.RULES.values()) <= told


def test_the_ground_of_a_file_is_the_law_as_it_was_read():
    ground = schedule.ground_of(schedule.SCHEDULE["casework.Note"], on=date(2026, 11, 24))
    assert "SoL 16:1" in ground
    assert "Göteborgs kommun" in ground
    assert str(rules.rule("sof-13-1").checked_on) in ground


def test_the_years_are_those_of_the_law():
    assert rules.rule("sol-16-1").on(date(2026, 11, 24)).facts["years_after_last_note"] == forgetting.NOTES_YEARS


def test_the_page_says_what_the_schedule_says():
    assert PAGE.read_text("utf-8") == schedule.as_markdown(), "write schedule.as_markdown() to it"
