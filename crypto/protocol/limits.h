#pragma once
// Every size and constant of the protocol on one page. All sizes are bytes. docs/spec/ has the
// layouts.

#include <cstddef>
#include <cstdint>

namespace sotto::protocol {

// --- cells (docs/spec/boards.md) ---
inline constexpr std::size_t kCellSize = 2048;
inline constexpr std::size_t kCellPlaintextSize = 2000;
inline constexpr std::size_t kCellCommitmentSize = 16;  // HPKE export, first in the plaintext
inline constexpr std::size_t kMessageMax = 848;
static_assert(32 + kCellPlaintextSize + 16 == kCellSize, "enc || ciphertext || tag");
// Room for an ML-KEM-768 ciphertext (1,088), so that a hybrid fits later without a new shape.
static_assert(kCellPlaintextSize - kCellCommitmentSize - 2 - kMessageMax >= 1088);

inline constexpr std::size_t kColleagueCells = 1;
inline constexpr std::size_t kSupporterCells = 6;
inline constexpr std::size_t kReceiptHashes = kSupporterCells + 1;  // and the envelope's
inline constexpr std::uint32_t kBoardDays = 14;                     // how long a day file lives

// --- lockers (docs/spec/visits.md) ---
inline constexpr std::size_t kLockerSize = 32 * 1024;
inline constexpr std::size_t kLockerPlaintextSize = kLockerSize - 24 - 16;
inline constexpr std::size_t kSaltSize = 32;
inline constexpr std::uint32_t kLockerEpochs = 5;  // epochs without a visit until it is deleted
inline constexpr std::size_t kMaxEngagements = 6;

// --- concerns (docs/spec/concerns.md) ---
inline constexpr std::size_t kEnvelopeSize = 4608;
inline constexpr std::uint8_t kConcernPlaces = 8;  // recipients of a scheme at most
inline constexpr std::size_t kRecipientTitleMax = 80;
inline constexpr std::uint32_t kOldConcernsKeyDays = 14;  // as long as what is sealed to it

// --- figures (docs/spec/figures.md) ---
inline constexpr std::size_t kReportSize = 4096;
inline constexpr std::size_t kReportsOfAnswer = 9;  // as many as a large answer holds
inline constexpr std::uint8_t kTrusteePlaces = 7;
inline constexpr std::uint8_t kMinTrustees = 3;  // of fewer, a lost one could not be done without
inline constexpr std::size_t kTrusteeTitleMax = 80;

// --- passes (docs/spec/passes.md) ---
inline constexpr std::size_t kTokenSize = 162;
inline constexpr std::uint8_t kMeetings = 3;         // passes in a pack
inline constexpr std::size_t kCoverPasses = 200;     // a supporter's allotment for an epoch
inline constexpr std::size_t kRedeemingCommits = 2;  // the first commits of a supporter's visit
inline constexpr std::uint32_t kPassKeyNoticeDays = 14;

// --- visits ---
inline constexpr std::size_t kMaxCommitsPerVisit = 6;  // one drawn, four timed, one on leaving

// --- engagements (docs/spec/engagements.md) ---
inline constexpr std::uint32_t kContactKeyDays = 21;  // life of a contact key's private half
inline constexpr std::size_t kMeansValueMax = 120;
inline constexpr std::size_t kPlaceMax = 120;  // 40 characters, at most 3 bytes each
inline constexpr std::size_t kSlotsMax = 3;    // offered times in one offer

// --- directory ---
inline constexpr std::size_t kSupporterIdSize = 16;
inline constexpr std::size_t kListingTextMax = 2048;
inline constexpr std::size_t kMaxProposals = 16;  // waiting for leads; as many as one answer holds

// --- keys that change (docs/spec/log.md) ---
// How long capsules to the gateway's key before the last are answered.
inline constexpr std::uint32_t kGatewayOverlapDays = 14;

// --- capsules (docs/spec/capsules.md): binary HTTP messages padded to exactly these sizes ---
inline constexpr std::size_t kSmallRequest = 8 * 1024;    // open, draw, roster
inline constexpr std::size_t kMediumRequest = 36 * 1024;  // enrol, move, a colleague's commit
inline constexpr std::size_t kLargeRequest = 56 * 1024;   // a supporter's commit
inline constexpr std::size_t kSmallAnswer = 2 * 1024;     // commit, enrol, move
inline constexpr std::size_t kMediumAnswer = 8 * 1024;    // draw
inline constexpr std::size_t kLargeAnswer = 40 * 1024;    // open, roster
// Browsers send at most 64 KiB when a page is left; a commit stays below 60 KiB.
static_assert(kLargeRequest + 55 < 60 * 1024);

}  // namespace sotto::protocol
