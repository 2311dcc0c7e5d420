#include "crypto/protocol/changes.h"

#include "crypto/protocol/text.h"

namespace sotto::protocol {
namespace {

bool read_reason(Reader& in, ChangeReason& out) {
  std::uint8_t reason = 0;
  if (!in.u8(reason) || reason < 1 || reason > 2) return false;
  out = static_cast<ChangeReason>(reason);
  return true;
}

Writer begin(const Hash256& genesis) {
  Writer out;
  out.bytes(genesis);
  return out;
}

void write_signed(Writer& out, const LeadChange& body) {
  out.u8(body.lead).u8(static_cast<std::uint8_t>(body.reason)).u32(body.number).bytes(body.key);
}
void write_signed(Writer& out, const LogKeyChange& body) {
  out.u8(static_cast<std::uint8_t>(body.reason)).u32(body.number).bytes(body.key);
}
void write_signed(Writer& out, const PolicyChange& body) {
  out.u32(body.number).bytes(body.policy_hash);
}
void write_signed(Writer& out, const Build& body) {
  out.u32(body.number).bytes(body.manifest).text16(body.version);
}

}  // namespace

void write(Writer& out, const LeadChange& body) {
  write_signed(out, body);
  out.bytes(body.key_signature);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const LogKeyChange& body) {
  write_signed(out, body);
  out.bytes(body.key_signature).bytes(body.old_signature);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const GatewayChange& body) {
  out.u8(body.id).bytes(body.key);
}
void write(Writer& out, const PolicyChange& body) {
  write_signed(out, body);
  write_signatures(out, body.signatures);
}
void write(Writer& out, const Build& body) {
  write_signed(out, body);
  write_signatures(out, body.signatures);
}

bool read(Reader& in, LeadChange& out) {
  return in.u8(out.lead) && out.lead < kLeads && read_reason(in, out.reason) &&
         in.u32(out.number) && in.fixed(out.key) && in.fixed(out.key_signature) &&
         read_signatures(in, out.signatures);
}
bool read(Reader& in, LogKeyChange& out) {
  return read_reason(in, out.reason) && in.u32(out.number) && in.fixed(out.key) &&
         in.fixed(out.key_signature) && in.fixed(out.old_signature) &&
         (out.reason == ChangeReason::kPlanned || out.old_signature == Signature{}) &&
         read_signatures(in, out.signatures);
}
bool read(Reader& in, GatewayChange& out) {
  return in.u8(out.id) && in.fixed(out.key);
}
bool read(Reader& in, PolicyChange& out) {
  return in.u32(out.number) && in.fixed(out.policy_hash) && read_signatures(in, out.signatures);
}
bool read(Reader& in, Build& out) {
  return in.u32(out.number) && in.fixed(out.manifest) && in.text16(out.version) &&
         !out.version.empty() && out.version.size() <= kBuildVersionMax &&
         is_plain_text(out.version) && read_signatures(in, out.signatures);
}

Bytes lead_change_message(const Hash256& genesis, const LeadChange& entry) {
  Writer out = begin(genesis);
  write_signed(out, entry);
  return out.take();
}

Bytes log_key_message(const Hash256& genesis, const LogKeyChange& entry) {
  Writer out = begin(genesis);
  write_signed(out, entry);
  return out.take();
}

Bytes policy_change_message(const Hash256& genesis, const PolicyChange& entry) {
  Writer out = begin(genesis);
  write_signed(out, entry);
  return out.take();
}

Bytes build_message(const Hash256& genesis, const Build& entry) {
  Writer out = begin(genesis);
  write_signed(out, entry);
  return out.take();
}

}  // namespace sotto::protocol
