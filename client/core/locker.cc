#include "client/core/locker.h"

#include "crypto/base/wire.h"
#include "crypto/primitives/aead.h"
#include "crypto/primitives/hkdf.h"
#include "crypto/protocol/limits.h"

namespace sotto::client {
namespace {

static_assert(protocol::kLockerPlaintextSize + kBoxOverhead == protocol::kLockerSize);

Secret<32> version_key(const LockerKeys& keys, const protocol::Salt& salt) {
  return derive<32>("sotto/v1/locker-version", {keys.seal.expose(), salt});
}

Bytes associated(const LockerKeys& keys, std::uint64_t version) {
  return Writer().bytes(keys.id).u64(version).take();
}

}  // namespace

Bytes seal_locker(const LockerKeys& keys, const protocol::Salt& salt, std::uint64_t version,
                  const SecretBytes& state) {
  if (state.size() != protocol::kLockerPlaintextSize) panic("locker: a state of another size");
  return box_seal(version_key(keys, salt), associated(keys, version), state.expose());
}

std::optional<SecretBytes> open_locker(const LockerKeys& keys, const protocol::Salt& salt,
                                       std::uint64_t version, ByteView blob) {
  if (blob.size() != protocol::kLockerSize) return std::nullopt;
  return box_open(version_key(keys, salt), associated(keys, version), blob);
}

}  // namespace sotto::client
