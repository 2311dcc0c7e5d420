#include "client/core/founding.h"

#include <algorithm>

#include "crypto/base/panic.h"

namespace sotto::client {

const char* describe(FoundingRefusal refusal) {
  switch (refusal) {
    case FoundingRefusal::kNotADraft:
      return "not a draft of a genesis entry";
    case FoundingRefusal::kNotALead:
      return "this key is not one of the leads that the draft names";
    case FoundingRefusal::kOtherSignature:
      return "the other lead's signature is wrong";
  }
  panic("founding: not a value");
}

Bytes draft_of(ByteView file) {
  std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  if (text.ends_with('\n')) text.remove_suffix(1);
  return from_hex(text).value_or(to_bytes(file));
}

std::expected<Bytes, FoundingRefusal> sign_genesis(ByteView draft, const SigningKey& key) {
  auto entry = protocol::Entry::parse(draft);
  auto* const genesis = entry ? std::get_if<protocol::Genesis>(&entry->body) : nullptr;
  if (genesis == nullptr) return std::unexpected(FoundingRefusal::kNotADraft);
  const auto lead = std::ranges::find(genesis->leads, key.public_key);
  if (lead == genesis->leads.end()) return std::unexpected(FoundingRefusal::kNotALead);
  const auto own = static_cast<std::size_t>(lead - genesis->leads.begin());
  const std::size_t other = 1 - own;
  const Bytes message = protocol::genesis_message(entry->day, *genesis);
  if (genesis->signatures[other] != Signature{} &&
      !verify(genesis->leads[other], protocol::kGenesisLabel, message,
              genesis->signatures[other])) {
    return std::unexpected(FoundingRefusal::kOtherSignature);
  }
  genesis->signatures[own] = sign(key, protocol::kGenesisLabel, message);
  return entry->encode();
}

}  // namespace sotto::client
