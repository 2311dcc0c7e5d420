#include "client/cli/texts.h"

#include <variant>

#include "crypto/base/panic.h"

namespace sotto::client::cli {
namespace {

using protocol::SlipRefusal;
using protocol::Status;

constexpr std::string_view kBrokerIsWrong =
    "The broker gave an answer that cannot be right, so the visit stopped. Your locker is as it "
    "was. Please tell one of the leads.";

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

}  // namespace

std::string_view text(Failure failure) {
  switch (failure) {
    case Failure::kNoAnswer:
      return "Neither the broker nor a relay in front of it answers here, and no other way is "
             "tried. "
             "Your locker is as it was; look at the address and the network, and try again.";
    case Failure::kNotSotto:
      return "What answers at this address is not Sotto. Your locker is as it was; look at the "
             "address again.";
    case Failure::kWrongLog:
      return "This broker belongs to another scheme than your slip or your locker, so the visit "
             "stopped. Please tell one of the leads.";
    case Failure::kLogInvalid:
      return "The scheme's public log breaks its own rules, so the visit stopped. Your locker is "
             "as it was. Please tell one of the leads.";
    case Failure::kLogRolledBack:
      return "The scheme's public log is shorter than when you were last here, so the visit "
             "stopped. Your locker is as it was. Please tell one of the leads.";
    case Failure::kLogForked:
      return "The scheme's public log tells another history than when you were last here, so the "
             "visit stopped. Your locker is as it was. Please tell one of the leads.";
    case Failure::kNotCosigned:
      return "The scheme's witnesses, who watch that everybody is shown the same log, have not "
             "confirmed this one, so the visit stopped. Your locker is as it was. Please tell one "
             "of the leads.";
    case Failure::kCosignedLongAgo:
      return "The scheme's witnesses last confirmed its public log more than two days ago, so the "
             "visit stopped. Your locker is as it was. See that this device's date is right, try "
             "again tomorrow, and please tell one of the leads.";
    case Failure::kPolicyMismatch:
      return "The broker shows other rules than the ones that the leads signed, so the visit "
             "stopped. Your locker is as it was. Please tell one of the leads.";
    case Failure::kNotTheRelay:
      return "This scheme is visited through its relay alone, and this is not the relay's address. "
             "Nothing of yours left this machine; use the address that stands on your slip.";
    case Failure::kNoPassKey:
      return "The scheme's public log has no key for the passes of this quarter, so the visit "
             "stopped. Your locker is as it was. Please tell one of the leads.";
    case Failure::kDrawInvalid:
      return "The passes that came back do not belong to the scheme's public log, so they were "
             "not taken. Your locker is as it was. Please tell one of the leads.";
    case Failure::kDirectoryInvalid:
      return "The list of supporters is not the one in the scheme's public log, so the visit "
             "stopped. Your locker is as it was. Please tell one of the leads.";
    case Failure::kBoardInvalid:
      return "The board is not the one in the scheme's public log, so the visit stopped. Your "
             "locker is as it was. Please tell one of the leads.";
    case Failure::kLockerUnreadable:
      return "The broker gave back something that is not your locker, so the visit stopped. "
             "Please tell one of the leads.";
    case Failure::kLockerOutdated:
      return "This file and the broker's side of your locker are of two visits, so this one "
             "stopped. Open the copy of the file that was used last; if this is it, please tell "
             "one of the leads.";
    case Failure::kRefused:
      return "The broker did not take the request. Your locker is as it was.";
    case Failure::kStaleVersion:
      return "The locker was opened somewhere else in the meantime. Nothing is lost; try again.";
    case Failure::kGatewayKeyChanged:
      return "The service has changed one of its keys in the meantime. Your locker is as it was; "
             "open it again.";
  }
  panic("texts: not a failure");
}

std::string_view text(Status status) {
  switch (status) {
    case Status::kOk:
      break;
    case Status::kMalformed:
    case Status::kBadPassRequest:
    case Status::kBadContactKey:
      return kBrokerIsWrong;
    case Status::kUnknownRequest:
      return "The broker does not know this request; it may be older than this program.";
    case Status::kWrongDay:
      return "This machine's clock and the broker's differ by more than a day. Set the clock and "
             "try again.";
    case Status::kUnknownLocker:
      return "These words open no locker here. Nothing was changed; look at each word and at the "
             "broker's address, and try again.";
    case Status::kBadSignature:
      return "The broker does not accept the signature of this key. Nothing was changed.";
    case Status::kStaleVersion:
      return text(Failure::kStaleVersion);
    case Status::kTooManyVisits:
      return "This locker has been opened as often as it can be today. It is safe; come back on "
             "the next visiting day.";
    case Status::kTooManyCommits:
      return "This locker has been changed as often as it can be today. It is safe; come back on "
             "the next visiting day.";
    case Status::kUnknownCode:
      return "This code is not known, or it was used before. Look at each character; if it is "
             "right, take another slip.";
    case Status::kLockerExists:
      return "There is a locker under these words already, with another key. Make new words and "
             "try again.";
    case Status::kWrongRole:
      return "This locker is of another role, which does not do this.";
    case Status::kNotEligible:
      return "This locker's scheme year is over. What is in it is safe; a new slip and \"sotto "
             "extend\" open the next year.";
    case Status::kWrongEpoch:
      return "The quarter has just changed. Nothing is lost; try again.";
    case Status::kAlreadyDrawn:
      return "Passes for this quarter were drawn from another copy of this locker. Please tell "
             "one of the leads.";
    case Status::kNotListed:
      return "This key is not among the supporters of the scheme yet. The leads add it to the "
             "list.";
    case Status::kTryLater:
      return "The broker cannot take this now. Nothing is lost; try again later.";
    case Status::kUnknownLead:
      return "This key is not one of the leads' of this scheme. Nothing was changed.";
    case Status::kUnknownProposal:
      return "There is no such proposal any more. Look at the list again.";
    case Status::kNoRoom:
      return "The broker has no room for another locker. The code stays good; try again later.";
    case Status::kStaleProposal:
      return "There is a newer proposal for this supporter already. Nothing was changed; look at "
             "the list again.";
    case Status::kTooManyProposals:
      return "The broker takes no more proposals to the leads today. Nothing is lost; try again "
             "tomorrow.";
  }
  panic("texts: not a refusal");
}

std::string_view text(IntentRefusal refusal) {
  switch (refusal) {
    case IntentRefusal::kNoSuchEngagement:
      return "There is no engagement with this number. \"sotto show\" lists them.";
    case IntentRefusal::kNoSuchSupporter:
      return "There is no supporter of this name. \"sotto show --directory\" lists them.";
    case IntentRefusal::kNotOffered:
      return "This supporter takes no enquiries this week. You are welcome to choose another.";
    case IntentRefusal::kNoPackLeft:
      return "You have made as many enquiries as this quarter has room for. The leads are glad to "
             "speak with you in the meantime; they will know who you are.";
    case IntentRefusal::kTooManyEngagements:
      return "There are as many engagements as a locker holds. End one first.";
    case IntentRefusal::kMeansNotAllowed:
      return "This scheme does not use that means of contact. \"in-service\" is always there.";
    case IntentRefusal::kValueInvalid:
      return "This does not go as a means of contact: it is one line of at most 120 bytes, and "
             "nothing at all for in-service.";
    case IntentRefusal::kPlaceInvalid:
      return "A place is one line of at most 40 characters.";
    case IntentRefusal::kTooManySlots:
      return "An offer has one to three times.";
    case IntentRefusal::kNotAccepted:
      return "This enquiry is not accepted yet.";
    case IntentRefusal::kAlreadyAnswered:
      return "This is answered already.";
    case IntentRefusal::kNoOffer:
      return "There is no offer of times to choose from yet.";
    case IntentRefusal::kNoSuchSlot:
      return "The offer has no time with this number.";
    case IntentRefusal::kNothingAgreed:
      return "No meeting is agreed that could have been held.";
    case IntentRefusal::kFourthMeeting:
      return "An engagement has three meetings, and they are all agreed. You are welcome to begin "
             "another.";
    case IntentRefusal::kAlreadyEnded:
      return "This engagement has ended.";
    case IntentRefusal::kMeetingPending:
      return "The meeting that is agreed comes first. Say \"held\" when it has been.";
    case IntentRefusal::kWrongRole:
      return "This is not something that a locker of this role does.";
    case IntentRefusal::kWrongState:
      return "The engagement is not at the point where this can be done. \"sotto show\" says where "
             "it is.";
    case IntentRefusal::kListingInvalid:
      return "A listing has a name of at most 80 bytes, and its fields are one line each, 2 KB "
             "together.";
    case IntentRefusal::kAlreadyEngaged:
      return "You are in touch with this supporter already.";
    case IntentRefusal::kConcernInvalid:
      return "This concern cannot be sealed as it is: too many answers, or too long a text.";
    case IntentRefusal::kNoSuchRecipient:
      return "There is no recipient at this place. \"sotto concern show\" lists them.";
    case IntentRefusal::kTooFewRecipients:
      return "It takes more recipients than you ticked to open a concern in this scheme. Tick "
             "more.";
    case IntentRefusal::kConcernWaits:
      return "A concern goes with the next parcel already. Seal the other in another visit; what "
             "is "
             "urgent is for the telephone.";
    case IntentRefusal::kTooManyConcerns:
      return "This locker has sealed as many concerns as it can remember in three weeks. "
             "Telephone.";
    case IntentRefusal::kNoSuchConcern:
      return "There is no concern with this number. \"sotto recipient show\" lists them.";
    case IntentRefusal::kConcernSealed:
      return "This concern cannot be read yet. \"sotto recipient show\" says what is missing.";
    case IntentRefusal::kAlreadySaid:
      return "This was said already.";
    case IntentRefusal::kRecipientInvalid:
      return "A recipient has a place from 1 to 8 and a title of one line, at most 80 bytes.";
    case IntentRefusal::kNoPairs:
      return "This is for near-peer schemes, and this scheme is none.";
    case IntentRefusal::kNoSuchPair:
      return "There is no pair with this number. \"sotto show\" lists yours.";
    case IntentRefusal::kPeerInvalid:
      return "This has a field that does not go as it is: texts are one line of at most 600 bytes.";
    case IntentRefusal::kPeerNotThere:
      return "This cannot be done yet: the director has not answered, or the other side has not "
             "come to the service, or there is no agreement to sign.";
    case IntentRefusal::kPeerLeft:
      return "You have left this scheme.";
    case IntentRefusal::kNoRoom:
      return "Something of yours is still on its way, or your locker is full. Try again at another "
             "visit.";
    case IntentRefusal::kNoPausing:
      return "Nobody chooses you from a list in a near-peer scheme, so there is nothing to pause. "
             "For a rest, or for fewer doctors, tell the programme director.";
  }
  panic("texts: not a refusal of an intent");
}

std::string_view text(const Event& event) {
  return std::visit(
      Overloaded{
          [](const event::EnquiryShown&) -> std::string_view {
            return "Somebody would like to talk with you.";
          },
          [](const event::EngagementChanged&) -> std::string_view {
            return "There is something new in an engagement.";
          },
          [](const event::CellMissing&) -> std::string_view {
            return "The broker left out something that it had signed for. It goes again by itself; "
                   "please tell one of the leads.";
          },
          [](const event::BoardChanged&) -> std::string_view {
            return "The broker showed this locker another board earlier than it does now. All of "
                   "that day was read again from its start, so nothing is lost; please tell one of "
                   "the leads.";
          },
          [](const event::OtherLog&) -> std::string_view {
            return "Somebody you are in touch with, or who wrote to you, is shown another public "
                   "log than you. Please tell one of the leads, and do not rely on this broker "
                   "until then.";
          },
          [](const event::LockerPutBack&) -> std::string_view {
            return "The broker gave you an older copy of your locker than the last one. Look at "
                   "what it holds, and please tell one of the leads.";
          },
          [](const event::OwnListingMissing&) -> std::string_view {
            return "Your listing is not in the directory as you signed it. Please tell one of the "
                   "leads.";
          },
          [](const event::ConcernNotOpened&) -> std::string_view { return kNotOpened; },
          [](const event::ConcernAnswered&) -> std::string_view {
            return "There is something new about a concern of yours.";
          },
          [](const event::ConcernFound&) -> std::string_view {
            return "There is a concern for you. \"sotto recipient open\" opens it.";
          },
          [](const event::ConcernChanged&) -> std::string_view {
            return "There is something new about a concern.";
          },
          [](const event::NoRoomForConcerns&) -> std::string_view {
            return "There are more concerns for you than this locker holds. Say the outcome of "
                   "those "
                   "that are dealt with, and visit again.";
          },
          [](const event::OpeningNotLogged&) -> std::string_view {
            return "The public log has no entry of an opening that the broker answered. If what "
                   "you "
                   "asked for does not open now, it is asked for again; please tell one of the "
                   "leads.";
          },
          [](const event::IntentLost& lost) { return text(lost.refusal); },
          [](const event::BrokerRestored&) -> std::string_view {
            return "The broker was put back to a backup since you were here. What was done after "
                   "that backup may be missing from your locker: look at what it holds. Whatever "
                   "was on its way goes again by itself.";
          },
          [](const event::PeerChanged& of) { return text(of.news); },
      },
      event);
}

std::string_view text(PeerNews news) {
  switch (news) {
    case PeerNews::kPaired:
      return "You are paired. \"sotto show\" says with whom.";
    case PeerNews::kUnpaired:
      return "Your pairing has changed. Nobody is at fault.";
    case PeerNews::kAgreement:
      return "There is something new in your agreement. \"sotto show\" has it.";
    case PeerNews::kFeedback:
      return "There is feedback for you, from the doctor whom you support.";
    case PeerNews::kReminder:
      return "Your supporter says that they are there, if you would like them. Nobody waits for an "
             "answer.";
    case PeerNews::kInAgain:
      return "A doctor whom you support is in again.";
    case PeerNews::kStatement:
      return "There is a statement for you. \"sotto peer show --out FILE\" writes it to a file.";
    case PeerNews::kNotSenior:
      return "The director has paired you with somebody whom the rules do not allow: a supporter "
             "is of a higher grade. It was not taken. Please tell the director.";
  }
  panic("texts: not a piece of news");
}

std::string_view text(HeldPhase phase) {
  switch (phase) {
    case HeldPhase::kSealed:
      return "Sealed. \"sotto recipient open\" asks the broker for its part; the log has an entry "
             "of that.";
    case HeldPhase::kAsked:
      return "Asked for; it opens with one of the next parcels.";
    case HeldPhase::kShares:
      return "Open, and other recipients' shares are missing. They travel once those have asked to "
             "open it too.";
    case HeldPhase::kOpen:
      return "Open.";
  }
  panic("texts: not a phase of a concern");
}

std::string_view in_words(OpeningReason reason) {
  switch (reason) {
    case OpeningReason::kAddressed:
      return "it is addressed to them";
    case OpeningReason::kAskedByPhone:
      return "the supporter telephoned and asked";
    case OpeningReason::kOtherAbsent:
      return "another recipient cannot be reached";
    case OpeningReason::kDrill:
      return "a drill";
  }
  panic("texts: not a reason");
}

std::string_view in_words(protocol::OpeningAct act) {
  switch (act) {
    case protocol::OpeningAct::kAcknowledged:
      return "acknowledged";
    case protocol::OpeningAct::kNoAction:
      return "no action";
    case protocol::OpeningAct::kAdviceGiven:
      return "advice given";
    case protocol::OpeningAct::kLocalAction:
      return "local action";
    case protocol::OpeningAct::kReferredOn:
      return "referred on";
  }
  panic("texts: not an outcome");
}

std::string_view text(EndReason reason) {
  switch (reason) {
    case EndReason::kNone:
      break;
    case EndReason::kMine:
      return "You ended it.";
    case EndReason::kTheirs:
      return "The other side ended it; nobody has to say why.";
    case EndReason::kCannot:
      return "The supporter cannot take this on just now; another may.";
    case EndReason::kThreeHeld:
      return "All three meetings have been held.";
    case EndReason::kTime:
      return "Its time is over.";
  }
  panic("texts: not an end");
}

std::string_view text(SlipRefusal refusal) {
  switch (refusal) {
    case SlipRefusal::kNotALink:
      return "This is not the link of a slip. Type the characters that stand beside the square.";
    case SlipRefusal::kCharacter:
      return "A slip has digits and letters, but no U and no other signs. Look at each character.";
    case SlipRefusal::kLength:
      return "A slip has 24 characters in groups of four. One is missing or too many.";
    case SlipRefusal::kStrayBits:
      return "The end of this link is damaged. Type the characters that stand beside the square.";
  }
  panic("texts: not a refusal of a slip");
}

std::string_view text(FileProblem problem) {
  switch (problem) {
    case FileProblem::kCannotOpen:
      return "This file cannot be read:";
    case FileProblem::kTooLarge:
      return "This file is larger than it can be:";
    case FileProblem::kCannotWrite:
      return "This file cannot be written, and nothing of it was left behind:";
    case FileProblem::kExists:
      return "This file is there already and was not touched:";
    case FileProblem::kInUse:
      return "Another command is using this file; wait until it is over:";
    case FileProblem::kNotALocker:
      return "This is not the file of a locker:";
  }
  panic("texts: not a problem of a file");
}

std::string_view text(ZoneProblem problem) {
  switch (problem) {
    case ZoneProblem::kNotATime:
      return "A time is written like 2026-12-01T17:00, by the clock on the wall.";
    case ZoneProblem::kUnknownZone:
      return "This machine does not know the scheme's time zone; install tzdata.";
    case ZoneProblem::kSkipped:
      return "The clocks go forward over this time, so it does not exist. Choose another.";
    case ZoneProblem::kTwice:
      return "The clocks go back over this time, so it comes twice. Choose another.";
  }
  panic("texts: not a problem of a time");
}

std::string text(const protocol::WordsRefusal& refusal) {
  using Reason = protocol::WordsRefusal::Reason;
  switch (refusal.reason) {
    case Reason::kNotInList:
      return "Word " + std::to_string(refusal.number) +
             " is not in the list of words. Look at how it is spelt.";
    case Reason::kTooFew:
      return "There are seven words, and only " + std::to_string(refusal.number) + " came.";
    case Reason::kTooMany:
      return "There are seven words, and more came.";
  }
  panic("texts: not a refusal of words");
}

std::string about_relay(std::string_view relay) {
  if (relay.empty()) return std::string(kNoRelay);
  return "Everything goes through the scheme's relay, " + std::string(relay) +
         ": the broker sees no address, and the relay can open nothing.";
}

std::string_view in_words(protocol::Means means) {
  switch (means) {
    case protocol::Means::kInService:
      return "through Sotto";
    case protocol::Means::kPhone:
      return "by phone";
    case protocol::Means::kPersonalEmail:
      return "by personal e-mail";
    case protocol::Means::kWorkEmail:
      return "by work e-mail";
    case protocol::Means::kPager:
      return "by pager";
    case protocol::Means::kTeams:
      return "by Teams";
  }
  panic("texts: not a means of contact");
}

Exit exit_of(Failure failure, protocol::Status status) {
  switch (failure) {
    case Failure::kNoAnswer:
      return Exit::kUnreachable;
    case Failure::kNotTheRelay:
      return Exit::kUsage;
    case Failure::kStaleVersion:
    case Failure::kGatewayKeyChanged:
    case Failure::kCosignedLongAgo:
      return Exit::kTryLater;
    case Failure::kRefused:
      break;
    default:
      return Exit::kDistrust;
  }
  switch (status) {
    case protocol::Status::kUnknownLocker:
    case protocol::Status::kUnknownCode:
      return Exit::kWrongWords;
    case protocol::Status::kStaleVersion:
    case protocol::Status::kTooManyVisits:
    case protocol::Status::kTooManyCommits:
    case protocol::Status::kWrongEpoch:
    case protocol::Status::kTryLater:
    case protocol::Status::kNoRoom:
    case protocol::Status::kTooManyProposals:
      return Exit::kTryLater;
    case protocol::Status::kMalformed:
    case protocol::Status::kBadSignature:
    case protocol::Status::kBadPassRequest:
    case protocol::Status::kBadContactKey:
      return Exit::kDistrust;
    default:
      return Exit::kRefused;
  }
}

}  // namespace sotto::client::cli
