#pragma once
// A locker driven by hand: the protocol's requests without the client's rules. For doing what an
// honest client never does, and for load.

#include <functional>
#include <optional>

#include "client/core/exchange.h"
#include "client/core/keys.h"
#include "client/core/wallet.h"
#include "crypto/protocol/requests.h"

namespace sotto::testing {

class RawLocker {
 public:
  // How a request reaches the broker, and the log it belongs to.
  using Carry = std::function<client::Response(const client::Request&)>;
  struct World {
    Carry carry;
    protocol::Genesis genesis;
    Hash256 genesis_hash{};
  };

  RawLocker(const World& world, protocol::Role role);

  protocol::Status enrol(Secret<10> code);
  // The authenticators of a colleague's draw; the seed gives their nonces (wallet.h).
  std::expected<std::vector<Secret<64>>, protocol::Status> draw(const Secret<32>& seed,
                                                                std::size_t packs,
                                                                protocol::Epoch epoch,
                                                                const ByteArray<32>& token_key);
  // The version that the broker has.
  std::expected<std::uint64_t, protocol::Status> open(protocol::Day day) const;
  // The next commit with cover, and a pass if given. The body can be sent again.
  Bytes commit_body(std::optional<ByteArray<protocol::kTokenSize>> pass = {}) const;
  std::expected<protocol::CommitAnswer, protocol::Status> commit(ByteView body);

  const protocol::LockerId& id() const { return id_; }
  const SigningKey& key() const { return key_; }
  std::uint64_t version = 0;

 private:
  std::expected<Bytes, protocol::Status> ask(const client::Endpoint& endpoint, ByteView body) const;

  const World& world_;
  const protocol::Role role_;
  protocol::LockerId id_{};
  SigningKey key_;
};

}  // namespace sotto::testing
