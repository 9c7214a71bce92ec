import base64
from datetime import timedelta

import pytest

from kast.door import nonces
from kast.door.nonces import Purpose
from tests.conftest import TODAY


def test_a_nonce_comes_back_as_it_was_drawn():
    given = nonces.fresh(Purpose.LETTER, on=TODAY)
    nonce = nonces.read(given, Purpose.LETTER)
    assert len(nonce.random) == 32
    assert nonce.drawn_on == TODAY
    nonce.check(on=TODAY)
    nonce.check(on=TODAY + timedelta(days=1))


def test_no_two_are_alike():
    drawn = {nonces.read(nonces.fresh(Purpose.LETTER, on=TODAY), Purpose.LETTER).random for _ in range(50)}
    assert len(drawn) == 50


@pytest.mark.parametrize("days", [-1, 2, 400])
def test_a_form_that_has_stood_open_for_long_is_told_so(days):
    nonce = nonces.read(nonces.fresh(Purpose.LETTER, on=TODAY), Purpose.LETTER)
    with pytest.raises(nonces.Expired):
        nonce.check(on=TODAY + timedelta(days=days))


def test_nobody_brings_a_number_of_his_own_choosing():
    own = base64.urlsafe_b64encode(b"\0" * 36 + b"\0" * 16).decode()
    for given in ("", "x", "å", own, own + "==", "A" * 5000):
        with pytest.raises(nonces.Forged):
            nonces.read(given, Purpose.LETTER)


def test_one_changed_bit_is_seen():
    whole = bytearray(base64.urlsafe_b64decode(nonces.fresh(Purpose.LETTER, on=TODAY)))
    for at in (0, 33, 40):
        changed = bytearray(whole)
        changed[at] ^= 1
        with pytest.raises(nonces.Forged):
            nonces.read(base64.urlsafe_b64encode(bytes(changed)).decode(), Purpose.LETTER)


def test_a_nonce_of_one_form_is_worth_nothing_in_another():
    given = nonces.fresh(Purpose.MORE, on=TODAY)
    with pytest.raises(nonces.Forged):
        nonces.read(given, Purpose.LETTER)


def test_it_is_worth_nothing_on_another_server(settings):
    given = nonces.fresh(Purpose.LETTER, on=TODAY)
    settings.DOOR_KEY = "another key"
    with pytest.raises(nonces.Forged):
        nonces.read(given, Purpose.LETTER)
