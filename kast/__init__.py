"""KAST: the working system of a counselling unit for people who buy sex and want to stop.

Each package below is a room. A record's life runs through them from left to right: it is asked (door), worked on
(casework), followed up (followup), counted (figures) and forgotten (retention); imports look to the left.
"""
