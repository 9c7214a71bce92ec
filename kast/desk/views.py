"""Today, one case as a story, the head's page, and the keys."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kast.appointments import access as appointments
from kast.casework import access, booked, breaking, forms, inbox, listing, releasing, review, story
from kast.casework.cases import Case, Member
from kast.followup import access as followup
from kast.staff.roles import Right, may, needs
from kast.staff.unlocking import needs_keys

from . import today as rows
from . import week


@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """A counsellor's day; the head and whoever runs the server have another first page."""
    member = access.who(request)
    if may(member, Right.LETTERS):
        return _day(request)
    return redirect("desk:head" if may(member, Right.LOG) else "staff:ready")


@needs_keys
def _day(request: HttpRequest) -> HttpResponse:
    member, at = access.who(request), timezone.now()
    releasing.release(member, at=at)
    number = request.GET.get("arende", "")
    found: dict[str, Any] = {"now": timezone.localtime(at), "groups": rows.groups(member, at=at), "beside": number}
    if number:
        found |= _opened(access.case_for(member, number, at=at), member, at)
    return render(request, "desk/today.html", found)


@require_safe
@needs(Right.CASES)
@needs_keys
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case as a story in order."""
    member, at = access.who(request), timezone.now()
    return render(request, "desk/case.html", _opened(access.case_for(member, number, at=at), member, at))


@require_safe
@needs(Right.CASES)
@needs_keys
def times(request: HttpRequest) -> HttpResponse:
    """Her week of times: what is free, what is booked, and whose it is where she can tell."""
    member, at = access.who(request), timezone.now()
    monday = appointments.monday_of(request.GET.get("vecka", ""), today=timezone.localdate(at))
    return render(request, "desk/times.html", week.of(member, monday, at=at))


@needs(Right.LOG)
def head(request: HttpRequest) -> HttpResponse:
    """What the head sees: numbers, faults, notices, and who opened what."""
    member, at = access.who(request), timezone.now()
    if request.method == "POST":
        review.done(by=member, at=at)
        return redirect("desk:head")
    on = timezone.localdate(at)
    found = {
        "late": inbox.late(on=on),
        "faults": listing.faults(),
        "notices": breaking.notices_for(member),
        "actors": review.openings(on=on),
        "days": review.DAYS,
        "reviewed_on": review.last_done(),
    }
    return render(request, "desk/head.html", found)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Which keys there are."""
    return render(request, "desk/keys.html")


def _opened(case: Case, member: Member, at: datetime) -> dict[str, Any]:
    told = story.open_case(case, by=member, at=at)
    followups = followup.of_case(case, today=timezone.localdate(at))
    note, reply = told.note, told.reply
    return {
        "story": told,
        "lines": rows.with_followups(told.lines, followups),
        "followups": followups,
        "case": case,
        "holds": told.holds,
        "today": timezone.localdate(at),
        "note": forms.Noting(
            auto_id="n_%s",
            notes=told.holds.notes,
            initial={
                "on": timezone.localdate(at),
                **({"words": note.words, "draft": note.draft} if note else {}),
            },
        ),
        "reply": forms.Writing(auto_id="r_%s", initial={"words": reply.words, "draft": reply.draft} if reply else None),
        "topic": forms.Topical(
            auto_id="t_%s",
            initial=rows.topic_as_it_stands(told.topic) if told.topic else None,
        ),
        "next_number": told.held + 1,
        "bookings": booked.of_case(case, by=member),
        "now": timezone.localtime(at),
    }
