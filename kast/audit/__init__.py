"""What was done, by whom, about which record. Never what was said.

One chain per actor, a lane: a chain through one single head would make every act wait for every other. All visitors
share a lane, dated by day. Each entry carries an HMAC-SHA-256, under a key kept outside the database, over itself and
the entry before it: whoever can write the table cannot make an entry, change one or take one out without its showing.
A tail that was cut off, or a whole lane, would not show in the chain; so each day the ends of all lanes are written
down together (anchors.py), in the table and in a file that the web process cannot rewrite, and `kast audit verify`
compares them.

The audit names a record by its mark, a random number that stands only in the record's own row. Once the row is
forgotten, its entries point at nothing. Entries past their term are forgotten from a lane's oldest end
(forgetting.py).
"""
