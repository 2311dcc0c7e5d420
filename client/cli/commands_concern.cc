// Concerns from a supporter's side, and an auditor's.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/concern_file.h"
#include "client/cli/concern_walk.h"
#include "client/cli/credentials.h"
#include "client/cli/show_concerns.h"
#include "client/cli/zone.h"
#include "client/core/record.h"

namespace sotto::client::cli {
namespace {

constexpr std::size_t kAnswersFileMax = 64 * 1024;

// From the file of answers, or from the person; nothing when the walk stops. Either way before the
// visit, whose length must not depend on it.
std::expected<std::optional<ConcernDraft>, Exit> concern_draft_of(Host& host,
                                                                  const Arguments& arguments) {
  if (arguments.answers_file.empty()) {
    const auto everybody =
        kept_public(host.terminal, arguments.public_folder, arguments.genesis, host.clock.now());
    if (!everybody) return std::unexpected(everybody.error());
    if (!everybody->policy().concern_steps) {
      host.terminal.problem("This scheme has no guided steps: concerns are not offered.");
      return std::unexpected(Exit::kRefused);
    }
    return walk_concern(host.terminal, *everybody);
  }
  const auto file = read_in(host, arguments.answers_file, kAnswersFileMax);
  if (!file) return std::unexpected(file.error());
  auto draft = parse_concern(file->expose());
  if (draft) return std::move(*draft);
  host.terminal.problem(draft.error());
  return std::unexpected(Exit::kUsage);
}

}  // namespace

Exit concern_seal(Host& host, const Arguments& arguments) {
  host.terminal.line(kTelephoneFirst);
  auto asked = concern_draft_of(host, arguments);
  if (!asked) return asked.error();
  auto& draft = *asked;
  if (!draft) return Exit::kOk;  // it stopped, as most walks do
  draft->drill = draft->drill || arguments.drill;
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  std::optional<IntentRefusal> refused;
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    intent::SealConcern wish;
    wish.draft = std::move(*draft);
    const auto applied = sitting.visit().apply(std::move(wish));
    if (!applied) refused = applied.error();
  });
  if (!visited) {
    host.terminal.problem(kTelephoneNow);
    return visited.error();
  }
  if (refused) {
    host.terminal.problem(text(*refused));
    return Exit::kRefused;
  }
  host.terminal.value(supporter_json(visited->visit()));
  print_telephones(host.terminal, visited->visit().policy());
  host.terminal.line(kSealed);
  host.terminal.line(kParcels);
  const Exit end = end_of(host, *visited);
  if (end != Exit::kOk) host.terminal.problem(kTelephoneNow);
  return end;
}

Exit concern_show(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [](Sitting&) {});
  if (!visited) return visited.error();
  const Visit& visit = visited->visit();
  if (visit.role() != protocol::Role::kSupporter) {
    host.terminal.problem(text(IntentRefusal::kWrongRole));
    return Exit::kRefused;
  }
  host.terminal.value(supporter_json(visit));
  host.terminal.line(kTelephoneFirst);
  print_telephones(host.terminal, visit.policy());
  print_supporter(host.terminal, visit);
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit concern_audit(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.record_file, kAnswersFileMax);
  if (!file) return file.error();
  const auto record = DecisionRecord::parse(file->expose());
  if (!record) {
    host.terminal.problem("This is not a decision record: " + arguments.record_file);
    return Exit::kUsage;
  }
  const auto everybody = view_public(host, arguments.genesis);
  if (!everybody) return everybody.error();
  const auto found = audit(*record, *everybody);
  if (!found) {
    host.terminal.problem(std::string("This record does not hold: ") + describe(found.error()) +
                          ".");
    return Exit::kDistrust;
  }
  host.terminal.value(audit_json(*found, *everybody));
  print_audit(host.terminal, *found, *everybody);
  return Exit::kOk;
}

}  // namespace sotto::client::cli
