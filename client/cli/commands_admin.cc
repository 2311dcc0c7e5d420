#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/slips.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

std::string_view name(protocol::EntryType type) {
  switch (type) {
    case protocol::EntryType::kGenesis:
      return "genesis";
    case protocol::EntryType::kPassKey:
      return "pass-key";
    case protocol::EntryType::kListing:
      return "listing";
    case protocol::EntryType::kRemoval:
      return "removal";
    case protocol::EntryType::kDayRoot:
      return "day-root";
    case protocol::EntryType::kRestored:
      return "restored";
    case protocol::EntryType::kRecipient:
      return "recipient";
    case protocol::EntryType::kRecipientRemoval:
      return "recipient-removal";
    case protocol::EntryType::kOpening:
      return "opening";
    case protocol::EntryType::kConcernsKey:
      return "concerns-key";
    case protocol::EntryType::kLeadKey:
      return "lead-key";
    case protocol::EntryType::kLogKey:
      return "log-key";
    case protocol::EntryType::kGatewayKey:
      return "gateway-key";
    case protocol::EntryType::kPolicy:
      return "policy";
    case protocol::EntryType::kBuild:
      return "build";
    case protocol::EntryType::kTrusteeKey:
      return "trustee";
    case protocol::EntryType::kCertificate:
      return "certificate";
    case protocol::EntryType::kRelease:
      return "release";
  }
  return "";
}

// Writes and then wipes: the codes are worth lockers.
std::expected<void, Exit> write_secret(Host& host, const std::string& path, std::string content) {
  const auto written = write_out(host, path, as_bytes(content));
  wipe({reinterpret_cast<std::uint8_t*>(content.data()), content.size()});
  return written;
}

}  // namespace

Exit codes(Host& host, const Arguments& arguments) {
  if (!is_site(arguments.site)) {
    host.terminal.problem(
        "A site is written like https://sotto.example, without a slash at its end.");
    return Exit::kUsage;
  }
  const auto genesis = find_genesis(host, arguments.genesis);
  if (!genesis) return genesis.error();
  const auto made = make_codes(arguments.count);
  const auto sheet = write_secret(host, arguments.out, sheet_html(made, arguments.site, *genesis));
  if (!sheet) return sheet.error();
  if (!arguments.text.empty()) {
    const auto written = write_secret(host, arguments.text, sheet_text(made, *genesis));
    if (!written) return written.error();
  }
  // Last: what the broker never imports opens nothing.
  const auto hashes = write_out(host, arguments.hashes, as_bytes(hash_list(made)));
  if (!hashes) return hashes.error();

  host.terminal.value(json::object{{"genesis", to_hex(*genesis)}, {"count", made.size()}});
  host.terminal.line("The slips belong to the log " + to_hex(*genesis) +
                     ". Compare it with the one that the leads signed.");
  host.terminal.line("Print " + arguments.out + ", import " + arguments.hashes +
                     " with \"sotto-broker codes import\", and then delete the sheet. Keep no list "
                     "of who got which.");
  return Exit::kOk;
}

Exit log_verify(Host& host, const Arguments& arguments) {
  const auto files = fetch_public(host);
  if (!files) return files.error();
  const auto view = check_public(host, *files, arguments.genesis);
  if (!view) return view.error();
  const protocol::Replay& log = view->log();

  json::array entries;
  const auto all = protocol::split_log(files->log);
  for (std::size_t i = 0; all && i < log.size(); ++i) {
    const auto entry = protocol::Entry::parse((*all)[i]);
    if (!entry) return explain(host.terminal, Failure::kLogInvalid);
    entries.push_back(json::object{{"day", entry->day}, {"type", name(entry->type())}});
    host.terminal.line(std::to_string(i) + "  day " + std::to_string(entry->day) + "  " +
                       std::string(name(entry->type())));
  }
  host.terminal.line("log      " + for_screen(log.genesis().origin));
  host.terminal.line("genesis  " + to_hex(view->genesis()));
  host.terminal.line("root     " + to_hex(log.root()) + " of " + std::to_string(log.size()) +
                     " entries");
  host.terminal.line("listed   " + std::to_string(view->directory().entries.size()) +
                     " supporters this week");
  const std::string& relay = view->policy().relay;
  host.terminal.line(about_relay(relay));
  host.terminal.line("Every rule holds, and the policy and the directory are the log's.");
  host.terminal.value(
      json::object{{"origin", log.genesis().origin},
                   {"genesis", to_hex(view->genesis())},
                   {"size", log.size()},
                   {"root", to_hex(log.root())},
                   {"relay", relay.empty() ? json::value(nullptr) : json::value(relay)},
                   {"supporters", view->directory().entries.size()},
                   {"entries", std::move(entries)}});
  return Exit::kOk;
}

}  // namespace sotto::client::cli
