#pragma once
// The names of the reference library's header that tests use, over the Argon2 inside libsodium: it
// is what the module has in its place, so the RFC's vector must hold for it.

#include <cstdint>

namespace sodium {
extern "C" {
#include <argon2/argon2.h>
}
}  // namespace sodium

inline constexpr std::uint32_t ARGON2_VERSION_13 = 0x13;  // libsodium has no other
inline constexpr int ARGON2_OK = sodium::ARGON2_OK;

struct argon2_context : sodium::argon2_context {
  std::uint32_t version;
};

inline int argon2id_ctx(argon2_context* context) {
  if (context->version != ARGON2_VERSION_13) return sodium::ARGON2_INCORRECT_PARAMETER;
  return sodium::argon2_ctx(context, sodium::Argon2_id);
}
