"""The words beside the numbers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import claims

LABELS: dict[str, Promise] = {
    "told": _("Fick höra om oss"),
    "police": _("Hörde av sig till oss"),
    "police_came": _("Kom på ett första samtal"),
    "police_three": _("Kom på minst tre"),
    "wrote": _("Hörde av sig"),
    "wrote_came": _("Kom på ett första samtal"),
    "wrote_three": _("Kom på minst tre"),
    "came": _("Kom på minst ett samtal"),
    "discussed": _("Samtalat om"),
    "put_off": _("Väntar, med skäl"),
    "not_yet": _("Inte än"),
    "ended": _("Avslutade"),
    "ended_agreed": _("Avslutade tillsammans"),
    "ended_stopped": _("Slutade komma"),
    "ended_moved_on": _("Gick vidare"),
    "ended_by_us": _("Vi avslutade"),
    "ended_deleted": _("Raderade sin brevlåda"),
    "ended_died": _("Har avlidit"),
    "route_own": _("Sökte själv"),
    "route_card": _("Kort"),
    "route_slip": _("Ringlapp"),
    "route_police": _("Polisen berättade"),
    "route_social_services": _("Socialtjänsten"),
    "route_care": _("Vården"),
    "route_someone_close": _("Någon nära"),
    "route_other": _("Annat"),
    "route_not_said": _("Har inte sagt"),
    "answers": _("Första brev som fick svar"),
    "cards": _("Hade ett kort"),
    "calls": _("Samtal som bara räknades"),
    "not_ours": _("Brev som inte hörde hit"),
    "threats": _("Hot"),
}
ASKED: dict[str, Promise] = {
    "started": _("Började"),
    "due": _("Tiden har gått, vi skulle fråga"),
}
REASONS: dict[str, Promise] = {
    "law": _("Lagen"),
    "caught": _("Rädslan att åka fast"),
    "partner": _("Partnern"),
    "money": _("Pengarna"),
    "shame": _("Skammen"),
    "other_person": _("Tanken på den andra personen"),
    "talks": _("Samtalen här"),
    "other": _("Annat"),
}
SOURCES: dict[str, Promise] = {
    "police": _("polisen"),
    "social_services": _("socialtjänsten"),
    "other": _("någon annan"),
}
MISSING: dict[claims.Why, Promise] = {
    claims.Why.OF_HOW_MANY: pgettext_lazy("claim.missing", "av hur många"),
    claims.Why.OVER_WHAT_TIME: pgettext_lazy("claim.missing", "över vilken tid"),
    claims.Why.HOW_ASKED: pgettext_lazy("claim.missing", "hur man frågade"),
}
