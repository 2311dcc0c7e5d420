#pragma once
// The entries by which what genesis named changes (docs/spec/log.md, "Changes"): a lead's key, the
// log's key, the gateway's key, the policy; and the pages that are served. The replay says whether
// one is allowed where it stands.

#include <string>
#include <string_view>
#include <vector>

#include "crypto/primitives/hash.h"
#include "crypto/protocol/lead_signatures.h"

namespace sotto::protocol {

// Why a key goes. DO NOT CHANGE THE NUMBERS: they are in the log for ever.
enum class ChangeReason : std::uint8_t {
  kPlanned = 1,  // the key that goes signs, too
  kLost = 2,     // lost or stolen: it cannot, or its word is worth nothing
};

// The key in a lead's place. Planned: signed by both leads. Lost: by the other lead alone, and the
// operator has spoken with the person before the broker appends it.
struct LeadChange {
  std::uint8_t lead = 0;  // whose place: 0 or 1
  ChangeReason reason{};
  std::uint32_t number = 0;  // 1 for the first change of this place, then one more each
  SigningPublicKey key{};
  Signature key_signature{};  // by the new key
  std::vector<LeadSignature> signatures = {};
};

// The key that signs checkpoints, from this entry's own checkpoint on. Signed by both leads.
struct LogKeyChange {
  ChangeReason reason{};
  std::uint32_t number = 0;
  SigningPublicKey key{};
  Signature key_signature{};  // by the new key
  Signature old_signature{};  // planned: by the key that goes; lost: zeros
  std::vector<LeadSignature> signatures = {};
};

// The key that capsules are sealed to; the one before is answered for kGatewayOverlapDays more.
struct GatewayChange {
  std::uint8_t id = 0;  // one more than the last, 0 after 255
  ByteArray<32> key{};  // X25519
};

// The policy that takes force with the next day. Signed by both leads.
struct PolicyChange {
  std::uint32_t number = 0;
  Hash256 policy_hash{};
  std::vector<LeadSignature> signatures = {};
};

// The pages that are served. Signed by one lead at least, who has compared them.
struct Build {
  std::uint32_t number = 0;
  Hash256 manifest{};        // SHA-256 of the folder's manifest (docs/spec/web.md)
  std::string version = {};  // 1 to kBuildVersionMax bytes of plain text
  std::vector<LeadSignature> signatures = {};
};
inline constexpr std::size_t kBuildVersionMax = 64;

void write(Writer& out, const LeadChange& body);
void write(Writer& out, const LogKeyChange& body);
void write(Writer& out, const GatewayChange& body);
void write(Writer& out, const PolicyChange& body);
void write(Writer& out, const Build& body);
bool read(Reader& in, LeadChange& out);
bool read(Reader& in, LogKeyChange& out);
bool read(Reader& in, GatewayChange& out);
bool read(Reader& in, PolicyChange& out);
bool read(Reader& in, Build& out);

// What is signed, each under its own label by everybody who signs it.
Bytes lead_change_message(const Hash256& genesis, const LeadChange& entry);
Bytes log_key_message(const Hash256& genesis, const LogKeyChange& entry);
Bytes policy_change_message(const Hash256& genesis, const PolicyChange& entry);
Bytes build_message(const Hash256& genesis, const Build& entry);
inline constexpr std::string_view kLeadChangeLabel = "sotto/v1/lead-key";
inline constexpr std::string_view kNewLeadLabel = "sotto/v1/lead-key-new";
inline constexpr std::string_view kLogKeyLabel = "sotto/v1/log-key";
inline constexpr std::string_view kNewLogKeyLabel = "sotto/v1/log-key-new";
inline constexpr std::string_view kOldLogKeyLabel = "sotto/v1/log-key-old";
inline constexpr std::string_view kPolicyChangeLabel = "sotto/v1/policy-change";
inline constexpr std::string_view kBuildLabel = "sotto/v1/build";

}  // namespace sotto::protocol
