// Tokens: whatever is taken is written back byte for byte, and no authenticator found by chance is
// good.

#include <cstdlib>

#include "crypto/voprf/token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sotto;
  const ByteView wire(data, size);
  auto token = voprf::Token::parse(wire);
  if (!token) return 0;
  if (!equal(token->encode().expose(), wire)) std::abort();
  static const auto key = voprf::KeyPair::derive(ByteArray<32>{1}, {});
  token->key_id = voprf::token_key_id(key->public_key);
  if (voprf::verify_token(*key, *token, token->challenge_digest)) std::abort();
  return 0;
}
