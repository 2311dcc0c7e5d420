// What recipients of concerns do. Each command is a visit like any other.

#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/show_concerns.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

// A visit with one wish, or none; then what there is.
Exit visit_with(Host& host, const Arguments& arguments, const std::optional<Intent>& wish) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  std::optional<IntentRefusal> refused;
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    if (!wish) return;
    const auto applied = sitting.visit().apply(*wish);
    if (!applied) refused = applied.error();
  });
  if (!visited) return visited.error();
  const Visit& visit = visited->visit();
  if (visit.role() != protocol::Role::kRecipient) refused = IntentRefusal::kWrongRole;
  if (refused) {
    host.terminal.problem(text(*refused));
    return Exit::kRefused;
  }
  host.terminal.value(recipient_json(visit));
  print_recipient(host.terminal, visit);
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

}  // namespace

Exit recipient_propose(Host& host, const Arguments& arguments) {
  const intent::BeRecipient wish{static_cast<std::uint8_t>(arguments.place - 1), arguments.title};
  return propose_own(host, arguments, wish, "Your place as a recipient");
}

Exit recipient_show(Host& host, const Arguments& arguments) {
  return visit_with(host, arguments, {});
}

Exit recipient_open(Host& host, const Arguments& arguments) {
  return visit_with(host, arguments, intent::OpenConcern{arguments.concern, arguments.reason});
}

Exit recipient_acknowledge(Host& host, const Arguments& arguments) {
  return visit_with(host, arguments, intent::AcknowledgeConcern{arguments.concern});
}

Exit recipient_outcome(Host& host, const Arguments& arguments) {
  return visit_with(host, arguments, intent::SayOutcome{arguments.concern, arguments.outcome});
}

Exit recipient_record(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [](Sitting&) {});
  if (!visited) return visited.error();
  const auto record = visited->visit().decision_record(arguments.concern);
  if (!record) {
    host.terminal.problem(text(IntentRefusal::kConcernSealed));
    return Exit::kRefused;
  }
  const auto written = write_out(host, arguments.out, *record);
  if (!written) return written.error();
  host.terminal.value(json::object{{"out", arguments.out}});
  host.terminal.line("The decision record is in " + arguments.out +
                     ". It shows the coded answers and what was done, and opens no text.");
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

}  // namespace sotto::client::cli
