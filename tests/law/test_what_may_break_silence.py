"""The decision aid's reckoning, held against tables that a lawyer reads: tystnad/*.yaml. Every branch has its rows."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from kast.law.silence import CRIMES, QUESTIONS, About, Crime, NotAnswered, Reply, Says, strongest, weigh

IN_WORDS = {"ska": Says.MUST, "får": Says.MAY, "oklart": Says.UNSURE, "inte": Says.NOT}
TABLES = sorted((Path(__file__).parent / "tystnad").glob("*.yaml"))
ROWS = [(table.stem, row) for table in TABLES for row in yaml.safe_load(table.read_text("utf-8"))]


@pytest.mark.parametrize(
    ("table", "row"), ROWS, ids=[f"{table}:{row['dag']}:{'-'.join(row['svar'].values())}" for table, row in ROWS]
)
def test_a_row_of_the_tables_holds(table, row):
    found = weigh(About(row["om"]), row["svar"], on=row["dag"])
    assert {finding.rule.key: finding.says for finding in found} == {
        key: IN_WORDS[says] for key, says in row["säger"].items()
    }
    assert strongest(found) == IN_WORDS[row["väger"]]


def test_every_matter_every_crime_and_every_answer_stands_in_a_row():
    assert {row["om"] for _, row in ROWS} == set(About)
    for about in (About.COMMITTED, About.COMING):
        assert {row["svar"]["crime"] for _, row in ROWS if row["om"] == about} == set(Crime)
    assert {says for _, row in ROWS for says in row["säger"].values()} == set(IN_WORDS)


def test_what_is_asked_is_complete():
    assert set(QUESTIONS) == set(About)
    assert set(CRIMES) == set(Crime)


@pytest.mark.parametrize("about", About)
def test_nothing_is_weighed_before_everything_is_answered(about):
    whole = {question: Crime.OTHER if question == "crime" else Reply.UNKNOWN for question in QUESTIONS[about]}
    assert weigh(about, whole, on=date(2026, 5, 1))
    for question in whole:
        with pytest.raises(NotAnswered):
            weigh(about, {**whole, question: "kanske"}, on=date(2026, 5, 1))


@pytest.mark.parametrize("about", About)
def test_a_duty_is_never_made_of_what_is_not_known(about):
    unknown = {question: Crime.OTHER if question == "crime" else Reply.UNKNOWN for question in QUESTIONS[about]}
    assert not {finding.says for finding in weigh(about, unknown, on=date(2026, 5, 1))} & {Says.MUST, Says.MAY}
