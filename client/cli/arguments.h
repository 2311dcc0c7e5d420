#pragma once
// The command line as typed. Words, codes and means of contact are never arguments: a process list
// and a shell's history would show them.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/cli/http.h"
#include "client/cli/texts.h"
#include "client/cli/wishes.h"
#include "client/core/near_peer/peer.h"
#include "client/core/near_peer/statement.h"
#include "crypto/primitives/hash.h"

namespace sotto::client::cli {

enum class Command {
  kEnrol,
  kVisit,  // and everything that is one wish in a visit
  kNewWords,
  kExtend,
  kListing,
  kSixWords,
  kCalendar,
  kLeadKey,
  kLeadSignGenesis,
  kLeadProposals,
  kLeadSign,
  kLeadRemove,
  kLeadDrop,
  kLeadRemoveRecipient,
  kLeadOffer,
  kLeadReplace,
  kLeadBuild,
  kConcernSeal,
  kConcernShow,
  kConcernAudit,
  kRecipientPropose,
  kRecipientShow,
  kRecipientOpen,
  kRecipientAcknowledge,
  kRecipientOutcome,
  kRecipientRecord,
  kDirectorNew,
  kDirectorShow,
  kDirectorImport,
  kDirectorSet,
  kDirectorAllocate,
  kDirectorLetters,
  kDirectorPairs,
  kDirectorFeedback,
  kDirectorStatement,
  kVerifyStatement,
  kDirectorEnrol,
  kDirectorVisit,
  kDirectorHandOver,
  kDirectorTakeOver,
  kPeer,
  kLeadAddTrustee,
  kTrusteePropose,
  kTrusteeVisit,
  kTrusteeBeginAgain,
  kFigures,
  kCodes,
  kLogVerify,
  kVerifySite,
  kWitnessKey,
  kWitnessServe,
  kWitnessCosign,
};

struct Arguments {
  Command command{};
  std::optional<Origin> broker;
  std::optional<Hash256> genesis;  // pins the log
  std::string words_file;          // empty: from the terminal or standard input
  std::string locker_file;         // empty: the locker is with the broker
  std::string public_folder;       // empty: a visit's public files are not kept
  bool json = false;

  protocol::Role role = protocol::Role::kColleague;  // enrol
  std::string slip_file;                             // enrol, extend
  std::string words_out;                             // enrol, new-words, lead key, trustee propose
  std::vector<Wish> wishes;                          // visit
  bool show = false;                                 // visit: print what there is
  bool directory = false;                            // visit: print it too
  bool unattended = false;                           // visit: print nothing found
  protocol::ListingText listing;                     // listing
  std::string key_file;                              // lead
  std::string out;                                   // lead key, calendar, codes, trustee propose
  std::string draft;                                 // lead sign-genesis, replace, add-trustee
  bool lost = false;                                 // lead offer
  std::string version;                               // lead build
  std::string id;                                    // lead sign, drop, remove
  std::uint32_t count = 0;                           // codes
  std::string site, hashes, text;                    // codes
  std::string from, witnesses;                       // log verify
  bool tiles = false;                                // log verify
  bool csv = false;                                  // figures
  std::string build_folder;                          // verify-site; empty: the log's word alone
  std::string name;                                  // witness key
  std::string listen, state;                         // witness serve, witness cosign
  std::vector<std::string> logs;                     // witness serve
  std::string answers_file;                          // concern seal; empty: asked for
  bool drill = false;                                // concern seal
  std::string record_file;                           // concern audit
  std::uint32_t concern = 0;                         // recipient
  unsigned place = 0;                                // recipient, trustee propose, lead remove:
                                                     // from 1; lead offer: 0 or 1
  std::string title;                                 // recipient propose, trustee propose
  OpeningReason reason = OpeningReason::kAddressed;  // recipient open
  protocol::OpeningAct outcome{};                    // recipient outcome
  std::string desk_file;                             // director
  std::string kind;                                  // director import, letters: what
  std::string input;                      // director import, feedback; verify-statement: the file
  std::vector<std::string> acts;          // director set
  std::uint64_t seed = 0;                 // director allocate
  bool trial = false;                     // director allocate: changes nothing
  bool send = false;                      // director statement: by a letter, too
  std::optional<PeerVerb> peer;           // peer; none: only looks
  std::uint32_t pair = 0;                 // peer
  bool tell = false;                      // peer opt-out: the supporter, too
  std::array<std::uint8_t, 3> answers{};  // peer feedback
  std::uint32_t supporter = 0;            // director statement
  protocol::Date since = 0, until = 0;    // director statement
  StatementKind statement{};              // director statement
  Hours hours{};                          // director statement
  std::optional<SigningPublicKey> key;    // verify-statement: the director's, if known
};

// Nothing to run: help and version, or a sentence about what was not understood.
struct ParseEnd {
  Exit exit{};
  std::string text;
};

std::variant<Arguments, ParseEnd> parse_arguments(int argc, const char* const* argv);

// Lines "name: value" of a file, empty lines passed over. nullopt when a line is none.
std::optional<std::vector<std::pair<std::string, std::string>>> named_lines(std::string_view text);
// Those of a listing.
std::optional<protocol::ListingText> parse_listing(std::string_view text);

}  // namespace sotto::client::cli
