#include "broker/store/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "broker/store/disk.h"
#include "crypto/base/panic.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

constexpr const char* kNext = ".next";  // the coming content of a file that is replaced whole

bool well_named(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.back() == '/') return false;
  if (name.find("//") != std::string::npos) return false;
  return std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
  });
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

void remove_file(const std::string& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) panic("files: a file cannot be removed");
}

void cut(const std::string& path, std::uint64_t length) {
  const Descriptor file = open_file(path, O_WRONLY);
  if (!file.open() || ftruncate(file.get(), static_cast<off_t>(length)) != 0) {
    panic("files: a file cannot be cut to its committed length");
  }
  sync_or_panic(file.get());
}

}  // namespace

Bytes FileRow::encode() const {
  Writer w;
  w.u64(length);
  if (hash) w.bytes(*hash);
  return w.take();
}

std::optional<FileRow> FileRow::parse(ByteView row) {
  Reader r(row);
  FileRow out;
  if (!r.u64(out.length)) return std::nullopt;
  if (r.left() != 0 && !r.fixed(out.hash.emplace())) return std::nullopt;
  if (!r.done()) return std::nullopt;
  return out;
}

std::optional<FileRow> file_row(const View& view, const std::string& name) {
  const auto bytes = view.get(kFiles, as_bytes(name));
  if (!bytes) return std::nullopt;
  const auto row = FileRow::parse(*bytes);
  if (!row) panic("files: a damaged row");
  return row;
}

std::expected<std::unique_ptr<Files>, std::string> Files::open(const std::string& folder,
                                                               const View& view, bool read_only) {
  std::unique_ptr<Files> files(new Files(folder));
  std::map<std::string, FileRow> rows;
  std::string damaged;
  view.scan_prefix(kFiles, {}, [&](ByteView key, ByteView value) {
    const std::string name(key.begin(), key.end());
    const auto row = FileRow::parse(value);
    if (!well_named(name) || !row) damaged = "store/data.mdb has a damaged row in its table files";
    if (row) rows[name] = *row;
    return damaged.empty();
  });
  if (!damaged.empty()) return std::unexpected(damaged);
  for (const auto& [name, row] : rows) {
    if (auto ok = files->check(name, row); !ok) return std::unexpected(std::move(ok.error()));
  }
  for (const auto& [name, row] : rows) {
    if (read_only) {
      files->served_[name].length = row.length;
    } else {
      files->settle(name, row);
    }
  }
  if (!read_only) files->remove_unnamed();
  return files;
}

Files::Content Files::content_of(const std::string& file, const FileRow& row) {
  const auto size = size_of(file);
  if (!size || (row.hash && *size != row.length)) return Content::kOther;
  if (!row.hash) return *size >= row.length ? Content::kNamed : Content::kOther;
  const auto content = read_file(file);
  if (!content) return Content::kUnreadable;
  return sha256({*content}) == *row.hash ? Content::kNamed : Content::kOther;
}

std::expected<void, std::string> Files::check(const std::string& name, const FileRow& row) const {
  Content content = content_of(path(name), row);
  if (content == Content::kOther && row.hash) {
    const Content next = content_of(path(name) + kNext, row);
    if (next != Content::kOther) content = next;
  }
  if (content == Content::kNamed) return {};
  if (content == Content::kUnreadable) return std::unexpected(name + " cannot be read");
  if (!size_of(path(name))) return std::unexpected(name + " is missing");
  if (row.hash) return std::unexpected(name + " is not the file that the store has committed");
  return std::unexpected(name + " is shorter than its committed length: it was cut off");
}

void Files::remove_unnamed() const {
  for (const char* folder : kDayFolders) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path(folder), error)) {
      const std::string name = std::string(folder) + "/" + entry.path().filename().string();
      if (!served_.contains(name)) remove_file(path(name));
    }
  }
}

bool Files::has(const std::string& name) const {
  const std::lock_guard lock(served_mutex_);
  return served_.contains(name);
}

std::optional<http::MappedRange> Files::read(const std::string& name) const {
  const std::lock_guard lock(served_mutex_);
  const auto found = served_.find(name);
  if (found == served_.end()) return std::nullopt;
  Served& served = found->second;
  if (!served.mapping) {
    auto mapping = http::MappedFile::open(path(name), served.length);
    if (!mapping) return std::nullopt;
    served.mapping = std::move(*mapping);
  }
  return http::MappedRange{served.mapping, 0, static_cast<std::size_t>(served.length)};
}

bool Files::prepare(const FileChange& change, const std::optional<FileRow>& row) {
  if (!well_named(change.name)) panic("files: a name that is not one of ours");
  if (change.kind == FileChange::Kind::kRemove) return true;
  const bool append = change.kind == FileChange::Kind::kAppend;
  if (row && row->hash.has_value() == append) panic("files: a file either grows or is replaced");
  const std::string target = append ? path(change.name) : path(change.name) + kNext;
  const std::uint64_t start = append && row ? row->length : 0;
  const Descriptor file = open_file(target, O_WRONLY | O_CREAT);
  if (!file.open()) {
    if (errno == ENOSPC || errno == EDQUOT || errno == EMFILE || errno == ENFILE) return false;
    panic("files: a file cannot be opened for writing");
  }
  // Without a row there may be a file all the same: of a transaction that never happened.
  if (ftruncate(file.get(), static_cast<off_t>(start)) != 0) panic("files: a file cannot be cut");
  if (!write_at(file.get(), change.bytes, start)) {
    if (errno == ENOSPC || errno == EDQUOT) return false;
    panic("files: a file cannot be written");
  }
  sync_or_panic(file.get());
  if (start == 0) sync_folder(folder_of(target));
  return true;
}

void Files::settle(const std::string& name, const std::optional<FileRow>& row) {
  const std::string file = path(name);
  if (!row) {
    {
      const std::lock_guard lock(served_mutex_);
      served_.erase(name);
    }
    remove_file(file);
    sync_folder(folder_of(file));
    return;
  }
  if (row->hash && size_of(file + kNext)) {
    const Content content = content_of(file + kNext, *row);
    // It may be the only copy of what was committed: never removed unseen.
    if (content == Content::kUnreadable) panic("files: a next file cannot be read");
    // A next file that is not what the row names belongs to a transaction that never happened.
    if (content == Content::kOther) {
      remove_file(file + kNext);
    } else {
      const std::lock_guard lock(served_mutex_);
      if (std::rename((file + kNext).c_str(), file.c_str()) != 0) {
        panic("files: a file cannot be renamed");
      }
      served_[name] = {row->length, nullptr};
    }
    sync_folder(folder_of(file));
  }
  if (!row->hash && size_of(file) != row->length) cut(file, row->length);
  const std::lock_guard lock(served_mutex_);
  Served& served = served_[name];
  if (served.length != row->length) served = {row->length, nullptr};
}

void Files::undo(const FileChange& change, const std::optional<FileRow>& row) {
  const std::string file = path(change.name);
  if (change.kind == FileChange::Kind::kReplace) remove_file(file + kNext);
  if (change.kind != FileChange::Kind::kAppend) return;
  if (row) {
    cut(file, row->length);
  } else {
    remove_file(file);
  }
}

}  // namespace sotto::broker
