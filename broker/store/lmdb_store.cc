#include "broker/store/lmdb_store.h"

#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "crypto/base/panic.h"
#include "crypto/base/wire.h"

namespace sotto::broker {
namespace {

constexpr const char* kDataFile = "store/data.mdb";
constexpr const char* kSchemaKey = "schema";
constexpr unsigned kReaders = 126;
// LMDB does not write pages that a transaction took at the end of the file and gave back, so a
// healthy file can be shorter than its last page. The file is therefore kept longer than any
// transaction can grow (sparse: it costs no space), and a short file is a truncated one.
constexpr std::uint64_t kAhead = std::uint64_t{128} << 20;
constexpr std::uint64_t kDiskIsFull = std::uint64_t{16} << 20;  // one group

MDB_val to_val(ByteView bytes) {
  return {bytes.size(), const_cast<std::uint8_t*>(bytes.data())};
}
ByteView to_view(const MDB_val& value) {
  return {static_cast<const std::uint8_t*>(value.mv_data), value.mv_size};
}

MDB_val key_val(ByteView key) {
  if (key.empty() || key.size() > kMaxKey) panic("store: a key has 1 to 511 bytes");
  return to_val(key);
}

std::string place_name(const std::string& family, std::uint32_t place) {
  return family + "/" + std::to_string(place);
}

Bytes number_row(std::uint64_t number) {
  return Writer().u64(number).take();
}

bool is_full(int code) {
  return code == MDB_MAP_FULL || code == ENOSPC || code == EDQUOT;
}

std::string sentence(const std::string& what, int code) {
  return what + ": " + mdb_strerror(code);
}

class Cursor {
 public:
  Cursor(MDB_txn* txn, MDB_dbi table) {
    if (mdb_cursor_open(txn, table, &cursor_) != 0) panic("store: cannot open a cursor");
  }
  ~Cursor() { mdb_cursor_close(cursor_); }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  bool move(MDB_val& key, MDB_val& value, MDB_cursor_op op) {
    const int code = mdb_cursor_get(cursor_, &key, &value, op);
    if (code == MDB_NOTFOUND) return false;
    if (code != 0) panic("store: data.mdb is damaged");
    return true;
  }

 private:
  MDB_cursor* cursor_ = nullptr;
};

MDB_envinfo info_of(MDB_env* env) {
  MDB_envinfo info;
  mdb_env_info(env, &info);
  return info;
}

std::uint64_t page_size(MDB_env* env) {
  MDB_stat stat;
  mdb_env_stat(env, &stat);
  return stat.ms_psize;
}

std::uint64_t pages_end(MDB_env* env) {
  return (info_of(env).me_last_pgno + 1) * page_size(env);
}

int data_descriptor(MDB_env* env) {
  int file = -1;
  mdb_env_get_fd(env, &file);
  return file;
}

std::uint64_t file_size(MDB_env* env) {
  struct stat status{};
  if (fstat(data_descriptor(env), &status) != 0) panic("store: cannot stat data.mdb");
  return static_cast<std::uint64_t>(status.st_size);
}

// Pages inside the file that a later transaction may use again.
std::uint64_t free_pages(MDB_env* env) {
  MDB_txn* txn = nullptr;
  if (mdb_txn_begin(env, nullptr, MDB_RDONLY, &txn) != 0) panic("store: cannot begin a read");
  std::uint64_t count = 0;
  {
    Cursor cursor(txn, 0);  // LMDB's own table of free pages; a row begins with their number
    MDB_val key{};
    MDB_val value{};
    for (bool row = cursor.move(key, value, MDB_FIRST); row;
         row = cursor.move(key, value, MDB_NEXT)) {
      std::size_t pages = 0;
      std::memcpy(&pages, value.mv_data, sizeof pages);
      count += pages;
    }
  }
  mdb_txn_abort(txn);
  return count;
}

}  // namespace

// --- View ---

std::optional<unsigned> View::find(const TableRef& table) const {
  std::string name = table.name;
  if (table.number) {
    const auto family = env_->places_.find(name);
    if (family == env_->places_.end()) panic("store: a family of tables that was not declared");
    name = place_name(name, static_cast<std::uint32_t>(*table.number % family->second));
    const auto held = get(kMeta, as_bytes(name));
    if (!held || !equal(*held, number_row(*table.number))) return std::nullopt;
  }
  const auto handle = env_->handle(name);
  if (!handle) panic("store: a table that was not declared");
  return handle;
}

std::optional<ByteView> View::get(const TableRef& table, ByteView key) const {
  const auto handle = find(table);
  if (!handle) return std::nullopt;
  MDB_val wanted = key_val(key);
  MDB_val value{};
  const int code = mdb_get(txn_, *handle, &wanted, &value);
  if (code == MDB_NOTFOUND) return std::nullopt;
  if (code != 0) panic("store: data.mdb is damaged");
  return to_view(value);
}

void View::scan(const TableRef& table, ByteView from, ByteView before, const Visit& visit) const {
  const auto handle = find(table);
  if (!handle) return;
  Cursor cursor(txn_, *handle);
  MDB_val key = to_val(from);
  MDB_val value{};
  bool row = cursor.move(key, value, from.empty() ? MDB_FIRST : MDB_SET_RANGE);
  MDB_val end = to_val(before);
  while (row && (before.empty() || mdb_cmp(txn_, *handle, &key, &end) < 0)) {
    if (!visit(to_view(key), to_view(value))) return;
    row = cursor.move(key, value, MDB_NEXT);
  }
}

void View::scan_prefix(const TableRef& table, ByteView prefix, const Visit& visit) const {
  scan(table, prefix, {}, [&](ByteView key, ByteView value) {
    if (key.size() < prefix.size() || !equal(key.first(prefix.size()), prefix)) return false;
    return visit(key, value);
  });
}

std::uint64_t View::count(const TableRef& table) const {
  const auto handle = find(table);
  if (!handle) return 0;
  MDB_stat stat;
  if (mdb_stat(txn_, *handle, &stat) != 0) panic("store: data.mdb is damaged");
  return stat.ms_entries;
}

Snapshot::~Snapshot() {
  mdb_txn_abort(txn_);
}

// --- Transaction ---

Transaction::~Transaction() {
  if (txn_ != nullptr) mdb_txn_abort(txn_);
}

bool Transaction::put(const TableRef& table, ByteView key, ByteView value) {
  const auto handle = find(table);
  if (!handle) panic("store: put into a table that does not exist now");
  MDB_val k = key_val(key);
  MDB_val v = to_val(value);
  const int code = mdb_put(txn_, *handle, &k, &v, 0);
  if (is_full(code)) return false;
  if (code != 0) panic("store: put failed");
  return true;
}

bool Transaction::erase(const TableRef& table, ByteView key) {
  const auto handle = find(table);
  if (!handle) return true;
  MDB_val k = key_val(key);
  const int code = mdb_del(txn_, *handle, &k, nullptr);
  if (is_full(code)) return false;
  if (code != 0 && code != MDB_NOTFOUND) panic("store: erase failed");
  return true;
}

bool Transaction::create(const TableRef& table) {
  if (!table.number) panic("store: only a family's tables are created by a change");
  if (find(table)) return true;
  const std::uint32_t places = env_->places_.find(table.name)->second;
  const std::string place =
      place_name(table.name, static_cast<std::uint32_t>(*table.number % places));
  if (get(kMeta, as_bytes(place))) panic("store: the place of this table is taken; drop first");
  return put(kMeta, as_bytes(place), number_row(*table.number));
}

bool Transaction::drop(const TableRef& table) {
  const auto handle = find(table);
  if (!handle) return true;
  const int code = mdb_drop(txn_, *handle, 0);
  if (is_full(code)) return false;
  if (code != 0) panic("store: drop failed");
  if (!table.number) return true;
  const std::uint32_t places = env_->places_.find(table.name)->second;
  return erase(
      kMeta, as_bytes(place_name(table.name, static_cast<std::uint32_t>(*table.number % places))));
}

bool Transaction::commit() {
  MDB_env* env = mdb_txn_env(txn_);
  const int code = mdb_txn_commit(std::exchange(txn_, nullptr));
  if (code == 0) return true;
  // A disk that fills up in the middle of a write shows as EIO. Data pages are written and synced
  // before the page that makes them current, so nothing of this transaction counts; should that
  // last page have failed, LMDB remembers it and the next begin() ends the process.
  struct statvfs disk{};
  const bool disk_full = code == EIO && fstatvfs(data_descriptor(env), &disk) == 0 &&
                         disk.f_bavail * disk.f_frsize < kDiskIsFull;
  if (!is_full(code) && !disk_full) panic("store: commit failed");
  return false;
}

// --- Env ---

Env::~Env() {
  if (env_ != nullptr) mdb_env_close(env_);
}

Snapshot Env::snapshot() const {
  MDB_txn* txn = nullptr;
  if (mdb_txn_begin(env_, nullptr, MDB_RDONLY, &txn) != 0) panic("store: cannot begin a read");
  return Snapshot(*this, txn);
}

Transaction Env::begin() const {
  const std::uint64_t needed = pages_end(env_);
  if (file_size(env_) < needed + kAhead &&
      ftruncate(data_descriptor(env_), static_cast<off_t>(needed + 2 * kAhead)) != 0) {
    panic("store: cannot extend data.mdb");
  }
  MDB_txn* txn = nullptr;
  if (mdb_txn_begin(env_, nullptr, 0, &txn) != 0) panic("store: cannot begin a write");
  return Transaction(*this, txn);
}

bool Env::nearly_full() const {
  const MDB_envinfo info = info_of(env_);
  const std::uint64_t page = page_size(env_);
  const std::uint64_t limit = info.me_mapsize / 10 * 9;
  // The walk over the free pages is only worth its time when they decide.
  if (pages_end(env_) < limit) return false;
  return pages_end(env_) - free_pages(env_) * page >= limit;
}

std::expected<void, std::string> Env::copy_to(const std::string& folder) const {
  const int code = mdb_env_copy2(env_, folder.c_str(), MDB_CP_COMPACT);
  if (code != 0) return std::unexpected(sentence("store/data.mdb cannot be copied", code));
  return {};
}

std::optional<unsigned> Env::handle(const std::string& name) const {
  const auto found = handles_.find(name);
  if (found == handles_.end()) return std::nullopt;
  return found->second;
}

std::expected<std::unique_ptr<Env>, std::string> Env::start(const std::string& folder,
                                                            const TableList& tables,
                                                            Options options) {
  std::unique_ptr<Env> out(new Env);
  std::size_t count = tables.tables.size() + 2;
  for (const TableFamily& family : tables.families) {
    out->places_[family.name] = family.places;
    count += family.places;
  }
  if (mdb_env_create(&out->env_) != 0) panic("store: cannot create an environment");
  int code = mdb_env_set_mapsize(out->env_, options.map_size);
  if (code == 0) code = mdb_env_set_maxdbs(out->env_, static_cast<MDB_dbi>(count));
  if (code == 0) code = mdb_env_set_maxreaders(out->env_, kReaders);
  if (code != 0) return std::unexpected(sentence("store cannot be set up", code));
  // NOTLS: a read transaction belongs to its object, not to its thread. No other flag: each of
  // them trades durability, or the zeroing of fresh pages, for speed.
  const unsigned flags = MDB_NOTLS | (options.read_only ? unsigned{MDB_RDONLY} : 0u);
  code = mdb_env_open(out->env_, folder.c_str(), flags, 0600);
  if (code == MDB_INVALID) {
    return std::unexpected(std::string(kDataFile) + " is not an LMDB file, or its head is damaged");
  }
  if (code == MDB_VERSION_MISMATCH) {
    return std::unexpected(std::string(kDataFile) + " was written by another LMDB format");
  }
  if (code != 0)
    return std::unexpected(sentence(std::string(kDataFile) + " cannot be opened", code));
  return out;
}

std::expected<void, std::string> Env::check_length(const std::string& file) const {
  // LMDB itself notices nothing: reading beyond the end would be a SIGBUS at some later request.
  if (file_size(env_) >= pages_end(env_)) return {};
  return std::unexpected(file + " is shorter than its last page: it was cut off");
}

std::expected<void, std::string> Env::open_tables(const TableList& tables, bool create) {
  std::vector<std::string> names;
  names.emplace_back(kFiles.name);
  for (const Table& table : tables.tables) names.emplace_back(table.name);
  for (const TableFamily& family : tables.families) {
    for (std::uint32_t i = 0; i < family.places; ++i) {
      names.push_back(place_name(family.name, i));
    }
  }
  MDB_txn* txn = nullptr;
  int code = mdb_txn_begin(env_, nullptr, create ? 0 : unsigned{MDB_RDONLY}, &txn);
  if (code != 0) return std::unexpected(sentence(std::string(kDataFile) + " cannot be read", code));
  const auto fail = [&](std::string why) {
    mdb_txn_abort(txn);
    return std::unexpected(std::string(kDataFile) + " " + std::move(why));
  };
  MDB_dbi handle = 0;
  const unsigned flags = create ? unsigned{MDB_CREATE} : 0u;
  if (mdb_dbi_open(txn, kMeta.name, flags, &handle) != 0) {
    return fail("was not made by sotto-broker: it has no table meta");
  }
  handles_[kMeta.name] = handle;
  MDB_val key = to_val(as_bytes(kSchemaKey));
  const Bytes schema = Writer().u32(kSchema).take();
  MDB_val value = to_val(schema);
  if (create && mdb_put(txn, handle, &key, &value, 0) != 0) return fail("cannot be written");
  if (mdb_get(txn, handle, &key, &value) != 0) {
    return fail("was not made by sotto-broker: it has no schema version");
  }
  std::uint32_t version = 0;
  Reader row(to_view(value));
  if (!row.u32(version) || !row.done()) return fail("has a damaged schema version");
  if (version != kSchema) {
    return fail("has schema " + std::to_string(version) + "; this program reads schema " +
                std::to_string(kSchema) + " only");
  }
  for (const std::string& name : names) {
    if (mdb_dbi_open(txn, name.c_str(), flags, &handle) != 0) {
      return fail("has no table " + name);
    }
    handles_[name] = handle;
  }
  code = mdb_txn_commit(txn);  // of a read too: it keeps the handles
  if (code != 0)
    return std::unexpected(sentence(std::string(kDataFile) + " cannot be written", code));
  return {};
}

std::expected<void, std::string> Env::create(const std::string& folder, const TableList& tables,
                                             Options options) {
  if (mkdir(folder.c_str(), 0700) != 0) {
    return std::unexpected(sentence("store cannot be created", errno));
  }
  auto env = start(folder, tables, options);
  if (!env) return std::unexpected(std::move(env.error()));
  return (*env)->open_tables(tables, true);
}

std::expected<std::unique_ptr<Env>, std::string> Env::open(const std::string& folder,
                                                           const TableList& tables,
                                                           Options options) {
  // LMDB would make a missing or empty file anew, and a broker would serve an empty scheme.
  struct stat status{};
  if (stat((folder + "/data.mdb").c_str(), &status) != 0) {
    return std::unexpected(sentence(kDataFile, errno));
  }
  if (status.st_size == 0) return std::unexpected(std::string(kDataFile) + " is empty");
  auto env = start(folder, tables, options);
  if (!env) return std::unexpected(std::move(env.error()));
  int dead = 0;
  if (!options.read_only) mdb_reader_check((*env)->env_, &dead);  // of an inspect that was killed
  if (auto ok = (*env)->check_length(kDataFile); !ok) return std::unexpected(std::move(ok.error()));
  if (auto ok = (*env)->open_tables(tables, false); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  return env;
}

}  // namespace sotto::broker
