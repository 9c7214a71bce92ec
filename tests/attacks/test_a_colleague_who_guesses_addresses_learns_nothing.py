"""Whoever guesses addresses gets the same page for what is not hers as for what does not exist.

Eva is the stand-in of Ada's case and knows its number; Bo heads the unit; Olle runs the server. First it is shown that
there is something to learn.
"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, codes, contacts, drafts, early_warnings, guide, inbox, notes, plans, risks, tasks
from kast.casework.models import (
    Case,
    Contact,
    Decision,
    Disclosure,
    Draft,
    EarlyWarning,
    GuideAnswer,
    Note,
    Objection,
    Plan,
    Risk,
    Task,
    Topic,
)
from kast.door.models import Letter, Reply
from kast.followup import baseline
from kast.followup.models import Baseline, Followup
from kast.followup.questions import Before, Ever

PLANTED = "tjugofjärdekraftledning"
ABSENT = "2026-999"
NOTE = "anteckning/00000000-0000-4000-8000-000000000000/"
PAGES = (
    *("", "uppgifter/", "lage/", "avsluta/", "lana-ut/", "ord/", "risk/", "samtalsstod/"),
    *("plan/", "plan/papper/", "plan/plan.pdf", f"{NOTE}ratta/", f"{NOTE}invanda/"),
    *("beslutsstod/", "beslutsstod/anmalan/", "utlamnanden/", "skriv-ut/", "borjan/"),
)
FORMS = {
    "anteckna/": {"what": "note", "words": "x"},
    "svara/": {"words": "x"},
    "amnet/": {"state": "not_yet"},
    "utkast/": {"place": "note", "words": "x"},
    "samtalsstod/": {"children": "yes"},
    "plan/": {"goals": "x"},
    "plan/skicka/": {},
    f"{NOTE}ratta/": {"words": "x"},
    f"{NOTE}invanda/": {"words": "x"},
    "uppgifter/": {"alias": "x", "concerns": "bought", "baseline": "never", "route_in": "own"},
    "lage/": {"mode": "C", "decision": "1", "why": "x"},
    "borjan/": {"ever": "never"},
    "borjan/brevladan/": {},
    "avsluta/": {"ending": "stopped", "agreed": "no"},
    "oppna-igen/": {"how": "reopen"},
    "lana-ut/": {"until": "2030-01-01"},
    "ta-tillbaka/": {},
    "lamna-over/": {"holder": "x", "stand_in": "x"},
    "ta-over/": {},
    "ord/": {"language": "sv"},
    "risk/": {"kind": "suicide"},
    "att-gora/": {"what": "x", "due_on": "2030-01-01"},
    "beslutsstod/": {
        "about": "child",
        "step": "decided",
        "harmed": "yes",
        "crime_against": "no",
        "told": "yes",
        "why": "x",
        "decided": "nothing",
    },
    "beslutsstod/anmalan/": {"worry": "x"},
    "utlamnanden/": {"asker": "police", "on": "2026-01-01", "what": "x"},
    "skriv-ut/": {"how": "whole"},
}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def planted(wrote, asked, ada, eva, now):
    """A case that is full of a word that stands nowhere else."""
    case = cases.open_from(wrote(PLANTED), asked(alias=PLANTED), stand_in=eva, by=ada, at=now)
    contacts.record(
        case,
        on=timezone.localdate(now),
        kind=codes.ContactKind.ADVICE,
        means=codes.Means.PHONE,
        held=True,
        words=PLANTED,
        by=ada,
        at=now,
    )
    notes.object_to(notes.write(case, PLANTED, by=ada, at=now), PLANTED, by=ada, at=now)
    plans.write(case, plans.Words(goals=PLANTED), by=ada, at=now)
    guide.answer(case, [guide.Answer(codes.Question.CHILDREN, ("yes",), PLANTED)], by=ada, at=now)
    drafts.save(case.box, codes.Place.NOTE, PLANTED, by=ada, at=now)
    baseline.record(case, Before(Ever.RECENT, {"2025-03": {"tried": "1"}}), by=ada, at=now)
    Followup.objects.create(
        case=case,
        months=12,
        ended_on=now.date() - timedelta(days=300),
        opens_on=now.date() - timedelta(days=9),
        due_on=now.date() - timedelta(days=1),
        closes_on=now.date() + timedelta(days=90),
        means="call",
    )
    risks.raise_in(case, codes.RiskKind.CHILD, risks.Said(PLANTED, PLANTED), by=ada, at=now)
    tasks.make(case, PLANTED, due_on=timezone.localdate(now), who=ada, by=ada, at=now)
    early_warnings.look(by=ada, at=now + timedelta(days=90))
    return case


def shown(response) -> tuple[int, str]:
    """What a browser would show, without the token that every page has anew, and without what she typed herself."""
    page = response.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return response.status_code, re.sub(r"20\d\d-\d{3}", "", page)


def everything(case) -> list:
    """How it all stands: to see that nothing was changed."""
    return [
        list(table.objects.order_by("pk").values())
        for table in (
            *(Case, Contact, Note, Objection, Topic, GuideAnswer, Plan, Letter, Reply, Draft, Followup),
            *(Risk, Task, EarlyWarning, Decision, Disclosure, Baseline),
        )
    ]


def test_there_is_something_to_learn(planted, ada, desk_of):
    page = desk_of(ada).get(f"/personal/arenden/{planted.number}/").content.decode()
    assert page.count(PLANTED) >= 4


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_a_case_that_is_not_hers_looks_like_one_that_does_not_exist(name, planted, unit, desk_of):
    desk = desk_of(unit.members[name])
    before = everything(planted)
    for page in PAGES:
        hidden, absent = (desk.get(f"/personal/arenden/{number}/{page}") for number in (planted.number, ABSENT))
        assert shown(hidden) == shown(absent), page
        assert hidden.status_code == 404
    for form, given in FORMS.items():
        hidden, absent = (desk.post(f"/personal/arenden/{number}/{form}", given) for number in (planted.number, ABSENT))
        assert shown(hidden) == shown(absent), form
        assert hidden.status_code == 404
    assert everything(planted) == before


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_none_of_her_own_pages_says_a_word_of_it(name, planted, unit, desk_of):
    desk = desk_of(unit.members[name])
    for page in (
        "",
        f"?arende={planted.number}",
        "arenden/",
        "borta/",
        "chef/",
        "uppfoljning/",
        "siffror/",
        "tangenter/",
    ):
        assert PLANTED not in desk.get(f"/personal/{page}", follow=True).content.decode(), page
    row = Followup.objects.get()
    assert desk.get(f"/personal/uppfoljning/{row.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_a_search_for_what_is_not_hers_finds_what_a_search_for_nothing_finds(name, planted, unit, desk_of):
    desk = desk_of(unit.members[name])
    for text in (PLANTED, planted.number):
        hidden, absent = (desk.post("/personal/sok/", {"q": given}) for given in (text, "finns inte"))
        assert shown(hidden) == shown(absent)


def test_only_the_stand_in_learns_that_a_case_exists_and_only_its_number(planted, eva, bo, desk_of):
    assert planted.number in desk_of(eva).get("/personal/arenden/").content.decode()
    assert desk_of(eva).get(f"/personal/arenden/{planted.number}/nodoppna/").status_code == 200
    assert desk_of(bo).get(f"/personal/arenden/{planted.number}/nodoppna/").status_code == 404


def test_a_letter_of_a_case_or_passed_on_looks_like_one_that_never_came(planted, wrote, ada, eva, now, desk_of):
    passed = wrote(PLANTED)
    inbox.pass_on(passed, ada, by=eva, at=now)
    desk = desk_of(eva)
    numbers = [Letter.objects.get(mailbox__box=planted.box).number, passed.number]
    before = everything(planted)
    for number in numbers:
        for page in ("", "ta/"):
            hidden, absent = (desk.get(f"/personal/brev/{n}/{page}") for n in (number, 99999))
            assert shown(hidden) == shown(absent)
            assert hidden.status_code == 404
        for form in ("svara/", "undan/", "kanner/", "utkast/", "ta/"):
            sent = {"words": "x", "outcome": "threat", "place": "reply", "colleague": str(ada.mark)}
            hidden, absent = (desk.post(f"/personal/brev/{n}/{form}", sent) for n in (number, 99999))
            assert shown(hidden) == shown(absent), form
    assert everything(planted) == before


@pytest.mark.parametrize("address", ["/personal/", "/personal/arenden/", "/personal/sok/", "/personal/chef/"])
def test_cy_who_has_no_account_is_only_asked_to_sign_in(address, planted):
    stranger = Client(headers={"origin": "http://testserver"})
    for answer in (stranger.get(address), stranger.get(f"/personal/arenden/{planted.number}/")):
        assert answer.status_code == 302
        assert PLANTED not in answer.content.decode()


def test_what_eva_tried_stands_in_no_list_of_openings(planted, eva, desk_of):
    desk_of(eva).get(f"/personal/arenden/{planted.number}/")
    assert not Entry.objects.filter(act="case:read", lane=str(eva.mark)).exists()


@pytest.mark.parametrize("name", ["eva", "bo", "olle"])
def test_a_flag_a_task_and_a_warning_of_anothers_case_look_like_none(name, planted, unit, wrote, asked, desk_of):
    """Eva stands in for the case: she sees that there is a flag, and may take it; its words are not hers."""
    desk = desk_of(unit.members[name])
    before = everything(planted)
    risk, task, warning = Risk.objects.get(), Task.objects.get(), EarlyWarning.objects.get()
    absent = uuid4()
    forms = {
        "risk/{}/plan/": (risk.pk, {"doing": "x"}),
        "risk/{}/avsluta/": (risk.pk, {"outcome": "calmer", "happened": "x"}),
        "att-gora/{}/klar/": (task.pk, {}),
        "att-gora/{}/angra/": (task.pk, {}),
        "hor-av-dig/{}/": (warning.pk, {"done": "contacted"}),
    }
    for address, (pk, given) in forms.items():
        hidden, none = (desk.post(f"/personal/{address.format(each)}", given) for each in (pk, absent))
        assert shown(hidden) == shown(none), address
        assert hidden.status_code == 404
    assert everything(planted) == before
    page = desk.get(f"/personal/risk/{risk.pk}/")
    assert page.status_code == (200 if name == "eva" else 404)
    assert PLANTED not in page.content.decode()


def test_a_counsellor_who_is_not_the_stand_in_cannot_even_take_the_flag(wrote, asked, ada, eva, now, desk_of):
    theirs = cases.open_from(wrote(), asked(), stand_in=None, by=eva, at=now)
    risk = risks.raise_in(theirs, codes.RiskKind.SUICIDE, by=eva, at=now)
    desk = desk_of(ada)
    for address in ("risk/{}/", "risk/{}/ta/"):
        send = desk.post if address.endswith("ta/") else desk.get
        hidden, none = (send(f"/personal/{address.format(each)}") for each in (risk.pk, uuid4()))
        assert shown(hidden) == shown(none)
        assert hidden.status_code == 404
    assert theirs.number not in desk.get("/personal/").content.decode()
    assert "självmord" not in desk.get("/personal/").content.decode()
    risk.refresh_from_db()
    assert risk.state == "raised"


def test_a_threat_in_anothers_case_says_neither_number_nor_words(wrote, asked, ada, eva, now, desk_of):
    theirs = cases.open_from(wrote(), asked(), stand_in=None, by=eva, at=now)
    risk = risks.raise_in(theirs, codes.RiskKind.THREAT, risks.Said(PLANTED, PLANTED), by=eva, at=now)
    desk = desk_of(ada)
    for page in ("/personal/", f"/personal/risk/{risk.pk}/"):
        said = desk.get(page).content.decode()
        assert "ot mot personal" in said  # it is there to be seen
        assert PLANTED not in said
        assert theirs.number not in said
        assert "Brev nr" not in said
    desk.post(f"/personal/risk/{risk.pk}/ta/")
    risk.refresh_from_db()
    assert risk.taken_by == ada
    closing = {"outcome": "calmer", "happened": "x"}
    assert desk.post(f"/personal/risk/{risk.pk}/avsluta/", closing).status_code == 404
