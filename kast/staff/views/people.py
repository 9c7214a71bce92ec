"""Who works here: inviting, letting in, signing off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kast.staff import admission, forms, invitations, members, roles, sign_off
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@needs(Right.ADMIT)
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, and who waits to be let in."""
    return render(request, "staff/members.html", _list(request))


@needs(Right.STAFF)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """A one-time link, shown now and never again."""
    form = forms.Invite(request.POST, choices=roles.choices())
    if not form.is_valid():
        return render(request, "staff/members.html", {**_list(request), "form": form})
    role = roles.Role(form.cleaned_data["role"])
    token = invitations.invite(role, by=roles.signed_in(request), at=timezone.now())
    link = request.build_absolute_uri(reverse("staff:join", args=[token]))
    return render(request, "staff/invited.html", {"link": link, "role": role.label, "days": invitations.DAYS})


@needs(Right.ADMIT)
@needs_keys
def admit(request: HttpRequest, mark: UUID) -> HttpResponse:
    """Let somebody in, after comparing the fingerprint."""
    member = members.by_mark(mark)
    if member is None or member.admitted_on is not None or member.left_on is not None:
        raise Http404
    form = forms.Fingerprint(request.POST or None)
    if form.is_valid():
        try:
            admission.admit(member, form.cleaned_data["digits"], by=roles.signed_in(request), at=timezone.now())
        except admission.OtherFingerprint:
            form.add_error("digits", _("Siffrorna stämmer inte. Läs upp dem en gång till. Släpp inte in någon annars."))
        except admission.CannotAdmit:
            form.add_error(None, _("Dina egna nycklar räcker inte till det här. Be en kollega."))
        else:
            messages.success(request, _("%(name)s är insläppt.") % {"name": member.shown_name})
            return redirect("staff:members")
    return render(request, "staff/admit.html", {"form": form, "member": member})


@needs_keys
def leave(request: HttpRequest, mark: UUID) -> HttpResponse:
    """Sign somebody off, or oneself; a colleague hands over what she can open."""
    by, member = roles.signed_in(request), members.by_mark(mark)
    may_end = member is not None and (roles.may(by, Right.STAFF) or by.pk == member.pk)
    if member is None or member.left_on is not None or not (may_end or roles.may(by, Right.ADMIT)):
        raise Http404
    followers = [(str(other.mark), other.shown_name) for other in sign_off.followers(member)]
    form = forms.SignOff(request.POST or None, choices=followers)
    if form.is_valid():
        fault = _sign_off(request, member, form, ends=may_end and "end" in request.POST)
        if not fault:
            return redirect("account_login" if by.pk == member.pk else "staff:members")
        form.add_error(None, fault)
    held = sign_off.held_by(member)
    found = {"form": form, "member": member, "may_end": may_end, "held": held, "nobody": not followers}
    return render(request, "staff/sign_off.html", found)


def _sign_off(request: HttpRequest, member: roles.Member, form: forms.SignOff, *, ends: bool) -> str:
    """What stands in the way, in words; empty when it is done."""
    to = members.by_mark(form.cleaned_data["to"])
    if to is None:
        raise Http404
    by, at, sheets = roles.signed_in(request), timezone.now(), form.sheets()
    try:
        if ends:
            sign_off.leave(member, to=to, by=by, at=at, sheets=sheets)
            remaining = 0
        else:
            remaining = sign_off.hand_over(member, to=to, by=by, at=at, sheets=sheets)
    except sign_off.WrongSheets:
        return _("Skriv av exakt två av de tre bladen, med alla ord. Ett räcker inte, och tre tas inte emot.")
    except sign_off.CannotFollow:
        return _("Den du valde kan inte ta över.")
    except sign_off.LastHead:
        return _("Det finns ingen annan enhetschef. Bjud in en först.")
    except sign_off.TooFewWraps as thin:
        return _("%(count)s brevlådor skulle kunna öppnas av färre än två.") % {"count": thin.remaining}
    except sign_off.SomethingRemains as rest:
        return _(
            "%(count)s brevlådor kan du inte öppna. Låt %(name)s lämna över dem själv, eller en ersättare, "
            "eller använd två reservblad."
        ) % {"count": rest.remaining, "name": member.shown_name}
    if remaining:
        messages.warning(request, _("Det du kan öppna är överlämnat. %(count)s återstår.") % {"count": remaining})
    else:
        messages.success(request, _("Allt är överlämnat."))
    return ""


def _list(request: HttpRequest) -> dict[str, object]:
    return {
        "working": members.admitted(),
        "waiting": members.waiting(),
        "may_invite": roles.may(roles.member_of(request), Right.STAFF),
        "form": forms.Invite(choices=roles.choices()),
        "thin": sign_off.thin_boxes(),
    }
