#pragma once
// Founding a log: both leads sign the genesis entry that the broker's `init` has drafted.

#include <expected>

#include "crypto/protocol/entries.h"

namespace sotto::client {

enum class FoundingRefusal : std::uint8_t {
  kNotADraft,       // not the encoding of a genesis entry
  kNotALead,        // the key is neither of the leads that it names
  kOtherSignature,  // the other lead's signature is there, and wrong
};
const char* describe(FoundingRefusal refusal);

// A draft as the broker's file has it, or as the hex that it prints.
Bytes draft_of(ByteView file);

// draft: the entry with signatures of zeros where nobody has signed yet. Gives it back with the
// key's own.
std::expected<Bytes, FoundingRefusal> sign_genesis(ByteView draft, const SigningKey& key);

}  // namespace sotto::client
