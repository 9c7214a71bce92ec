from datetime import date

from kast.casework import cases, codes, endings, guide, notes, plans, risks, tasks
from kast.casework.models import (
    Case,
    EarlyWarning,
    GuideAnswer,
    Note,
    Objection,
    Plan,
    Risk,
    Task,
)
from kast.retention import person
from tests.followup.conftest import ENDED, moment
from tests.retention.conftest import keys_left


def test_corrections_objections_plans_and_answers_go_with_their_case(ended, ada):
    case, at = ended(agreed=False), moment(date(2025, 7, 15))
    note = notes.write(case, "ett", by=ada, at=at)
    notes.object_to(note, "nej", by=ada, at=at)
    notes.correct(notes.correct(note, "två", by=ada, at=at), "tre", by=ada, at=at)
    plans.write(case, plans.Words(goals="hem"), by=ada, at=at)
    endings.reopen(case, by=ada, at=at)
    guide.answer(case, [guide.Answer(guide.Question.GUILT, ("4",))], by=ada, at=at)
    tables = (Note, Objection, Plan, GuideAnswer, Case)
    assert [table.objects.count() for table in tables] == [3, 1, 1, 1, 1]
    person.forget(case.box)
    assert [table.objects.count() for table in tables] == [0] * 5
    assert keys_left() == 0


def test_with_a_case_go_its_flags_tasks_and_warnings(ended, ada):
    case = ended(agreed=False)
    risks.raise_in(case, codes.RiskKind.CHILD, risks.Said(worry="oro"), by=ada, at=moment(ENDED))
    tasks.make(case, "Ring", due_on=ENDED, who=ada, by=ada, at=moment(ENDED))
    warning = EarlyWarning(case=case, came_on=ENDED)
    warning.rules.seal(cases.key_of(case.box, ada), "silent")
    warning.save()
    person.forget(case.box)
    assert not (Risk.objects.exists())
    assert not (Task.objects.exists())
    assert not (EarlyWarning.objects.exists())
    assert keys_left() == 0
