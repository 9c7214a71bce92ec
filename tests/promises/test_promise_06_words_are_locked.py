from tests.attacks import stolen
from tests.attacks.test_a_stolen_database_says_nothing import life

__all__ = ["life"]


def test_words_are_locked(life):
    """What you write is locked before it is stored, so that whoever steals the database or a backup cannot read it."""
    _, _, words = life
    assert len(words) == 1000
    assert stolen.found(words, stolen.everything()) == []
