#include <algorithm>
#include <utility>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/show.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

// Whom a colleague asks, unless it was an argument, and how they can be reached is asked for before
// the visit begins: nobody's typing lengthens it.
std::expected<std::vector<Wish>, Exit> complete(Host& host, std::vector<Wish> wishes) {
  bool said = false;
  for (Wish& wish : wishes) {
    if (wish.verb != Verb::kEnquire) continue;
    if (!std::exchange(said, true)) host.terminal.line(kConfidence);
    if (wish.supporter.empty()) {
      auto name = host.terminal.ask("Which supporter? The name as listed, or the id:");
      if (!name || name->empty()) {
        host.terminal.problem(kNoInput);
        return std::unexpected(Exit::kUsage);
      }
      wish.supporter = std::move(*name);
    }
    if (wish.means == protocol::Means::kInService) continue;
    auto value = host.terminal.ask("Where can the supporter reach you " +
                                   std::string(in_words(wish.means)) + "?");
    if (!value) {
      host.terminal.problem(kNoInput);
      return std::unexpected(Exit::kUsage);
    }
    wish.value = std::move(*value);
  }
  return wishes;
}

std::vector<std::string> do_all(Visit& visit, const std::vector<Wish>& wishes) {
  std::vector<std::string> problems;
  for (const Wish& wish : wishes) {
    auto intent = resolve(wish, visit);
    if (!intent) {
      problems.push_back(intent.error());
      continue;
    }
    const auto applied = visit.apply(std::move(*intent));
    if (!applied) problems.emplace_back(text(applied.error()));
  }
  return problems;
}

void print_visit(Host& host, const Visit& visit, const Arguments& arguments,
                 const std::vector<std::string>& problems) {
  if (arguments.unattended) {
    host.terminal.value(json::object{{"visited", true}});
  } else {
    json::object out = to_json(visit, arguments.directory);
    out["problems"] = json::array(problems.begin(), problems.end());
    host.terminal.value(out);
    if (arguments.show) print(host.terminal, visit, arguments.directory);
  }
  host.terminal.line(kParcels);
}

}  // namespace

Exit end_of(Host& host, const Visited& visited) {
  if (visited.answered) return Exit::kOk;
  host.terminal.problem(
      "The broker stopped answering before the visit was over, and what you asked for may not have "
      "been taken in. Your locker is safe; \"sotto show\" says what it holds.");
  return Exit::kUnreachable;
}

Exit enrol(Host& host, const Arguments& arguments) {
  const auto slip = read_slip(host, arguments.slip_file);
  if (!slip) return slip.error();
  const auto genesis = find_genesis(host, arguments.genesis);
  if (!genesis) return genesis.error();
  if (!slip->matches(*genesis)) return explain(host.terminal, Failure::kWrongLog);

  const protocol::Words words = protocol::Words::generate();
  const auto handed = hand_over(host, words, arguments.words_out);
  if (!handed) return handed.error();
  const auto filed = make_locker_file(host, arguments.locker_file, *genesis);
  if (!filed) return filed.error();
  auto keys = derive(host, words, salt_of(host, *genesis));
  if (!keys) return keys.error();
  const auto visited = make_first_visit(host, std::move(*keys), Pin{to_bytes(*genesis)},
                                        slip->code.bytes.clone(), arguments.role);
  if (!visited) return visited.error();

  json::object out = to_json(visited->visit(), false);
  if (arguments.words_out.empty()) out["words"] = shown(words);
  host.terminal.value(out);
  host.terminal.line("Your locker is open. The slip is used up; you may throw it away.");
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit visit(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto wishes = complete(host, arguments.wishes);
  if (!wishes) return wishes.error();

  std::vector<std::string> problems;
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    problems = do_all(sitting.visit(), *wishes);
  });
  if (!visited) return visited.error();
  for (const Event& event : visited->visit().events()) {
    if (std::holds_alternative<event::IntentLost>(event)) problems.emplace_back(text(event));
  }
  print_visit(host, visited->visit(), arguments, problems);
  for (const std::string& problem : problems) host.terminal.problem(problem);
  const Exit end = end_of(host, *visited);
  return end == Exit::kOk && !problems.empty() ? Exit::kRefused : end;
}

Exit new_words(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const protocol::Words words = protocol::Words::generate();
  const auto handed = hand_over(host, words, arguments.words_out);
  if (!handed) return handed.error();
  auto fresh = derive(host, words, words_salt(own->genesis));
  if (!fresh) return fresh.error();

  const auto visited = make_visit(host, own->keys.clone(), own->pin(),
                                  [&](Sitting& sitting) { sitting.move_to(std::move(*fresh)); });
  if (!visited || visited->sitting.moved() != Asked::kDone) {
    host.terminal.problem(
        "It is not certain that the words were changed. Keep both; \"sotto show\" opens with the "
        "new ones or else with the old ones.");
    return visited ? Exit::kTryLater : visited.error();
  }
  json::object out{{"moved", true}};
  if (arguments.words_out.empty()) out["words"] = shown(words);
  host.terminal.value(out);
  host.terminal.line("From now on the new words open your locker, and the old ones open nothing.");
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit extend(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto slip = read_slip(host, arguments.slip_file);
  if (!slip) return slip.error();
  if (!slip->matches(own->genesis)) return explain(host.terminal, Failure::kWrongLog);

  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    sitting.extend(slip->code.bytes.clone());
  });
  if (!visited) return visited.error();
  if (visited->sitting.extended() != Asked::kDone) {
    const auto refusal = visited->visit().refusal();
    if (refusal) return explain(host.terminal, Failure::kRefused, refusal);
    host.terminal.problem(
        "It is not certain that the code was taken. Try again with the same slip.");
    return Exit::kTryLater;
  }
  host.terminal.value(json::object{{"extended", true}});
  host.terminal.line("Your locker is good for another scheme year. The slip is used up.");
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

}  // namespace sotto::client::cli
