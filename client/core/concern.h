#pragma once
// What a concern says (docs/spec/concerns.md, "What is inside"): the coded answers, which an
// auditor may be given, and what the supporter wrote, for the ticked recipients alone.

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/secret.h"
#include "crypto/primitives/hash.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/opening.h"

namespace sotto::client {

// The answer to one of the policy's guided steps, as a number that only those steps explain; not 0.
struct CodedAnswer {
  std::uint8_t step = 0;
  std::uint8_t code = 0;
  bool operator==(const CodedAnswer&) const = default;
};
inline constexpr std::size_t kCodedAnswersMax = 29;

// The first 16 bytes of the hash of the steps that were walked through.
using StepsVersion = ByteArray<16>;

struct CodedConcern {
  bool drill = false;  // an exercise; outside nothing shows it
  StepsVersion steps{};
  protocol::Week week = 0;           // of sealing
  std::vector<CodedAnswer> answers;  // in the order of the path, at most kCodedAnswersMax

  static constexpr std::size_t kSize = 80;
  static_assert(1 + 16 + 4 + 1 + kCodedAnswersMax * 2 == kSize);
  SecretBytes encode() const;  // kSize bytes; panics for what parse() refuses
  static std::optional<CodedConcern> parse(ByteView wire);
  bool operator==(const CodedConcern&) const = default;
};

// One answer in words. Plain text of paragraphs: line breaks, and no other control character.
struct ConcernField {
  std::uint8_t field = 0;  // of the steps' texts, from 0
  std::string text;
  bool operator==(const ConcernField&) const = default;
};
inline constexpr std::size_t kConcernFieldsMax = 8;
inline constexpr std::size_t kConcernFieldsSizeMax = 3640;  // of all of them, encoded

// u8 n, then each: field, text16.
SecretBytes encode_fields(const std::vector<ConcernField>& fields);
std::optional<std::vector<ConcernField>> parse_fields(ByteView wire);

// What a supporter has answered when they seal.
struct ConcernDraft {
  bool drill = false;
  StepsVersion steps{};
  std::vector<CodedAnswer> answers;      // in the order of the path
  std::vector<ConcernField> fields;      // rising, none empty
  std::vector<std::uint8_t> recipients;  // places of the ticked, rising; at least the quorum

  // Whether it can be sealed, apart from who is there to be ticked.
  bool is_valid() const;
};

// Why a recipient opens, as they say in their decision record. DO NOT CHANGE THE NUMBERS: they are
// in decision records.
enum class OpeningReason : std::uint8_t {
  kAddressed = 1,     // it is addressed to this recipient
  kAskedByPhone = 2,  // the supporter telephoned and asked
  kOtherAbsent = 3,   // another recipient cannot be reached
  kDrill = 4,         // a drill was announced
};
inline constexpr std::uint8_t kLastOpeningReason = 4;

// --- what people see ---

// Somebody who can be ticked.
struct RecipientView {
  std::uint8_t place = 0;  // 0 to 7
  std::string title;       // "Clinical lead, first"
};

// What a recipient has done with a concern, as its supporter reads it in the log.
struct RecipientActs {
  std::uint8_t place = 0;
  protocol::Day opened = 0;
  bool acknowledged = false;
  std::optional<protocol::OpeningAct> outcome;  // not kAcknowledged
  bool operator==(const RecipientActs&) const = default;
};

// A supporter's own, for kConcernDays; it cannot be taken back.
struct SentView {
  std::uint32_t number = 0;  // of this locker
  protocol::UnixTime sealed = 0;
  std::vector<std::uint8_t> recipients;  // places of the ticked
  std::vector<RecipientActs> acts;       // of those who opened it
  bool overdue = false;                  // not opened within the policy's concern_hours: telephone
  bool operator==(const SentView&) const = default;
};

enum class HeldPhase : std::uint8_t {
  kSealed,  // nobody has asked for it here
  kAsked,   // opens with one of the next parcels
  kShares,  // open, and other recipients' shares are missing
  kOpen,    // can be read
};
// A recipient's, from when it was found in the files.
struct HeldView {
  std::uint32_t number = 0;  // of this locker
  protocol::Day day = 0;     // when it was published
  HeldPhase phase{};
  std::size_t shares = 1, quorum = 1;  // that are there, and that it takes
  std::optional<OpeningReason> reason;
  bool logged = false;                          // its opening was seen in the log
  bool acknowledged = false;                    // asked for
  std::optional<protocol::OpeningAct> outcome;  // asked for; not kAcknowledged
  bool recorded = false;                        // the log has the notes of both
  // Of kOpen:
  CodedConcern codes;
  std::vector<ConcernField> fields;
};

}  // namespace sotto::client
