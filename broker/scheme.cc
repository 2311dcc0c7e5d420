#include "broker/scheme.h"

#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"

namespace sotto::broker {

LongTermKeys LongTermKeys::generate() {
  return {SigningKey::generate(), SigningKey::generate(), {1, X25519KeyPair::generate()}};
}

LongTermKeys LongTermKeys::clone() const {
  return std::move(*parse(encode().expose()));
}

SecretBytes LongTermKeys::encode() const {
  return SecretWriter(1 + 32 + 32 + 1 + 32)
      .u8(1)
      .bytes(log.seed.expose())
      .bytes(receipt.seed.expose())
      .u8(gateway.key_id)
      .bytes(gateway.pair.secret.expose())
      .take();
}

std::optional<LongTermKeys> LongTermKeys::parse(ByteView file) {
  std::uint8_t version = 0;
  std::uint8_t key_id = 0;
  Secret<32> log;
  Secret<32> receipt;
  Secret<32> gateway;
  Reader r(file);
  if (!r.u8(version) || version != 1 || !r.secret(log) || !r.secret(receipt) || !r.u8(key_id) ||
      !r.secret(gateway) || !r.done()) {
    return std::nullopt;
  }
  return LongTermKeys{SigningKey::from_seed(std::move(log)),
                      SigningKey::from_seed(std::move(receipt)),
                      {key_id, X25519KeyPair::from_secret(std::move(gateway))}};
}

}  // namespace sotto::broker
