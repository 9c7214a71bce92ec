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
    # Sister units
    SISTER_ADDED = "sister:added", "A sister unit was put into the directory; nothing goes there yet."
    SISTER_COMPARED = "sister:compared", "A sister unit's fingerprint was compared aloud, and its keys were signed."
    SISTER_REPLACED = "sister:replaced", "A sister unit got other keys, which are to be compared again."
    SISTER_RETIRED = "sister:retired", "A sister unit was retired: nothing goes there or is taken from there."
    HANDOVER_PREPARED = "handover:prepared", "A hand-over to a sister unit was prepared, with the person's consent."
    HANDOVER_CHANGED = "handover:changed", "What goes along in a hand-over was changed before it went."
    HANDOVER_READ = "handover:read", "What goes or went along in a hand-over was opened."
    HANDOVER_SENT = "handover:sent", "A hand-over was sealed to a sister unit and sent, as a file or to its door."
    HANDOVER_THROWN_AWAY = "handover:thrown_away", "A prepared hand-over was thrown away; nothing had gone."
    HANDOVER_ANSWERED = "handover:answered", "A sister unit answered a hand-over: accepted or declined."
    HANDOVER_SEEN = "handover:seen", "The answer to a hand-over was seen, and counted."
    ARRIVAL_CAME = "arrival:came", "A hand-over came from a sister unit, sealed to the circle."
    ARRIVAL_READ = "arrival:read", "A hand-over that came from a sister unit was opened."
    ARRIVAL_ACCEPTED = "arrival:accepted", "A hand-over that came became a case here."
    ARRIVAL_DECLINED = "arrival:declined", "A hand-over that came was declined; what it said is gone."
    ARRIVAL_ANSWER_WENT = "arrival:answer_went", "The answer to a hand-over that came went back."
    COORDINATOR_ASKED = "coordinator:asked", "A question to the regional coordinator was written, to be sent by hand."
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
