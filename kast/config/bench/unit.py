"""A unit from nothing, as `kast setup` makes one, without a question: enough for the door.

`python -m kast.config.bench.unit` makes it in the database that the environment names.
"""

import os

import django


def main() -> None:
    """Make the unit. Its recovery sheets and its first head's link are thrown away: nobody will ever read here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from kast.staff import setting_up  # noqa: PLC0415 -- after setup

    setting_up.make({}, at=timezone.now())


if __name__ == "__main__":
    main()
