"""docs/words.md and the code say the same: who changes a sentence changes it in both, in the same commit."""

import re

import pytest

from tests.docs.wording import GRAMMAR, PAGE, rows, said, stands

ROWS = rows()
KEYED = [one for one in said() if one.key is not None and one.key not in GRAMMAR]
KEYS = sorted({one.key for one in KEYED})


def test_every_key_in_the_code_has_a_row_on_the_page():
    assert [key for key in KEYS if key not in ROWS] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_in_the_code_stands_on_the_page(key):
    missing = []
    for one in (one for one in KEYED if one.key == key):
        for column, forms in enumerate((one.swedish, one.english)):
            missing += [form for form in forms if not any(stands(form, row[column]) for row in ROWS[key])]
    assert missing == [], f"docs/words.md, {key}: {ROWS[key]}"


def test_a_changed_sentence_is_noticed():
    assert stands("Brevet är tomt. En mening räcker.", ROWS["letter.empty"][0][0])
    assert not stands("Brevet är tomt. Två meningar räcker.", ROWS["letter.empty"][0][0])
    assert not stands("mening", "meningar")
    assert stands("Vi läser %(days)s och svarar inom %(time)s.", ROWS["front.human"][0][0])


def test_every_row_has_as_many_columns_as_its_table():
    for table in re.findall(r"(?:^\|.*\n)+", PAGE.read_text("utf-8"), flags=re.MULTILINE):
        columns = {line.count("|") for line in table.splitlines()}
        assert len(columns) == 1, table[:200]
