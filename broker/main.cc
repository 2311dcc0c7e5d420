// The command sotto-broker. Secrets are never arguments: other processes can read those.

#include <CLI/CLI.hpp>

#include "broker/main_backup.h"
#include "broker/main_codes.h"
#include "broker/main_common.h"
#include "broker/main_concerns.h"
#include "broker/main_folder.h"
#include "broker/main_founding.h"
#include "broker/main_keys.h"
#include "broker/main_serve.h"

namespace sotto::broker {
namespace {

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
    add_concerns_key();
    add_keys();
    add_policy();
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

  CLI::Option* add_seal(CLI::App& to,
                        const char* what = "another place of the secret that seals the keys") {
    return to.add_option_function<std::string>(
        "--seal-with",
        [this](const std::string& text) {
          seal_ = parse_seal_source(text);
          if (!seal_) {
            throw CLI::ValidationError(
                "--seal-with", "credential:NAME, file:PATH, passphrase or passphrase:DESCRIPTOR");
          }
        },
        what);
  }

  void add_init() {
    CLI::App* init = command(app_, "init", "make a data folder and the draft that both leads sign");
    init->add_option("--scheme", file_, "TOML file (docs/policy.md)")->required();
    init->add_option("--sheet", sheet_,
                     "new file for the broker's concerns key, to be printed; none: standard error");
    init->add_option("--lead", hex_, "public key of a lead; twice")
        ->required()
        ->expected(1)
        ->take_all();
    add_seal(*init,
             "what seals the keys: credential:NAME, file:PATH (made when there is none) or "
             "passphrase")
        ->required();
    init->callback([this] {
      status_ = hex_.size() == 2 ? run_init(file_, hex_, data_, sheet_, *seal_)
                                 : fail("--lead is given twice");
    });
    CLI::App* found = command(app_, "found", "put the signed draft into the log");
    found->add_option("--sign", hex_, "signature of a lead; twice")
        ->required()
        ->expected(1)
        ->take_all();
    add_seal(*found);
    found->callback([this] {
      status_ = hex_.size() == 2 ? run_found(data_, hex_, seal_) : fail("--sign is given twice");
    });
  }

  void add_listening(CLI::App& to) {
    to.add_option("--listen", listen_, "address and port; port 0 picks one")->capture_default_str();
    to.add_option("--certificate", certificate_,
                  "PEM file for TLS, with its chain; none: plain HTTP on loopback");
    to.add_option("--key", key_, "PEM file of the certificate's key, mode 0600");
    to.add_option("--threads", serve_.threads, "for requests, and as many for their work")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
  }

  void run_listening(int (*run)(const ServeOptions&)) {
    serve_.data = data_;
    serve_.seal = seal_;
    if (!mirror_.empty()) serve_.mirror = mirror_;
    if (!web_.empty()) serve_.web = web_;
    if (!certificate_.empty()) serve_.certificate = certificate_;
    if (!key_.empty()) serve_.key = key_;
    if (!relay_.empty()) serve_.relay = relay_;
    if (!parse_listen(listen_, serve_)) {
      status_ = fail("--listen is an address as 127.0.0.1:8080");
    } else if (serve_.certificate.has_value() != serve_.key.has_value()) {
      status_ = fail("--certificate and --key are given together");
    } else if (serve_.relay && !serve_.certificate) {
      status_ = fail("--relay needs --certificate and --key");
    } else {
      status_ = run(serve_);
    }
  }

  void add_serve() {
    CLI::App* serve_command = command(app_, "serve", "answer, until SIGTERM or SIGINT");
    serve_command->add_option("--mirror", mirror_, "folder on another disk for a copy of the log");
    serve_command->add_option("--web", web_, "folder of the web client; none: no pages");
    add_seal(*serve_command);
    add_listening(*serve_command);
    serve_command->add_option("--relay", relay_,
                              "PEM file with the certificate of the relay that the policy names");
    serve_command->add_option("--without-witness", serve_.without_witnesses,
                              "a witness of the policy that is not to be asked");
    serve_command->callback([this] { run_listening(serve); });
    CLI::App* pages = app_.add_subcommand("pages", "serve the pages alone, before founding");
    pages->add_option("--web", web_, "folder of the web client")->required();
    add_listening(*pages);
    pages->callback([this] { run_listening(serve_pages); });
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
    add_seal(*check);
    check->callback([this] { status_ = run_check(data_, seal_); });
    CLI::App* status = command(app_, "status", "what there is to do this month");
    status->add_flag("--json", json_, "as one JSON object");
    add_seal(*status);
    status->callback([this] { status_ = run_status(data_, json_, seal_); });
  }

  void add_concerns_key() {
    CLI::App* key = app_.add_subcommand("concerns-key", "the broker's key for concerns");
    key->require_subcommand(1);
    CLI::App* rotate = command(*key, "rotate", "make the next key and propose it to the leads");
    rotate->add_option("--sheet", sheet_,
                       "new file for the key, to be printed; none: standard error");
    rotate->callback([this] { status_ = run_rotate(data_, sheet_); });
    CLI::App* recover = command(*key, "recover", "put back the key of a sheet");
    recover->add_option("--sheet", sheet_, "file of the sheet, mode 0600")->required();
    recover->callback([this] { status_ = run_recover(data_, sheet_); });
  }

  void add_backup() {
    CLI::App* backup = app_.add_subcommand("backup", "seal a copy of everything but the boards");
    backup->require_subcommand(0, 1);
    backup->add_option("--data", data_, "the data folder");
    backup->add_option("--to", file_, "the new file");
    backup->add_option("--key", key_, "public key of backup keygen, in hex");
    add_seal(*backup);
    CLI::App* keygen = backup->add_subcommand("keygen", "make a key pair; prints the public key");
    keygen->add_option("--to", key_file_, "the new file of the private key")->required();
    keygen->callback([this] { status_ = run_keygen(key_file_); });
    backup->callback([this, keygen] {
      if (keygen->parsed()) return;
      if (data_.empty() || file_.empty() || key_.empty()) {
        throw CLI::RequiredError("backup: --data, --to and --key");
      }
      status_ = run_backup(data_, file_, key_, seal_);
    });
    CLI::App* restore = command(app_, "restore", "make a data folder from a backup");
    restore->add_option("--from", file_, "the backup")->required();
    restore->add_option("--key", key_file_, "file of backup keygen")->required();
    restore->add_option("--mirror", mirror_, "folder of serve --mirror");
    restore->add_flag("--new-epoch", flag_, "revoke every pass key");
    restore->add_option("--without-witness", without_witnesses_,
                        "a witness that is gone for good, or was asked in another way");
    add_seal(*restore, "what seals the keys of the new folder: as for init")->required();
    restore->callback([this] {
      RestoreOptions options{.file = file_,
                             .folder = data_,
                             .mirror = std::nullopt,
                             .now = now(),
                             .seal = *seal_,
                             .without_witnesses = without_witnesses_};
      if (!mirror_.empty()) options.mirror = mirror_;
      status_ = run_restore(options, key_file_, flag_);
    });
  }

  void add_keys() {
    CLI::App* gateway = app_.add_subcommand("gateway-key", "the key that requests are sealed to");
    gateway->require_subcommand(1);
    CLI::App* next = command(*gateway, "new", "put a fresh one into the log; not while serving");
    add_seal(*next);
    next->callback([this] { status_ = run_gateway_key(data_, seal_); });
    CLI::App* log = app_.add_subcommand("log-key", "the key that signs the log");
    log->require_subcommand(1);
    CLI::App* propose = command(*log, "new", "propose a fresh one to the leads; not while serving");
    propose->add_flag("--lost", flag_, "the old one does not sign it: it may be in other hands");
    add_seal(*propose);
    propose->callback([this] { status_ = run_log_key(data_, seal_, flag_); });
    CLI::App* lead = app_.add_subcommand("lead-key", "a lead's key that is lost or stolen");
    lead->require_subcommand(1);
    CLI::App* show = command(*lead, "show", "what the other lead has signed");
    CLI::App* accept = command(*lead, "accept", "put it into the log; not while serving");
    for (CLI::App* each : {show, accept}) {
      each->add_option("--lead", place_, "whose place: 0 or 1")
          ->required()
          ->check(CLI::Range(0, 1));
    }
    accept->add_option("KEY", key_, "the new key in hex, as its owner reads it out")->required();
    add_seal(*accept);
    show->callback([this] { status_ = run_show_lead_key(data_, place_); });
    accept->callback([this] { status_ = run_accept_lead_key(data_, seal_, place_, key_); });
  }

  void add_policy() {
    CLI::App* policy = app_.add_subcommand("policy", "the rules of the scheme");
    policy->require_subcommand(1);
    CLI::App* propose =
        command(*policy, "propose", "put other rules to the leads; not while serving");
    propose->add_option("--scheme", file_, "TOML file (docs/policy.md)")->required();
    add_seal(*propose);
    propose->callback([this] { status_ = run_propose_policy(data_, seal_, file_); });
  }

  CLI::App app_;
  ServeOptions serve_;
  std::string data_, file_, key_, key_file_, certificate_, mirror_, relay_, until_, web_, sheet_;
  std::string listen_ = "127.0.0.1:8080";
  std::vector<std::string> hex_, without_witnesses_;
  std::optional<SealSource> seal_;
  unsigned place_ = 0;
  bool json_ = false;
  bool flag_ = false;
  int status_ = 0;
};

}  // namespace
}  // namespace sotto::broker

int main(int argc, char** argv) {
  return sotto::broker::Commands().run(argc, argv);
}
