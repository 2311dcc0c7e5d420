#pragma once
// A log of three entries and the one witness that is asked about it; nothing about them is secret.

#include "crypto/base/panic.h"
#include "crypto/tlog/checkpoint.h"
#include "crypto/tlog/witness_policy.h"

namespace sotto::testing {

struct AskedWitness {
  const SigningKey log_key = SigningKey::from_seed(Secret<32>());
  const SigningKey key = SigningKey::from_seed(Secret<32>::from(ByteArray<32>{1}));
  const std::vector<Hash256> leaves = {{}, {1}, {2}};
  const std::string text =
      tlog::Checkpoint{"log.example/fuzz", {{leaves.size()}, tlog::root(leaves)}}.text();
  const std::string note = tlog::sign_note(text, "log.example/fuzz", log_key);
  const tlog::NoteKey public_key{"witness.example/fuzz", key.public_key,
                                 tlog::KeyType::kCosignature};
  const tlog::WitnessPolicy policy = *tlog::WitnessPolicy::parse(
      "witness w " + public_key.vkey() + " https://witness.example\nquorum w\n");

  std::string cosigned(std::uint64_t time) const {
    return tlog::cosignature_line(text, public_key.name, key, time);
  }
};

}  // namespace sotto::testing
