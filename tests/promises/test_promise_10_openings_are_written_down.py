from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from kast.audit import anchors
from kast.audit.models import Entry, Head
from kast.audit.verify import verify
from kast.door.models import Letter


@contextmanager
def somebody_with_the_database():
    """Whatever is done inside was never done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def openings():
    """Who has opened what, as far as a page showed it: (whose lane, the marks)."""
    rows = Entry.objects.filter(act__in=["letter:read", "case:read"]).order_by("pk")
    return [(row.lane, row.about.split()) for row in rows]


def test_openings_are_written_down(wrote, ada, eva, desk_of):
    """Each time one of us opens your mailbox it is written down who did, and it shows if anyone changes that afterwards."""
    letter = wrote("Jag heter inget, men jag bor på Fåglavägen.")
    assert openings() == []
    for times, member in enumerate((ada, eva, ada), start=1):
        page = desk_of(member).get(f"/personal/brev/{letter.number}/")
        assert "Fåglavägen" in page.content.decode()
        assert len(openings()) == times
        lane, about = openings()[-1]
        assert lane == str(member.mark)
        assert str(letter.mark) in about
    anchors.write(timezone.localdate())
    assert verify().faults == ()

    read = Entry.objects.get(act="letter:read", lane=str(eva.mark))
    with somebody_with_the_database():
        Entry.objects.filter(pk=read.pk).update(lane=str(ada.mark), number=1000)
        assert not verify().whole
    with somebody_with_the_database():
        Entry.objects.filter(pk=read.pk).update(about="")
        assert not verify().whole
    with somebody_with_the_database():
        Entry.objects.filter(lane=read.lane, number__gte=read.number).delete()
        Head.objects.filter(lane=read.lane).delete()
        assert not verify().whole
    assert verify().whole


def test_pages_that_open_nothing_are_no_openings(wrote, ada, desk_of):
    letter = wrote("Hej.")
    desk = desk_of(ada)
    assert desk.get("/personal/arenden/").status_code == 200
    assert desk.get("/personal/brev/4711/").status_code == 404
    assert openings() == []
    assert Letter.objects.get(pk=letter.pk).state == Letter.State.WAITING


def test_a_case_on_screen_is_one_opening_with_its_records(case, ada, desk_of):
    before = len(openings())
    assert desk_of(ada).get(f"/personal/arenden/{case.number}/").status_code == 200
    ((lane, about),) = openings()[before:]
    assert lane == str(ada.mark)
    assert str(case.mark) in about
