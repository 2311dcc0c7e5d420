#pragma once
// What a commit leaves to chance where the broker reads it: whether a pass is refused on purpose
// and which one is repeated, which envelope a recipient opens as cover. Thrown from the locker's
// secret and its version, so that two commits sealed from one version show the same: whoever
// refuses a commit and waits for the next learns nothing from what differs (docs/spec/visits.md,
// "Dice").

#include <algorithm>
#include <functional>
#include <ranges>
#include <string_view>

#include "crypto/base/secret.h"
#include "crypto/base/wire.h"
#include "crypto/primitives/hkdf.h"

namespace sotto::client {

class Dice {
 public:
  // secret: the locker's, 32 bytes; version: the one that the commit follows.
  Dice(const Secret<32>& secret, std::uint64_t version)
      : key_(derive<32>("sotto/v1/commit-dice", {secret.expose()}, Writer().u64(version).take())
                 .expose()) {}

  // 32 bytes for one question. Other questions have other answers.
  ByteArray<32> bytes(std::string_view question) const {
    return to_array<32>(key_.mac({as_bytes(question)}).expose());
  }
  // One in `count`.
  bool one_in(std::uint32_t count, std::string_view question) const {
    const ByteArray<32> thrown = bytes(question);
    const std::uint32_t first = std::uint32_t{thrown[0]} << 24 | std::uint32_t{thrown[1]} << 16 |
                                std::uint32_t{thrown[2]} << 8 | thrown[3];
    return first % count == 0;
  }
  // One of them, the same one whatever else is there or not. name: a function from an element to
  // the bytes that tell it from the others. nullptr when there is none.
  template <std::ranges::forward_range Range, class Name>
  auto pick(Range& from, std::string_view question, Name name) const {
    const auto rank = [&](const auto& each) {
      return to_array<32>(
          key_.mac({as_bytes(question), ByteView(std::invoke(name, each))}).expose());
    };
    const auto lowest = std::ranges::min_element(from, {}, rank);
    return lowest == std::ranges::end(from) ? nullptr : &*lowest;
  }

 private:
  HmacKey key_;
};

}  // namespace sotto::client
