// What leads do about keys and pages that change (docs/cli.md).

#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/lead_desk.h"
#include "client/core/founding.h"
#include "crypto/protocol/manifest.h"
#include "crypto/protocol/text.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using protocol::ChangeReason;
using protocol::LeadChange;

void say_change(Host& host, const LeadChange& change) {
  host.terminal.line("  place       lead " + std::to_string(change.lead));
  host.terminal.line("  new key     " + to_hex(change.key));
  host.terminal.line(change.reason == ChangeReason::kLost ? "  reason      lost or stolen"
                                                          : "  reason      planned");
}

}  // namespace

Exit lead_offer(Host& host, const Arguments& arguments) {
  const auto key = read_key(host, arguments);
  if (!key) return key.error();
  const auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return everybody.error();
  const auto entry = offer_of(everybody->log(), static_cast<std::uint8_t>(arguments.place),
                              arguments.lost ? ChangeReason::kLost : ChangeReason::kPlanned, *key);
  const auto written = write_out(host, arguments.out, as_bytes(to_hex(entry.encode()) + "\n"));
  if (!written) return written.error();
  say_change(host, std::get<LeadChange>(entry.body));
  host.terminal.line("Give " + arguments.out + " to " +
                     (arguments.lost ? "the other lead" : "a lead") +
                     ", and read your new key out to them.");
  host.terminal.value(json::object{{"lead", arguments.place}, {"key", to_hex(key->public_key)}});
  return Exit::kOk;
}

Exit lead_replace(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.draft, 2 * 0xffff + 1);
  if (!file) return file.error();
  const auto entry = protocol::Entry::parse(draft_of(file->expose()));
  const auto* change = entry ? std::get_if<LeadChange>(&entry->body) : nullptr;
  if (change == nullptr || entry->day != 0 || !change->signatures.empty()) {
    host.terminal.problem("This is not an offer for a lead's place: " + arguments.draft);
    return Exit::kUsage;
  }
  say_change(host, *change);
  const bool lost = change->reason == ChangeReason::kLost;
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  const auto done =
      carry(host, RosterCall::begin(desk->everybody, desk->lead, *entry, desk->everybody.today()));
  if (!done) return done.error();
  host.terminal.line(lost ? "You have signed it. It takes force once the operator has accepted it "
                            "at the broker's console."
                          : "You have signed it. It takes force once the other lead has signed it, "
                            "too.");
  host.terminal.value(json::object{{"lead", change->lead}, {"key", to_hex(change->key)}});
  return Exit::kOk;
}

Exit lead_build(Host& host, const Arguments& arguments) {
  const std::string& version = arguments.version;
  if (version.size() > protocol::kBuildVersionMax || !protocol::is_plain_text(version) ||
      version.empty()) {
    host.terminal.problem("A version has 1 to 64 characters.");
    return Exit::kUsage;
  }
  const auto manifest = read_in(host, arguments.draft, protocol::kManifestMax);
  if (!manifest) return manifest.error();
  const ByteView list = manifest->expose();
  const auto pages =
      protocol::parse_manifest({reinterpret_cast<const char*>(list.data()), list.size()});
  if (!pages) {
    host.terminal.problem(arguments.draft + ": " + protocol::sentence(pages.error()) + ".");
    return Exit::kUsage;
  }
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  const protocol::Build build{.number = desk->everybody.log().next_build_number(),
                              .manifest = sha256({list}),
                              .version = version};
  const auto done =
      carry(host, RosterCall::begin(desk->everybody, desk->lead, {.day = 0, .body = build},
                                    desk->everybody.today()));
  if (!done) return done.error();
  host.terminal.line("You have signed " + std::to_string(pages->files.size()) +
                     " files of pages: " + to_hex(build.manifest));
  host.terminal.value(json::object{{"version", version}, {"manifest", to_hex(build.manifest)}});
  return Exit::kOk;
}

}  // namespace sotto::client::cli
