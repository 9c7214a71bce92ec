"""A case in which everything has begun that can be begun in its mode, without a word of what the person says."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from kast.appointments.models import Means
from kast.appointments.reminders import Choice
from kast.appointments.times import Plan
from kast.casework import aid, booked, codes, disclosures, early_warnings, handover, modes, notes, phones, risks, tasks

ANSWERS = dict.fromkeys(aid.questions(aid.About.CHILD), "no")


def taken(**words) -> aid.Taken:
    """A decision about the duty of silence."""
    return aid.Taken(aid.About.CHILD, ANSWERS, aid.Decided.NOTHING, told=True, **words)


def begin(case, sister, *, by, at) -> SimpleNamespace:
    """One row of each kind that has verbs or pages of its own."""
    on, words = timezone.localdate(at), modes.holds(case).notes
    later = on + timedelta(days=3)
    police = disclosures.Asked(disclosures.Asker.POLICE)
    goes = handover.Asked(codes.Consent.HERE, on, [codes.Part.LETTERS, codes.Part.CODED], codes.Asks.WE)
    plan = Plan(later, later, at.time().replace(hour=14, minute=0), 45, means=Means.HERE, place="")
    refused = disclosures.ask(case, police, on=on, by=by, at=at)
    harm, head = "Det står inte klart." if words else "", disclosures.deciders(by)[0]
    disclosures.answer(refused, harm=harm, decided_by=head, on=on, by=by, at=at)
    return SimpleNamespace(
        note=notes.write(case, "Först.", by=by, at=at) if words else None,
        risk=risks.raise_in(case, codes.RiskKind.THREAT, take=True, by=by, at=at),
        task=tasks.make(case, "Ring." if words else "", due_on=on, who=by, by=by, at=at),
        warning=early_warnings._warn(case, ["silent"], by=by, on=on),
        decision=aid.decide(case, taken(why="Inget tyder på det." if words else ""), by=by, at=at),
        refused=refused,
        request=disclosures.ask(case, police, on=on, by=by, at=at),
        phone=phones.keep(case, phones.Kept("070-174 06 15"), by=by, at=at),
        hand_over=handover.prepare(case, sister, goes, by=by, at=at),
        booking=booked.book(case, plan, Choice(), by=by, at=at),
    )
