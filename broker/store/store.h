#pragma once
// A data folder (docs/spec/store.md): the LMDB environment, the erasable slots and the served
// files, opened together and repaired together, with the one writer over them.

#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "broker/store/disk.h"
#include "broker/store/erasable.h"
#include "broker/store/files.h"
#include "broker/store/lmdb_store.h"
#include "broker/store/writer.h"

namespace sotto::broker {

// The slots that a start has to write because a crash came between a commit and its slots. The
// planes supply it; it calls what their handlers call.
using RepairSlots =
    std::function<std::vector<SlotWrite>(const View& view, const Erasable& erasable)>;

class Store {
 public:
  struct Options {
    Env::Options env;
    Writer::Options writer;
  };

  // Makes a data folder with empty tables; refuses a path that exists. Nothing else ever creates
  // one: a mistyped path must not become an empty scheme.
  static std::expected<void, std::string> create(const std::string& folder, const TableList& tables,
                                                 const Env::Options& options = {});

  // Takes the folder's lock, checks everything that can be checked quickly, repairs what a crash
  // left, and starts the writer. Errors are sentences for the operator.
  static std::expected<std::unique_ptr<Store>, std::string> open(const std::string& folder,
                                                                 const TableList& tables,
                                                                 const RepairSlots& repair,
                                                                 Options options = {});

  Snapshot snapshot() const { return env_->snapshot(); }
  Writer& writer() { return *writer_; }
  const Files& files() const { return *files_; }
  const Erasable& erasable() const { return *erasable_; }

  // Makes `to` a data folder of its own with the state between two groups: slots, tables and files
  // fit each other. Day files and their rows stay out. The writer waits meanwhile.
  std::expected<void, std::string> copy_consistent(const std::string& to);

 private:
  Store() = default;

  std::string folder_;
  TableList tables_;
  Descriptor lock_;
  std::unique_ptr<Env> env_;
  std::unique_ptr<Erasable> erasable_;
  std::unique_ptr<Files> files_;
  std::unique_ptr<Writer> writer_;  // last: it uses the others until it has stopped
};

// The same folder for looking only, also while another process serves it: no lock, no repair.
class StoreReader {
 public:
  static std::expected<std::unique_ptr<StoreReader>, std::string> open(const std::string& folder,
                                                                       const TableList& tables);
  Snapshot snapshot() const { return env_->snapshot(); }
  const Files& files() const { return *files_; }
  const Erasable& erasable() const { return *erasable_; }
  bool nearly_full() const { return env_->nearly_full(); }

 private:
  StoreReader() = default;

  std::unique_ptr<Env> env_;
  std::unique_ptr<Erasable> erasable_;
  std::unique_ptr<Files> files_;
};

}  // namespace sotto::broker
