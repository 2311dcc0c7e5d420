#pragma once
// What seals a test's keys: a file beside the data folder.

#include <stdexcept>
#include <string>

#include "broker/key_seal.h"

namespace sotto::testing {

inline broker::SealSource seal_source(const std::string& data) {
  return {broker::SealSource::Kind::kFile, data + ".seal"};
}

inline broker::SealSecret file_seal(const std::string& data) {
  auto secret = broker::new_seal_secret(seal_source(data), data);
  if (!secret) throw std::runtime_error(broker::describe(secret.error(), seal_source(data)));
  return std::move(*secret);
}

}  // namespace sotto::testing
