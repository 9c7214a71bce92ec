"""What a unit publishes of a year: a fixed set of tables, frozen, signed, numbered, and never taken back.

`tables` says which tables there are, `counting` fills them from lives, `content` is the text that is signed and how it
is read again, `signatures` the file that goes out, `making` the act. What must be hidden is decided and proved in
`kast.figures.suppression`.
"""
