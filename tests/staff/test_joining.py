"""From the one-time link to being let in, through the real pages."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from kast.audit.models import Entry
from kast.staff import admission, invitations
from kast.staff.models import Invitation, Member, Role
from kast.vault import keys, signing
from kast.vault.keyring import Keyring
from kast.vault.models import Holder, Wrap
from tests.people import PASSWORD

NEW = {"shown_name": "Fia", "username": "fia", "password": PASSWORD}


@pytest.fixture
def link(bo):
    def make(role=Role.COUNSELLOR):
        return f"/personal/inbjudan/{invitations.invite(role, by=bo, at=timezone.now())}/"

    return make


def join(browser, link, **changed):
    """As far as the phrase; then the word that is asked for."""
    browser.post(link, {**NEW, **changed})
    shown = browser.get(f"{link}fras/").context["shown"]
    answer = browser.post(f"{link}fras/", {"word": shown.words[shown.asked - 1]})
    return answer, shown.words


def test_a_link_becomes_an_account_with_a_phrase_and_waits_to_be_let_in(browser, link):
    answer, words = join(browser, link())
    assert answer.headers["Location"] == "/personal/konto/andra-steget/"
    fia = Member.objects.get(username="fia")
    assert (fia.role, fia.admitted_on, fia.shown_name) == (Role.COUNSELLOR, None, "Fia")
    assert not fia.password.startswith(PASSWORD)
    TOTP.activate(fia, generate_totp_secret())
    page = browser.get("/personal/konto/")
    assert keys.fingerprint(bytes(fia.holder.public_key)) in page.content.decode()
    assert browser.get("/personal/medarbetare/").status_code == 404  # not let in: no rights
    browser.post("/personal/las/")
    assert browser.post("/personal/las-upp/", {"phrase": " ".join(words)}).status_code == 302
    assert Entry.objects.filter(act="member:joined", lane=str(fia.mark)).exists()


def test_nothing_is_made_until_the_phrase_is_noted(browser, link, unit):
    there = link()
    before = (Member.objects.count(), Holder.objects.count())
    browser.post(there, NEW)
    page = browser.get(f"{there}fras/")
    shown = page.context["shown"]
    assert browser.get(f"{there}fras/").context["shown"] == shown  # a reload shows the same
    assert " ".join(shown.words) not in str(browser.session.items())
    assert PASSWORD not in str(browser.session.items())
    assert browser.post(f"{there}fras/", {"word": "ettannat"}).status_code == 200
    assert (Member.objects.count(), Holder.objects.count()) == before


def test_a_link_works_once_and_for_seven_days(browser, link, client):
    there = link()
    join(browser, there)
    assert client.get(there).status_code == 404
    with time_machine.travel(timezone.now(), tick=False) as clock:
        late = link()
        clock.shift(timedelta(days=7, seconds=1))
        assert client.get(late).status_code == 404
    assert client.get("/personal/inbjudan/ingen-sådan/").status_code == 404


def test_pressing_twice_makes_one_account(browser, link):
    there = link()
    browser.post(there, NEW)
    shown = browser.get(f"{there}fras/").context["shown"]
    word = {"word": shown.words[shown.asked - 1]}
    browser.post(f"{there}fras/", word)
    assert browser.post(f"{there}fras/", word).headers["Location"] == "/personal/konto/andra-steget/"
    assert Member.objects.filter(username="fia").count() == 1


def test_the_link_itself_is_not_kept(link):
    token = link().split("/")[-2]
    row = Invitation.objects.get()
    assert token.encode() not in bytes(row.token_hash)
    assert len(token) >= 43


def test_a_name_that_is_taken_is_refused_and_leaves_nothing_behind(browser, link, ada):
    page = browser.post(link(), {**NEW, "username": "Ada"})
    assert "upptaget" in page.content.decode()
    there = link()
    browser.post(there, NEW)
    Member.objects.create(username="fia", shown_name="En annan", role=Role.HEAD, joined_on=ada.joined_on)
    holders = Holder.objects.count()
    shown = browser.get(f"{there}fras/").context["shown"]
    page = browser.post(f"{there}fras/", {"word": shown.words[shown.asked - 1]})
    assert "upptaget" in page.content.decode()
    assert Holder.objects.count() == holders
    assert Invitation.objects.filter(used_on=None).count() == 2


@pytest.mark.parametrize("password", ["kort", "password1234"])
def test_a_password_that_is_easy_to_guess_is_refused(browser, link, password):
    there = link()
    assert browser.post(there, {**NEW, "password": password}).status_code == 200
    assert browser.get(f"{there}fras/").status_code == 302


@pytest.mark.parametrize(
    ("names", "password"),
    [({"username": "magdalenaberg"}, "magdalenaberg1"), ({"shown_name": "Magdalena Bergström"}, "Magdalena.Bergstrom")],
)
def test_a_password_that_is_nearly_her_name_is_refused_beside_its_field(browser, link, names, password):
    there = link()
    page = browser.post(there, {**NEW, **names, "password": password})
    assert page.context["form"].errors == {
        "password": ["Lösenordet liknar ditt namn eller användarnamn. Välj ett annat."]
    }
    assert browser.get(f"{there}fras/").status_code == 302
    assert browser.post(there, {**NEW, **names}).status_code == 302


def test_the_fingerprint_is_compared_before_anybody_is_let_in(browser, link, desk_of, ada, bo):
    join(browser, link())
    fia = Member.objects.get(username="fia")
    bos = desk_of(bo)
    page = f"/personal/medarbetare/{fia.mark}/slapp-in/"
    assert "Fia" in bos.get("/personal/medarbetare/").content.decode()
    wrong = bos.post(page, {"digits": "0000 0000 0000 0000 0000 0000"})
    assert "stämmer inte" in wrong.content.decode()
    with pytest.raises(signing.NotAdmitted):
        signing.check(fia.holder)

    right = keys.fingerprint(bytes(fia.holder.public_key))
    assert bos.post(page, {"digits": right}).status_code == 302
    fia.refresh_from_db()
    signing.check(fia.holder)
    assert fia.admitted_on == timezone.localdate()
    assert Wrap.objects.filter(holder=fia.holder).count() == 2  # the unit's own boxes
    assert bos.get(page).status_code == 404
    assert Entry.objects.filter(act="member:admitted", lane=str(bo.mark)).count() == 1


def test_a_key_that_was_swapped_in_the_database_is_found_out(browser, link, bo):
    join(browser, link())
    fia = Member.objects.get(username="fia")
    read_aloud = keys.fingerprint(bytes(fia.holder.public_key))  # from the key in her hand
    Holder.objects.filter(pk=fia.holder.pk).update(public_key=keys.new_pair().public)
    fia = Member.objects.get(username="fia")
    with pytest.raises(admission.OtherFingerprint):
        admission.admit(fia, read_aloud, by=bo, at=timezone.now())


def test_who_runs_the_server_is_let_in_without_any_key_of_the_units(browser, link, bo):
    join(browser, link(Role.OPERATOR))
    fia = Member.objects.get(username="fia")
    admission.admit(fia, keys.fingerprint(bytes(fia.holder.public_key)), by=bo, at=timezone.now())
    assert not Wrap.objects.filter(holder=fia.holder).exists()


def test_who_holds_no_key_of_the_units_lets_nobody_in(browser, link, olle):
    join(browser, link())
    fia = Member.objects.get(username="fia")
    with pytest.raises(admission.CannotAdmit):
        admission.admit(fia, keys.fingerprint(bytes(fia.holder.public_key)), by=olle, at=timezone.now())


def test_who_was_let_in_opens_what_the_intake_circle_holds(browser, link, bo, ada):
    join(browser, link())
    fia = Member.objects.get(username="fia")
    private = _private_of(browser, fia)
    assert not Keyring(fia.holder, private).in_circle
    admission.admit(fia, keys.fingerprint(bytes(fia.holder.public_key)), by=bo, at=timezone.now())
    assert Keyring(fia.holder, private).in_circle


def _private_of(browser, member):
    from kast.staff import unlocking
    from kast.staff.models import Unlocked
    from kast.vault import sealing

    row = Unlocked.objects.get(member=member)
    key = unlocking.from_base64(browser.cookies["las"].value)
    return sealing.unseal(key, bytes(row.sealed), place=f"unlocked:{row.pk}:{member.pk}")


def test_only_the_head_makes_links_and_sees_each_once(desk_of, bo, ada):
    assert desk_of(ada).post("/personal/medarbetare/bjud-in/", {"role": "counsellor"}).status_code == 404
    page = desk_of(bo).post("/personal/medarbetare/bjud-in/", {"role": "counsellor"}).content.decode()
    assert "http://testserver/personal/inbjudan/" in page
    assert Entry.objects.filter(act="member:invited", lane=str(bo.mark)).count() == 1
    assert "inbjudan/" not in desk_of(bo).get("/personal/medarbetare/").content.decode()
