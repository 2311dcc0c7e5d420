#include "broker/store/store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "crypto/base/panic.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

std::expected<void, std::string> make_folders(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) != 0) {
    return std::unexpected(std::string("the data folder cannot be created: ") +
                           std::strerror(errno));
  }
  for (const char* inside : kDayFolders) {
    std::error_code error;
    fs::create_directories(folder + "/" + inside, error);
    if (error) return std::unexpected(std::string(inside) + " cannot be created");
  }
  if (!open_file(folder + "/lock", O_WRONLY | O_CREAT | O_EXCL).open()) {
    return std::unexpected("lock cannot be created");
  }
  return {};
}

void sync_folders(const std::string& folder) {
  for (const char* inside :
       {"/store", "/boards", "/boards/enquiries", "/boards/replies", "/boards/envelopes", ""}) {
    sync_folder(folder + inside);
  }
  const fs::path parent = fs::absolute(folder).parent_path();
  sync_folder(parent.string());
}

bool is_day_file(const std::string& name) {
  for (const char* folder : kDayFolders) {
    if (name.starts_with(std::string(folder) + "/")) return true;
  }
  return false;
}

std::vector<std::string> file_names(const View& view) {
  std::vector<std::string> names;
  view.scan_prefix(kFiles, {}, [&](ByteView key, ByteView) {
    names.emplace_back(key.begin(), key.end());
    return true;
  });
  return names;
}

// The copy names no day files, since it has none.
std::expected<void, std::string> forget_day_files(const std::string& folder,
                                                  const TableList& tables) {
  auto env = Env::open(folder + "/store", tables, {});
  if (!env) return std::unexpected(std::move(env.error()));
  Transaction transaction = (*env)->begin();
  for (const std::string& name : file_names(transaction)) {
    if (is_day_file(name) && !transaction.erase(kFiles, as_bytes(name))) {
      return std::unexpected("no space left for the copy");
    }
  }
  if (!transaction.commit()) return std::unexpected("no space left for the copy");
  return {};
}

}  // namespace

std::expected<void, std::string> Store::create(const std::string& folder, const TableList& tables,
                                               const Env::Options& options) {
  if (auto ok = make_folders(folder); !ok) return ok;
  if (auto ok = Env::create(folder + "/store", tables, options); !ok) return ok;
  if (auto ok = Erasable::create(folder + "/erasable"); !ok) return ok;
  sync_folders(folder);
  return {};
}

std::expected<std::unique_ptr<Store>, std::string> Store::open(const std::string& folder,
                                                               const TableList& tables,
                                                               const RepairSlots& repair,
                                                               Options options) {
  std::unique_ptr<Store> out(new Store);
  out->folder_ = folder;
  out->tables_ = tables;
  out->lock_ = open_file(folder + "/lock", O_RDWR);
  if (!out->lock_.open()) return std::unexpected("lock is missing: this is not a data folder");
  if (flock(out->lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected("lock is held: another sotto-broker serves this data folder");
  }
  auto env = Env::open(folder + "/store", tables, options.env);
  if (!env) return std::unexpected(std::move(env.error()));
  out->env_ = std::move(*env);
  auto erasable = Erasable::open(folder + "/erasable", false);
  if (!erasable) return std::unexpected(std::move(erasable.error()));
  out->erasable_ = std::move(*erasable);
  {
    // In the order in which the writer would have gone on.
    const Snapshot snapshot = out->snapshot();
    if (repair) out->erasable_->write(repair(snapshot, *out->erasable_));
    auto files = Files::open(folder, snapshot, false);
    if (!files) return std::unexpected(std::move(files.error()));
    out->files_ = std::move(*files);
  }
  out->writer_ = std::make_unique<Writer>(*out->env_, *out->erasable_, *out->files_, folder,
                                          std::move(options.writer));
  return out;
}

std::expected<void, std::string> Store::copy_consistent(const std::string& to) {
  if (auto ok = make_folders(to); !ok) return ok;
  std::error_code error;
  if (!fs::create_directory(to + "/store", error)) {
    return std::unexpected("store cannot be created in the copy");
  }
  std::expected<void, std::string> result;
  const bool ran = writer_->between_groups([&] {
    result = env_->copy_to(to + "/store");
    std::vector<std::string> names = file_names(snapshot());
    std::erase_if(names, is_day_file);
    names.emplace_back("erasable");
    for (const std::string& name : names) {
      if (!result) return;
      fs::copy_file(folder_ + "/" + name, to + "/" + name, error);
      if (error) result = std::unexpected(name + " cannot be copied: " + error.message());
    }
  });
  if (!ran) return std::unexpected("the store is closing");
  if (!result) return result;
  return forget_day_files(to, tables_);
}

std::expected<std::unique_ptr<StoreReader>, std::string> StoreReader::open(
    const std::string& folder, const TableList& tables) {
  std::unique_ptr<StoreReader> out(new StoreReader);
  auto env = Env::open(folder + "/store", tables, {.read_only = true});
  if (!env) return std::unexpected(std::move(env.error()));
  out->env_ = std::move(*env);
  auto erasable = Erasable::open(folder + "/erasable", true);
  if (!erasable) return std::unexpected(std::move(erasable.error()));
  out->erasable_ = std::move(*erasable);
  const Snapshot snapshot = out->snapshot();
  auto files = Files::open(folder, snapshot, true);
  if (!files) return std::unexpected(std::move(files.error()));
  out->files_ = std::move(*files);
  return out;
}

}  // namespace sotto::broker
