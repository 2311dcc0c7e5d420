#pragma once
// Shares of a concern on their way between recipients (docs/spec/concerns.md, "Shares"): in cells
// of the enquiries board, which look like every other.

#include <optional>
#include <string_view>

#include "client/core/cell.h"
#include "crypto/primitives/shamir.h"
#include "crypto/primitives/signature.h"

namespace sotto::client {

struct ShareMessage {
  Hash256 envelope{};  // its id
  shamir::Share share;
};

// Sealed to another recipient's key and signed by the sender's. nullopt when that key is of small
// order.
std::optional<Bytes> seal_share(const ShareMessage& message, const X25519PublicKey& receiver,
                                const SigningKey& sender, const Hash256& genesis);

// For the cells of a board; one key, many cells.
class ShareOpener {
 public:
  ShareOpener(X25519KeyPair key, const Hash256& genesis);

  struct Opened {
    ShareMessage message;
    Signature signature{};
  };
  // nullopt for nearly every cell.
  std::optional<Opened> open(protocol::Cell cell) const;
  // Whether the recipient with this key, at the place of the share, has signed it.
  bool is_by(const Opened& opened, const SigningPublicKey& sender) const;

 private:
  Hash256 genesis_;
  Opener opener_;
};

}  // namespace sotto::client
