// The command sotto-broker. Secrets are never arguments: other processes can read those.

#include <fcntl.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "broker/backup.h"
#include "broker/check.h"
#include "broker/clock.h"
#include "broker/config.h"
#include "broker/errands.h"
#include "broker/init.h"
#include "broker/main_report.h"
#include "broker/main_serve.h"
#include "broker/place_file.h"
#include "broker/tables.h"

namespace sotto::broker {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

int fail(const std::string& why) {
  std::fprintf(stderr, "sotto-broker: %s\n", why.c_str());
  return 1;
}

protocol::UnixTime now() {
  return SystemClock().now();
}

template <std::size_t N>
std::optional<ByteArray<N>> fixed_hex(const std::string& text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != N) return std::nullopt;
  return to_array(ByteView(*bytes).first<N>());
}

// --- init, found ---

int run_init(const std::string& scheme, const std::vector<std::string>& leads,
             const std::string& data) {
  const auto file = read_file(scheme);
  if (!file) return fail(scheme + " cannot be read");
  const auto policy = parse_scheme(std::string(file->begin(), file->end()));
  if (!policy) return fail(scheme + ": " + policy.error());
  const auto first = fixed_hex<32>(leads[0]);
  const auto second = fixed_hex<32>(leads[1]);
  if (!first || !second) return fail("a lead's key is 64 hexadecimal digits");
  const auto draft = init_folder(data, *policy, {*first, *second}, now());
  if (!draft) return fail(draft.error());
  std::printf("%s\n", to_hex(*draft).c_str());
  std::fprintf(stderr,
               "Both leads sign this draft (it is also in %s/genesis-draft) with their own client "
               "within 14 days; then run sotto-broker found.\n",
               data.c_str());
  return 0;
}

int run_found(const std::string& data, const std::vector<std::string>& signatures) {
  const auto first = fixed_hex<64>(signatures[0]);
  const auto second = fixed_hex<64>(signatures[1]);
  if (!first || !second) return fail("a signature is 128 hexadecimal digits");
  if (const auto ok = found_folder(data, {*first, *second}, now()); !ok) return fail(ok.error());
  std::fprintf(stderr, "The scheme is founded.\n");
  return 0;
}

// --- codes import ---

std::optional<protocol::Day> last_day(const std::string& date, const protocol::Calendar& calendar) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int used = 0;
  if (std::sscanf(date.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &used) != 3 || used != 10 ||
      date.size() != 10) {
    return std::nullopt;
  }
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month},
                                          std::chrono::day{day}};
  if (!civil.ok() || year < 1970) return std::nullopt;
  const auto days = std::chrono::sys_days{civil}.time_since_epoch().count();
  return calendar.day((static_cast<protocol::UnixTime>(days) + 1) * 86'400 - 1);
}

std::expected<std::vector<Hash256>, std::string> read_hashes(std::istream& in) {
  std::vector<Hash256> out;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    const auto hash = fixed_hex<32>(line);
    if (!hash) {
      return std::unexpected("line " + std::to_string(number) + " is not 64 hexadecimal digits");
    }
    out.push_back(*hash);
  }
  if (out.empty()) return std::unexpected("there are no codes");
  return out;
}

bool wait_until_gone(const std::string& data, const std::string& file) {
  while (size_of(file)) {
    if (!is_served(data)) return false;
    std::this_thread::sleep_for(milliseconds(100));
  }
  return true;
}

int run_import(const std::string& data, const std::string& until, const std::string& file,
               bool no_wait) {
  const auto reader = StoreReader::open(data, all_tables());
  if (!reader) return fail(reader.error());
  const auto policy = load_policy((*reader)->files());
  if (!policy) return fail(policy.error());
  const auto day = last_day(until, policy->calendar);
  if (!day || *day < policy->calendar.day(now()))
    return fail("--until is a coming date as 2027-03-31");
  std::ifstream opened;
  if (!file.empty()) opened.open(file);
  if (!file.empty() && !opened) return fail(file + " cannot be read");
  const auto hashes = read_hashes(file.empty() ? std::cin : opened);
  if (!hashes) return fail(hashes.error());
  std::vector<std::string> dropped;
  for (std::size_t i = 0; i < hashes->size(); i += kCodesAtOnce) {
    const auto begin = hashes->begin() + static_cast<std::ptrdiff_t>(i);
    const auto size = static_cast<std::ptrdiff_t>(std::min(kCodesAtOnce, hashes->size() - i));
    const auto path = drop_import(data, {begin, begin + size}, *day);
    if (!path) return fail(path.error());
    dropped.push_back(*path);
  }
  bool taken = !no_wait && is_served(data);
  for (const std::string& path : dropped) taken = taken && wait_until_gone(data, path);
  std::printf("%zu codes %s\n", hashes->size(),
              taken ? "taken" : "left for the broker, which takes them when it runs");
  return 0;
}

// --- inspect, check, status ---

int run_inspect(const std::string& data, bool json, bool rows) {
  const auto inspection = inspect_folder(data, rows);
  if (!inspection) return fail(inspection.error());
  std::cout << (json ? inspection_json(*inspection, now()) : inspection_text(*inspection, now()));
  return 0;
}

int run_check(const std::string& data) {
  const auto findings = check_folder(data);
  for (const std::string& finding : findings) std::cout << finding << "\n";
  return findings.empty() ? 0 : 1;
}

int run_status(const std::string& data, bool json) {
  const auto points = status_of(data, now());
  if (!points) return fail(points.error());
  std::cout << (json ? status_json(*points) : status_text(*points));
  return 0;
}

// --- backup, restore ---

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

int backup_here(const std::string& data, const std::string& to, const X25519PublicKey& key) {
  const auto store = Store::open(data, all_tables(), repair_slots);
  if (!store) return fail(store.error());
  const auto founded = load_founded(data, (*store)->files());
  if (!founded) return fail(founded.error());
  const auto made = make_backup(**store, data, *founded, key, to, now());
  return made ? 0 : fail(made.error());
}

int run_backup(const std::string& data, const std::string& to, const std::string& hex) {
  const auto key = fixed_hex<32>(hex);
  if (!key)
    return fail("--key is the public key that backup keygen printed: 64 hexadecimal digits");
  if (fs::exists(to)) return fail(to + " exists");
  const int status =
      is_served(data) ? backup_by_serve(data, to, *key) : backup_here(data, to, *key);
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
  if (!options.mirror) {
    std::printf(
        "Without --mirror, entries after the backup are lost: clients that saw them will refuse "
        "this log.\n");
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

// "127.0.0.1:8080", "[::1]:0"
bool parse_listen(const std::string& text, ServeOptions& out) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return false;
  out.address = text.substr(0, colon);
  if (out.address.starts_with('[') && out.address.ends_with(']')) {
    out.address = out.address.substr(1, out.address.size() - 2);
  }
  unsigned port = 0;
  for (const char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9' || port > 65'535) return false;
    port = port * 10 + static_cast<unsigned>(c - '0');
  }
  out.port = static_cast<std::uint16_t>(port);
  return port <= 65'535;
}

// Every command with its options; the chosen one leaves its exit status.
class Commands {
 public:
  Commands() : app_("The broker of a confidential peer-support scheme.", "sotto-broker") {
    app_.set_version_flag("--version", "sotto-broker " SOTTO_VERSION);
    app_.require_subcommand(1);
    add_init();
    add_serve();
    add_codes();
    add_looking();
    add_backup();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : 2;
    }
    return status_;
  }

 private:
  CLI::App* command(CLI::App& parent, const char* name, const char* what) {
    CLI::App* out = parent.add_subcommand(name, what);
    out->add_option("--data", data_, "the data folder")->required();
    return out;
  }

  void add_init() {
    CLI::App* init = command(app_, "init", "make a data folder and the draft that both leads sign");
    init->add_option("--scheme", file_, "TOML file (docs/policy.md)")->required();
    init->add_option("--lead", hex_, "public key of a lead; twice")
        ->required()
        ->expected(1)
        ->take_all();
    init->callback([this] {
      status_ = hex_.size() == 2 ? run_init(file_, hex_, data_) : fail("--lead is given twice");
    });
    CLI::App* found = command(app_, "found", "put the signed draft into the log");
    found->add_option("--sign", hex_, "signature of a lead; twice")
        ->required()
        ->expected(1)
        ->take_all();
    found->callback([this] {
      status_ = hex_.size() == 2 ? run_found(data_, hex_) : fail("--sign is given twice");
    });
  }

  void add_serve() {
    CLI::App* serve_command = command(app_, "serve", "answer, until SIGTERM or SIGINT");
    serve_command->add_option("--listen", listen_, "address and port; port 0 picks one")
        ->capture_default_str();
    serve_command->add_option("--mirror", mirror_, "folder on another disk for a copy of the log");
    serve_command
        ->add_option("--threads", serve_.threads, "for requests, and as many for their work")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    serve_command->callback([this] {
      serve_.data = data_;
      if (!mirror_.empty()) serve_.mirror = mirror_;
      status_ = parse_listen(listen_, serve_) ? serve(serve_)
                                              : fail("--listen is an address as 127.0.0.1:8080");
    });
  }

  void add_codes() {
    CLI::App* codes = app_.add_subcommand("codes", "codes for slips")->require_subcommand(1);
    CLI::App* import = command(*codes, "import", "take the hashes that sotto codes wrote");
    import->add_option("--until", until_, "last day of eligibility, as 2027-03-31")->required();
    import->add_flag("--no-wait", flag_, "do not wait until a running broker has taken them");
    import->add_option("FILE", file_, "one hash in hex a line; standard input when left out");
    import->callback([this] { status_ = run_import(data_, until_, file_, flag_); });
  }

  void add_looking() {
    CLI::App* inspect = command(app_, "inspect", "print everything that the broker has");
    inspect->add_flag("--json", json_, "as one JSON object");
    inspect->add_flag("--rows", flag_, "with every row of every table, in hex");
    inspect->callback([this] { status_ = run_inspect(data_, json_, flag_); });
    CLI::App* check = command(app_, "check", "look for damage; prints one line a finding");
    check->callback([this] { status_ = run_check(data_); });
    CLI::App* status = command(app_, "status", "what there is to do this month");
    status->add_flag("--json", json_, "as one JSON object");
    status->callback([this] { status_ = run_status(data_, json_); });
  }

  void add_backup() {
    CLI::App* backup = app_.add_subcommand("backup", "seal a copy of everything but the boards");
    backup->require_subcommand(0, 1);
    backup->add_option("--data", data_, "the data folder");
    backup->add_option("--to", file_, "the new file");
    backup->add_option("--key", key_, "public key of backup keygen, in hex");
    CLI::App* keygen = backup->add_subcommand("keygen", "make a key pair; prints the public key");
    keygen->add_option("--to", key_file_, "the new file of the private key")->required();
    keygen->callback([this] { status_ = run_keygen(key_file_); });
    backup->callback([this, keygen] {
      if (keygen->parsed()) return;
      if (data_.empty() || file_.empty() || key_.empty()) {
        throw CLI::RequiredError("backup: --data, --to and --key");
      }
      status_ = run_backup(data_, file_, key_);
    });
    CLI::App* restore = command(app_, "restore", "make a data folder from a backup");
    restore->add_option("--from", file_, "the backup")->required();
    restore->add_option("--key", key_file_, "file of backup keygen")->required();
    restore->add_option("--mirror", mirror_, "folder of serve --mirror");
    restore->add_flag("--new-epoch", flag_, "revoke every pass key");
    restore->callback([this] {
      RestoreOptions options{.file = file_, .folder = data_, .mirror = std::nullopt, .now = now()};
      if (!mirror_.empty()) options.mirror = mirror_;
      status_ = run_restore(options, key_file_, flag_);
    });
  }

  CLI::App app_;
  ServeOptions serve_;
  std::string data_, file_, key_, key_file_, mirror_, until_;
  std::string listen_ = "127.0.0.1:8080";
  std::vector<std::string> hex_;
  bool json_ = false;
  bool flag_ = false;
  int status_ = 0;
};

}  // namespace
}  // namespace sotto::broker

int main(int argc, char** argv) {
  return sotto::broker::Commands().run(argc, argv);
}
