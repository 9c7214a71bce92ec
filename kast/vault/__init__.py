"""Seals and opens words. Keys live here and nowhere else.

The promise: whoever steals the database, a backup, or the server switched off, reads nothing that anyone said and
finds nobody's name. What follows is the whole design; docs/threat-model.md says whom it holds against, and whom not.

A box (boxes.py) is one person's place. Its key is 32 random bytes that are stored nowhere. Whatever the person or the
unit says in that box is sealed with it (sealing.py): AES-256-GCM, a random nonce, associated data that names table,
row and field, lengths padded to powers of two, two bytes in front that say which algorithm and key number.

The box key is wrapped (keys.py) with HPKE over ML-KEM-768 and X25519 together, so that what is copied today is not
opened by tomorrow's machine: for the counsellor who has the case, for her stand-in, for the intake circle until
somebody takes the case, and for the recovery sheets. For the person it is sealed under a key derived from the
passphrase (ways.py).

A public key in the database could be swapped by whoever can write there, to get the next wrap. So the unit signs each
holder's public key at admission (signing.py, Ed25519), every wrap checks it, and the public half of the signing key
is pinned in a file outside the database.

The passphrase (passphrase.py) is seven words that a machine drew, at least 80 bits, and an eighth that checks them:
the server refuses a wrong phrase before it derives anything. Argon2id runs behind one gate (gate.py), on as many
threads as there are cores, never inside a transaction.

A member of staff has a pair of keys. Her private half lies in unlock slots (slots.py): under a machine-made phrase,
under what a passkey's PRF yields, under a printed sheet. Unlocked, it is a keyring (keyring.py) that lives for one
request.

The unit's own secrets lie in two boxes of its own: the circle's private key, the index key and the key to which sister
units seal in one, wrapped for every counsellor and head; the signing key in the other, wrapped for heads and
counsellors. The recovery key's private
half is on paper only, three shares of which exactly two open it (shares.py, SLIP-39).

The ledger's token (tokens.py) is a keyed hash that only the box's key can compute: facts can be added to the same
life by whoever holds the box, and led back by nobody once the box is gone.
"""
