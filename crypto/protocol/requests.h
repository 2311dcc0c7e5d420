#pragma once
// The personal requests and their answers (docs/spec/visits.md, passes.md, log.md), as they stand
// inside the capsule. Every request and answer is padded to one of a few sizes (limits.h) by the
// binary HTTP around it.

#include <expected>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/entries.h"
#include "crypto/protocol/limits.h"
#include "crypto/protocol/opening.h"

namespace sotto::protocol {

using LockerId = ByteArray<32>;
using Salt = ByteArray<kSaltSize>;

enum class Role : std::uint8_t { kColleague = 1, kSupporter = 2, kRecipient = 3 };
inline std::size_t cells_of(Role role) {
  return role == Role::kSupporter ? kSupporterCells : kColleagueCells;
}
// The board that the cells of a role are published on.
inline Board written_board(Role role) {
  return role == Role::kSupporter ? Board::kReplies : Board::kEnquiries;
}

// Every way in which a request can end. DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class Status : std::uint8_t {
  kOk = 0,
  kMalformed = 1,       // not the encoding of this request, or of another size
  kUnknownRequest = 2,  // no such path
  kWrongDay = 3,        // the client's day is not the broker's, give or take one
  kUnknownLocker = 4,
  kBadSignature = 5,
  kStaleVersion = 6,     // final: open again
  kTooManyVisits = 7,    // of this locker today
  kTooManyCommits = 8,   // of this locker today
  kUnknownCode = 9,      // never imported, or used
  kLockerExists = 10,    // with another key
  kWrongRole = 11,       // the request is not one of this locker's role
  kNotEligible = 12,     // the scheme year of this locker's code is over
  kWrongEpoch = 13,      // no pass key of that epoch and generation is in force now
  kAlreadyDrawn = 14,    // this epoch, with other bytes
  kNotListed = 15,       // no supporter of that identity is in the roster
  kBadPassRequest = 16,  // wrong count, identity element, not canonical
  kTryLater = 17,        // nothing was changed
  kUnknownLead = 18,
  kUnknownProposal = 19,
  kNoRoom = 20,         // the broker holds as many lockers as it can
  kBadContactKey = 21,  // not signed by the listed identity
  kStaleProposal = 22,  // its number does not rise
  kTooManyProposals = 23,
};
inline constexpr std::uint8_t kLastStatus = 23;
const char* describe(Status status);

// What every answer's content is: the status, and only for kOk the payload.
Bytes ok_answer(ByteView payload);
Bytes refusal(Status status);  // not kOk
// The payload, or why there is none; kMalformed also for what is no answer.
std::expected<ByteView, Status> split_answer(ByteView content);

// --- open: POST /open, small request, large answer ---
struct OpenRequest {
  LockerId id{};
  Day day = 0;
  ByteArray<16> nonce{};
  Signature signature{};

  Bytes encode() const;
  static std::optional<OpenRequest> parse(ByteView body);
};
inline constexpr std::string_view kOpenLabel = "sotto/v1/open";
Bytes open_message(const Hash256& genesis, const OpenRequest& request);

enum class PassResult : std::uint8_t { kNone = 0, kAccepted = 1, kRefused = 2 };

// What became of a report in a commit (docs/spec/figures.md, "Sending"). DO NOT CHANGE THE NUMBERS.
enum class ReportResult : std::uint8_t {
  kNone = 0,       // what stood in its place is no report
  kTaken = 1,      // it counts, or one of this supporter and quarter does already
  kQuarter = 2,    // not of the quarter that is over, or that one is closed or has no key
  kNotListed = 3,  // of nobody on the quarter's roster
  kSignature = 4,
  kProof = 5,
  kLater = 6,  // the broker cannot keep it now
};

// What became of a commit.
struct CommitOutcome {
  std::uint64_t version = 0;  // of the locker after it
  std::uint64_t batch = 0;    // where its cells will be published
  Signature receipt{};
  PassResult pass = PassResult::kNone;
  OpeningAnswer opening{};  // a recipient's; zeros for everybody else, so that all have one size
  ReportResult report = ReportResult::kNone;

  Bytes encode() const;
  static std::optional<CommitOutcome> parse(ByteView wire);
};
inline constexpr std::size_t kCommitOutcomeSize = 8 + 8 + 64 + 1 + sizeof(OpeningAnswer) + 1;

// What the broker keeps of the last commit that it applied to a locker: the outcome, boxed under
// the commit's outcome key. The key comes with the commit and lies afterwards only inside the
// locker that the commit brought, so that a seized disk ties no cell to a locker.
using OutcomeKey = Secret<32>;
inline constexpr std::size_t kSealedOutcomeSize = kBoxOverhead + kCommitOutcomeSize;
using SealedOutcome = ByteArray<kSealedOutcomeSize>;
SealedOutcome seal_outcome(const OutcomeKey& key, const CommitOutcome& outcome);
std::optional<CommitOutcome> open_outcome(const OutcomeKey& key, const SealedOutcome& sealed);

struct OpenAnswer {
  std::uint64_t version = 0;
  Salt salt{};       // under which this version is sealed
  Salt next_salt{};  // for the next version
  std::optional<std::pair<Hash256, SealedOutcome>>
      last;      // request hash and outcome of the last commit
  Bytes locker;  // kLockerSize

  Bytes encode() const;
  static std::optional<OpenAnswer> parse(ByteView body);  // after the status byte
};

// --- commit: POST /commit, medium request (large from a supporter), small answer ---
struct SupporterPlaces {
  ContactKey contact_key;  // of next week
  ByteArray<kEnvelopeSize> envelope{};
  ByteArray<kReportSize> report{};
  std::optional<ByteArray<kTokenSize>> pass;  // present in the first two commits of a visit
};

struct CommitRequest {
  LockerId id{};
  Role role{};
  std::uint64_t expected_version = 0;
  OutcomeKey outcome_key;    // fresh; also inside the locker
  Bytes locker;              // the next version, kLockerSize
  std::vector<Bytes> cells;  // cells_of(role) of kCellSize
  std::optional<SupporterPlaces> supporter;
  std::optional<OpeningPlace> opening{};  // a recipient's
  Signature signature{};

  Bytes encode() const;
  static std::optional<CommitRequest> parse(ByteView body);
};
inline constexpr std::string_view kCommitLabel = "sotto/v1/commit";
// SHA-256("sotto/v1/request" || 0x00 || body): by it the broker knows a repeated request.
Hash256 request_hash(ByteView body);
// A commit's request hash is that of everything before its signature, and the signature is over
// genesis || this hash: what is big is read once. Of a whole body: what is signed is what is sent.
Hash256 commit_hash(ByteView body);
Bytes commit_message(const Hash256& genesis, const Hash256& commit_hash);

inline constexpr std::string_view kReceiptLabel = "sotto/v1/receipt";
// genesis || board || batch || hashes in the order of the commit; the last of a supporter's is that
// of the envelope, on its own board
Bytes receipt_message(const Hash256& genesis, Board board, std::uint64_t batch,
                      const std::vector<Hash256>& hashes);

struct CommitAnswer {
  CommitOutcome outcome;
  Salt next_salt{};

  Bytes encode() const;
  static std::optional<CommitAnswer> parse(ByteView body);
};

// --- enrol: POST /enrol, medium request, small answer. A new locker, or a new code for an open
// one. ---
enum class EnrolKind : std::uint8_t { kNewLocker = 1, kExtend = 2 };
struct EnrolRequest {
  EnrolKind kind{};
  Secret<10> code;
  Role role{};
  LockerId id{};
  SigningPublicKey write_key{};
  Salt salt{};   // under which the first version is sealed
  Bytes locker;  // version 1; random bytes when extending
  Signature signature{};

  Bytes encode() const;
  static std::optional<EnrolRequest> parse(ByteView body);
};
inline constexpr std::string_view kEnrolLabel = "sotto/v1/enrol";
Bytes enrol_message(const Hash256& genesis, ByteView body);

struct EnrolAnswer {  // also the answer to move
  std::uint64_t version = 0;
  Salt next_salt{};

  Bytes encode() const;
  static std::optional<EnrolAnswer> parse(ByteView body);
};

// --- move: POST /move, medium request, small answer. New words: new id, key and locker. ---
struct MoveRequest {
  LockerId old_id{};
  std::uint64_t expected_version = 0;
  LockerId new_id{};
  SigningPublicKey new_key{};
  Salt salt{};
  Bytes locker;
  Signature new_signature{};  // both over move_message
  Signature old_signature{};

  Bytes encode() const;
  static std::optional<MoveRequest> parse(ByteView body);
};
inline constexpr std::string_view kMoveLabel = "sotto/v1/move";
Bytes move_message(const Hash256& genesis, ByteView body);

// --- draw: POST /draw, small request, medium answer (an AmortizedBatchTokenResponse) ---
struct DrawRequest {
  LockerId id{};
  Epoch epoch = 0;
  std::uint8_t generation = 0;
  Bytes token_request;  // AmortizedBatchTokenRequest
  // A supporter's draw is signed by the identity key too; all zero for a colleague.
  SupporterId supporter{};
  Signature identity_signature{};
  Signature signature{};

  Bytes encode() const;
  static std::optional<DrawRequest> parse(ByteView body);
};
inline constexpr std::string_view kDrawLabel = "sotto/v1/draw";
inline constexpr std::string_view kDrawIdentityLabel = "sotto/v1/draw-identity";
Bytes draw_message(const Hash256& genesis, const DrawRequest& request);

// --- roster: POST /roster, small request, large answer. What leads sign: proposed, read, signed
// and dropped. ---
enum class RosterKind : std::uint8_t { kPropose = 1, kRead = 2, kSign = 3, kDrop = 4 };

// An entry that leads sign, on its way into the log: roster.cc has the types.
struct Proposal {
  EntryType type{};
  Bytes body;            // the entry (day 0), signatures as collected so far
  ByteArray<32> salt{};  // listings: of the commitment
  Bytes text;            // listings: encoded ListingText, at most kListingTextMax

  // Refuses a body that is not such an entry of day 0, and a salt or text where there is no
  // listing.
  Bytes encode() const;
  static std::optional<Proposal> parse(ByteView wire);
};

inline constexpr std::uint8_t kNoLead = 255;
struct RosterRequest {
  RosterKind kind{};
  // kPropose: a proposal. kRead: none. kSign: the same with the lead's signature inside. kDrop: the
  // same, whatever signatures it has.
  Proposal proposal;
  // By which lead, over roster_message. kNoLead when a supporter or recipient proposes: then by the
  // write key of their locker, which is zeros otherwise.
  std::uint8_t lead = 0;
  LockerId locker{};
  Day day = 0;
  Signature signature{};

  Bytes encode() const;
  static std::optional<RosterRequest> parse(ByteView body);
};
inline constexpr std::string_view kRosterLabel = "sotto/v1/roster";
Bytes roster_message(const Hash256& genesis, const RosterRequest& request);

struct RosterAnswer {
  std::vector<Proposal> proposals;  // kRead: at most kMaxProposals; empty otherwise

  Bytes encode() const;
  static std::optional<RosterAnswer> parse(ByteView body);
};

}  // namespace sotto::protocol
