#pragma once
// What is not secret about a secret, for memcheck.

#include <valgrind/memcheck.h>

#include "crypto/base/bytes.h"

namespace sotto::testing {

// Marks what a peer or an onlooker learns anyway.
inline void reveal(ByteView bytes) {
  VALGRIND_MAKE_MEM_DEFINED(bytes.data(), bytes.size());
}

// A yes or no that the program acts on, so that whoever watches learns it.
template <class T>
T revealed(T answer) {
  VALGRIND_MAKE_MEM_DEFINED(&answer, sizeof answer);
  return answer;
}

// While one lives, products of a secret scalar and an element are marked as learnt by the peer.
class PublicProducts {
 public:
  PublicProducts();
  ~PublicProducts();
  PublicProducts(const PublicProducts&) = delete;
  PublicProducts& operator=(const PublicProducts&) = delete;
};

// The same for products of the base point alone: keys and commitments, but no shared secret.
class PublicBaseProducts {
 public:
  PublicBaseProducts();
  ~PublicBaseProducts();
  PublicBaseProducts(const PublicBaseProducts&) = delete;
  PublicBaseProducts& operator=(const PublicBaseProducts&) = delete;
};

}  // namespace sotto::testing
