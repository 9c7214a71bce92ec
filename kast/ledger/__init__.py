"""What may be counted: coded facts under a token that only the box's key can compute.

Facts outlive records. While a case lives, the codes that stand beside it say the same as its facts. Each night the
whole ledger is written anew in token order (rewriting.py), so that neither row order nor transaction number leads
back. Once a case's rows are forgotten and its box key destroyed, and that night past, and the backups from before
expired, nobody can lead a fact back. The ledger counts lives, not people: who comes twice without the words is counted
twice.
"""
