"""A small made-up unit for a real server: `python -m tests.a_unit NAME`. Its cast comes in by the page of the demo."""

import os
import sys
from datetime import date

import django


def main(name: str) -> None:
    """Make the unit in the database that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")
    django.setup()
    from kast.demo import keeping
    from tests import people

    said = {"name": {"sv": name, "en": name}, "record_mode": "B", "record_decision": "SN 2025/112"}
    made = people.make_unit(on=date(2026, 1, 5), settings_of_unit=said)
    made.row.demo = True
    made.row.save()
    phrases = {member: " ".join(words) for member, words in made.phrases.items()}
    keeping.keep(keeping.Kept(date(2026, 1, 5), [], phrases))


if __name__ == "__main__":
    main(sys.argv[1])
