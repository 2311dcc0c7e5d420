#pragma once
// The sentences of the command line, all of them in one place to be read aloud: what happened, what
// is safe, what to do next. None says whether or when anything of the person's has gone.

#include <string>
#include <string_view>

#include "client/cli/files.h"
#include "client/cli/zone.h"
#include "client/core/engagement.h"
#include "client/core/failure.h"
#include "client/core/names.h"
#include "client/core/visit.h"
#include "crypto/protocol/code.h"
#include "crypto/protocol/words.h"

namespace sotto::client::cli {

// DO NOT CHANGE THE NUMBERS: scripts look at them (docs/cli.md).
enum class Exit : int {
  kOk = 0,
  kRefused = 1,      // a rule stands in the way
  kUsage = 2,        // the command was not understood, or a file cannot be read or written
  kUnreachable = 3,  // the broker did not answer
  kDistrust = 4,     // the broker shows what cannot be true
  kWrongWords = 5,   // words or a code
  kTryLater = 6,
};

// The same on every page and after every command.
inline constexpr std::string_view kParcels =
    "While a locker is open, one sealed parcel goes now and then, and one when you leave.";
inline constexpr std::string_view kNoInput = "Nothing was typed, so nothing was done.";
inline constexpr std::string_view kNoMemory =
    "This machine has too little free memory to open a locker; it takes 128 MiB. Close something "
    "and try again.";
inline constexpr std::string_view kNoBroker =
    "Say where the broker is: --broker https://HOST, or SOTTO_BROKER.";
inline constexpr std::string_view kStillStale =
    "The locker keeps being opened somewhere else. Close the other place and try again.";

// Before, after and beside every concern.
inline constexpr std::string_view kTelephoneFirst =
    "If anybody may come to harm, telephone first. Nobody reads a concern at once.";
inline constexpr std::string_view kTelephoneNow =
    "Do not rely on this concern having gone. Telephone.";
inline constexpr std::string_view kSealed =
    "It is sealed to whom you ticked, and nobody can take it back. What is not opened in the "
    "scheme's time shows at your next visit; then telephone.";
inline constexpr std::string_view kNotOpened = "Nobody has opened this in time. Telephone now.";
// Before an enquiry is made and beside one that came: the same words on both sides.
inline constexpr std::string_view kConfidence =
    "What the two of you talk about stays between you, and no record is made of it. "
    "Confidentiality may not be absolute where patients or other people are at risk of serious "
    "harm: the supporter then follows the principles of the General Medical Council, and speaks "
    "with the colleague first wherever that is safe. If the risk is to the colleague alone, what "
    "happens is their decision.";
inline constexpr std::string_view kLeftTheList =
    "This supporter is not on the list any more. What is agreed can go on; if nothing comes, you "
    "are welcome to choose someone else.";
// Where somebody writes to a programme director about a pairing.
inline constexpr std::string_view kTellsTheDirector =
    "The programme director alone reads it, on a visiting day. If patients or other people may "
    "come to harm, or if it is about the director, telephone or speak with somebody else whom the "
    "scheme names; a supporter can also seal a concern.";
inline constexpr std::string_view kNoRelay =
    "There is no relay: the broker sees the address of the network that you come from.";

std::string_view text(Failure failure);
std::string_view text(protocol::Status status);  // not kOk
std::string_view text(IntentRefusal refusal);
std::string_view text(const Event& event);
std::string_view text(PeerNews news);
std::string_view text(EndReason reason);  // not kNone
std::string_view text(HeldPhase phase);
std::string_view text(protocol::SlipRefusal refusal);
std::string_view text(FileProblem problem);
std::string_view text(ZoneProblem problem);
std::string text(const protocol::WordsRefusal& refusal);

// Whether the broker sees addresses; relay: as the policy names it, or empty.
std::string about_relay(std::string_view relay);

// For people: "by phone".
std::string_view in_words(protocol::Means means);
std::string_view in_words(OpeningReason reason);
std::string_view in_words(protocol::OpeningAct act);

// status: when the failure is kRefused.
Exit exit_of(Failure failure, protocol::Status status);

}  // namespace sotto::client::cli
