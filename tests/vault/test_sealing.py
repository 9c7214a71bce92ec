import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.vault import sealing


@given(st.binary(max_size=3000), st.text(max_size=40))
def test_whatever_is_sealed_opens_again_in_its_place(data, place):
    key = sealing.new_key()
    assert sealing.unseal(key, sealing.seal(key, data, place=place), place=place) == data


@given(st.binary(max_size=200), st.data())
def test_one_changed_bit_anywhere_and_it_does_not_open(data, draw):
    key = sealing.new_key()
    sealed = bytearray(sealing.seal(key, data, place="here"))
    at = draw.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(key, bytes(sealed), place="here")


def test_it_opens_neither_elsewhere_nor_with_another_key():
    key = sealing.new_key()
    sealed = sealing.seal(key, b"words", place="letter:1:words")
    for other_key, place in ((key, "letter:2:words"), (key, "letter:1:answers"), (sealing.new_key(), "letter:1:words")):
        with pytest.raises(sealing.CannotOpen):
            sealing.unseal(other_key, sealed, place=place)


@given(st.integers(0, 5000))
def test_a_length_tells_only_its_order_of_magnitude(length):
    sealed = sealing.seal(sealing.new_key(), b"x" * length, place="")
    room = len(sealed) - 2 - 12 - 16
    assert room >= 64
    assert room & (room - 1) == 0
    assert length + 4 <= room < max(65, 2 * (length + 4) + 1)


def test_the_same_words_never_look_the_same_twice():
    key = sealing.new_key()
    assert len({sealing.seal(key, b"hej", place="") for _ in range(50)}) == 50
