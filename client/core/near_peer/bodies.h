#pragma once
// What letters say (docs/spec/near-peer.md, "Letters"): one encoding each; parsing refuses
// everything else.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/core/near_peer/agreement.h"
#include "client/core/near_peer/application.h"
#include "client/core/near_peer/desk.h"
#include "crypto/primitives/x25519.h"

namespace sotto::client {

using PairId = ByteArray<16>;
// Printed in the director's letter to one person, in the typed form of a slip's code (code.h).
using Invitation = ByteArray<10>;

inline constexpr std::size_t kPeerTextMax = 600;  // bytes of what somebody writes in a letter
inline constexpr std::size_t kPairsMax = 4;       // that a supporter's locker holds

// 1 to 600 bytes of plain text, on one line.
bool is_peer_text(std::string_view text);

struct ApplicationLetter {
  X25519PublicKey mail{};  // where the applicant is written to
  Application application;

  Bytes encode() const;
  static std::optional<ApplicationLetter> parse(ByteView wire);
};

struct Hello {
  Invitation invitation{};
  X25519PublicKey mail{};

  Bytes encode() const;
  static std::optional<Hello> parse(ByteView wire);
};

// Whether somebody takes part; and whether the supporter may be told who opted out.
struct StandingLetter {
  Standing standing{};
  bool tell = false;

  Bytes encode() const;
  static std::optional<StandingLetter> parse(ByteView wire);
};

struct AboutPair {
  PairId pair{};
  std::string text;  // is_peer_text; empty of kAnotherPairing

  Bytes encode() const;
  static std::optional<AboutPair> parse(ByteView wire);
};

// By which repeats are known; nobody else's business.
struct AboutScheme {
  ByteArray<16> once{};
  std::string text;  // is_peer_text

  Bytes encode() const;
  static std::optional<AboutScheme> parse(ByteView wire);
};

// What a doctor would like in a supporter; none: no preference.
struct Wishes {
  std::vector<std::string> words;  // are_characteristics

  Bytes encode() const;
  static std::optional<Wishes> parse(ByteView wire);
};

// Somebody on the other side of a pair. Keys of zeros: they have not come to the service yet.
struct PairedWith {
  PairId pair{};
  SigningPublicKey key{};
  X25519PublicKey mail{};
  std::string name, email, grade;  // of a supporter's no e-mail address is told: empty
  std::vector<std::string> met;    // of the doctor's wishes
  bool opted_out = false;          // as a doctor let it be told

  bool has_come() const { return key != SigningPublicKey{}; }
  bool operator==(const PairedWith&) const = default;
};

// Who somebody is to the director, and with whom they are paired now: a doctor with one at most, a
// supporter with kPairsMax. Of kIntroduction and kDoctors. Without a name: who was taken off the
// desk.
struct Introduction {
  std::string name, grade;  // one's own
  std::vector<PairedWith> pairs;

  Bytes encode() const;
  static std::optional<Introduction> parse(ByteView wire);
};

// A doctor's answers about a supporter, each 1 (not at all) to 4 (very much).
struct PairFeedback {
  std::array<std::uint8_t, 3> answers{};
  std::string text;  // is_peer_text, or empty

  bool is_valid() const;
  Bytes encode() const;
  static std::optional<PairFeedback> parse(ByteView wire);
  bool operator==(const PairFeedback&) const = default;
};

// u8 who has signed (bit 0 supportee, bit 1 supporter) || these signatures || vec16 agreement
Bytes encode_agreement(const SignedAgreement& agreement);
std::optional<SignedAgreement> parse_agreement(ByteView wire);

}  // namespace sotto::client
