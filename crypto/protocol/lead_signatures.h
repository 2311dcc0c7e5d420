#pragma once
// Leads' signatures at the end of a log entry (docs/spec/log.md): u8 n || n × (u8 lead ||
// signature[64]), each lead at most once and in their order.

#include <vector>

#include "crypto/base/wire.h"
#include "crypto/primitives/signature.h"

namespace sotto::protocol {

inline constexpr std::uint8_t kLeads = 2;

struct LeadSignature {
  std::uint8_t lead = 0;  // 0 or 1: the order of the genesis entry
  Signature signature{};
};

void write_signatures(Writer& out, const std::vector<LeadSignature>& signatures);
bool read_signatures(Reader& in, std::vector<LeadSignature>& out);

}  // namespace sotto::protocol
