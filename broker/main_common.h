#pragma once
// What the commands of sotto-broker have in common.

#include <optional>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/protocol/calendar.h"

namespace sotto::broker {

// Prints the sentence on standard error; returns the exit status.
int fail(const std::string& why);

protocol::UnixTime now();

// Waits until a running broker has done an errand and removed its file; false: none runs.
bool wait_until_gone(const std::string& data, const std::string& file);

template <std::size_t N>
std::optional<ByteArray<N>> fixed_hex(const std::string& text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != N) return std::nullopt;
  return to_array(ByteView(*bytes).first<N>());
}

}  // namespace sotto::broker
