"""The fields of forms that open something: what is typed in them is kept nowhere and shown on no page.

Whoever is locked out, or meets a fault of ours, types them again. A name that stands here is used for nothing else in
the staff's forms, since it would be lost there too.
"""

SECRET_FIELDS = frozenset(
    {
        *("password", "password1", "password2", "oldpassword"),
        *("phrase", "word"),  # what unlocks, and one word of it
        *("credential", "prf", "code"),  # a passkey, and what it yields; a second factor
        *("sheet_1", "sheet_2"),  # two recovery sheets open the whole unit
    }
)
