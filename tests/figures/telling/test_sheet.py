"""A file for a spreadsheet: what is in it comes out of it again, and nothing in it is reckoned with."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.figures.telling.sheet import FORMULA, sheet


def rows(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


def test_it_begins_with_the_mark_and_has_semicolons_and_whole_line_ends():
    made = sheet(["väg", "antal"], [["kort", 12]])
    assert made == b"\xef\xbb\xbfv\xc3\xa4g;antal\r\nkort;12\r\n"


def test_a_hidden_number_is_an_empty_field_and_nought_is_not():
    assert rows(sheet(["a", "b"], [[None, 0]]))[1] == ["", "0"]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@SUM(A1)", "|cmd", "%0A", "＝1", " =1", "\t=1", "\n-1"])
def test_what_a_spreadsheet_would_reckon_with_is_made_text(text):
    field = rows(sheet(["a"], [[text]]))[1][0]
    assert field.startswith("'")
    assert field[1:] == text.strip()


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=4))
def test_whatever_is_written_stays_on_its_line_in_its_field_and_is_no_formula(fields):
    found = rows(sheet(["x"] * len(fields), [fields]))
    assert len(found) == 2
    assert len(found[1]) == len(fields) or fields == [""] or not "".join(fields).split()
    assert not any(field.startswith(FORMULA) for field in found[1])
