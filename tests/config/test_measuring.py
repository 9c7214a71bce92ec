import json
import math

from kast.config.bench import rows
from kast.config.bench.rows import Row
from kast.config.bench.visitor import Page


def test_a_bar_is_kept_or_missed_and_nothing_measured_keeps_none():
    assert Row("ratio", 0.61, at_least=0.6).holds
    assert not Row("ratio", 0.59, at_least=0.6).holds
    assert Row("bytes", 14_000, at_most=14_000).holds
    assert not Row("bytes", 14_001, at_most=14_000).holds
    assert not Row("bytes", math.nan, at_most=14_000).holds
    assert Row("told only", 3).holds


def test_the_table_says_which_bar_was_missed():
    told = rows.table("door", [Row("failures", 1, at_most=0), Row("letters", 71.4, "a second")])
    assert [line.split() for line in told.splitlines()] == [
        ["door"],
        ["measured", "bar"],
        ["failures", "1", "≤", "0", "MISSED"],
        ["letters", "71.40", "a", "second", "–"],
    ]
    assert json.loads(rows.as_json("door", [Row("failures", 1, at_most=0)]))["holds"] is False


def test_percentiles_of_few_and_of_none():
    assert rows.percentile([5, 1, 3], 0.5) == 3
    assert rows.percentile(list(range(100)), 0.95) == 95
    assert math.isnan(rows.percentile([], 0.95))


def test_a_form_is_read_as_a_browser_without_javascript_would():
    page = Page(
        200,
        "/skriv/",
        {},
        0,
        '<link rel="stylesheet" href="/s/a.css"><form method="post"><input type="hidden" name="nonce" value="n&amp;1">'
        '<textarea name="words">hej</textarea><select name="l"><option value="sv">s<option value="en" selected>e</select>'
        '<input type="checkbox" name="not"><input type="radio" name="r" value="1" checked>'
        '<button>Skicka</button><button name="go" value="x" formaction="/annan/">Annan</button></form>',
    )
    form = page.form_with("words")
    assert form.fields == {"nonce": "n&1", "words": "hej", "l": "en", "r": "1"}
    assert form.buttons == [("", "", ""), ("go", "x", "/annan/")]
    assert page.parts == ["/s/a.css"]
