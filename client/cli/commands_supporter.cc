#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/zone.h"
#include "client/core/roster.h"
#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

std::expected<void, Exit> propose(Host& host, const Visit& visit,
                                  const protocol::RosterRequest& request) {
  const PublicView& everybody = visit.everybody();
  const auto call = RosterCall::propose(everybody, request);
  if (!call) return std::unexpected(explain(host.terminal, Failure::kLogInvalid));
  const auto response = host.carry(call->request());
  if (!response) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  const auto done = call->open(*response);
  if (done) return {};
  return std::unexpected(explain(host.terminal, done.error().why, done.error().status));
}

// RFC 5545: all-day entries that come again on the visiting days, under a title that says nothing.
std::string calendar_text(const protocol::Policy& policy, protocol::UnixTime now) {
  constexpr std::array<std::string_view, 7> kDays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  std::string days;
  for (std::size_t i = 0; i < kDays.size(); ++i) {
    if ((policy.visiting_days >> i & 1) == 0) continue;
    if (!days.empty()) days += ',';
    days += kDays[i];
  }
  const std::string stamp = next_weekday(now, "UTC", 0x7f) + "T000000Z";
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//calendar//EN\r\nBEGIN:VEVENT\r\nUID:" +
         to_hex(random_array<16>()) + "\r\nDTSTAMP:" + stamp +
         "\r\nDTSTART;VALUE=DATE:" + next_weekday(now, policy.time_zone, policy.visiting_days) +
         "\r\nRRULE:FREQ=WEEKLY;BYDAY=" + days +
         "\r\nSUMMARY:Five minutes\r\nTRANSP:TRANSPARENT\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\n"
         "END:VCALENDAR\r\n";
}

}  // namespace

Exit propose_own(Host& host, const Arguments& arguments, const Intent& wish,
                 std::string_view what) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  std::optional<IntentRefusal> refused;
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    const auto applied = sitting.visit().apply(wish);
    if (!applied) refused = applied.error();
  });
  if (!visited) return visited.error();
  if (refused) {
    host.terminal.problem(text(*refused));
    return Exit::kRefused;
  }
  const auto proposal = visited->visit().signed_proposal(visited->visit().everybody().today());
  if (proposal) {
    const auto proposed = propose(host, visited->visit(), *proposal);
    if (!proposed) return proposed.error();
  }
  const std::string words = spelt(client::six_words(*visited->visit().own_identity()));
  host.terminal.value(json::object{{"proposed", true}, {"six_words", words}});
  host.terminal.line(
      std::string(what) +
      " waits for the leads. They ask for these six words; read them out by telephone or face to "
      "face:");
  host.terminal.line("    " + words);
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit listing(Host& host, const Arguments& arguments) {
  return propose_own(host, arguments, intent::PublishListing{arguments.listing}, "Your listing");
}

Exit six_words(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [](Sitting&) {});
  if (!visited) return visited.error();
  const auto identity = visited->visit().own_identity();
  if (!identity) {
    host.terminal.problem(text(IntentRefusal::kWrongRole));
    return Exit::kRefused;
  }
  const std::string words = spelt(client::six_words(*identity));
  host.terminal.value(json::object{{"six_words", words}});
  host.terminal.line(words);
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit calendar(Host& host, const Arguments& arguments) {
  const auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return everybody.error();
  const std::string file = calendar_text(everybody->policy(), host.clock.now());
  const auto written = write_out(host, arguments.out, as_bytes(file));
  if (!written) return written.error();
  host.terminal.value(json::object{{"out", arguments.out}});
  host.terminal.line("The visiting days are in " + arguments.out +
                     ", under a title that says "
                     "nothing.");
  return Exit::kOk;
}

}  // namespace sotto::client::cli
