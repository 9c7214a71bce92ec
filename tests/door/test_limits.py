from types import SimpleNamespace

import pytest

from kast.door import limits


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    hands = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: hands.now))
    return hands


def test_an_hour_takes_so_many_letters_and_no_more(settings, clock):
    settings.LETTERS_AN_HOUR = 3
    hour = limits.Letters()
    for _ in range(3):
        hour.check()
        hour.count()
        clock.now += 60
    with pytest.raises(limits.TooMany):
        hour.check()
    clock.now = 1000.0 + limits.HOUR + 1
    hour.check()


def test_one_phrase_may_be_tried_three_times_in_ten_seconds(clock):
    tries = limits.Tries()
    assert [tries.one_more(b"a") for _ in range(4)] == [True, True, True, False]
    assert tries.one_more(b"b")
    clock.now += 10.5
    assert tries.one_more(b"a")


def test_a_refused_try_does_not_make_the_wait_longer(clock):
    tries = limits.Tries()
    for _ in range(3):
        tries.one_more(b"a")
    clock.now += 9
    assert not tries.one_more(b"a")
    clock.now += 1.5
    assert tries.one_more(b"a")


def test_no_phrase_is_remembered_as_it_was_typed(clock):
    tries = limits.Tries()
    tries.one_more(b"granit lykta")
    assert b"granit" not in b"".join(tries._times)


def test_what_is_remembered_does_not_grow(clock):
    tries = limits.Tries()
    for number in range(1000):
        tries.one_more(str(number).encode())
        clock.now += 1
    assert len(tries._times) <= limits.TRIES_SECONDS + 1
