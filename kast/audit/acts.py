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
    SLIP_LEFT = "slip:left", "Somebody asked to be called."
    REFERRAL_LEFT = "referral:left", "Somebody in another service pointed a person on, with that person's yes."
    # Letters, as casework handles them
    INBOX_READ = "inbox:read", "A page was opened that shows letters nobody has taken yet."
    LETTER_READ = "letter:read", "A letter was opened."
    LETTER_TAKEN = "letter:taken", "A letter was taken: its box was wrapped for her and left the intake circle."
    LETTER_ANSWERED = "letter:answered", "A letter was answered without becoming a case."
    LETTER_SET_ASIDE = "letter:set_aside", "A letter was set aside: not for us, or a threat."
    LETTER_PASSED_ON = "letter:passed_on", "She knows the writer, passed the letter on, and cannot open it again."
    LETTERS_DISCARDED = "letters:discarded", "Letters written by a machine were discarded together."
    REPLY_LEFT = "reply:left", "A reply was left in a mailbox."
    # Ways in, as casework handles them
    BATCH_MADE = "batch:made", "A batch of cards was made."
    BATCH_PRINTED = "batch:printed", "The sheets of a batch of cards were drawn."
    SLIPS_LISTED = "slip:listed", "The call list was opened: hours were read, no number."
    SLIP_READ = "slip:read", "A slip was opened, without its number."
    SLIP_NUMBER_SHOWN = "slip:number_shown", "A slip's number was shown, to call it."
    SLIP_CALLED = "slip:called", "Somebody tried to call; the result is named."
    SLIP_UNDONE = "slip:undone", "A call's result was undone, within a minute."
    SLIP_DONE = "slip:done", "A slip was done with: its number is gone."
    REFERRAL_READ = "referral:read", "A referral was opened."
    REFERRAL_SET_ASIDE = "referral:set_aside", "A referral was set aside, and is gone."
    PHONE_KEPT = "phone:kept", "A person's number was kept in a case, with that person's yes."
    PHONE_SHOWN = "phone:shown", "The number in a case was shown."
    PHONE_DELETED = "phone:deleted", "The number in a case was deleted."
    # Cases
    CASE_OPENED = "case:opened", "A case began."
    CASE_READ = "case:read", "A page was opened that shows what was said in a case."
    CASE_CHANGED = "case:changed", "Coded things about a case were changed; the fields are named."
    CASE_MODE_CHANGED = "case:mode_changed", "A case is recorded in another mode from now on."
    CASE_ENDED = "case:ended", "A case was ended."
    CASE_REOPENED = "case:reopened", "An ended case goes on."
    CASE_ENDING_UNDONE = "case:ending_undone", "An ending that was made by mistake was undone."
    CASE_LENT = "case:lent", "A case was lent to its stand-in, for some days."
    CASE_RETURNED = "case:returned", "A lent case was taken back before its day."
    CASE_HANDED_TO = "case:handed_to", "A case was given to another counsellor."
    CASE_BROKEN_INTO = "case:broken_into", "The stand-in opened a case in an emergency, before it was lent to her."
    CASE_NOTICE_SEEN = "case:notice_seen", "The notice of an emergency opening was seen."
    CASE_SEARCHED = "case:searched", "Somebody searched by name or personal number."
    WORDS_ISSUED = "words:issued", "New words were handed to a person in the room."
    CONTACT_RECORDED = "contact:recorded", "A talk was recorded, or one that did not happen."
    NOTE_WRITTEN = "note:written", "A note was written."
    NOTE_CORRECTED = "note:corrected", "A note was corrected; what stood there stays."
    NOTE_OBJECTED_TO = "note:objected_to", "What a person says against a note was put beside it."
    GUIDE_ANSWERED = "guide:answered", "Questions of the guide for the first talks were answered; which, is named."
    PLAN_WRITTEN = "plan:written", "A plan was written; the earlier versions stay."
    PLAN_PRINTED = "plan:printed", "A plan was made into a paper for the person."
    TOPIC_SAID = "topic:said", "It was said where the talk about trafficking and vulnerability stands."
    RISK_RAISED = "risk:raised", "A risk was flagged."
    RISK_TAKEN = "risk:taken", "A named counsellor took a flagged risk."
    RISK_PLANNED = "risk:planned", "What is done about a flagged risk, by whom and by when, was written."
    RISK_CLOSED = "risk:closed", "A flagged risk was closed, with what happened."
    RISK_READ = "risk:read", "A page was opened that shows what somebody wrote about a flagged risk."
    WARNING_CAME = "warning:came", "The program warned that somebody may be leaving."
    WARNING_ACTED = "warning:acted", "It was written what was done about a warning."
    TASK_MADE = "task:made", "Something to do in a case was written down."
    TASK_DONE = "task:done", "Something to do in a case was done."
    TASK_UNDONE = "task:undone", "Something that was ticked as done is to be done after all."
    DAY_READ = "day:read", "Today was opened, with what is to be done and who may be leaving."
    CALL_COUNTED = "call:counted", "A call of which nothing is kept was counted."
    CASE_PRINTED = (
        "case:printed",
        "A case was printed, whole or in part; the records on the paper are named.",
    )
    AID_DECIDED = (
        "aid:decided",
        "A decision about the duty of silence was recorded, also one to do nothing.",
    )
    AID_READ = "aid:read", "A recorded decision about the duty of silence was opened."
    AID_PRINTED = "aid:printed", "The reasoning behind such a decision, or a report of concern, was printed."
    DISCLOSURE_ASKED = "disclosure:asked", "Somebody asked to get information out of a case."
    DISCLOSURE_READ = "disclosure:read", "A page was opened that shows who asked for what from a case."
    DISCLOSURE_REFUSED = "disclosure:refused", "A request for information was refused."
    DISCLOSURE_GIVEN = "disclosure:given", "Information that was asked for was given."
    DISCLOSURE_APPEALED = "disclosure:appealed", "A refusal was appealed."
    DISCLOSURE_PRINTED = "disclosure:printed", "The answer to a request that was refused was printed."
    QUESTION_COUNTED = "question:counted", "Somebody asked about a person, nothing was said, and it was counted."
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
    MEMBER_UNLOCKED = "member:unlocked", "She unlocked: her key was opened for this browser, or at the terminal."
    MEMBER_LOCKED = "member:locked", "She locked, or was idle for too long."
    SLOT_ENROLLED = "slot:enrolled", "She got another way to unlock."
    RECOVERY_USED = "recovery:used", "Two recovery sheets were used."
    LOG_REVIEWED = "log:reviewed", "The log was reviewed."
    # Follow-up
    BASELINE_LAID = "baseline:laid", "Questions about the time before the first talk were laid in a mailbox."
    BASELINE_ANSWERED = "baseline:answered", "What somebody told about the time before the first talk was kept."
    BASELINE_READ = "baseline:read", "What somebody told about the time before the first talk was opened."
    FOLLOWUP_PLANNED = "followup:planned", "A time for follow-up was planned."
    FOLLOWUP_ASKED = "followup:asked", "A person was asked how it went."
    FOLLOWUP_READ = "followup:read", "A follow-up answer was opened."
    FOLLOWUP_ATTEMPTED = "followup:attempted", "Somebody tried to reach a person for a follow-up."
    FOLLOWUP_ANSWERED = "followup:answered", "A follow-up was answered."
    FOLLOWUP_DECLINED = "followup:declined", "A person said no to being asked."
    FOLLOWUP_TEXTED = "followup:texted", "An SMS that a person had chosen was released."
    FOLLOWUP_LAPSED = "followup:lapsed", "The time for a follow-up ran out."
    # Figures and retention
    TOLD_ENTERED = "told:entered", "How many were told of KAST was entered."
    CAUGHT_ENTERED = "caught:entered", "How many were caught in a year was entered, by somebody else's count."
    CLAIM_ADDED = "claim:added", "A public claim about the service was added to the register."
    CLAIM_CHANGED = "claim:changed", "A claim in the register got other words; the earlier ones stay."
    CLAIM_TAKEN_BACK = "claim:taken_back", "A claim was taken back from the register; its words stay."
    CLAIM_SHOWN = "claim:shown", "It was chosen that a claim stands on the public page."
    CLAIM_HIDDEN = "claim:hidden", "It was chosen that a claim does not stand on the public page."
    FIGURES_FROZEN = "figures:frozen", "A half-year's figures were frozen."
    FIGURES_RELEASED = "figures:released", "A year's figures were published and signed; the release's number is named."
    RECORDS_FORGOTTEN = "records:forgotten", "Records past their term were forgotten."
    LEDGER_REWRITTEN = "ledger:rewritten", "The ledger was written anew."
    AUDIT_FORGOTTEN = (
        "audit:forgotten",
        "Stands for a lane's entries that were forgotten: how many, and the last one's hash.",
    )
