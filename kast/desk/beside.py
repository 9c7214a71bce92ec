"""What the case's page shows besides the story: answers to follow-ups among its lines, the topic as it stands."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kast.casework.cases import Case, Member
from kast.casework.lines import Line
from kast.followup import access as followup
from kast.followup.reading import start_told_in
from kast.followup.reading import told_in as followups_told


def with_followups(lines: Sequence[Line], followups: Sequence[followup.Row]) -> list[Line]:
    """The case's story with the days on which the person answered a follow-up."""
    answered = [
        Line("followup", row.answered_on, title=f"{_('Efter %(n)d månader') % {'n': row.months}}: {row.state}")
        for row in followups
        if row.answered_on
    ]
    return by_day([*lines, *answered]) if answered else list(lines)


def answers_on_paper(case: Case, member: Member) -> list[Line]:
    """What the person told at the first talks and answered later, as lines. Whoever shows them writes it down."""
    start, told = start_told_in(case, by=member), []
    if start is not None and start[0].answered_on is not None:
        row, words = start
        told.append(Line("start", start[0].answered_on, title=_("Vid början"), words="\n".join(words), record=row))
    return told + [
        Line("followup", row.answered_on, title=title, words="\n".join(words), record=row)
        for row, title, words in followups_told(case, by=member)
        if row.answered_on
    ]


def by_day(lines: Sequence[Line]) -> list[Line]:
    """The newest first."""
    return sorted(lines, key=lambda line: line.on, reverse=True)


def topic_as_it_stands(line: Line) -> dict[str, object]:
    """What was said last, for the panel's form."""
    return {
        "state": line.code,
        "before": line.before,
        "after": line.after,
        "why": line.reference,
        "again_on": line.until,
        "signs": line.sign_codes,
        "noticed": line.words,
    }
