#pragma once
// The director's desk in a file on the director's own machine, sealed by the seven words of their
// locker (docs/spec/near-peer.md, "The desk").

#include <optional>

#include "client/core/keys.h"
#include "client/core/near_peer/desk.h"
#include "client/core/near_peer/mail.h"
#include "crypto/protocol/policy.h"

namespace sotto::client {

inline constexpr std::size_t kDeskFileMax = 8 << 20;  // bytes

struct DirectorsDesk {
  Hash256 genesis{};
  Bytes policy;        // the scheme's, as the log has it (Policy::parse)
  SigningKey signing;  // the director's as a recipient of concerns: signs statements and letters
  Desk desk;
  X25519KeyPair sealing = {};  // likewise: letters come to it; zeros before it is known
  DeskMail mail = {};
  Secret<32> secret = {};  // DirectorKeys::desk

  protocol::Policy scheme() const;
  DirectorKeys keys() const { return {signing.clone(), sealing.clone(), secret.clone()}; }
};
// Without anybody on it. policy: of a near-peer scheme.
DirectorsDesk begin_desk(const Hash256& genesis, const protocol::Policy& policy, DirectorKeys keys);

// keys: derived from the words with this salt.
Bytes seal_desk(const DirectorsDesk& desk, const LockerKeys& keys, FixedView<16> salt);
// What the words are to be derived with; nullopt for another file.
std::optional<ByteArray<16>> desk_salt(ByteView file);
// nullopt for other words, and for a file that was changed.
std::optional<DirectorsDesk> open_desk(ByteView file, const LockerKeys& keys);

// What the box holds. nullopt for what is no desk.
SecretBytes encode_desk(const DirectorsDesk& desk);
std::optional<DirectorsDesk> parse_desk(ByteView plaintext);
// The part of it that a successor takes over: all but the director's own keys.
SecretBytes encode_people(const DirectorsDesk& desk);
bool read_people(DirectorsDesk& desk, ByteView plaintext);  // false, and nothing done: it is none

}  // namespace sotto::client
