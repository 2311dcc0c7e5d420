#pragma once
// The LMDB environment. lmdb_store.cc is the only file that includes lmdb.h.
//
// What of LMDB's caveats binds here: default durability (every commit is synced before it returns);
// only the writer thread writes; an environment is opened once in a process and not used after
// fork(); a read transaction keeps every newer page from being reused, so it lives for one
// function.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "broker/store/table.h"
#include "crypto/base/bytes.h"

struct MDB_env;
struct MDB_txn;

namespace sotto::broker {

// Raised whenever the tables or the meaning of their rows change (docs/spec/store.md).
inline constexpr std::uint32_t kSchema = 5;

inline constexpr std::size_t kMapSize = std::size_t{64} << 30;  // bytes of address space, sparse
inline constexpr std::size_t kMaxKey = 511;                     // bytes; LMDB's limit

// Tables of the store itself.
// meta: the schema version, and which number lies in which place of a family. Public facts.
inline constexpr Table kMeta{"meta"};
// files: the committed length of every served file (files.h). Whoever can list the folder knows it.
inline constexpr Table kFiles{"files"};

class Env;

// What both kinds of transaction can read, and what handlers get. Views of bytes lie in the map:
// they are valid until the transaction ends or changes something.
class View {
 public:
  // A table of a family that does not exist now is empty.
  std::optional<ByteView> get(const TableRef& table, ByteView key) const;

  using Visit = std::function<bool(ByteView key, ByteView value)>;  // false ends the scan
  // Rows in the order of their keys: from `from` on, before `before` (empty: to the end).
  void scan(const TableRef& table, ByteView from, ByteView before, const Visit& visit) const;
  // Rows whose key begins with `prefix`; all rows for the empty prefix.
  void scan_prefix(const TableRef& table, ByteView prefix, const Visit& visit) const;

  std::uint64_t count(const TableRef& table) const;  // rows

 protected:
  View(const Env& env, MDB_txn* txn) : env_(&env), txn_(txn) {}
  std::optional<unsigned> find(const TableRef& table) const;

  const Env* env_;
  MDB_txn* txn_;
};

// A read transaction. Lives for one function: it copies out what the answer needs and ends. It
// never crosses a suspension point (a reader that waits makes the data file grow for ever).
class Snapshot : public View {
 public:
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  friend class Env;
  Snapshot(const Env& env, MDB_txn* txn) : View(env, txn) {}
};

// The write transaction; belongs to the thread that began it. Ends without a trace unless
// committed. False from a change or from commit: the map or the disk is full, nothing of the
// transaction was or can be applied, and it is only good for being destroyed. Any other failure,
// above all a failed sync, ends the process: what is on the disk is then known again only to the
// next start.
class Transaction : public View {
 public:
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] bool put(const TableRef& table, ByteView key, ByteView value);
  [[nodiscard]] bool erase(const TableRef& table, ByteView key);  // a missing row is no error
  // Of a family: the table exists from now on. Its place must be free or its own.
  [[nodiscard]] bool create(const TableRef& table);
  // All rows at once; of a family also the table. A table that does not exist is no error.
  [[nodiscard]] bool drop(const TableRef& table);
  [[nodiscard]] bool commit();

 private:
  friend class Env;
  Transaction(const Env& env, MDB_txn* txn) : View(env, txn) {}
};

class Env {
 public:
  struct Options {
    std::size_t map_size = kMapSize;  // tests fill a small one
    bool read_only = false;           // another process looks at the folder of a running broker
  };

  // Makes `folder`/data.mdb with every table of the list. Refuses a folder that exists.
  static std::expected<void, std::string> create(const std::string& folder, const TableList& tables,
                                                 Options options);
  // Opens what create made. Errors are sentences that name files as the operator sees them inside
  // the data folder.
  static std::expected<std::unique_ptr<Env>, std::string> open(const std::string& folder,
                                                               const TableList& tables,
                                                               Options options);
  ~Env();
  Env(const Env&) = delete;
  Env& operator=(const Env&) = delete;

  // Any thread; more than 126 at once is a bug.
  Snapshot snapshot() const;
  // Blocks while another write transaction lives.
  Transaction begin() const;

  // Nine tenths of the map hold data. Pages that were freed inside the file do not count.
  bool nearly_full() const;

  // A compact copy of the last commit as `folder`/data.mdb; `folder` must exist.
  std::expected<void, std::string> copy_to(const std::string& folder) const;

 private:
  friend class View;
  friend class Transaction;
  Env() = default;
  static std::expected<std::unique_ptr<Env>, std::string> start(const std::string& folder,
                                                                const TableList& tables,
                                                                Options options);
  std::expected<void, std::string> open_tables(const TableList& tables, bool create);
  std::expected<void, std::string> check_length(const std::string& file) const;
  std::optional<unsigned> handle(const std::string& name) const;

  MDB_env* env_ = nullptr;
  std::map<std::string, unsigned> handles_;      // filled at open, constant afterwards
  std::map<std::string, std::uint32_t> places_;  // family → places
};

}  // namespace sotto::broker
