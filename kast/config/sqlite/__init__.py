"""SQLite whose writers wait in line.

SQLite lets one writer in at a time; who must wait sleeps, and looks again, longer each time, in no order. With many
people at once that leaves the disk idle while all of them sleep. KAST serves with one process, so its threads can wait
in line instead: whoever is next goes on in the moment the one before has finished. Another process (`kast daily`) waits
as SQLite has it.
"""
