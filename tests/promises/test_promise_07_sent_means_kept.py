import pytest
from django.db import connection

from kast.config.bench import steps
from kast.config.bench.served import served
from kast.config.bench.visitor import Visitor


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the server that is stopped has a database of its own")
def test_sent_means_kept():
    """Once the site has said that your letter is sent, it is there, even if the server stops that instant."""
    with served() as unit:
        with Visitor(unit.origin) as window:
            words = steps.write(window, "Det här brevet står kvar.")
            unit.kill()
        unit.start(prepared=True)
        with Visitor(unit.origin) as window:
            assert steps.come_back(window, words).html.count("Det här brevet står kvar.") == 1
