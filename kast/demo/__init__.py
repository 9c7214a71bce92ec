"""A made-up unit: the cast, a year of cases in every state, and a page that lets a newcomer see every side.

Keys and passphrases are random; only contents come from the seed (story.py), so the same unit comes every time. It is
marked for good: it says on every page that it is made up and serves loopback only. What it publishes says so in its
signed content, and nothing that merges figures takes it for real.
"""
