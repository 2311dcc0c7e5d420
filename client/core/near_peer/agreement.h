#pragma once
// What a foundation doctor and their supporter agree at the start: one text, the same on paper and
// on both screens, that both sign (docs/spec/near-peer.md, "Agreement"). It stays with the two of
// them.

#include <optional>
#include <string>
#include <string_view>

#include "crypto/primitives/hash.h"
#include "crypto/primitives/signature.h"
#include "crypto/protocol/date.h"
#include "crypto/protocol/policy.h"

namespace sotto::client {

// Both affirm it by signing; it cannot be changed.
inline constexpr std::string_view kConfidentialityClause =
    "We keep what is said between us confidential, except where there is a risk of harm to any "
    "person.";

struct Agreement {
  static constexpr std::size_t kShortMax = 200, kLongMax = 500;  // bytes

  std::uint32_t number = 1;           // a change is a new text, of a higher number, signed anew
  std::string supportee, supporter;   // names
  protocol::Date start = 0, end = 0;  // the end is an estimate
  std::string how_often;              // and for how long, at most 200 bytes
  std::string where;                  // and when, at most 200 bytes
  protocol::Means means = protocol::Means::kInService;
  std::string means_value;  // at most 120 bytes
  std::string gain;         // what both wish to gain, at most 500 bytes
  std::string notes;        // further notes or comments, at most 500 bytes
  SigningPublicKey supportee_key{}, supporter_key{};

  // The first thing that is wrong; nullptr when nothing is.
  const char* problem() const;
  // What both sign: numbered lines of the guide's form, without its signatures.
  std::string canonical_text(std::string_view origin) const;

  Bytes encode() const;  // without a problem only
  static std::optional<Agreement> parse(ByteView wire);
};

enum class Side : std::uint8_t { kSupportee = 1, kSupporter = 2 };

struct SignedAgreement {
  Agreement agreement;
  std::optional<Signature> supportee, supporter;

  // False, and nothing done, when it is not this side's key.
  bool sign_as(Side side, const SigningKey& key, std::string_view origin, const Hash256& genesis);
  // Both have signed this text.
  bool is_whole(std::string_view origin, const Hash256& genesis) const;
  // For paper: the text, and two lines to sign on, or the signatures.
  std::string printable(std::string_view origin) const;
};

}  // namespace sotto::client
