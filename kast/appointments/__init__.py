"""Times that can be booked with the passphrase alone.

A time stands in clear: when, how long, whose of the staff. Whose booking it is does not: the row carries a pointer that
only the key of the person's box can compute (vault/tokens.py), another one for each booking, and what the person chose
(a reminder, a number) is sealed in it. So whoever takes the database sees that some times are taken and cannot say by
whom, nor that two were taken by the same person. Whoever holds keys computes: the person, from the words; a counsellor,
for the boxes that she can open.

No moment of a visit is stored: a booking has no date of its own making, its audit entry carries the day.
"""
