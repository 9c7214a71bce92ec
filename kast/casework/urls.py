"""The counselling's own addresses, under /personal/."""

from django.urls import path

from .addresses import CASE
from .views import booking, finding, letters, standing, writing

app_name = "casework"
urlpatterns = [
    path("brev/rensa/", letters.discard, name="discard"),
    path("brev/<int:number>/", letters.letter, name="letter"),
    path("brev/<int:number>/ta/", letters.take, name="take"),
    path("brev/<int:number>/svara/", letters.answer, name="answer"),
    path("brev/<int:number>/utkast/", writing.save_answer, name="save_answer"),
    path("brev/<int:number>/undan/", letters.set_aside, name="set_aside"),
    path("brev/<int:number>/kanner/", letters.pass_on, name="pass_on"),
    path("arenden/", finding.mine, name="cases"),
    path("arenden/nytt/", finding.begin, name="begin"),
    path("sok/", finding.find, name="search"),
    path("samtal/", finding.count_call, name="count_call"),
    path(f"arenden/{CASE}/anteckna/", writing.contact, name="contact"),
    path(f"arenden/{CASE}/svara/", writing.reply, name="reply"),
    path(f"arenden/{CASE}/amnet/", writing.say_topic, name="topic"),
    path(f"arenden/{CASE}/utkast/", writing.save_draft, name="save_draft"),
    path(f"arenden/{CASE}/utkast/<uuid:draft>/", writing.throw_away, name="throw_away"),
    path(f"arenden/{CASE}/uppgifter/", standing.correct, name="correct"),
    path(f"arenden/{CASE}/lage/", standing.mode, name="mode"),
    path(f"arenden/{CASE}/avsluta/", standing.end, name="end"),
    path(f"arenden/{CASE}/oppna-igen/", standing.reopen, name="reopen"),
    path(f"arenden/{CASE}/lana-ut/", standing.who_has_it, name="who_has_it"),
    path(f"arenden/{CASE}/ta-tillbaka/", standing.take_back, name="take_back"),
    path(f"arenden/{CASE}/lamna-over/", standing.hand, name="hand"),
    path(f"arenden/{CASE}/ta-over/", standing.take_over, name="take_over"),
    path(f"arenden/{CASE}/ord/", standing.words, name="words"),
    path(f"arenden/{CASE}/nodoppna/", standing.break_open, name="break_open"),
    path(f"arenden/{CASE}/boka/", booking.book, name="book"),
    path(f"arenden/{CASE}/tid/<uuid:booking>/flytta/", booking.move, name="move"),
    path(f"arenden/{CASE}/tid/<uuid:booking>/avboka/", booking.cancel, name="cancel"),
    path(f"arenden/{CASE}/tid/<uuid:booking>/blev-av/", booking.became, {"held": True}, name="held"),
    path(f"arenden/{CASE}/tid/<uuid:booking>/blev-inte-av/", booking.became, {"held": False}, name="not_held"),
    path("tider/sjuk/", booking.ill, name="ill"),
    path("nodoppningar/<uuid:opening>/", standing.seen, name="seen"),
]
