import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast.vault import keys, shares
from kast.vault.sealing import CannotOpen


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=1, max_size=100))
def test_only_the_private_half_opens_a_wrap(private, secret):
    pair, other = keys.pair_of(private), keys.new_pair()
    wrapped = keys.wrap(pair.public, secret, info="box 1")
    assert keys.unwrap(private, wrapped, info="box 1") == secret
    for key, info in ((other.private, "box 1"), (private, "box 2")):
        with pytest.raises(CannotOpen):
            keys.unwrap(key, wrapped, info=info)


def test_a_pair_follows_from_its_private_half_alone():
    pair = keys.new_pair()
    assert keys.pair_of(pair.private) == pair
    assert len(pair.private) == 32
    assert len(pair.public) == 1216


def test_a_wrap_is_of_the_hybrid_kind():
    """ML-KEM-768 gives 1,088 bytes, X25519 32, the sealed key 32 and its tag 16: 1,168 in all."""
    assert len(keys.wrap(keys.new_pair().public, b"k" * 32, info="")) == 1168


def test_a_fingerprint_is_the_same_for_the_same_key_and_differs_for_another():
    pair, other = keys.new_pair(), keys.new_pair()
    assert keys.fingerprint(pair.public) == keys.fingerprint(pair.public) != keys.fingerprint(other.public)
    assert [len(group) for group in keys.fingerprint(pair.public).split()] == [4] * 6


def test_a_pair_and_a_keyring_never_show_themselves():
    pair = keys.new_pair()
    assert pair.private.hex() not in repr(pair)
    assert repr(pair.private) not in repr(pair)


def test_every_two_of_three_recovery_sheets_open_and_nothing_else():
    private = keys.new_pair().private
    one, two, three = shares.make(private)
    stranger = shares.make(keys.new_pair().private)[0]
    assert {len(share.split()) for share in (one, two, three)} == {33}
    for pair in ([one, two], [one, three], [three, two]):
        assert shares.join(pair) == private
    wrong_word = " ".join([*one.split()[:-1], "academic" if one.split()[-1] != "academic" else "acid"])
    for given_shares in ([one], [one, two, three], [one, one], [wrong_word, two], [one, stranger], ["", ""]):
        with pytest.raises(shares.WrongShares):
            shares.join(given_shares)
