#pragma once
// The files that are served as they lie: log, directory, policy, day files. Table `files` holds
// what of each file counts, and changes in the same transaction as everything else:
//
//   key: the name inside the data folder     value: u64 length            of a file that grows
//                                                   u64 length || SHA-256  of a file replaced whole
//
// Bytes are on the disk before the transaction that makes them count; a start cuts off what no
// transaction named, by the same steps. Readers never touch LMDB and never see bytes that do not
// count yet.

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "broker/http/message.h"
#include "broker/store/lmdb_store.h"
#include "crypto/primitives/hash.h"

namespace sotto::broker {

// Where files may lie that come and go (one a day): a start removes what the table does not name.
inline constexpr const char* kDayFolders[] = {"boards/enquiries", "boards/replies",
                                              "boards/envelopes"};

struct FileChange {
  enum class Kind { kAppend, kReplace, kRemove };
  Kind kind = Kind::kAppend;
  std::string name;  // of [a-z0-9-] and single '/', made by our own code
  Bytes bytes;       // appended, or the whole new content
};

struct FileRow {
  std::uint64_t length = 0;
  std::optional<Hash256> hash;  // of a file replaced whole

  Bytes encode() const;
  static std::optional<FileRow> parse(ByteView row);
};

// As the transaction sees it; a file without a row does not exist.
std::optional<FileRow> file_row(const View& view, const std::string& name);

class Files {
 public:
  // Checks every file of the table against the folder and finishes or undoes what a crash left;
  // with read_only it only looks, because another process is at work.
  static std::expected<std::unique_ptr<Files>, std::string> open(const std::string& folder,
                                                                 const View& view, bool read_only);

  // Whether there is such a file; for any thread.
  bool has(const std::string& name) const;
  // The committed bytes, for any thread. None: no such file, or the system is out of descriptors.
  std::optional<http::MappedRange> read(const std::string& name) const;

  // What the writer does with one change, in this order. `row` is the file's row before the change.
  //
  // Before the commit: the bytes are durable and nobody sees them. False: the disk is full.
  [[nodiscard]] bool prepare(const FileChange& change, const std::optional<FileRow>& row);
  // After the commit (again after a crash): the file becomes what its new row says.
  void settle(const std::string& name, const std::optional<FileRow>& row);
  // Instead of it, when the commit did not happen.
  void undo(const FileChange& change, const std::optional<FileRow>& row);

 private:
  // Whether a file is the content that its row names.
  enum class Content { kNamed, kOther, kUnreadable };
  struct Served {
    std::uint64_t length = 0;
    std::shared_ptr<const http::MappedFile> mapping;  // made by the first reader
  };

  explicit Files(std::string folder) : folder_(std::move(folder)) {}
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::expected<void, std::string> check(const std::string& name, const FileRow& row) const;
  static Content content_of(const std::string& file, const FileRow& row);
  void remove_unnamed() const;

  const std::string folder_;
  // Guards served_, and makes renaming a file and announcing its length one step for readers.
  mutable std::mutex served_mutex_;
  mutable std::map<std::string, Served> served_;
};

}  // namespace sotto::broker
