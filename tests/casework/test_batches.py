"""Batches of cards: made, printed, counted."""

import io
import json
from dataclasses import asdict
from datetime import date

import pypdf
import pytest
import typst
import zxingcpp
from django.db import IntegrityError, transaction
from PIL import Image

from kast.audit.models import Entry
from kast.casework import batches
from kast.door.models import Batch
from kast.ledger import facts
from kast.ledger.facts import Kind
from kast.ledger.models import Fact
from kast.paper import sheets
from tests.conftest import TODAY


def make(bo, now, number=30, **given) -> Batch:
    return batches.make("Hisingen, hösten", number, by=bo, at=now, **given)


def redeem(batch, many):
    for one in range(many):
        facts.begin(bytes([one + 1]) * 16, [(Kind.WROTE, "letter"), (Kind.CARD, batch.code)], on=TODAY)


def test_a_batch_has_a_code_a_month_and_a_count(bo, now):
    batch = make(bo, now, given_on=date(2026, 12, 1), given_in="2026-12")
    assert (batch.made_in, batch.given_in, batch.number) == ("2026-11", "2026-12", 30)
    assert list(Fact.objects.values_list("kind", "code", "count", "life")) == [("cards_printed", batch.code, 30, None)]
    assert Entry.objects.get(act="batch:made").about == str(batch.mark)


def test_fewer_than_ten_cannot_be_tied_to_a_day_and_the_table_says_so_too(bo, now):
    with pytest.raises(batches.TooFewForADay):
        make(bo, now, 9, given_on=TODAY)
    assert not Batch.objects.exists()
    batch = make(bo, now, 9, given_in="2026-11")
    batch.given_on = TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.save()
    assert make(bo, now, 10, given_on=TODAY).given_on == TODAY


@pytest.mark.parametrize(("many", "shown"), [(0, None), (1, None), (4, None), (5, 5), (7, 7)])
def test_fewer_than_five_are_not_told_from_none(bo, now, many, shown):
    batch = make(bo, now)
    redeem(batch, many)
    assert batches.counted(batch).redeemed == shown
    assert [each.redeemed for each in batches.all_of_them()] == [shown]


def test_a_life_that_says_its_code_twice_is_one(bo, now):
    batch = make(bo, now)
    redeem(batch, 5)
    facts.put(bytes([1]) * 16, Kind.CARD, batch.code, on=TODAY)
    assert batches.counted(batch).redeemed == 5


def test_the_sheets_are_a_tagged_pdf_with_exactly_as_many_cards(bo, now, settings, settings_of_unit):
    settings.ORIGIN = "https://trappan.exempelstad.example"
    settings_of_unit(phone="031-390 06 12", phone_hours={"sv": "vardagar 9–15", "en": ""})
    batch = make(bo, now, 25)
    made = pypdf.PdfReader(io.BytesIO(batches.sheets(batch, by=bo, at=now)))
    root = made.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "sv"
    told = [" ".join(page.extract_text().split()) for page in made.pages]
    assert [page.count("Två trappor upp") for page in told] == [10, 0, 10, 0, 5, 0]
    assert [page.count("Du behöver inte säga vem du är.") for page in told] == [0, 10, 0, 10, 0, 5]
    assert [page.count(batches.shown(batch.code)) for page in told] == [0, 10, 0, 10, 0, 5]
    assert "trappan.exempelstad.example" in told[1]
    assert "031-390 06 12, vardagar 9–15" in told[1]
    box = made.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)
    for word in ("KAST", "sex", "Hisingen"):
        assert word not in " ".join(told)
    assert Entry.objects.filter(act="batch:printed").count() == 1


def test_the_square_is_read_by_a_camera_and_leads_to_the_door_without_the_code():
    door = "https://trappan.exempelstad.example/"
    card = sheets.Card("Två trappor upp", "Säg", "w", "t", "K7QX-2M9R", door, "Kort", "Kod")
    sources = {"main.typ": sheets.TEMPLATE.read_bytes(), "door.svg": sheets.square(door)}
    given = {"data": json.dumps({**asdict(card), "sheets": [10]})}
    _front, back = typst.compile(sources, sys_inputs=given, format="png", ppi=110.0)
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(back)))
    assert [one.text for one in read] == [door] * 10
