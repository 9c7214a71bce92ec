"""The counselling's own addresses, under /personal/."""

from django.urls import path, register_converter

from .views import finding, letters, standing, writing


class CaseNumber:
    """2026-041."""

    regex = r"\d{4}-\d{3,4}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(CaseNumber, "case")

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
    path("arenden/<case:number>/anteckna/", writing.contact, name="contact"),
    path("arenden/<case:number>/svara/", writing.reply, name="reply"),
    path("arenden/<case:number>/amnet/", writing.say_topic, name="topic"),
    path("arenden/<case:number>/utkast/", writing.save_draft, name="save_draft"),
    path("arenden/<case:number>/utkast/<uuid:draft>/", writing.throw_away, name="throw_away"),
    path("arenden/<case:number>/uppgifter/", standing.correct, name="correct"),
    path("arenden/<case:number>/lage/", standing.mode, name="mode"),
    path("arenden/<case:number>/avsluta/", standing.end, name="end"),
    path("arenden/<case:number>/oppna-igen/", standing.reopen, name="reopen"),
    path("arenden/<case:number>/lana-ut/", standing.who_has_it, name="who_has_it"),
    path("arenden/<case:number>/ta-tillbaka/", standing.take_back, name="take_back"),
    path("arenden/<case:number>/lamna-over/", standing.hand, name="hand"),
    path("arenden/<case:number>/ta-over/", standing.take_over, name="take_over"),
    path("arenden/<case:number>/ord/", standing.words, name="words"),
    path("arenden/<case:number>/nodoppna/", standing.break_open, name="break_open"),
    path("nodoppningar/<uuid:opening>/", standing.seen, name="seen"),
]
