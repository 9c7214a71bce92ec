"""What each record mode lets be written, proved over every form and every page of a case.

In mode A there is no box for what the person says. The boxes that are there are listed here, with their reason.
"""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django import forms as django_forms
from django.utils import timezone

from kast.casework import aid, forms, guide, modes, parts
from kast.casework.models import Case
from kast.config.reference import routes
from tests.begun import ANSWERS, begin

# The fields of text that the pages of a case in mode A have.
TEXTS = {
    "casework:correct alias",  # what we call the person
    "casework:mode decision",  # the decision that the mode rests on, and why it changes
    "casework:mode why",
    "casework:break_open why",  # why she breaks in
    # Letters to the person: letters remain.
    *(f"{page} words of a letter" for page in ("desk:case", "desk:beside", "casework:reply")),
    "casework:cancel words",
    "casework:hand_over_look letter",
    "casework:end number",  # sealed, for a call or an SMS that the person said yes to; gone when nobody is to be asked
    "casework:book place",  # room or link
    "casework:move place",
    "casework:coordinator to",  # to whom the question goes
    "casework:coordinator words",  # the question is printed or saved, and not kept in mode A (test_modes.py)
    # On a paper that is kept nowhere.
    *(f"casework:concern {name}" for name in ("to", "child", "guardians", "worry", "known", "told", "reporter")),
    *(f"casework:refusal {name}" for name in ("to", "asked", "why")),
    "desk:paper phrases",  # what is blacked out on it
}


class Texts(HTMLParser):
    """The names of the fields of a page in which something can be written. What is searched for is not kept."""

    KINDS = frozenset({None, "text", "email", "tel", "url"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._form = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._form = told.get("id") or ""
        if tag == "textarea" or (tag == "input" and told.get("type") in self.KINDS):
            name = told["name"]
            self.found.add("words of a letter" if name == "words" and self._form == "svara" else name)


# Pages with an id whose name is not that of the row.
ROWS = {"casework:decision": "decision", "casework:disclosure": "request", "casework:refusal": "refused"}
# Pages that come when something that was pressed is not whole, or step by step.
POSTED = {
    "casework:reply": {},
    "casework:topic": {},
    "casework:make_task": {},
    "casework:act_on_warning": {},
    "casework:close_risk": {},
    "casework:aid": {"about": "child", "step": "asked", **ANSWERS},
}


def walk(desk, case, rows):
    """Every page there is of a case and of what has begun in it, by name, with its text fields."""
    pages: dict[str, set[str]] = {}

    def look(name, answer):
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            pages[name] = pages.get(name, set()) | Texts(answer.content.decode()).found

    look("desk:today", desk.get("/personal/"))
    look("desk:beside", desk.get(f"/personal/?arende={case.number}"))
    for path, name, room, _public in routes():
        of_a_row = re.search(r"<uuid:(\w+)>", path)
        row = getattr(rows, ROWS.get(name, of_a_row[1]), None) if of_a_row else None
        if room not in {"casework", "desk"} or not (row or ("<case:" in path and not of_a_row)):
            continue
        address = re.sub(r"<case:\w+>", case.number, re.sub(r"<uuid:\w+>", str(row and row.pk), path))
        look(name, desk.get(address))
        if name in POSTED:
            look(name, desk.post(address, POSTED[name]))
    return pages


def names(*walks):
    return {f"{page} {field}" for pages in walks for page, fields in pages.items() for field in fields}


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


def test_no_page_of_a_case_in_mode_A_has_a_box_for_what_the_person_says(case_in, sister, ada, eva, now, desk_of):
    desk, case = desk_of(ada), case_in("A")
    begun = walk(desk, case, SimpleNamespace())
    gone_on = walk(desk, case, begin(case, sister, by=ada, at=now))
    stood_in = {"casework:break_open": Texts(desk_of(eva).get(f"/personal/arenden/{case.number}/nodoppna/").text).found}
    assert names(begun, gone_on, stood_in) == TEXTS
    assert len(gone_on) > 30


def test_in_mode_B_the_same_walk_finds_them(case, sister, ada, now, desk_of):
    desk = desk_of(ada)
    pages = walk(desk, case, SimpleNamespace()), walk(desk, case, begin(case, sister, by=ada, at=now))
    found = {name.split()[1] for name in names(*pages) - TEXTS}
    assert {"words", "before", "after", "noticed", "goals", "steps", "who_knows", "in_a_risk"} <= found
    assert {"children_words", "worry", "doing", "happened", "what", "why", "who", "harm", "plan", "words_0"} <= found


def test_no_form_keeps_a_text_field_in_mode_A_but_those(unit, ada, now):
    """Each form by itself, as its view makes it in mode A."""
    holds = modes.HOLDS[Case.Mode.A]
    made = {
        "About": forms.About(),
        "Accepting": forms.Accepting(),
        "Acting": forms.Acting(holds=holds),
        "Answering": forms.Answering(holds=holds, deciders=[]),
        "Asking": forms.Asking(about=aid.About.CHILD),
        "Away": forms.Away(own=[]),
        "Beginning": forms.Beginning(),
        "Booked": forms.Booked(free=[]),
        "Breaking": forms.Breaking(holds=holds),
        "CallingOff": forms.CallingOff(),
        "Calling": forms.Calling(),
        "Closing": forms.Closing(words=holds.notes, holds=holds),
        "Colleague": forms.Colleague(colleagues=[]),
        "Concern": forms.Concern(),
        "Consulting": forms.Consulting(),
        "Correcting": forms.Correcting(mode="A"),
        "Day": forms.Day(),
        "Deciding": forms.Deciding(holds=holds),
        "Declining": forms.Declining(),
        "Discarding": forms.Discarding(),
        "Ending": forms.Ending(holds=holds, kept=False, texts=True),
        "Flagging": forms.Flagging(doers=[], words=holds.notes, holds=holds),
        "FromReferral": forms.FromReferral(),
        "FromSlip": forms.FromSlip(),
        "Guiding": forms.Guiding(holds=holds, asked=[guide.Asked(question) for question in guide._FACTS]),
        "Handing": forms.Handing(holders=[], stand_ins=[]),
        "HandingOver": forms.HandingOver(to=[], holds=holds),
        "Ill": forms.Ill(by=ada),
        "Lending": forms.Lending(),
        "Mode": forms.Mode(holds=holds),
        "Noting": forms.Noting(holds=holds),
        "Printing": forms.Printing(),
        "Questioned": forms.Questioned(),
        "Raising": forms.Raising(doers=[], words=holds.notes, holds=holds),
        "Refusing": forms.Refusing(),
        "Requested": forms.Requested(holds=holds),
        "Revising": forms.Revising(pieces=[parts.Piece("letter", "", "Personen skrev", "Hej.")], holds=holds),
        "Sending": forms.Sending(by_net=True, mailbox=True),
        "Taking": forms.Taking(),
        "NewTask": forms.NewTask(doers=[], holds=holds),
        "Topical": forms.Topical(holds=holds),
    }
    # Their pages are not there in mode A (test above), or they are letters to the person.
    elsewhere = {"Correction", "Objecting", "Planning", "Drafting", "Writing"}
    of_no_case = {"Batching", "Compared", "EnvelopeForm", "SheetForm"}
    assert set(made) | elsewhere | of_no_case == {name for name in forms.__all__ if name[0].isupper()}
    begins = {"Accepting", "Beginning", "FromReferral", "FromSlip", "Taking"}
    assert {
        f"{name}.{key}"
        for name, form in made.items()
        for key, field in form.fields.items()
        if type(field) is django_forms.CharField
    } == {
        *(f"{name}.{key}" for name in begins for key in ("alias", "decision", "personal_number")),
        *("Correcting.alias", "Mode.decision", "Mode.why", "Breaking.why"),
        *("CallingOff.words", "Sending.letter"),  # letters
        *("Booked.place", "Consulting.to", "Consulting.words", "Printing.phrases"),
        *(f"Concern.{key}" for key in forms.Concern.base_fields),
        *(f"Refusing.{key}" for key in forms.Refusing.base_fields),
    }


@pytest.mark.parametrize("mode", ["A", "B"])
def test_a_name_for_a_case_that_is_somebodys_is_asked_about(mode):
    given = {
        "alias": "Anders",
        "mode": mode,
        "decision": "SN 1",
        "concerns": "bought",
        "baseline": "never",
        "route_in": "own",
    }
    form = forms.Taking(given)
    assert not form.is_valid()
    assert form.errors == {}
    assert [one.asks for one in form.pointed_out] == ["Det här liknar ett namn: ”Anders”. Ska det stå kvar?"]
    assert forms.Taking({**given, "anyway": form.anyway}).is_valid()
    assert forms.Taking({**given, "mode": "C"}).is_valid()
    assert forms.Taking({**given, "alias": "Pendlaren"}).is_valid()
