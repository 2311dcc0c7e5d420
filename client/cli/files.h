#pragma once
// Files of a person's own: the lead's key, words, slips. Written whole or not at all,
// and readable by their owner alone.

#include <expected>
#include <string>

#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"

namespace sotto::client::cli {

enum class FileProblem {
  kCannotOpen,
  kTooLarge,
  kCannotWrite,  // nothing of the new content is left behind
  kExists,
  kInUse,       // of a locker's file
  kNotALocker,  // likewise
};

// Mode 0600; synced, then put in its place in one step, and the folder synced. Never replaces a
// file.
std::expected<void, FileProblem> write_private(const std::string& path, ByteView content);
// The same in the place of a file that is there: at every moment the old content or the new one.
std::expected<void, FileProblem> replace_private(const std::string& path, ByteView content);
// The whole file; kTooLarge above `limit` bytes.
std::expected<SecretBytes, FileProblem> read_file(const std::string& path, std::size_t limit);

}  // namespace sotto::client::cli
