"""The addresses of figures."""

from django.urls import path

from .views import claims, over_time, overview, planning, publishing, report, telling, way_here

app_name = "figures"
urlpatterns = [
    path("siffror/", overview.open_to_all, name="public"),
    path("siffror/kodbok/", telling.codebook, name="codebook"),
    path("siffror/kodbok.csv", telling.codebook_file, name="codebook_file"),
    path("siffror/metod/", telling.methods, name="method"),
    path("siffror/<slug:number>/", telling.one, name="release"),
    path("siffror/<slug:number>/utgava.json", telling.file, name="release_file"),
    path("siffror/<slug:number>/andelar.csv", telling.shares, name="shares"),
    path("siffror/<slug:number>/<slug:key>.csv", telling.table, name="table"),
    path("personal/siffror/publicering/", publishing.listed, name="publish"),
    path("personal/siffror/publicering/<int:year>/", publishing.look, name="publish_year"),
    path("personal/siffror/publicering/<int:year>/fraga/", publishing.ask, name="publish_ask"),
    path("personal/siffror/rapport/", report.choose, name="report"),
    path("personal/siffror/rapport/fil/", report.send, name="report_file"),
    path("personal/siffror/", overview.for_staff, name="staff"),
    path("personal/siffror/over-tid/", over_time.for_staff, name="over_time"),
    path("personal/siffror/fick-veta/", overview.enter_told, name="told"),
    path("personal/siffror/planering/", planning.planning, name="planning"),
    path("personal/siffror/pastaenden/", claims.register, name="claims"),
    path("personal/siffror/pastaenden/nytt/", claims.add, name="claim_add"),
    path("personal/siffror/pastaenden/<uuid:key>/", claims.change, name="claim"),
    path("personal/siffror/pastaenden/<uuid:key>/ta-tillbaka/", claims.take_back, name="claim_take_back"),
    path("personal/siffror/pastaenden/<uuid:key>/visa/", claims.show, name="claim_show"),
    path("personal/siffror/vagen/", way_here.page, name="way_here"),
    path("personal/siffror/gripna/", way_here.enter_caught, name="caught"),
]
