#pragma once
// SHA-256 and SHA-512 (FIPS 180-4). SHA-512 is libsodium's, SHA-256 OpenSSL's, which uses the
// processor's own instructions for it; in WebAssembly both are libsodium's.

#include <initializer_list>

#include "crypto/base/bytes.h"

namespace sotto {

using Hash256 = ByteArray<32>;
using Hash512 = ByteArray<64>;

// The hash of the parts one after the other; the caller makes the boundaries unambiguous.
Hash256 sha256(std::initializer_list<ByteView> parts);
Hash512 sha512(std::initializer_list<ByteView> parts);

}  // namespace sotto
