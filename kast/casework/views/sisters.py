"""The directory of sister units, for the head: this unit's own sheet, and the others'."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kast.casework import access, between, forms, sisters
from kast.staff.roles import Right, needs
from kast.staff.unlocking import needs_keys


@require_safe
@needs(Right.UNIT)
@needs_keys
def listed(request: HttpRequest) -> HttpResponse:
    """This unit's own sheet with its fingerprint, and the units that stand in the directory."""
    own = sisters.own_sheet(by=access.who(request))
    rows = [(sister, sisters.is_vouched(sister)) for sister in sisters.listed()]
    return render(request, "casework/sisters.html", {"own": own, "rows": rows})


@require_safe
@needs(Right.UNIT)
@needs_keys
def own_file(request: HttpRequest) -> HttpResponse:
    """The sheet as the small file that another unit reads."""
    text = sisters.own_sheet(by=access.who(request)).text()
    return between.attached(text.encode(), "application/json", "mottagning.json")


@require_safe
@needs(Right.UNIT)
@needs_keys
def own_paper(request: HttpRequest) -> HttpResponse:
    """The sheet on paper."""
    made = between.sheet(sisters.own_sheet(by=access.who(request)))
    return between.attached(made, "application/pdf", "mottagning.pdf")


@needs(Right.UNIT)
@needs_keys
def add(request: HttpRequest) -> HttpResponse:
    """Put a unit into the directory, by its sheet."""
    form = forms.SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sister = sisters.add(form.cleaned_data["sheet"], by=access.who(request), at=timezone.now())
            return redirect("casework:sister", sister.pk)
        except (sisters.Ourselves, sisters.KnownAlready) as fault:
            form.add_error(None, _why(fault))
    return render(request, "casework/sister_sheet.html", {"form": form})


@needs(Right.UNIT)
@needs_keys
def one(request: HttpRequest, sister: UUID) -> HttpResponse:
    """One unit: compare its fingerprint, or see who did."""
    found, form = access.sister_for(sister), forms.Compared(request.POST or None)
    if form.is_valid():
        try:
            sisters.compare(found, form.cleaned_data["digits"], by=access.who(request), at=timezone.now())
            messages.success(request, _("Siffrorna stämmer. Nu går det att lämna över dit."))
            return redirect("casework:sister", sister)
        except sisters.OtherFingerprint:
            form.add_error(
                "digits", _("Siffrorna stämmer inte. Lyssna en gång till. Stämmer de inte då, be om ett nytt blad.")
            )
        except sisters.NotCompared:
            return redirect("casework:sister", sister)
    return render(
        request, "casework/sister.html", {"form": form, "sister": found, "vouched": sisters.is_vouched(found)}
    )


@needs(Right.UNIT)
@needs_keys
def replace(request: HttpRequest, sister: UUID) -> HttpResponse:
    """The unit has a new sheet."""
    found, form = access.sister_for(sister), forms.SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            sisters.replace(found, form.cleaned_data["sheet"], by=access.who(request), at=timezone.now())
            return redirect("casework:sister", sister)
        except (sisters.Ourselves, sisters.KnownAlready, sisters.NotCompared) as fault:
            form.add_error(None, _why(fault))
    return render(request, "casework/sister_sheet.html", {"form": form, "sister": found})


@needs(Right.UNIT)
@needs_keys
@require_POST
def retire(request: HttpRequest, sister: UUID) -> HttpResponse:
    """Nothing goes there any more."""
    sisters.retire(access.sister_for(sister), by=access.who(request), at=timezone.now())
    return redirect("casework:sisters")


def _why(fault: Exception) -> str:
    if isinstance(fault, sisters.Ourselves):
        return _("Det där är vår egen mottagning.")
    if isinstance(fault, sisters.KnownAlready):
        return _("Den mottagningen finns redan i listan.")
    return _("Den mottagningen används inte längre. Lägg till den på nytt.")
