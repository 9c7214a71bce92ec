"""The addresses of signing in, unlocking, the account, the staff and the unit, all under /personal/.

Of allauth only what the house uses is mounted, under allauth's own names. What is open to somebody who has not signed
in says so here or in its view, and stands in the exact table of public routes that a test keeps.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from .views import account as own
from .views import house, joining, keys, people

_to_account = RedirectView.as_view(pattern_name="staff:account")

signing_in = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/nyckel/", login_not_required(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-ut/", login_not_required(account.logout), name="account_logout"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekrafta/nyckel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("konto/inloggning/", _to_account, name="mfa_index"),
    path("konto/nycklar/", _to_account, name="mfa_list_webauthn"),
    path("konto/nycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("konto/nycklar/<int:pk>/bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("konto/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("konto/app/bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("konto/koder/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/koder/nya/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

rooms = [
    path("las-upp/", keys.unlock, name="unlock"),
    path("las-upp/nyckel/", keys.unlock_by_passkey, name="unlock_by_passkey"),
    path("las-upp/kvar/", keys.given_back, name="held"),
    path("las/", keys.lock, name="lock"),
    path("inbjudan/<str:token>/", joining.join, name="join"),
    path("inbjudan/<str:token>/fras/", joining.join_phrase, name="join_phrase"),
    path("konto/", own.account, name="account"),
    path("konto/andra-steget/", joining.second, name="second_factor"),
    path("konto/fras/", own.phrase, name="phrase"),
    path("konto/fras/ny/", own.draw_phrase, name="draw_phrase"),
    path("konto/upplasning/", own.passkey, name="passkey"),
    path("konto/upplasning/<uuid:slot>/bort/", own.remove_slot, name="remove_slot"),
    path("medarbetare/", people.listed, name="members"),
    path("medarbetare/bjud-in/", people.invite, name="invite"),
    path("medarbetare/<uuid:mark>/slapp-in/", people.admit, name="admit"),
    path("medarbetare/<uuid:mark>/avsluta/", people.leave, name="leave"),
    path("mottagningen/", house.settings_of_unit, name="unit"),
    path("mottagningen/texter/", house.listed_texts, name="texts"),
    path("mottagningen/texter/<str:key>/", house.text, name="text"),
    path("mottagningen/nummer/", house.listed_helplines, name="helplines"),
    path("mottagningen/nummer/<int:pk>/", house.helpline, name="helpline"),
    path("mottagningen/nummer/<int:pk>/bort/", house.remove_helpline, name="remove_helpline"),
    path("mottagningen/kvar/", house.remaining, name="ready"),
    path("mottagningen/<str:group>/", house.settings_of_unit, name="unit_group"),
]

urlpatterns: list[URLPattern | URLResolver] = [*signing_in, path("", include((rooms, "staff")))]
