"""The questions beside a letter that may be skipped, and their answers: codes for the ledger, sentences for people."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class About(TextChoices):
    """What the letter is about."""

    BOUGHT = "bought", pgettext_lazy("q.about", "Jag köper eller har köpt sex")
    AFRAID = "afraid", pgettext_lazy("q.about", "Jag är rädd att göra det")
    COMPULSIVE = "compulsive", pgettext_lazy("q.about", "Annat i min sexualitet som jag inte rår på")
    RELATIVE = "relative", pgettext_lazy("q.about", "Jag står någon nära")
    PROFESSIONAL = "professional", pgettext_lazy("q.about", "Jag möter det i mitt arbete")
    OTHER = "other", pgettext_lazy("q.about", "Annat")


class Heard(TextChoices):
    """How the person heard of the unit: the ledger's codes."""

    OWN = "own", pgettext_lazy("q.heard", "Jag sökte själv")
    CARD = "card", pgettext_lazy("q.heard", "Ett kort")
    POLICE = "police", pgettext_lazy("q.heard", "Polisen")
    SOCIAL_SERVICES = "social_services", pgettext_lazy("q.heard", "Socialtjänsten")
    CARE = "care", pgettext_lazy("q.heard", "Vården")
    SOMEONE_CLOSE = "someone_close", pgettext_lazy("q.heard", "Någon jag känner")
    OTHER = "other", pgettext_lazy("q.heard", "Annat")


class AnswerIn(TextChoices):
    """In which language, or how, the person wants to be answered."""

    SWEDISH = "sv", pgettext_lazy("q.language", "På svenska")
    SIMPLE = "sv_simple", pgettext_lazy("q.language", "På enkel svenska")
    ENGLISH = "en", pgettext_lazy("q.language", "På engelska")
    INTERPRETER = "interpreter", pgettext_lazy("q.language", "I ett samtal med tolk")


ABOUT = pgettext_lazy("q.about", "Vad gäller det?")
HEARD = pgettext_lazy("q.heard", "Hur fick du veta att vi finns?")
CARD = pgettext_lazy("q.card", "Kod på kortet")
LANGUAGE = pgettext_lazy("q.language", "Hur vill du ha svar?")
SAFE = pgettext_lazy("q.safe", "Jag har tankar på att ta mitt liv.")

_CHOICES: Mapping[str, tuple[object, type[TextChoices]]] = {
    "about": (ABOUT, About),
    "heard": (HEARD, Heard),
    "language": (LANGUAGE, AnswerIn),
}


def told(answers: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each question that was answered, with its answer, as sentences for the page on which the letter is read."""
    said = [
        (str(question), str(choices(str(answers[name])).label))
        for name, (question, choices) in _CHOICES.items()
        if answers.get(name) in choices.values
    ]
    if answers.get("card"):
        said.append((str(CARD), str(answers["card"])))
    return said
