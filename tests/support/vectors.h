#pragma once
// Reads the test vectors under tests/vectors. A file is cases divided by blank lines; a case is
// lines of `key: value`. Lines that begin with # are comments, and the first line is one: it names
// the source and section. Several values under one key are numbered: ct.0, ct.1, … A key without a
// value is empty.

#include <cstdio>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"

namespace sotto::testing {

using VectorCase = std::map<std::string, std::string>;

// By C's functions: libc++ for WebAssembly has no file streams.
inline std::string file_text(const std::string& path) {
  std::string text;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char piece[4096];
  while (const std::size_t size = std::fread(piece, 1, sizeof piece, file)) {
    text.append(piece, size);
  }
  std::fclose(file);
  return text;
}

// The cases of tests/vectors/<name>.txt. Throws for a file that is missing, empty or malformed, so
// that no test passes because it had nothing to check.
inline std::vector<VectorCase> read_vectors(const std::string& name) {
  const std::string path = std::string(VECTORS_DIR) + "/" + name + ".txt";
  std::istringstream file(file_text(path));
  std::string line;
  if (!std::getline(file, line) || !line.starts_with("# ")) {
    throw std::runtime_error(path + ": missing, or its first line does not name its source");
  }
  std::vector<VectorCase> cases;
  bool inside = false;
  while (std::getline(file, line)) {
    if (line.starts_with('#')) continue;
    if (line.empty()) {
      inside = false;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || colon == 0) throw std::runtime_error(path + ": " + line);
    if (!inside) cases.emplace_back();
    inside = true;
    const std::size_t value = line.find_first_not_of(' ', colon + 1);
    const std::string text = value == std::string::npos ? "" : line.substr(value);
    if (!cases.back().emplace(line.substr(0, colon), text).second) {
      throw std::runtime_error(path + ": twice in one case: " + line);
    }
  }
  if (cases.empty()) throw std::runtime_error(path + ": no cases");
  return cases;
}

inline bool has(const VectorCase& vector, const std::string& key) {
  return vector.contains(key);
}

// The value as it stands. Throws when the case has no such key.
inline const std::string& text(const VectorCase& vector, const std::string& key) {
  const auto found = vector.find(key);
  if (found == vector.end()) throw std::runtime_error("vector without " + key);
  return found->second;
}

// The value's bytes, from hexadecimal.
inline Bytes hex(const VectorCase& vector, const std::string& key) {
  std::optional<Bytes> bytes = from_hex(text(vector, key));
  if (!bytes) throw std::runtime_error("vector is not hexadecimal: " + key);
  return *bytes;
}

// The same, for values of exactly N bytes.
template <std::size_t N>
ByteArray<N> hex_array(const VectorCase& vector, const std::string& key) {
  const Bytes bytes = hex(vector, key);
  if (bytes.size() != N) throw std::runtime_error("vector of another size: " + key);
  return to_array(FixedView<N>(bytes));
}

// key.0, key.1, … up to the first that is missing.
inline std::vector<Bytes> hex_list(const VectorCase& vector, const std::string& key) {
  std::vector<Bytes> out;
  for (std::string name = key + ".0"; has(vector, name);
       name = key + "." + std::to_string(out.size())) {
    out.push_back(hex(vector, name));
  }
  return out;
}

}  // namespace sotto::testing
