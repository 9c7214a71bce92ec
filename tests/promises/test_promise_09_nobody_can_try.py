from types import SimpleNamespace

from django.utils import timezone

from kast.door import mailbox, pace
from kast.door.models import Letter
from tests.door.test_returning import masked


def test_nobody_can_try(person, another_person, monkeypatch):
    """Wrong words and words that never existed get the same answer, so that nobody can find out by trying whether you
    have written."""
    clock = SimpleNamespace(now=0.0)

    def sleep(seconds):
        clock.now += seconds

    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: clock.now, sleep=sleep))
    person.writes("Hej.")
    another_person.writes("Hej.")
    assert another_person.comes_back().status_code == 303  # there is a mailbox to find
    mailbox.end(Letter.objects.get(number=2).mailbox, at=timezone.now())
    almost = " ".join([*person.words[:7], person.words[0]])
    never = " ".join(mailbox.draw("sv").words)
    answers, moments = [], set()
    for phrase in ("fel", almost, never, " ".join(another_person.words)):
        arrived = clock.now
        answers.append(person.comes_back(phrase))
        moments.add(round(clock.now - arrived, 6))
    assert {answer.status_code for answer in answers} == {200}
    # The page repeats what was typed, so its length is the length of that.
    headers = [{k: v for k, v in answer.headers.items() if k != "Content-Length"} for answer in answers]
    assert headers == [headers[0]] * 4
    assert len({masked(answer.content.decode()) for answer in answers}) == 1
    assert moments == {pace.ANSWER_AFTER}
