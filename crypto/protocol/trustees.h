#pragma once
// The entries of the figures (docs/spec/log.md, docs/spec/figures.md): who the trustees are, the
// key that they have made together with the broker, and what they released. The replay says whether
// one is allowed where it stands.

#include <string>
#include <string_view>
#include <vector>

#include "crypto/cocktail/schnorr.h"
#include "crypto/figures/release.h"
#include "crypto/primitives/x25519.h"
#include "crypto/protocol/calendar.h"
#include "crypto/protocol/lead_signatures.h"
#include "crypto/protocol/limits.h"

namespace sotto::protocol {

// How many trustees of n open a sum: more than half, so that no two quorums are strangers.
constexpr std::uint32_t trustee_quorum(std::uint32_t n) {
  return n / 2 + 1;
}

// A trustee by their role: at once, added or in the place of another by a higher number.
struct TrusteeKey {
  std::uint8_t place = 0;  // 0..6
  std::uint32_t number = 0;
  std::string title;           // 1 to 80 bytes: "Medical director"
  ByteArray<32> static_key{};  // ristretto255: P_i of the ceremony
  X25519PublicKey sealing_key{};
  SigningPublicKey signing_key{};
  Signature signature{};  // by signing_key
  std::vector<LeadSignature> signatures = {};
};

// The end of a ceremony: its certificate, what everybody sealed to everybody, so that a static key
// gives a share back, and the broker's half with its proof.
struct TrusteeCertificate {
  std::uint32_t number = 0;        // of the ceremony, rising
  Bytes certificate = {};          // cocktail::Certificate
  std::vector<Bytes> shares = {};  // n × n ciphertexts of 48 bytes: those to 1, then those to 2 …
  ByteArray<32> broker_key{};      // Y_B
  cocktail::SchnorrSignature possession{};
};
inline constexpr std::size_t kSealedShareSize = 48;

// The reports that a quarter's figures are the sum of, fixed before anybody decrypts: of two sums
// the difference could be one person's.
struct Closing {
  Epoch quarter = 0;
  std::uint32_t reports = 0;
  Hash256 batch{};  // figures::EncryptedSum
  bool operator==(const Closing&) const = default;
};

struct TrusteeSignature {
  std::uint8_t holder = 0;  // 1 to n, as in the ceremony
  Signature signature{};    // by the trustee's signing key
};

struct LoggedFigures {
  figures::Release release;
  std::vector<TrusteeSignature> signatures = {};  // holders strictly rising
};

void write(Writer& out, const TrusteeKey& body);
void write(Writer& out, const TrusteeCertificate& body);
void write(Writer& out, const Closing& body);
void write(Writer& out, const LoggedFigures& body);
bool read(Reader& in, TrusteeKey& out);
bool read(Reader& in, TrusteeCertificate& out);
bool read(Reader& in, Closing& out);
bool read(Reader& in, LoggedFigures& out);

Bytes trustee_message(const Hash256& genesis, const TrusteeKey& entry);  // trustee and leads
// certificate: the leaf hash of the entry whose key the quarter was reported under.
Bytes release_message(const Hash256& genesis, const Hash256& certificate,
                      const figures::Release& release);
inline constexpr std::string_view kTrusteeLabel = "sotto/v1/trustee";
inline constexpr std::string_view kTrusteeLeadLabel = "sotto/v1/trustee-lead";
inline constexpr std::string_view kReleaseLabel = "sotto/v1/figures-release";

}  // namespace sotto::protocol
