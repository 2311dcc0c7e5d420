#pragma once
// A desk that goes to the director's successor (docs/spec/near-peer.md, "A new director"): sealed
// to the key that the log has for them, and to a code that the two tell each other.

#include <optional>

#include "client/core/near_peer/desk_file.h"
#include "crypto/protocol/code.h"

namespace sotto::client {

// successor: of the log's entry 7 at the director's place. nullopt when nothing can be sealed to
// it.
std::optional<Bytes> hand_over(const DirectorsDesk& desk, const X25519PublicKey& successor,
                               const protocol::Code& code);

bool is_handed_desk(ByteView file);

enum class TakeOverRefusal {
  kNotHanded,  // another file
  kNotYours,   // it was sealed to another key, another scheme or another code, or changed
  kNotEmpty,   // the desk has somebody on it already
};
// desk: the successor's, empty. It keeps its keys and its parts.
std::expected<void, TakeOverRefusal> take_over(DirectorsDesk& desk, ByteView file,
                                               const protocol::Code& code);

}  // namespace sotto::client
