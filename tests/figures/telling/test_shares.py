"""The shares of a release as a file: each with its count, interval, definition and method, and in words."""

import csv
import io
from datetime import date

import pytest
from django.utils.translation import override

from kast.figures.release.preparing import prepare
from kast.figures.release.shares import shares
from kast.figures.telling import figures
from kast.figures.telling.front import Front
from tests.figures.release.made_up import content, lives_of


@pytest.fixture(scope="module")
def a_real_year():
    """As a unit's release is made: counted from lives, hidden and proved."""
    told = [("told", "police", "2025-03", 455)]
    return prepare(lives_of(900, last=2025), told, year=2025, made_on=date(2026, 2, 1), unit="Trappan, Exempelstad")


def lines(made):
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_share_that_a_release_can_have_has_words_and_no_two_the_same(language):
    keys = [*(share.key for share in shares()), "outcome_recent", "outcome_earlier"]
    with override(language):
        said = [figures.Figure(key, {}).word for key in keys]
    assert len(set(said)) == len(said)


def test_a_share_stands_with_its_count_interval_definition_and_method():
    with override("sv"):
        line = next(line for line in lines(figures.file(content())) if line["kod"] == "outcome_recent_known")
    assert (line["antal"], line["av hur många"], line["från"], line["till"]) == ("31", "37", "0,6799", "0,9381")
    assert (line["metod"], line["definition"], line["månader"]) == ("Clopper–Pearson", "did-not-go-back-12/3", "12")
    with override("en"):
        there = next(line for line in lines(figures.file(content())) if line["code"] == "outcome_recent")
    assert (there["number"], there["of how many"], there["not known"], there["from"]) == ("31", "60", "23", "0.5167")


def test_what_the_pages_say_is_what_was_signed(a_real_year):
    page, signed = Front(a_real_year).page, a_real_year.figures
    came = page.path[1].share
    assert (came.numerator, came.denominator) == (signed["came"]["numerator"], signed["came"]["denominator"])
    assert (round(came.low, 6), round(came.high, 6)) == (signed["came"]["low"], signed["came"]["high"])
    assert page.topic.numerator == signed["discussed"]["numerator"]
    if "outcome_recent" in signed:
        assert round(page.outcome.bounds.low, 6) == signed["outcome_recent"]["low"]
        assert round(page.outcome.bounds.high, 6) == signed["outcome_recent"]["high"]
    else:
        assert page.outcome.bounds is None


def test_no_page_has_a_share_that_was_not_signed(a_real_year):
    page, signed = Front(a_real_year).page, a_real_year.figures
    for row, key in ((page.path[1], "came"), (page.path[2], "three"), (page.steps[2], "came_police")):
        assert (row.share is not None and row.share.in_per_cent) == (key in signed)
    assert (page.outcome.low is not None) == ("outcome_recent" in signed)
