"""Every address. Swedish stands without prefix, English under /en/: language is in the address, never in a cookie."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("kast.demo.urls")),
    path("", include("kast.door.urls")),
    path("", include("kast.appointments.urls")),
    path("", include("kast.followup.urls")),
    path("", include("kast.figures.urls")),
    path("", include("kast.retention.urls")),
    path("", include("kast.casework.open_urls")),
    path("personal/", include("kast.casework.urls")),
    path("personal/", include("kast.desk.urls")),
    path("personal/", include("kast.staff.urls")),
    prefix_default_language=False,
)

handler400 = "kast.config.faults.bad_request"
handler403 = "kast.config.faults.forbidden"
handler404 = "kast.config.faults.absent"
handler500 = "kast.config.faults.fault"
