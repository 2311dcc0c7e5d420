#include "crypto/figures/generator.h"

namespace sotto::figures {

const ristretto::Element& value_generator() {
  static const ristretto::Element H =
      ristretto::hash_to_element(ByteView(), as_bytes("sotto/v1/figures-generator"));
  return H;
}

}  // namespace sotto::figures
