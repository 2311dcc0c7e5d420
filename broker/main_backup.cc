#include "broker/main_backup.h"

#include <fcntl.h>

#include <cstdio>
#include <filesystem>

#include "broker/errands.h"
#include "broker/main_common.h"
#include "broker/place_file.h"
#include "broker/tables.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;

std::optional<X25519KeyPair> read_backup_key(const std::string& file) {
  auto text = read_file(file);
  if (!text || text->size() != 65 || text->back() != '\n') return std::nullopt;
  auto bytes = from_hex({reinterpret_cast<const char*>(text->data()), 64});
  wipe(*text);
  if (!bytes) return std::nullopt;
  auto secret = Secret<32>::from(ByteView(*bytes).first<32>());
  wipe(*bytes);
  return X25519KeyPair::from_secret(std::move(secret));
}

int backup_by_serve(const std::string& data, const std::string& to, const X25519PublicKey& key) {
  const auto request = drop_backup_request(data, key);
  if (!request) return fail(request.error());
  if (!wait_until_gone(data, request->file)) {
    finish_backup_request(*request);
    return fail("the broker stopped meanwhile; try again");
  }
  std::error_code error;
  if (const auto why = read_file(request->failed())) {
    fs::remove(request->failed(), error);
    return fail(std::string(why->begin(), why->end()));
  }
  fs::rename(request->sealed(), to, error);
  if (error) {  // another file system
    fs::copy_file(request->sealed(), to, error);
    if (error) return fail(to + " cannot be written: " + error.message());
    sync_or_panic(open_file(to, O_WRONLY).get());
    fs::remove(request->sealed(), error);
  }
  return 0;
}

int backup_here(const std::string& data, const std::string& to, const X25519PublicKey& key,
                const SealOverride& seal) {
  auto keys = load_keys(data, seal);
  if (!keys) return fail(keys.error());
  const auto store = Store::open(data, all_tables(), repair_slots);
  if (!store) return fail(store.error());
  const auto founded = founded_of(std::move(*keys), (*store)->files());
  if (!founded) return fail(founded.error());
  const auto made = make_backup(**store, data, *founded, key, to, now());
  return made ? 0 : fail(made.error());
}

}  // namespace

int run_keygen(const std::string& file) {
  if (size_of(file)) return fail(file + " exists");
  const X25519KeyPair pair = X25519KeyPair::generate();
  std::string text = to_hex(pair.secret.expose()) + "\n";
  const bool placed = place_file(file, as_bytes(text));
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  if (!placed) return fail(file + " cannot be written");
  std::printf("%s\n", to_hex(pair.public_key).c_str());
  return 0;
}

int run_backup(const std::string& data, const std::string& to, const std::string& hex,
               const SealOverride& seal) {
  const auto key = fixed_hex<32>(hex);
  if (!key)
    return fail("--key is the public key that backup keygen printed: 64 hexadecimal digits");
  if (fs::exists(to)) return fail(to + " exists");
  const int status =
      is_served(data) ? backup_by_serve(data, to, *key) : backup_here(data, to, *key, seal);
  if (status == 0) std::printf("%s is sealed; destroy it within 14 days\n", to.c_str());
  return status;
}

int run_restore(const RestoreOptions& options, const std::string& key_file, bool new_epoch) {
  if (!new_epoch) {
    return fail(
        "going back makes spent passes good again, so every pass key is revoked and the log says "
        "so; "
        "say --new-epoch if that is what you want");
  }
  const auto key = read_backup_key(key_file);
  if (!key) return fail(key_file + " is not a key file of backup keygen");
  const auto restored = restore_backup(options, *key);
  if (!restored) return fail(restored.error());
  std::printf(
      "Restored a backup that is %llu days old; its log had %llu entries, the mirror %llu more.\n",
      static_cast<unsigned long long>((options.now - restored->backup_time) / 86'400),
      static_cast<unsigned long long>(restored->backup_entries),
      static_cast<unsigned long long>(restored->mirror_entries));
  if (restored->seen) {
    std::printf("Witnesses had seen %llu entries: nothing of what they cosigned is missing.\n",
                static_cast<unsigned long long>(*restored->seen));
  } else {
    std::printf(
        "No witness could say how far the log had got, so nobody knows whether entries are "
        "missing.\n");
    if (!options.mirror) {
      std::printf(
          "Without --mirror, entries after the backup are lost: clients that saw them will refuse "
          "this log.\n");
    }
  }
  std::printf(
      "What happens next:\n"
      "  1. serve the new folder, and never the old one again;\n"
      "  2. both leads sign the %zu new pass keys at their next visit; until then no passes are "
      "drawn;\n"
      "  3. lockers are as they were in the backup: people who visited since are told so;\n"
      "  4. supporters whose listing is newer than the backup propose it again;\n"
      "  5. cells that waited are lost, and what they said is sent again by itself.\n",
      restored->pass_keys.size());
  return 0;
}

}  // namespace sotto::broker
