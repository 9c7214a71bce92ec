"""Telling others: what a release says, on the public pages, in files, in the board's report, to the national agency.

Everything here reads a release and nothing else, so no number that was hidden in it can come out of it again.
"""
