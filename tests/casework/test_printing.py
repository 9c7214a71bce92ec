"""The case on paper: whole, or with what concerns others left out; in any script; and one audit entry."""

import pytest
from django.utils import timezone

from kast.audit.models import Entry
from kast.casework import cases, contacts, disclosures, early_warnings, notes, printing, replies, risks, story
from kast.casework.codes import ContactKind, Done, Means, Outcome, RiskKind
from kast.casework.models import EarlyWarning
from kast.casework.printing import Chosen
from kast.staff import members
from tests.papers import read, words

PHONE = "070-174 06 15"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def told(case, ada, now):
    """A case with a letter, an answer and a talk with a note that names others."""
    replies.leave(case, "Välkommen hit. Ada", by=ada, at=now)
    contacts.record(
        case,
        on=timezone.localdate(now),
        kind=ContactKind.THERAPY,
        means=Means.HERE,
        held=True,
        minutes=45,
        words=f"Hans fru Märta\nLind ringde från {PHONE}. Eva svarade.",
        by=ada,
        at=now,
    )
    notes.write(case, "En egen tanke om resan.", by=ada, at=now)
    return case


def marks(case, ada, now) -> dict[str, str]:
    """Each entry by its first text."""
    found = printing.entries(story.tell(case, by=ada, at=now))
    return {(entry.texts or [""])[0][:12] or entry.head: entry.mark for entry in found}


def make(case, ada, now, *phrases, leave_out=()) -> str:
    chosen = frozenset(mark for name, mark in marks(case, ada, now).items() if name not in leave_out)
    return words(printing.make(case, Chosen(chosen, phrases), by=ada, at=now))


def test_whole_it_holds_everything_with_names(told, ada, now):
    made = printing.make(told, Chosen(), by=ada, at=now)
    text = words(made)
    for said in (
        "Hej. Jag vet inte hur man börjar.",
        "Välkommen hit.",
        "Märta Lind ringde från",
        PHONE,
        "Eva svarade.",
        "Pendlaren",
        "En egen tanke om resan.",
        "45 minuter",
        "SN 2025/112",
    ):
        assert said in text
    assert read(made).metadata.title == f"Ärende {told.number}"
    assert f"{told.number}. Utskrivet" in text
    assert "av Ada." in text
    assert "Sida 1 av 1" in text


def test_in_part_names_of_staff_become_roles_and_phrases_are_black(told, ada, now):
    text = make(told, ada, now, "märta lind", PHONE)
    assert "Märta" not in text
    assert "Lind" not in text
    assert "070" not in text
    assert text.count("maskerat") >= 2
    assert "[behandlare] svarade." in text
    assert "Ada" not in text
    assert "Eva" not in text
    assert "Hej. Jag vet inte hur man börjar." in text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Evas telefon ringde.", "[behandlare]s telefon ringde."),
        ("Eva’s telefon ringde.", "[behandlare]s telefon ringde."),
        ("Jag gillar ADA. Och EVAS röst.", "Jag gillar [behandlare]. Och [behandlare]s röst."),
        ("hej eva, hälsa ada", "hej [behandlare], hälsa [behandlare]"),
        ("BO och Bos rum. Vill bo kvar.", "[enhetschef] och [enhetschef]s rum. Vill bo kvar."),
        ("Adam och Evald är bröder.", "Adam och Evald är bröder."),
    ],
)
def test_in_part_names_of_staff_are_hidden_in_every_form(written, printed, case, ada, bo, now):
    notes.write(case, written, by=ada, at=now)
    assert printed in make(case, ada, now)


def test_in_part_a_name_that_somebody_showed_then_is_hidden_too(told, ada, bo, now):
    on = timezone.localdate(now)
    asked = disclosures.ask(told, disclosures.Asked(disclosures.Asker.POLICE), on=on, by=ada, at=now)
    disclosures.answer(asked, harm="Oklart.", decided_by=bo, on=on, by=ada, at=now)
    notes.write(told, "Ringde Bo. Adas dörr var stängd.", by=ada, at=now)
    for member, other in ((ada, "Ylva"), (bo, "Sixten")):
        members.rename(member, other, by=bo, at=now)
    text = make(told, ada, now)
    assert "Välkommen hit. [medarbetare]" in text
    assert "Ringde [medarbetare]. [medarbetare]s dörr var stängd." in text
    for name in ("Ada", "Ylva", "Bo.", "Sixten"):
        assert name not in text


def test_what_is_not_ticked_is_not_there(told, ada, now):
    text = make(told, ada, now, leave_out={"Hans fru Mär", "En egen tank"})
    assert "Märta" not in text
    assert "En egen tanke" not in text
    assert "45 minuter" in text


def test_a_phrase_that_stands_nowhere_is_refused(told, ada, now):
    with pytest.raises(printing.NowhereFound) as fault:
        make(told, ada, now, "Marta Lind", PHONE)
    assert fault.value.phrases == ["Marta Lind"]
    assert not Entry.objects.filter(act="case:printed").exists()


def test_one_entry_names_the_records_on_the_paper(told, ada, now):
    found = printing.entries(story.tell(told, by=ada, at=now))
    letter = next(entry for entry in found if entry.texts and "börjar" in entry.texts[0])
    before = Entry.objects.count()
    printing.make(told, Chosen(frozenset([letter.mark])), by=ada, at=now)
    assert Entry.objects.count() == before + 1
    last = Entry.objects.order_by("pk").last()
    assert (last.act, last.fields, last.about) == ("case:printed", "redacted", f"{told.mark} {letter.mark}")


@pytest.fixture
def watched(told, ada, now):
    """Of one day: two flags, both closed, and two warnings about which something was done."""
    for kind, worry in ((RiskKind.VIOLENCE, "Grannen slog."), (RiskKind.CHILD, "Pojken var rädd.")):
        risk = risks.raise_in(told, kind, risks.Said(worry=worry), take=True, by=ada, at=now)
        risks.close(risk, Outcome.CALMER, f"Slut på: {worry}", by=ada, at=now)
    for why in ("Reste bort med Lo.", "Flyttade till Siv."):
        warning = EarlyWarning(case=told, came_on=timezone.localdate(now))
        warning.rules.seal(cases.key_of(told.box, ada), "silent")
        warning.save(force_insert=True)
        early_warnings.act(warning, Done.NOT_NEEDED, why=why, by=ada, at=now)
    return told


WATCHED = ["Grannen slog.", "Slut på: Grannen slog.", "Pojken var rädd.", "Slut på: Pojken var rädd."]
WATCHED += ["Reste bort med Lo.", "Flyttade till Siv."]


@pytest.mark.parametrize("left_out", WATCHED)
def test_of_two_flags_or_warnings_of_one_day_the_one_without_a_tick_is_not_there(left_out, watched, ada, now, desk_of):
    found = printing.entries(story.tell(watched, by=ada, at=now))
    hidden = next(entry for entry in found if left_out in entry.texts)
    ticked = [entry.mark for entry in found if entry != hidden]
    where = f"/personal/arenden/{watched.number}/skriv-ut/"
    paper = desk_of(ada).post(where, {"how": "redacted", "phrases": "", "entry": ticked})
    text = words(paper.content)
    shown = text.replace("Slut på: Grannen slog.", "").replace("Slut på: Pojken var rädd.", "")
    assert left_out not in (text if left_out.startswith("Slut") else shown)
    for other in set(WATCHED) - {left_out}:
        assert other in (text if other.startswith("Slut") else shown)


def test_every_entry_has_a_mark_of_its_own_and_every_record_is_named_once(watched, ada, now):
    found = printing.entries(story.tell(watched, by=ada, at=now))
    assert len({entry.mark for entry in found}) == len(found)
    printing.make(watched, Chosen(), by=ada, at=now)
    printed = Entry.objects.latest("pk").about.split()
    story.open_case(watched, by=ada, at=now)
    read_then = Entry.objects.latest("pk").about.split()
    for named in (printed, read_then):
        assert len(set(named)) == len(named)
        assert {str(entry.record.mark) for entry in found} <= set(named)


def test_nothing_chosen_makes_no_paper(told, ada, now):
    with pytest.raises(printing.NothingChosen):
        printing.make(told, Chosen(frozenset()), by=ada, at=now)


@pytest.mark.parametrize("text", ["مرحبا، أريد المساعدة.", "Хочу остановиться.", "שלום"])
def test_other_scripts_are_printed(text, wrote, asked, ada, eva, now):
    case = cases.open_from(wrote(text), asked(), stand_in=eva, by=ada, at=now)
    made = printing.make(case, Chosen(), by=ada, at=now)
    shown = "".join(page.extract_text() for page in read(made).pages)
    assert "□" not in shown
    assert sum(1 for sign in text if sign.isalpha() and sign in shown) > 4 or text in shown


def test_a_script_without_a_font_is_told_and_does_not_hinder(wrote, asked, ada, eva, now, monkeypatch):
    from kast.paper import signs

    monkeypatch.setattr(signs, "_can_show", lambda text: "你" not in text and "好" not in text)
    case = cases.open_from(wrote("你好, hej"), asked(), stand_in=eva, by=ada, at=now)
    text = words(printing.make(case, Chosen(), by=ada, at=now))
    assert "□□, hej" in text
    assert "Tecken som inte finns i serverns typsnitt står som □. Antal: 2." in text


def test_through_the_page(told, ada, now, desk_of):
    desk = desk_of(ada)
    where = f"/personal/arenden/{told.number}/skriv-ut/"
    before = Entry.objects.count()
    page = desk.get(where).content.decode()
    assert page.count('name="entry"') == len(printing.entries(story.tell(told, by=ada, at=now)))
    assert Entry.objects.count() == before + 1  # she read it
    chosen = list(marks(told, ada, now).values())
    refused = desk.post(where, {"how": "redacted", "phrases": "Inte här", "entry": chosen})
    assert "Det här står ingenstans i ärendet: ”Inte här”." in refused.content.decode()
    paper = desk.post(where, {"how": "redacted", "phrases": "Märta Lind\n\n", "entry": chosen})
    assert paper.headers["Content-Disposition"] == f'attachment; filename="{told.number}.pdf"'
    assert "Märta" not in words(paper.content)
    assert "Inget är valt." in desk.post(where, {"how": "redacted", "phrases": ""}).content.decode()
    assert "Märta" in words(desk.post(where, {"how": "whole", "phrases": ""}).content)


def test_in_mode_A_the_paper_holds_the_letters_and_the_turns(case_in, ada, now):
    text = words(printing.make(case_in("A"), Chosen(), by=ada, at=now))
    assert "Hej. Jag vet inte hur man börjar." in text
    assert "utan anteckningar" in text
