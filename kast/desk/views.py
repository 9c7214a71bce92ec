"""Today, one case as a story, the head's page, and the keys."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kast.appointments import access as appointments
from kast.casework import (
    access,
    asking,
    booked,
    breaking,
    flagged,
    forms,
    inbox,
    listing,
    printing,
    review,
    story,
    team,
)
from kast.casework.cases import Case, Member
from kast.followup import access as followup
from kast.staff.roles import Right, may, needs
from kast.staff.unlocking import POLL, needs_keys

from . import beside as shown
from . import today as day
from . import week
from .unlocked import do_what_waits


@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """A counsellor's day; the head and whoever runs the server have another first page."""
    member = access.who(request)
    if may(member, Right.LETTERS):
        return _day(request)
    return redirect("desk:head" if may(member, Right.LOG) else "staff:ready")


@needs_keys
@access.asked_once()
def _day(request: HttpRequest) -> HttpResponse:
    member, at = access.who(request), timezone.now()
    number, alone = request.GET.get("arende", ""), "HX-Request" in request.headers
    poll = alone and POLL in request.headers
    if not poll:
        do_what_waits(member, at=at)
    groups = day.groups(member, at=at, poll=poll)
    etag = day.tag(groups, on=timezone.localdate(at), beside=number)
    if poll and request.headers.get("If-None-Match") == etag:
        return _as_list(HttpResponseNotModified(), etag)
    found: dict[str, Any] = {"now": timezone.localtime(at), "groups": groups, "beside": number, "alone": alone}
    found["current"] = day.current(groups, number)
    if number and not alone:
        found["previous"], found["next"] = day.neighbours(groups, number)
        found |= _opened(access.case_for(member, number, at=at), member, at)
    return _as_list(render(request, "desk/_list.html" if alone else "desk/today.html", found), etag)


def _as_list(response: HttpResponse, etag: str) -> HttpResponse:
    """The list alone, for a page that has the rest of it already: the same address, told apart by a header."""
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["HX-Request"])
    return response


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
        "threats": flagged.threats(),
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


@needs(Right.CASES)
@needs_keys
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The case on paper: she chooses what goes along, and reads it while she does."""
    member, at = access.who(request), timezone.now()
    case = access.case_for(member, number, at=at)
    form = forms.Printing(request.POST or None)
    beside = shown.answers_on_paper(case, member)
    if form.is_valid():
        try:
            made = printing.make(case, form.chosen(request.POST.getlist("entry")), beside=beside, by=member, at=at)
            headers = {"Content-Disposition": f'attachment; filename="{number}.pdf"'}
            return HttpResponse(made, content_type="application/pdf", headers=headers)
        except printing.NowhereFound as fault:
            said = ", ".join(f"”{phrase}”" for phrase in fault.phrases)
            form.add_error("phrases", _("Det här står ingenstans i ärendet: %(phrases)s.") % {"phrases": said})
        except printing.NothingChosen:
            form.add_error(None, _("Inget är valt."))
    lines = story.open_whole(case, beside=beside, by=member, at=at)
    ticked = set(request.POST.getlist("entry")) if request.method == "POST" else None
    found = {"form": form, "case": case, "entries": printing.entries(lines), "ticked": ticked}
    return render(request, "desk/paper.html", found)


def asks(request: HttpRequest) -> HttpResponse:
    """Somebody asks about a person: what to say. No search and no list here; a press counts that somebody asked."""
    member, at = access.who(request), timezone.now()
    form = forms.Questioned(request.POST or None)
    if form.is_valid():
        asking.count(form.asker(), by=member, at=at)
        messages.success(request, _("Räknat. Inget om personen är sparat."))
        return redirect("desk:asks")
    return render(request, "desk/asks.html", {"form": form})


def _opened(case: Case, member: Member, at: datetime) -> dict[str, Any]:
    told = story.open_case(case, by=member, at=at)
    followups = followup.of_case(case, today=timezone.localdate(at))
    note, reply = told.note, told.reply
    return {
        "story": told,
        "lines": shown.with_followups(told.lines, followups),
        "followups": followups,
        "case": case,
        "holds": told.holds,
        "today": timezone.localdate(at),
        "note": forms.Noting(
            auto_id="n_%s",
            holds=told.holds,
            initial={
                "on": timezone.localdate(at),
                **({"words": note.words, "draft": note.draft} if note else {}),
            },
        ),
        "reply": forms.Writing(auto_id="r_%s", initial={"words": reply.words, "draft": reply.draft} if reply else None),
        "topic": forms.Topical(
            auto_id="t_%s",
            holds=told.holds,
            initial=shown.topic_as_it_stands(told.topic) if told.topic else None,
        ),
        "next_number": told.held + 1,
        "task": forms.NewTask(
            auto_id="g_%s",
            doers=team.doers(case),
            holds=told.holds,
            initial={"due_on": timezone.localdate(at), "who": str(member.mark)},
        ),
        "acting": forms.Acting(auto_id="w_%s", holds=told.holds) if told.watched.warning else None,
        "bookings": booked.of_case(case, by=member),
        "now": timezone.localtime(at),
    }
