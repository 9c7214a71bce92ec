"""The addresses of figures."""

from django.urls import path

from .views import claims, overview, way_here

app_name = "figures"
urlpatterns = [
    path("siffror/", overview.open_to_all, name="public"),
    path("personal/siffror/", overview.for_staff, name="staff"),
    path("personal/siffror/fick-veta/", overview.enter_told, name="told"),
    path("personal/siffror/pastaenden/", claims.register, name="claims"),
    path("personal/siffror/pastaenden/nytt/", claims.add, name="claim_add"),
    path("personal/siffror/pastaenden/<uuid:key>/", claims.change, name="claim"),
    path("personal/siffror/pastaenden/<uuid:key>/ta-tillbaka/", claims.take_back, name="claim_take_back"),
    path("personal/siffror/pastaenden/<uuid:key>/visa/", claims.show, name="claim_show"),
    path("personal/siffror/vagen/", way_here.page, name="way_here"),
    path("personal/siffror/gripna/", way_here.enter_caught, name="caught"),
]
