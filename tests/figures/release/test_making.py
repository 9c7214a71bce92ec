import json
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from kast.audit.acts import Act
from kast.audit.models import Entry
from kast.figures import access, freezing
from kast.figures.models import Frozen, NeverChanged, NeverDeleted, Release
from kast.figures.release import making, signatures, verifying
from kast.ledger.models import Fact
from kast.staff.models import Unit
from kast.vault.keyring import Locked
from kast.vault.sealing import CannotOpen
from tests.figures.made_up import keep

from .made_up import lives_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def year(bo):
    """A year's lives in the ledger."""
    keep(lives_of(150))
    return 2025


def test_a_release_is_signed_numbered_and_written_down_once(year, bo):
    entries = Entry.objects.count()
    made = making.make(year, by=bo, at=AT)
    (one,) = access.signed()
    assert str(made) == one.content.number == "2025-1"
    assert one.by_our_own_key
    assert signatures.read_file(signatures.write_file(one)) == one
    acts = list(Entry.objects.order_by("id").values_list("act", "fields"))[entries:]
    assert acts == [(Act.FIGURES_FROZEN, "2025-H2"), (Act.FIGURES_RELEASED, "2025-1")]
    assert made.made_by == bo


def test_a_release_is_never_changed_and_never_deleted(year, bo):
    made = making.make(year, by=bo, at=AT)
    made.content = "{}"
    with pytest.raises(NeverChanged):
        made.save()
    for delete in (made.delete, Release.objects.all().delete):
        with pytest.raises(NeverDeleted):
            delete()
    with pytest.raises(NeverChanged):
        Release.objects.update(content="{}")


def test_a_year_is_published_a_month_after_its_end_and_not_before(year, bo):
    with pytest.raises(making.YearNotClosed):
        making.make(year, by=bo, at=datetime(2026, 1, 31, 9, 0, tzinfo=UTC))
    assert making.make(year, by=bo, at=datetime(2026, 2, 1, 9, 0, tzinfo=UTC)).running == 1
    assert making.closed_years(datetime(2026, 1, 31).date())[0] == 2024
    assert making.closed_years(datetime(2026, 2, 1).date())[0] == 2025


def test_a_year_before_anybody_came_is_not_published(bo):
    with pytest.raises(making.NoLives):
        making.make(2025, by=bo, at=AT)
    assert making.closed_years(AT.date()) == []


def test_who_is_locked_or_holds_no_key_of_the_unit_publishes_nothing(year, bo, olle):
    bo.keys = None
    with pytest.raises(Locked):
        making.make(year, by=bo, at=AT)
    with pytest.raises(CannotOpen):
        making.make(year, by=olle, at=AT)
    assert not Release.objects.exists()


def test_a_correction_is_a_new_release_and_one_that_says_the_same_is_none(year, bo):
    making.make(year, by=bo, at=AT)
    with pytest.raises(making.NothingNew):
        making.make(year, by=bo, at=AT)
    keep(lives_of(30, seed=7, first=2025, last=2025))
    making.make(year, by=bo, at=AT)
    first, second = access.signed()
    assert (second.content.number, second.content.corrects) == ("2025-2", "2025-1")
    assert second.content.before == (first.sha256,)
    assert verifying.verify(access.signed(), access.half_years()) == []


def test_every_release_is_proved_again_after_the_ledger_is_gone(year, bo):
    making.make(2024, by=bo, at=AT)
    making.make(year, by=bo, at=AT)
    Fact.objects.all().delete()
    assert verifying.verify(access.signed(), access.half_years()) == []


def test_a_changed_a_replaced_and_a_removed_release_are_found(year, bo):
    for one in (2023, 2024, 2025):
        making.make(one, by=bo, at=AT)
    first, second, third = access.signed()
    changed = signatures.Signed(
        second.text.replace('"year":2024', '"year":2023'), second.sha256, second.signature, second.public_key
    )
    assert "checksum" in str(verifying.verify([first, changed, third], [])[0])
    rehashed = signatures.Signed(changed.text, signatures.checksum(changed.text), second.signature, second.public_key)
    assert "signature" in str(verifying.verify([first, rehashed, third], [])[0])
    assert "the releases before it" in str(verifying.verify([first, third], [])[0])


def test_a_release_that_another_key_signed_is_found(year, bo):
    from .made_up import signed

    making.make(year, by=bo, at=AT)
    (own,) = access.signed()
    other = signed(own.content)
    assert "another key" in str(verifying.verify([other], [])[0])
    assert verifying.verify([other], [], own=False) == []


def test_a_made_up_unit_says_so_in_what_it_signs(year, bo):
    Unit.objects.update(demo=True)
    making.make(year, by=bo, at=AT)
    assert json.loads(Release.objects.get().content)["made_up"] is True


def test_once_a_year_is_released_no_half_year_renews_the_outcome(year, bo):
    making.make(year, by=bo, at=AT)
    before = Frozen.objects.get(half_year="2025-H2").totals
    freezing.freeze(datetime(2026, 8, 2, 2, 0, tzinfo=UTC))
    after = Frozen.objects.get(half_year="2026-H1").totals
    assert after["outcome_until"] == before["outcome_until"] == "2025-H2"
    assert after["cells"]["due"] == before["cells"]["due"]


def said(*arguments):
    out = StringIO()
    call_command("release", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@time_machine.travel(AT, tick=False)
def test_the_command_makes_lists_exports_and_verifies(year, unit, bo, tmp_path, monkeypatch):
    phrase = " ".join(unit.phrases["bo"])
    monkeypatch.setattr("getpass.getpass", lambda _: phrase)
    assert "Release 2025-1: " in said("make", "2025", "--by", "bo", "--look")
    assert not Release.objects.exists()
    made = said("make", "2025", "--by", "bo", "--without", "outcome_by_way")
    assert "Release 2025-1 is made and signed." in made
    sha = Release.objects.get().sha256
    assert sha in said("list")
    path = tmp_path / "out.json"
    assert sha in said("export", "2025-1", "--to", str(path))
    assert "1 release: as signed" in said("verify")
    assert "1 release: as signed" in said("verify", str(path))
    path.write_bytes(path.read_bytes().replace(b"2025-1", b"2025-2"))
    with pytest.raises(CommandError, match="changed since"):
        said("verify", str(path))
    with pytest.raises(CommandError, match="There is no release"):
        said("export", "2031-1")


@time_machine.travel(AT, tick=False)
def test_the_command_publishes_for_nobody_but_the_head_and_not_with_wrong_words(year, unit, monkeypatch):
    with pytest.raises(CommandError, match="head's right"):
        said("make", "2025", "--by", "ada")
    monkeypatch.setattr("getpass.getpass", lambda _: " ".join(unit.phrases["ada"]))
    with pytest.raises(CommandError, match="do not open"):
        said("make", "2025", "--by", "bo")
    with pytest.raises(CommandError, match="not ended"):
        said("make", "2026", "--by", "bo", "--look")
    assert not Release.objects.exists()
