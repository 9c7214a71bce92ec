"""The plan: the person's, in versions, on paper with a neutral title, or in the mailbox."""

import io
from datetime import timedelta

import pypdf
import pytest

from kast.audit.models import Entry
from kast.casework import cases, codes, notes, plans, replies, story
from kast.casework.models import Plan
from kast.door import mailbox
from kast.door.models import Letter, Mailbox, Reply
from tests.fixtures_casework import facts_of

FIRST = plans.Words("Vara hemma på fredagar.", "Ringa i stället.", "En vän.", "Gå ut.\nRinga mottagningen.")
SECOND = plans.Words("Vara hemma hela veckan.", "", "", "#strong[Gå] ut & $ringa$.")


def words_of(made: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())


def test_each_version_is_kept_and_the_latest_is_shown(case, ada, now):
    plans.write(case, FIRST, by=ada, at=now - timedelta(days=9))
    plans.write(case, SECOND, by=ada, at=now)
    found = plans.opened(case, by=ada, at=now)
    assert [version.words for version in found] == [SECOND, FIRST]
    assert plans.latest(case, cases.key_of(case.box, ada)).words == SECOND
    for row in Plan.objects.all():
        assert not any(b"fredag" in bytes(row.__dict__[name]) for name in ("goals", "steps", "who_knows", "in_a_risk"))
    marks = [str(row.mark) for row in Plan.objects.order_by("-written_at")]
    assert Entry.objects.order_by("pk").last().about.split() == [str(case.mark), *marks]
    assert [line.kind for line in story.open_case(case, by=ada, at=now).lines].count("plan") == 2


def test_there_is_no_plan_without_a_word_and_none_in_mode_A(case, case_in, ada, now):
    with pytest.raises(plans.Empty):
        plans.write(case, plans.Words(" ", "\n"), by=ada, at=now)
    with pytest.raises(notes.NoNotesInModeA):
        plans.write(case_in("A"), FIRST, by=ada, at=now)
    for use in (plans.printed, plans.send):
        with pytest.raises(plans.Empty):
            use(case, by=ada, at=now)
    assert not Plan.objects.exists()


def test_the_paper_has_a_neutral_title_and_what_was_written_stays_text(case, ada, now):
    plans.write(case, FIRST, by=ada, at=now)
    plans.write(case, SECOND, by=ada, at=now + timedelta(minutes=1))
    plan = plans.printed(case, by=ada, at=now)
    assert Entry.objects.order_by("pk").last().act == "plan:printed"
    made = plans.as_pdf(plan)
    read = pypdf.PdfReader(io.BytesIO(made))
    assert (read.metadata.title, read.trailer["/Root"]["/Lang"]) == ("Min plan", "sv")
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- pypdf's own boolean
    told = words_of(made)
    assert "Det jag vill Vara hemma hela veckan." in told
    assert "#strong[Gå] ut & $ringa$." in told
    assert not any(word in told for word in (case.number, "Ada", "KAST", "De som vet"))


def test_paper_and_letter_speak_the_language_of_the_mailbox(case, ada, now):
    Mailbox.objects.update(language="en")
    plans.write(case, FIRST, by=ada, at=now)
    assert words_of(plans.as_pdf(plans.printed(case, by=ada, at=now))).startswith("My plan What I want")
    plans.send(case, by=ada, at=now)
    key = cases.key_of(case.box, ada)
    assert Reply.objects.get().words.open(key).startswith("What I want\nVara hemma på fredagar.")


def test_sent_it_lies_in_the_mailbox_and_answers_no_letter_that_waits(case, ada, now):
    Letter.objects.update(state=Letter.State.WAITING)
    plans.write(case, FIRST, by=ada, at=now)
    before = facts_of(case, ada)
    plans.send(case, by=ada, at=now)
    newest = next(one for one in mailbox.thread(Mailbox.objects.get(), cases.key_of(case.box, ada)) if one.who)
    assert newest.who == "Ada"
    assert newest.words == (
        "Det jag vill\nVara hemma på fredagar.\n\nDet vi kom överens om\nRinga i stället.\n\n"
        "De som vet\nEn vän.\n\nNär det blir svårt\nGå ut.\nRinga mottagningen."
    )
    assert Letter.objects.get().state == Letter.State.WAITING
    assert facts_of(case, ada) == before


def test_without_a_mailbox_it_is_not_sent(asked, ada, eva, now):
    case = cases.begin(codes.Begin.VISIT, asked(), stand_in=eva, by=ada, at=now)
    plans.write(case, FIRST, by=ada, at=now)
    with pytest.raises(replies.NoMailbox):
        plans.send(case, by=ada, at=now)
    assert plans.printed(case, by=ada, at=now).language == "sv"
