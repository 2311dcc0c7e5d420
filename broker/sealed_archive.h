#pragma once
// A backup file (docs/spec/backup.md): named files one after the other, sealed to an operator's
// X25519 key with HPKE in chunks of 1 MiB.
//
//   file   = "sotto-backup-1\n" || 0x00 || enc[32] || chunks
//   chunk  = HPKE ciphertext of the next 1,048,576 bytes; aad 0x00. The last has 0 to 1,048,576,
//   aad 0x01 plain  = any number of: vec16 name || u64 length || bytes

#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "broker/store/disk.h"
#include "crypto/base/secret.h"
#include "crypto/hpke/hpke.h"

namespace sotto::broker {

class ArchiveWriter {
 public:
  static std::expected<ArchiveWriter, std::string> create(const std::string& path,
                                                          const X25519PublicKey& to);
  // False: the disk is full, or the file to add cannot be read.
  [[nodiscard]] bool add(const std::string& name, ByteView bytes);
  // The first `size` bytes of a file.
  [[nodiscard]] bool add_file(const std::string& name, const std::string& path, std::uint64_t size);
  // Seals the last chunk and syncs.
  [[nodiscard]] bool finish();

 private:
  ArchiveWriter(Descriptor file, hpke::Sender sender);
  bool begin(const std::string& name, std::uint64_t length);
  bool append(ByteView bytes);
  bool seal_chunk(bool last);
  bool put(ByteView bytes);

  Descriptor file_;
  hpke::Sender sender_;
  SecretBytes chunk_;
  std::size_t used_ = 0;
  std::uint64_t offset_ = 0;
};

// Where the bytes of one archived file go; false stops the reading.
using ArchiveSink = std::function<bool(ByteView bytes)>;
// Asked for every file; no sink refuses the archive.
using ArchiveVisit = std::function<ArchiveSink(const std::string& name, std::uint64_t length)>;

// Reads the whole archive, or says what is wrong with it. What was visited before counts only when
// this succeeds: the end is authenticated last.
std::expected<void, std::string> read_archive(const std::string& path, const X25519KeyPair& key,
                                              const ArchiveVisit& visit);

}  // namespace sotto::broker
