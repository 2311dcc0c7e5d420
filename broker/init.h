#pragma once
// The beginning of a scheme (docs/spec/log.md, "Genesis"): `init` makes the data folder and a
// genesis entry without signatures, the leads sign it with their own client, `found` puts it into
// the log.

#include <array>
#include <expected>
#include <string>

#include "broker/key_seal.h"
#include "crypto/base/secret.h"
#include "crypto/protocol/entries.h"
#include "crypto/protocol/policy.h"

namespace sotto::broker {

inline constexpr protocol::UnixTime kDraftLife = 14 * 86'400;  // seconds

using LeadKeys = std::array<SigningPublicKey, 2>;
using LeadSignatures = std::array<Signature, 2>;  // in any order

// The encoded genesis entry with zero signatures (the file `genesis-draft`), and the concerns key
// as text: the broker never prints it again (concerns/keys.h).
struct Beginning {
  Bytes draft;
  SecretBytes sheet;
};

// Makes `folder`, which must not exist, with keys under the seal.
std::expected<Beginning, std::string> init_folder(const std::string& folder,
                                                  const protocol::Policy& policy,
                                                  const LeadKeys& leads, protocol::UnixTime now,
                                                  const SealSecret& seal);

// Checks the signatures and writes the log: genesis and the pass keys of its epoch and the next,
// all on genesis' day. Refuses a draft that is older than kDraftLife or of an epoch that is over.
std::expected<void, std::string> found_folder(const std::string& folder,
                                              const LeadSignatures& signatures,
                                              protocol::UnixTime now,
                                              const std::optional<SealSource>& seal = {});

}  // namespace sotto::broker
