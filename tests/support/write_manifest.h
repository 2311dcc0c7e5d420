#pragma once
// How a manifest is written.

#include <string>

#include "crypto/protocol/manifest.h"

namespace sotto::testing {

// The one way to write what parse_manifest read.
inline std::string write_manifest(const protocol::Manifest& manifest) {
  std::string out = "sotto web 1\npages";
  for (const std::string& page : manifest.pages) out += " " + page;
  out += "\nworker " + manifest.worker + "\nstyle " + manifest.style + "\n";
  for (const auto& file : manifest.files) {
    out += to_hex(file.hash) + " " + std::to_string(file.size) + " " + file.path + "\n";
  }
  return out;
}

}  // namespace sotto::testing
