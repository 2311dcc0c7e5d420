#include "crypto/protocol/lead_signatures.h"

#include "crypto/base/panic.h"

namespace sotto::protocol {

void write_signatures(Writer& out, const std::vector<LeadSignature>& signatures) {
  if (signatures.size() > kLeads) panic("entries: more signatures than leads");
  out.u8(static_cast<std::uint8_t>(signatures.size()));
  for (const LeadSignature& each : signatures) out.u8(each.lead).bytes(each.signature);
}

bool read_signatures(Reader& in, std::vector<LeadSignature>& out) {
  std::uint8_t count = 0;
  if (!in.u8(count) || count > kLeads) return false;
  for (std::uint8_t i = 0; i < count; ++i) {
    LeadSignature each;
    if (!in.u8(each.lead) || !in.fixed(each.signature)) return false;
    if (each.lead >= kLeads || (i > 0 && each.lead <= out.back().lead)) return false;
    out.push_back(each);
  }
  return true;
}

}  // namespace sotto::protocol
