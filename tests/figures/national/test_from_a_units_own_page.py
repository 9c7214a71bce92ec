"""From a unit's own server to the national pages: what it publishes is what is fetched, and its digits stand on its page."""

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from kast.figures.release import making
from kast.figures.release.content import read
from kast.figures.release.signatures import fingerprint
from kast.vault import signing
from tests.figures.made_up import keep
from tests.figures.release.made_up import lives_of

from .test_writing import rows

AT = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_what_a_unit_publishes_is_fetched_from_its_page_by_the_digits_that_stand_there(
    bo, live_server, client, tmp_path
):
    keep(lives_of(150))
    made = making.make(2025, by=bo, at=AT)
    whole = read(made.content).value("routes", "*")
    page = client.get("/siffror/2025-1/").content.decode()
    (digits,) = re.findall(r"Nyckelns siffror: <code>([\d ]+)</code>", page)
    assert digits == fingerprint(signing.pinned())
    (tmp_path / "units.yaml").write_text(
        f"units:\n  - name: Trappan\n    fingerprint: {digits}\n    address: {live_server.url}/siffror/\n", "utf-8"
    )
    out = tmp_path / "out"
    call_command("national", str(tmp_path / "units.yaml"), "--year", "2025", "--out", str(out))
    (unit,) = rows(out / "units-2025.csv")
    assert (unit["in"], unit["release"]) == ("yes", "2025-1")
    assert "Vad 1 av 1 mottagningar vet om 2025" in (out / "index.html").read_text("utf-8")
    total = next(row for row in rows(out / "numbers-2025.csv") if (row["table"], row["at"]) == ("routes", "*"))
    assert total["number"] == str(whole)
    assert whole
