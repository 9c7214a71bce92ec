"""Codes on cards: eight signs, the last of which checks the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.door import cards
from kast.door.models import Batch

CODE = "0000000" + cards.ALPHABET[0]


def batch(code, number=30):
    return Batch.objects.create(code=code, place="Hisingen", number=number, made_in="2026-11")


def test_a_code_has_eight_signs_that_nobody_takes_for_one_another(db):
    drawn = {cards.draw() for _ in range(200)}
    assert len(drawn) == 200
    for code in drawn:
        assert len(code) == 8
        assert not set("ILOU") & set(code)
        assert cards.fits(code)


def test_the_check_is_crockfords():
    # 32 is 10 in base 32, and 32 mod 37 is 32: the first of the signs that no card carries.
    assert cards._check("0000010") == 32
    assert cards._check("000000Z") == 31
    assert cards.fits("000000ZZ")
    assert not cards.fits("000000ZY")


@given(st.text(cards.ALPHABET, min_size=7, max_size=7), st.integers(0, 6), st.sampled_from(cards.ALPHABET))
def test_one_wrong_sign_is_always_noticed(body, place, sign):
    if cards._check(body) < 32:
        code = body + cards.ALPHABET[cards._check(body)]
        wrong = code[:place] + sign + code[place + 1 :]
        assert cards.fits(code)
        assert cards.fits(wrong) == (wrong == code)


@given(st.text(cards.ALPHABET, min_size=7, max_size=7), st.integers(0, 5))
def test_two_signs_that_changed_places_are_always_noticed(body, place):
    if cards._check(body) < 32:
        code = body + cards.ALPHABET[cards._check(body)]
        wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert cards.fits(wrong) == (wrong == code)


@pytest.mark.parametrize("typed", ["k7qx-2m01", " K7QX 2MOL ", "k7qx–2moi", "K7QX2M01"])
def test_however_it_was_typed_it_is_the_same_code(typed):
    assert cards.read(typed) == "K7QX2M01"


def test_only_a_code_that_a_batch_has_is_known(db):
    code = cards.draw()
    assert not cards.known(code)
    batch(code)
    assert cards.known(code)
    assert not cards.known(code.lower())
    assert not cards.known("")
