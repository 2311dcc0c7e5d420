#pragma once
// For tests only: while a SeededRandom lives, this thread's randomness is the ChaCha20 stream of
// its seed. Other threads are not touched.

#include "crypto/base/bytes.h"

namespace sotto {

class SeededRandom {
 public:
  explicit SeededRandom(std::uint64_t seed);
  ~SeededRandom();
  SeededRandom(const SeededRandom&) = delete;
  SeededRandom& operator=(const SeededRandom&) = delete;

  void fill(MutableBytes out);

 private:
  ByteArray<32> key_{};
  std::uint64_t counter_ = 0;
  SeededRandom* outer_;
};

// While one lives, this thread's randomness is exactly these bytes, in order; running out panics.
// For known-answer tests whose vectors fix every random value.
class FixedRandom {
 public:
  explicit FixedRandom(Bytes bytes);
  ~FixedRandom();
  FixedRandom(const FixedRandom&) = delete;
  FixedRandom& operator=(const FixedRandom&) = delete;

  void fill(MutableBytes out);

 private:
  Bytes bytes_;
  std::size_t used_ = 0;
};

}  // namespace sotto
