#pragma once
// One holder's part of opening a sum: x_i * R* for each counter, and the proof that it is that
// (docs/spec/figures.md, "Partial decryption"). 161 bytes: u8 holder || M[3 × 32] || c[32] ||
// z[32].

#include "crypto/figures/tally.h"

namespace sotto::figures {

inline constexpr std::uint8_t kBrokerHolder = 0;  // trustees are 1 to n, as in their ceremony
inline constexpr std::size_t kPartialSize = 1 + 32 * kCounters + 64;

struct PartialDecryption {
  std::uint8_t holder = 0;
  std::vector<ristretto::Element> M;  // kCounters
  ristretto::Scalar c, z;

  Bytes encode() const;
  // nullopt for another size, an element or scalar that is none.
  static std::optional<PartialDecryption> parse(ByteView bytes);
};

// x is the holder's share, or the broker's secret. Only for a sum that this client has computed
// itself: whoever decrypts what others hand over decrypts single reports.
PartialDecryption decrypt_partially(const Setting& setting, const EncryptedSum& sum,
                                    std::uint8_t holder, const ristretto::Scalar& x);

// Y_i = x * G: the holder's verification share, or Y_B.
[[nodiscard]] bool verify(const Setting& setting, const EncryptedSum& sum,
                          const ristretto::Element& Y_i, const PartialDecryption& partial);

}  // namespace sotto::figures
