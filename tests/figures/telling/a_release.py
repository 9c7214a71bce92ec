"""A release with every table of the fixed set: a unit's middling year, some of it hidden, one table rounded."""

from tests.figures.release import made_up
from tests.figures.release.made_up import table

ROUTES = {
    "own": 30, "card": 12, "police": 14, "social_services": 9, "care": 6, "someone_close": 7, "not_said": 8, "*": 90,
}  # fmt: skip
PATH = {
    ("police", "*"): 30, ("police", "not_come"): 8, ("police", "once_or_twice"): 9, ("police", "three_or_more"): 13,
    ("police", "came"): 22, ("services", "*"): 15, ("own", "*"): 30, ("others", "*"): 15,
    ("*", "*"): 90, ("*", "not_come"): 21, ("*", "once_or_twice"): 26, ("*", "three_or_more"): 43, ("*", "came"): 69,
}  # fmt: skip
OUTCOME = {
    ("recent", "clean"): 69, ("recent", "back"): 5, ("recent", "declined"): 9, ("recent", "lost"): 29,
    ("recent", "known"): 74, ("recent", "unknown"): 38, ("recent", "*"): 112,
}  # fmt: skip
FOLLOWUP = {
    ("12", "answered"): 74, ("12", "declined"): 9, ("12", "not_reached"): 12, ("12", "not_agreed"): 7,
    ("12", "no_answer"): 10, ("12", "*"): 112,
}  # fmt: skip
WAITING = {"d0_1": 31, "d2_3": 22, "d4_7": 9, "d8_14": 0, "later": 0, "*": 62}
BASELINE = {"last_12_months": 44, "earlier": 12, "never": 13, "*": 77}
ENDINGS = {"agreed": 30, "stopped": 14, "moved_on": 8, "by_us": 0, "*": 61}
LEFT = {("*", "left"): 14, ("*", "otherwise"): 47, ("*", "*"): 61}
FEW = {("*", "fewer"): 17, ("*", "three"): 44, ("*", "*"): 61}
SILENT = {("*", "silent"): 11, ("*", "heard"): 50, ("*", "*"): 61}
REASONS = {"law": 20, "caught": 25, "partner": 15, "shame": 15, "other_person": 10, "*": 60}

TABLES = (
    table("told", {"police": 455, "*": 455}),
    table("routes", ROUTES),
    table("path", PATH),
    table("waiting", WAITING),
    table("baseline", BASELINE),
    table("topic", {"discussed": 88, "*": 95}),
    table("endings", ENDINGS),
    table("left", LEFT),
    table("few_talks", FEW),
    table("silent", SILENT),
    table("outcome", OUTCOME),
    table("outcome_by_way", {("*", "*"): 112}),
    table("followup", FOLLOWUP),
    table("reasons", REASONS, rounded=5),
)


def content(**said):
    """The release; whatever is said stands instead."""
    return made_up.content(**({"tables": TABLES} | said))
