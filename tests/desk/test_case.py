"""One case, through its page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, codes, contacts, drafts, lending, notes, replies
from kast.casework.models import Case, Contact, Draft, Note, Topic
from kast.door.models import Letter, Reply


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def desk(case, ada, desk_of):
    return desk_of(ada)


def address(case, *rest) -> str:
    return "/".join(["/personal/arenden", case.number, *rest, ""])


def page(client, where) -> str:
    answer = client.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def talk(**given) -> dict[str, str]:
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"what": "held", "kind": "conversation", "means": "phone", "on": today, "minutes": "45", **given}


def test_the_page_tells_the_case_and_the_opening_is_written_down(case, desk):
    shown = page(desk, address(case))
    for words in ("Pendlaren", "Hej. Jag vet inte hur man börjar.", "Läge B", "SN 2025/112", "Öppnat"):
        assert words in shown
    assert Entry.objects.filter(act="case:read").count() == 1


def test_a_talk_with_its_note_is_written_in_one_form(case, desk, ada):
    answer = desk.post(address(case, "anteckna"), talk(words="Fem veckor nu."))
    assert answer.headers["Location"] == address(case)
    assert Contact.objects.get().minutes == 45
    shown = page(desk, address(case))
    assert "Fem veckor nu." in shown
    assert "Samtal 1" in shown
    assert "Samtal 2" in shown  # the next


def test_a_talk_that_was_not_held_needs_its_why_and_nothing_typed_is_lost(case, desk):
    answer = desk.post(address(case, "anteckna"), talk(what="not_held", words="Ringde dagen efter."))
    shown = answer.content.decode()
    assert "Allt du skrev är kvar." in shown
    assert "Säg varför det inte blev av." in shown
    assert "Ringde dagen efter." in shown
    desk.post(address(case, "anteckna"), talk(what="not_held", not_held="absent_in_touch"))
    assert Contact.objects.get().not_held == "absent_in_touch"


def test_a_note_alone_is_no_contact(case, desk):
    assert "Anteckningen är tom." in desk.post(address(case, "anteckna"), talk(what="note")).content.decode()
    desk.post(address(case, "anteckna"), talk(what="note", words="Ett brev från åklagaren."))
    assert Note.objects.count() == 1
    assert not Contact.objects.exists()


def test_a_day_that_has_not_been_is_refused(case, desk):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    assert "Dagen har inte varit än." in desk.post(address(case, "anteckna"), talk(on=tomorrow)).content.decode()


def test_in_mode_A_there_is_no_box_to_write_in(case_in, ada, desk_of):
    case, desk = case_in("A"), desk_of(ada)
    shown = page(desk, address(case))
    assert "Det finns ingen ruta att skriva i." in shown
    assert "Breven själva finns kvar." in shown
    assert 'id="n_words"' not in shown
    assert "data-draft" not in shown
    desk.post(address(case, "anteckna"), talk(words="ändå"))
    assert Contact.objects.count() == 1
    assert not Note.objects.exists()
    kept = desk.post(address(case, "utkast"), {"place": "note", "words": "x"}, headers={"accept": "application/json"})
    assert kept.status_code == 409
    assert not Draft.objects.exists()


def test_an_answer_is_laid_in_the_mailbox(case, desk):
    desk.post(address(case, "svara"), {"words": "Hej, och tack."})
    assert Reply.objects.get().shown_name == "Ada"
    shown = page(desk, address(case))
    assert "Hej, och tack." in shown
    assert "inte läst än" in shown
    assert "Svaret är tomt." in desk.post(address(case, "svara"), {"words": " "}).content.decode()


def test_where_there_is_no_mailbox_the_page_says_what_to_do(asked, ada, eva, now, desk_of):
    case, desk = cases.begin(codes.Begin.PHONE, asked(), stand_in=eva, by=ada, at=now), desk_of(ada)
    assert "Ge personen nya ord" in page(desk, address(case))
    assert "ingen brevlåda att svara i" in desk.post(address(case, "svara"), {"words": "Hej."}).content.decode()
    shown = desk.post(address(case, "ord"), {"language": "sv"}).content.decode()
    assert shown.count("<li>") >= 8
    assert "Ge personen nya ord" not in page(desk, address(case))


def test_the_script_saves_a_draft_and_is_told_where_it_stands(case, desk, ada):
    asks = {"headers": {"accept": "application/json"}}
    kept = desk.post(address(case, "utkast"), {"place": "note", "words": "Fem"}, **asks).json()
    assert kept["said"].startswith("Sparat ")
    again = {"place": "note", "words": "Fem veckor", "draft": kept["draft"], "version": kept["version"]}
    assert not desk.post(address(case, "utkast"), again, **asks).json()["apart"]
    older = desk.post(address(case, "utkast"), {**again, "words": "andra fliken"}, **asks).json()
    assert older["apart"]
    assert "Den äldre flikens text är kvar" in older["said"]
    shown = page(desk, address(case))
    assert "Fem veckor" in shown
    assert "andra fliken" in shown


def test_a_draft_is_saved_and_thrown_away_without_a_script(case, desk, ada):
    answer = desk.post(address(case, "utkast"), {"place": "reply", "words": "Hej, "}, follow=True)
    shown = answer.content.decode()
    assert "Bara du kan läsa utkastet." in shown
    assert "Hej, " in shown
    (draft,) = drafts.of(case.box, by=ada)
    desk.post(address(case, "utkast", str(draft.draft)))
    assert not Draft.objects.exists()


def test_the_topic_is_raised_from_its_panel(case, desk):
    desk.post(
        address(case, "amnet"), {"state": "discussed", "before": "De gör det frivilligt", "after": "Jag vet inte"}
    )
    shown = page(desk, address(case))
    assert "Så såg personen på det före: ”De gör det frivilligt”" in shown
    shown = desk.post(address(case, "amnet"), {"state": "put_off"}).content.decode()
    assert "Säg varför du väntar" in shown
    assert Topic.objects.count() == 1


def test_while_it_is_lent_its_holder_finds_no_box_to_write_in(case, desk, ada, eva, now, desk_of):
    lending.lend(case, until=timezone.localdate(), by=ada, at=now)
    shown = page(desk, address(case))
    assert "Eva har ärendet till och med" in shown
    assert 'id="n_words"' not in shown
    assert desk.post(address(case, "anteckna"), talk(words="x")).status_code == 404
    assert 'id="n_words"' in page(desk_of(eva), address(case))


def test_a_case_ends_opens_again_and_the_slip_is_undone(case, desk):
    ending = {"ending": "agreed", "agreed": "yes", "months": ["6", "12"], "means": "mailbox", "words": ""}
    assert (
        "Säg efter hur lång tid, och hur."
        in desk.post(address(case, "avsluta"), {"ending": "agreed", "agreed": "yes"}).content.decode()
    )
    desk.post(address(case, "avsluta"), ending)
    shown = page(desk, address(case))
    assert "Ångra avslutet" in shown
    assert "Uppföljning: överenskommen." in shown
    desk.post(address(case, "oppna-igen"), {"how": "undo"})
    case.refresh_from_db()
    assert case.state == "open"
    desk.post(address(case, "avsluta"), {**ending, "agreed": "no"})
    desk.post(address(case, "oppna-igen"), {"how": "reopen"})
    case.refresh_from_db()
    assert case.state == "reopened"


@pytest.mark.parametrize(
    ("place", "says", "anchor"),
    [("note", "Du har en påbörjad anteckning i ärendet.", "anteckna"), ("reply", "Du har ett påbörjat svar", "svara")],
)
def test_a_case_ends_when_what_she_has_begun_in_it_is_finished_or_thrown_away(place, says, anchor, case, desk, ada):
    ending = {"ending": "stopped", "agreed": "no", "words": ""}
    desk.post(address(case, "utkast"), {"place": place, "words": "Halvt skrivet."})
    assert f'href="{address(case)}#{anchor}"' in page(desk, address(case, "avsluta"))
    refused = desk.post(address(case, "avsluta"), ending).content.decode()
    assert says in refused
    assert "Sedan går det att avsluta." in refused
    case.refresh_from_db()
    assert case.state == "open"
    assert "Släng utkastet" in page(desk, address(case))
    (draft,) = drafts.of(case.box, by=ada)
    desk.post(address(case, "utkast", str(draft.draft)))
    assert desk.post(address(case, "avsluta"), ending).status_code == 302


def test_a_box_that_was_emptied_keeps_no_case_from_ending(case, desk):
    desk.post(address(case, "utkast"), {"place": "note", "words": " "})
    assert desk.post(address(case, "avsluta"), {"ending": "stopped", "agreed": "no"}).status_code == 302


def test_what_is_begun_is_never_handed_away_with_the_case(case, desk, ada, eva):
    desk.post(address(case, "utkast"), {"place": "note", "words": "Halvt skrivet."})
    given = {"holder": str(eva.mark), "stand_in": str(ada.mark)}
    assert f'href="{address(case)}#anteckna"' in page(desk, address(case, "lana-ut"))
    assert "Sedan går det att lämna över." in desk.post(address(case, "lamna-over"), given).content.decode()
    case.refresh_from_db()
    assert case.holder == ada


def test_where_she_cannot_write_what_she_has_begun_is_read_and_thrown_away(case, ada, eva, now, desk_of):
    drafts.save(case.box, codes.Place.NOTE, "Adas halva.", by=ada, at=now)
    lending.lend(case, until=timezone.localdate(), by=ada, at=now)
    desk = desk_of(ada)
    shown = page(desk, address(case))
    assert 'id="anteckna"' in shown
    assert "Adas halva." in shown
    other = desk_of(eva)
    for place, words in (("note", "Evas halva."), ("reply", "Evas svar.")):
        other.post(address(case, "utkast"), {"place": place, "words": words})
    Case.objects.update(state="ended", ending="stopped", ended_on=timezone.localdate())
    shown = page(other, address(case))
    for words in ('id="anteckna"', "Evas halva.", 'id="svara"', "Evas svar.", "Utkastet tas bort i natt"):
        assert words in shown
    assert "Adas halva." not in shown
    draft = Draft.objects.get(by=ada)
    assert "Adas halva." in page(desk, address(case))
    desk.post(address(case, "utkast", str(draft.pk)))
    assert not Draft.objects.filter(by=ada).exists()


def test_a_mode_changes_from_its_own_page(case, desk):
    desk.post(address(case, "lage"), {"mode": "C", "decision": "SN 2026/9", "why": "Personen vill det."})
    case.refresh_from_db()
    assert case.mode == "C"
    assert "SN 2026/9" in page(desk, address(case))


def test_a_locked_form_is_kept_and_given_back(case, ada, desk_of):
    desk = desk_of(ada, locked=True)
    answer = desk.post(address(case, "anteckna"), talk(words="Det jag skrev."))
    assert answer.status_code == 302
    assert not Note.objects.exists()


def test_a_hundred_entries_take_as_many_queries_as_three(case, desk, ada, now):
    def fill(times):
        for number in range(times):
            at = now - timedelta(minutes=number)
            notes.write(case, f"Anteckning {number}", by=ada, at=at)
            replies.leave(case, f"Svar {number}", by=ada, at=at)
            contacts.record(
                case,
                on=timezone.localdate(at),
                kind=codes.ContactKind.ADVICE,
                means=codes.Means.PHONE,
                held=True,
                words="ord",
                by=ada,
                at=at,
            )

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page(desk, address(case))
        return len(found)

    fill(1)
    page(desk, address(case))
    few = queries()
    fill(33)
    assert queries() == few
    assert Letter.objects.count() + Reply.objects.count() + Contact.objects.count() + Note.objects.count() > 100
