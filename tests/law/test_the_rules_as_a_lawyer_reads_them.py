"""The tables beside this file are the law's own tests: a row says which rule, on which day, and what it must say."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from kast.law.rules import BeforeFirstValue, NoSuchRule, RuleEnded, _rule, all_rules, rule

TABLES = sorted(Path(__file__).parent.glob("*.yaml"))
ROWS = [(table.stem, row) for table in TABLES for row in yaml.safe_load(table.read_text("utf-8"))]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[f"{table}:{row['regel']}:{row['dag']}" for table, row in ROWS])
def test_a_row_of_the_tables_holds(table, row):
    if row["gäller"] == "inget":
        with pytest.raises(BeforeFirstValue):
            rule(row["regel"]).on(row["dag"])
        return
    facts = rule(row["regel"]).on(row["dag"]).facts
    for name, expected in row["gäller"].items():
        assert facts[name] == expected, f"{row['regel']} säger {facts[name]!r} om {name}"
    assert ("jurist" not in row) or rule(row["regel"]).needs_a_lawyer


def test_every_rule_stands_in_a_table():
    assert set(all_rules()) == {row["regel"] for _, row in ROWS}


def test_every_rule_says_where_it_stands_when_it_was_read_and_speaks_both_languages():
    for found in all_rules().values():
        assert found.paragraph
        assert found.statute
        assert found.checked_on == date(2026, 4, 27)
        assert set(found.name) == {"sv", "en"}
        for value in found.values:
            assert set(value.says) == {"sv", "en"}
            assert value.source


def test_a_rule_whose_first_day_was_not_looked_up_says_nothing_of_the_time_before_it_was_read():
    found = rule("osl-26-1")
    assert found.values[0].in_force_from is None
    assert found.on(found.checked_on)
    with pytest.raises(BeforeFirstValue):
        found.on(found.checked_on - timedelta(days=1))


def test_an_ended_rule_is_kept_with_its_end():
    ended = _rule(
        {
            "key": "made-up",
            "paragraph": "1 §",
            "name": {"sv": "påhittad", "en": "made up"},
            "values": [
                {
                    "in_force_from": date(2020, 1, 1),
                    "ended": date(2021, 1, 1),
                    "says": {"sv": "", "en": ""},
                    "source": "x",
                }
            ],
        },
        statute="x",
        checked_on=date(2026, 4, 27),
    )
    assert ended.on(date(2020, 12, 31))
    with pytest.raises(RuleEnded):
        ended.on(date(2021, 1, 1))


def test_values_out_of_order_are_refused():
    value = {"in_force_from": date(2020, 1, 1), "ended": None, "says": {}, "source": "x"}
    row = {"key": "x", "paragraph": "x", "name": {}, "values": [value, value]}
    with pytest.raises(ValueError, match="order"):
        _rule(row, statute="x", checked_on=date(2026, 4, 27))


def test_an_unknown_rule_is_named():
    with pytest.raises(NoSuchRule):
        rule("brb-99-9")


def test_the_law_needs_no_framework():
    program = "import sys, kast.law.rules as r; r.all_rules(); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
