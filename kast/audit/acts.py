"""Everything that can be done, each act with a sentence. Nothing is written down that has no name here."""

from enum import StrEnum, unique
from typing import Self


@unique
class Act(StrEnum):
    """`<room>:<act>`, and what it means when it stands in the log (`says`). None tells what was said or seen."""

    says: str

    def __new__(cls, value: str, says: str) -> Self:
        """An act is its value; its sentence hangs beside it."""
        act = str.__new__(cls, value)
        act._value_ = value
        act.says = says
        return act

    # The door
    LETTER_SENT = "letter:sent", "Somebody sent a letter."
    MAILBOX_OPENED = "mailbox:opened", "Somebody came back with the words, and the mailbox was opened."
    MAILBOX_WORDS_CONFIRMED = "mailbox:words_confirmed", "A person showed that the words are kept."
    MAILBOX_WORDS_CHANGED = "mailbox:words_changed", "A mailbox got new words; the older ones stopped."
    MAILBOX_ENDED = "mailbox:ended", "A person ended the way into a mailbox."
    MAILBOX_DELETED = "mailbox:deleted", "A person deleted everything that the unit's decision lets go."
    # Letters, as casework handles them
    INBOX_READ = "inbox:read", "A page was opened that shows letters nobody has taken yet."
    LETTER_READ = "letter:read", "A letter was opened."
    LETTER_TAKEN = "letter:taken", "A letter was taken: its box was wrapped for her and left the intake circle."
    LETTER_ANSWERED = "letter:answered", "A letter was answered without becoming a case."
    LETTER_SET_ASIDE = "letter:set_aside", "A letter was set aside: not for us, or a threat."
    LETTER_PASSED_ON = "letter:passed_on", "She knows the writer, passed the letter on, and cannot open it again."
    LETTERS_DISCARDED = "letters:discarded", "Letters written by a machine were discarded together."
    REPLY_LEFT = "reply:left", "A reply was left in a mailbox."
    # Cases
    CASE_OPENED = "case:opened", "A case began."
    CASE_READ = "case:read", "A page was opened that shows what was said in a case."
    CASE_CHANGED = "case:changed", "Coded things about a case were changed; the fields are named."
    CASE_MODE_CHANGED = "case:mode_changed", "A case is recorded in another mode from now on."
    CASE_ENDED = "case:ended", "A case was ended."
    CASE_REOPENED = "case:reopened", "An ended case goes on."
    CASE_ENDING_UNDONE = "case:ending_undone", "An ending that was made by mistake was undone."
    CASE_LENT = "case:lent", "A case was lent to its stand-in, until a day."
    CASE_RETURNED = "case:returned", "A lent case was taken back before its day."
    CASE_HANDED_TO = "case:handed_to", "A case was given to another counsellor."
    CASE_BROKEN_INTO = "case:broken_into", "The stand-in opened a case in an emergency, before it was lent to her."
    CASE_NOTICE_SEEN = "case:notice_seen", "The notice of an emergency opening was seen."
    CASE_SEARCHED = "case:searched", "Somebody searched by name or personal number."
    WORDS_ISSUED = "words:issued", "New words were handed to a person in the room."
    CONTACT_RECORDED = "contact:recorded", "A talk was recorded, or one that did not happen."
    NOTE_WRITTEN = "note:written", "A note was written."
    TOPIC_SAID = "topic:said", "It was said where the talk about trafficking and vulnerability stands."
    CALL_COUNTED = "call:counted", "A call of which nothing is kept was counted."
    # Times and bookings: an entry names the booking, never beside whose it is
    TIMES_LAID = "times:laid", "A counsellor laid out times that can be booked."
    TIMES_CHANGED = "times:changed", "A counsellor changed times that she had laid out; the fields are named."
    TIMES_REMOVED = "times:removed", "A counsellor took times away."
    LEAVE_ENTERED = "leave:entered", "A counsellor entered days on which she is away; their free times were taken away."
    LEAVE_REMOVED = "leave:removed", "Days on which a counsellor would have been away were taken back."
    BOOKING_MADE = "booking:made", "A time was booked."
    BOOKING_MOVED = "booking:moved", "A booked time was moved to another."
    BOOKING_CANCELLED = "booking:cancelled", "A booked time was cancelled."
    DAY_CANCELLED = "day:cancelled", "A counsellor's talks of a day were cancelled at once: she is ill."
    REMINDERS_RELEASED = "reminders:released", "Reminders that are due were sealed to the sending key."
    MESSAGE_SENT = "message:sent", "A reminder or a cancellation was sent, by the way that the person had chosen."
    FEED_MADE = "feed:made", "A member got an address under which a calendar sees when she is busy."
    FEED_ENDED = "feed:ended", "The address of a calendar feed opens nothing any more."
    # Staff
    UNIT_MADE = "unit:made", "The unit was made."
    UNIT_CHANGED = "unit:changed", "What the unit says of itself was changed; the settings are named."
    TEXT_CONFIRMED = "text:confirmed", "A text of the unit was confirmed."
    HELPLINE_CALLED = "helpline:called", "A helpline was called, to see that it answers."
    MEMBER_INVITED = "member:invited", "Somebody was invited to join."
    MEMBER_JOINED = "member:joined", "Somebody joined through an invitation."
    MEMBER_ADMITTED = "member:admitted", "A colleague's key was compared and signed: boxes can be wrapped for her."
    MEMBER_CHANGED = "member:changed", "Something about a colleague was changed; the fields are named."
    MEMBER_LEFT = "member:left", "A colleague left; what she held was wrapped anew for others."
    MEMBER_UNLOCKED = "member:unlocked", "She unlocked: her key was opened for this browser."
    MEMBER_LOCKED = "member:locked", "She locked, or was idle for too long."
    SLOT_ENROLLED = "slot:enrolled", "She got another way to unlock."
    RECOVERY_USED = "recovery:used", "Two recovery sheets were used."
    LOG_REVIEWED = "log:reviewed", "The log was reviewed."
    # Follow-up
    FOLLOWUP_PLANNED = "followup:planned", "A time for follow-up was planned."
    FOLLOWUP_ASKED = "followup:asked", "A person was asked how it went."
    FOLLOWUP_READ = "followup:read", "A follow-up answer was opened."
    FOLLOWUP_ATTEMPTED = "followup:attempted", "Somebody tried to reach a person for a follow-up."
    FOLLOWUP_ANSWERED = "followup:answered", "A follow-up was answered."
    FOLLOWUP_DECLINED = "followup:declined", "A person said no to being asked."
    FOLLOWUP_LAPSED = "followup:lapsed", "The time for a follow-up ran out."
    # Figures and retention
    TOLD_ENTERED = "told:entered", "How many were told of KAST was entered."
    FIGURES_FROZEN = "figures:frozen", "A half-year's figures were frozen."
    RECORDS_FORGOTTEN = "records:forgotten", "Records past their term were forgotten."
    LEDGER_REWRITTEN = "ledger:rewritten", "The ledger was written anew."
    AUDIT_FORGOTTEN = (
        "audit:forgotten",
        "Stands for a lane's entries that were forgotten: how many, and the last one's hash.",
    )
