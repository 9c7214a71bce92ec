"""`kast`: the command for whoever runs the server."""

import os
import sys

COMMANDS = {
    "setup": "Make a unit from nothing: names, texts, the first head, the recovery sheets.",
    "ready": "List what still hinders going live.",
    "serve": "Serve the unit. Without any setting: embedded, on http://127.0.0.1:8000.",
    "tick": "What is due each minute: forget passphrases that were shown, sessions that ran out.",
    "daily": "What is due each day: plan, remind, forget, rewrite the ledger, anchor the audit.",
    "demo": "Fill an empty database with a made-up unit.",
    "release": "kast release make|verify|list|export: publish a year's figures, signed, and prove them again.",
    "report": "Make the yearly report for the board from a release, or the national agency's file.",
    "audit": "kast audit verify: say whether the audit is whole, and name the first entry that is not.",
    "national": "Lay several units' yearly releases together, as pages, tables and pictures. Needs no database.",
    "bench": "kast bench door|desk|casework|audit|figures: measure against limits taken in the same run.",
    "migrate": "Bring the database to this version.",
    "check": "Say which settings are wrong, each with a hint.",
}


def main() -> None:
    """Run a command; without one, or with `help`, say which there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kast.config.settings")
    arguments = sys.argv[1:]
    if not arguments or (arguments[0] in {"help", "--help", "-h"} and len(arguments) == 1):
        width = max(map(len, COMMANDS))
        lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
        sys.stdout.write("\n".join(["kast COMMAND [--help]", "", *lines, ""]))
        return
    if arguments[0] == "help":
        arguments = [arguments[1], "--help"]
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import; help needs none

    from kast.config.environment import WrongSetting  # noqa: PLC0415 -- as above

    try:
        execute_from_command_line(["kast", *arguments])
    except WrongSetting as wrong:
        sys.exit(f"kast: {wrong}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
