"""What deleting leaves behind on the disk."""

from django.db import connection

_SWEPT = (
    *("vault_wrap", "vault_way", "door_letter", "door_reply", "door_slip", "door_referral"),
    *("casework_note", "casework_draft", "casework_phone", "casework_objection", "casework_guideanswer"),
    *("casework_plan", "casework_decision", "casework_disclosure"),
    *("appointments_booking", "appointments_outgoing"),
    *("casework_handover", "casework_arrival", "casework_coordinatorquestion"),
)


def sweep() -> None:
    """Take it away. Within a transaction there is nothing to sweep yet."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in _SWEPT:
                cursor.execute(f"VACUUM FULL {table}")
        else:
            cursor.execute("PRAGMA optimize")  # how many rows there are of what, so that the right index is taken
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
