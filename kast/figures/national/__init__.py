"""What several units' releases say together: `kast national`.

Nothing is counted here: there is no ledger, no record, no database. What comes in are releases, signed files in which
a unit shows what may be shown; what goes out is a folder of pages, tables and pictures. So nothing that a unit hid can
be in it. That still does not prove that nothing follows from it, so guarding.py tries to work out each hidden number
from all releases and the national numbers together, before a line is written.

    list      which units there are, and the fingerprint of each one's key (roster.py)
    fetch     their releases, from a folder or over HTTPS (folder.py, fetching.py)
    admit     the latest correction of each, or why there is none (admitting.py)
    merge     cell by cell: a number only where every unit shows its own (merging.py)
    guard     what would tell is withheld (guarding.py)
    write     two pages, tables as CSV, funnel plots (page.py, besides.py, plotting.py, sheets.py, words.py, writing.py)

There is no page and no file for a unit: what a unit says of itself stands on its own page.
"""
