"""Follow-up's pages: the person's, inside the mailbox, and the counsellor's."""
