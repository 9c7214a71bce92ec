"""The case on paper: whole, or with what concerns others left out; in any script; and one audit entry."""

import ast
import json
import re
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

import kast
from kast.audit.models import Entry
from kast.casework import (
    aid,
    breaking,
    cases,
    contacts,
    coordinator,
    disclosures,
    early_warnings,
    entries,
    guide,
    handover,
    notes,
    plans,
    printing,
    replies,
    risks,
    story,
    tasks,
    topic,
)
from kast.casework.codes import (
    ContactKind,
    Done,
    Ground,
    Means,
    Outcome,
    Question,
    RiskKind,
    Sign,
    Through,
    Tongue,
    TopicState,
)
from kast.casework.lines import Line
from kast.casework.models import Arrival, EarlyWarning, Note
from kast.casework.printing import Chosen
from kast.staff import members
from tests.papers import read, words

PACKAGE = Path(kast.__file__).parent
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
        interpreter=True,
        interpreting=(Tongue.ARABIC, Through.ON_SITE),
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


# One record of every kind: its heading, and words of it that stand on the whole paper.
HOLDS = {
    "letter": ("Brev från personen", ["Hej. Jag vet inte hur man börjar."]),
    "reply": ("Svar till personen", ["Välkommen hit. Ada", "Ada. Inte läst än"]),
    "referral": ("Hänvisning", ["Socialtjänsten", "Vill bli uppringd på kvällen."]),
    "contact": ("Samtal 1", ["Behandling. På mottagningen. 45 minuter. Med tolk (arabiska, på plats). Ada"]),
    "note": ("Anteckning", ["En egen tanke om resan.", "Hans fru Märta Lind ringde", "Rättad"]),
    "plan": ("Plan", ["Det jag vill Sova hela natten.", "Det vi kom överens om Ringa innan."]),
    "topic": (
        "Människohandel och utsatthet",
        ["Samtalat om. Ada", "Före: Alla vill.", "Efter: Kanske inte.", "bodde där det skedde", "Dörren var låst."],
    ),
    "turn": ("Öppnat", ["Brev", "SN 2025/112"]),
    "opening": ("Nödöppning", ["Ringer i kris."]),
    "risk": ("Riskflagga: våld", ["Grannen slog.", "Ada tog den.", "Eva gör det vi har sagt, till"]),
    "risk_closed": ("Riskflagga avslutad: våld", ["Läget är lugnare. Ada", "Grannen har flyttat."]),
    "warning": (
        "Hör gärna av dig",
        ["Behövs inte. Ada", "inte hörts på 60 dagar", "Reste bort med Lo.", "Ingen har hört av sig än"],
    ),
    "aid": (
        "Beslutsstöd",
        [
            *("Ett barn kan fara illa. Inte berätta för någon. Ada", "Pojken bor hos mormor.", "inte vara säker. Ja."),
            *("Personen har inte fått veta: Gick inte att nå.", "SoL 19:1"),
        ],
    ),
    "disclosure": (
        "Utlämnande",
        [
            *("Polis eller åklagare. Överklagat", "Polisen, utredning Telefonnumret.", "Säger sig ha rätt enligt"),
            *("Nekat", "OSL 26:1", "Beslutat av Bo.", "Det står inte klart."),
        ],
    ),
    "handover": ("Överlämning till KAST Annanstad", ["Personens ja här i rummet", "Med: ", "De frågar"]),
    "arrival": ("Överlämning från KAST Annanstad", ["Vi frågar. Ada"]),
    "question": ("Fråga till regionkoordinatorn", ["Väst", "Hur går man vidare?"]),
    "guide": ("Samtalsstöd", ["Finns det barn hemma? Ja", "Två, varannan vecka.", "Bara ett, sa han först."]),
    "task": ("Att göra", ["Ringa kyrkan.", "För Eva, till", "Gjort"]),
    "start": ("Vid början", ["Nästan varje fredag."]),
    "followup": ("Uppföljning", ["Efter 6 månader", "Det blev lugnare."]),
}


@pytest.fixture
def everything(told, watched_once, pointed, sister, yes, ada, eva, bo, now):
    """A case with one record of every kind, and what other rooms tell beside it."""
    on, key = timezone.localdate(now), cases.key_of(told.box, ada)
    referral = pointed("x", days=0)
    referral.box = told.box
    referral.words.seal(key, json.dumps({"source": "social_services", "told": "Vill bli uppringd på kvällen."}))
    referral.save(update_fields=["box", "words"])
    plans.write(told, plans.Words("Sova hela natten.", "Ringa innan."), by=ada, at=now)
    topic.say(
        told,
        TopicState.DISCUSSED,
        before="Alla vill.",
        after="Kanske inte.",
        signs=[Sign.LIVES_THERE],
        noticed="Dörren var låst.",
        by=ada,
        at=now,
    )
    breaking.open_case(told, "Ringer i kris.", by=eva, at=now)
    taken = aid.Taken(
        aid.About.CHILD,
        {"harmed": "yes", "crime_against": "no"},
        aid.Decided.NOTHING,
        told=False,
        not_told="Gick inte att nå.",
        why="Pojken bor hos mormor.",
    )
    aid.decide(told, taken, by=ada, at=now)
    police = disclosures.Asked(disclosures.Asker.POLICE, "lag-2025-170-4", "Polisen, utredning", "Telefonnumret.")
    asked = disclosures.ask(told, police, on=on, by=ada, at=now)
    disclosures.answer(asked, harm="Det står inte klart.", decided_by=bo, on=on, by=ada, at=now)
    disclosures.appeal(asked, on=on, by=ada, at=now)
    handover.prepare(told, sister, yes(consent_on=on), by=ada, at=now)
    Arrival.objects.create(
        sister=sister,
        reference=uuid.uuid4(),
        came_on=on,
        digest=b"x",
        state=Arrival.State.ACCEPTED,
        case=told,
        asks="we",
        answered_on=on,
        answered_by=ada,
    )
    coordinator.ask(
        told,
        "Hur går man vidare?",
        to="Väst",
        ground=Ground.UNNAMED,
        looked_through=True,
        number=uuid.uuid4(),
        by=ada,
        at=now,
    )
    for said in ("Bara ett, sa han först.", "Två, varannan vecka."):
        guide.answer(told, [guide.Answer(Question.CHILDREN, ("yes",), said)], by=ada, at=now)
    tasks.tick(tasks.make(told, "Ringa kyrkan.", due_on=on, who=eva, by=ada, at=now), by=ada, at=now)
    return told


@pytest.fixture
def watched_once(told, ada, eva, now):
    """A flag that was taken, planned and closed; a warning about which something was done, and one that waits."""
    doing = risks.Said(worry="Grannen slog.", doer=eva, by_when=now)
    risk = risks.raise_in(told, RiskKind.VIOLENCE, doing, take=True, by=ada, at=now)
    risks.close(risk, Outcome.CALMER, "Grannen har flyttat.", by=ada, at=now)
    early_warnings.act(warned(told, ada, now), Done.NOT_NEEDED, why="Reste bort med Lo.", by=ada, at=now)
    warned(told, ada, now)


def warned(case, ada, now) -> EarlyWarning:
    warning = EarlyWarning(case=case, came_on=timezone.localdate(now))
    warning.rules.seal(cases.key_of(case.box, ada), "silent")
    warning.save(force_insert=True)
    return warning


def beside(now) -> list[Line]:
    """Lines of other rooms, as kast/desk/beside.py makes them."""
    on = timezone.localdate(now)
    start = Line("start", on, title="Vid början", words="Nästan varje fredag.")
    return [start, Line("followup", on, title="Efter 6 månader", words="Det blev lugnare.")]


@pytest.fixture
def contested(everything, ada, now):
    """Two notes that the person objects to; the one beside the talk was corrected twice, and stands objected to still.

    Answers the note that belongs to the talk, as it reads now.
    """
    own, first = Note.objects.get(contact=None), Note.objects.exclude(contact=None).get()
    notes.object_to(own, "Det var ingen resa.", by=ada, at=now)
    notes.object_to(first, "Märta ringde inte, säger Eva.", by=ada, at=now)
    second = notes.correct(first, "Hans fru ringde. Ada lyssnade.", by=ada, at=now)
    third = notes.correct(second, "Hans fru Märta Lind ringde kanske.", by=ada, at=now)
    notes.object_to(third, "Inte kanske heller.", by=ada, at=now)
    return third


# What stands on the paper besides what each note says now.
AGAINST = ["Det var ingen resa.", "Märta ringde inte, säger Eva.", "Inte kanske heller."]
EARLIER = [f"ringde från {PHONE}", "Hans fru ringde. Ada lyssnade."]


def test_whole_it_holds_everything_with_names(contested, everything, ada, now):
    made = printing.make(everything, Chosen(), beside=beside(now), by=ada, at=now)
    text = words(made)
    for kind, (heading, said) in HOLDS.items():
        for part in (heading, *said):
            assert part in text, kind
    for part in (*AGAINST, *EARLIER, "Eva svarade.", "Pendlaren", "av Ada."):
        assert part in text
    assert text.count("Personen håller inte med om en anteckning") == 3
    assert text.count("Anteckning, före rättelsen") == 2
    assert read(made).metadata.title == f"Ärende {everything.number}"
    assert f"{everything.number}. Utskrivet" in text
    assert "Sida 1 av" in text


def test_every_kind_of_line_that_the_program_makes_has_its_heading_and_is_on_the_paper(everything, ada, now):
    lines = story.tell(everything, beside=beside(now), by=ada, at=now)
    shown = {line.kind for line in lines} | {note.kind for line in lines for note in line.notes}
    assert shown == set(HOLDS) == set(entries.TELL) == kinds_in_the_code()
    heads = [entry.head for entry in printing.entries(lines)]
    assert heads.index("Riskflagga: våld") < heads.index("Riskflagga avslutad: våld")
    for entry in printing.entries(lines):
        assert entry.head.strip()
        assert entry.meta or entry.texts, entry.head


def kinds_in_the_code() -> set[str]:
    """What stands first in every Line(…) of a case, and as kind of the parts that become one. Not what notes say."""
    found = set()
    for path in [*(PACKAGE / "casework").glob("*.py"), PACKAGE / "desk/beside.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Line" and node.args:
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
            if isinstance(node, ast.Call) and path.name == "lines.py":
                found |= {word.value.value for word in node.keywords if is_kind(word.arg, word.value)}
            if isinstance(node, ast.Dict) and path.name == "told_of_sisters.py":
                found |= {value.value for key, value in zip(node.keys, node.values, strict=True) if is_kind(key, value)}
    return found


def is_kind(name, value) -> bool:
    name = getattr(name, "value", name)
    return name == "kind" and isinstance(value, ast.Constant)


def test_in_part_everything_is_a_tick_and_no_name_of_staff_is_left(contested, everything, ada, now):
    found = printing.entries(story.tell(everything, by=ada, at=now))
    assert len({entry.mark for entry in found}) == len(found)
    text = words(printing.make(everything, Chosen(frozenset(entry.mark for entry in found)), by=ada, at=now))
    assert not re.search(r"(?i)(?<!\w)(ada|eva)s?(?!\w)|(?<!\w)Bo(?!\w)", text)
    for said in ("[behandlare] tog den.", "Beslutat av [enhetschef].", "Märta ringde inte, säger [behandlare]."):
        assert said in text


@pytest.mark.parametrize("left_out", [*AGAINST, *EARLIER, "Sova hela natten.", "Två, varannan vecka.", "Ringa kyrkan."])
def test_an_objection_an_earlier_version_and_what_is_new_is_left_out_by_itself(
    left_out, contested, everything, ada, now, desk_of
):
    lines = story.tell(everything, by=ada, at=now)
    ticked = [one.mark for one in printing.entries(lines) if not any(left_out in text for text in one.texts)]
    assert len(ticked) == len(printing.entries(lines)) - 1
    where = f"/personal/arenden/{everything.number}/skriv-ut/"
    text = words(desk_of(ada).post(where, {"how": "redacted", "phrases": "", "entry": ticked}).content)
    assert left_out.replace("Ada", "[behandlare]").replace("Eva", "[behandlare]") not in text
    assert "Hans fru Märta Lind ringde kanske." in text


def test_the_page_on_which_she_chooses_shows_and_names_all_of_it(contested, everything, ada, now, desk_of):
    page = desk_of(ada).get(f"/personal/arenden/{everything.number}/skriv-ut/").content.decode()
    for said in (*AGAINST, *EARLIER, "Sova hela natten.", "Bara ett, sa han först.", "Det står inte klart."):
        assert said in page
    named = Entry.objects.latest("pk").about.split()
    found = printing.entries(story.tell(everything, by=ada, at=now))
    assert {str(entry.record.mark) for entry in found} | {str(everything.mark)} == set(named)
    assert len(named) == len(set(named))


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
        early_warnings.act(warned(told, ada, now), Done.NOT_NEEDED, why=why, by=ada, at=now)
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
