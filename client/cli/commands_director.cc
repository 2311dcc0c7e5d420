// What the director of a near-peer scheme does at their own desk (docs/cli.md, "The programme
// director"). Only `new` is a visit; the rest here needs no network.

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <functional>
#include <sstream>

#include "client/allocate/desk.h"
#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/director_desk.h"
#include "client/core/near_peer/csv.h"
#include "client/core/near_peer/desk_view.h"
#include "client/core/near_peer/import.h"
#include "client/core/near_peer/statement_check.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kPublicFileMax = 256 << 20;  // bytes of a log

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void print(Host& host, const OpenDesk& open) {
  host.terminal.value(to_json(open));
  for (const std::string& line : lines_of(open)) host.terminal.line(line);
}

// Opens the desk, lets something be done to it, and keeps it.
Exit change(Host& host, const Arguments& arguments, const std::function<Exit(OpenDesk&)>& act) {
  auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  if (const Exit exit = act(*open); exit != Exit::kOk) return exit;
  const auto saved = save_desk(host, arguments, *open);
  return saved ? Exit::kOk : saved.error();
}

struct Copies {
  Bytes log, policy;
};
std::expected<Copies, Exit> copies(Host& host, const Arguments& arguments) {
  if (arguments.from.empty()) {
    auto files = fetch_public(host);
    if (!files) return std::unexpected(files.error());
    return Copies{std::move(files->log), std::move(files->policy)};
  }
  const auto log = read_in(host, arguments.from + "/log", kPublicFileMax);
  if (!log) return std::unexpected(log.error());
  const auto policy = read_in(host, arguments.from + "/policy", kPublicFileMax);
  if (!policy) return std::unexpected(policy.error());
  return Copies{to_bytes(log->expose()), to_bytes(policy->expose())};
}

}  // namespace

Exit director_new(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [](Sitting&) {});
  if (!visited) return visited.error();
  const Visit& visit = visited->visit();
  auto keys = visit.director_keys();
  if (!keys) {
    host.terminal.problem(
        "The log does not have you as the programme director of a near-peer scheme: the recipient "
        "of concerns at the place that its policy names. Propose yourself for it, and ask the "
        "leads to sign.");
    return Exit::kRefused;
  }
  const DirectorsDesk desk = begin_desk(own->genesis, visit.policy(), std::move(*keys));
  const auto written =
      write_out(host, arguments.desk_file, seal_desk(desk, own->keys, salt_of(host, own->genesis)));
  if (!written) return written.error();
  const std::string public_key = to_hex(desk.signing.public_key);
  host.terminal.value(json::object{{"desk", arguments.desk_file}, {"key", public_key}});
  host.terminal.line("The desk is in " + arguments.desk_file +
                     ", and opens with the words of your locker. Keep a copy of it: nobody else "
                     "has one. Statements are signed by the key");
  host.terminal.line("    " + public_key);
  host.terminal.line(kParcels);
  return end_of(host, *visited);
}

Exit director_show(Host& host, const Arguments& arguments) {
  const auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  print(host, *open);
  return Exit::kOk;
}

Exit director_import(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.input, kCsvMax + 1);
  if (!file) return file.error();
  return change(host, arguments, [&](OpenDesk& open) {
    const auto import = arguments.kind == "doctors" ? import_doctors : import_applications;
    const auto imported = import(open.desk.desk, as_text(file->expose()));
    if (imported) {
      host.terminal.value(json::object{{"imported", *imported}});
      host.terminal.line(std::to_string(*imported) + " imported.");
      return Exit::kOk;
    }
    json::array bad;
    for (const BadRow& row : imported.error()) {
      bad.push_back(json::object{{"line", row.line}, {"why", row.why}});
      host.terminal.line("line " + std::to_string(row.line) + ": " + row.why);
    }
    host.terminal.value(json::object{{"imported", 0}, {"bad", std::move(bad)}});
    host.terminal.problem("Nothing was imported. Mend these lines, and import all of it again.");
    return Exit::kRefused;
  });
}

Exit director_set(Host& host, const Arguments& arguments) {
  return change(host, arguments, [&](OpenDesk& open) {
    for (const std::string& act : arguments.acts) {
      const auto done = apply_act(open.desk, act, open.today);
      if (done) continue;
      host.terminal.problem(done.error() + " Nothing was changed.");
      return Exit::kRefused;
    }
    print(host, open);
    return Exit::kOk;
  });
}

Exit director_allocate(Host& host, const Arguments& arguments) {
  auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  allocate::allocate_desk(open->desk.desk, arguments.seed, open->today);
  print(host, *open);
  if (arguments.trial) return Exit::kOk;
  const auto saved = save_desk(host, arguments, *open);
  return saved ? Exit::kOk : saved.error();
}

Exit director_letters(Host& host, const Arguments& arguments) {
  const auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  const auto text = letters(*open, arguments.kind);
  if (!text || text->empty()) {
    host.terminal.problem("There is nobody to write to.");
    return Exit::kRefused;
  }
  const auto written = write_out(host, arguments.out, as_bytes(*text));
  if (!written) return written.error();
  const auto count = 1 + std::ranges::count(*text, '\f');
  host.terminal.value(json::object{{"out", arguments.out}, {"letters", count}});
  host.terminal.line(std::to_string(count) + " in " + arguments.out +
                     ", each on a page of its own. Nothing was sent.");
  return Exit::kOk;
}

Exit director_pairs(Host& host, const Arguments& arguments) {
  const auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  const auto written = write_out(host, arguments.out, as_bytes(pairs_csv(open->desk.desk)));
  if (!written) return written.error();
  host.terminal.value(json::object{{"out", arguments.out}});
  host.terminal.line("All pairs are in " + arguments.out + ". Delete it when you are done.");
  return Exit::kOk;
}

Exit director_feedback(Host& host, const Arguments& arguments) {
  std::optional<SecretBytes> file;
  if (!arguments.input.empty()) {
    auto read = read_in(host, arguments.input, kCsvMax);
    if (!read) return read.error();
    file = std::move(*read);
  }
  return change(host, arguments, [&](OpenDesk& open) {
    FeedbackBox& box = open.desk.desk.feedback();
    if (!file) {
      json::array texts;
      for (const std::string& text : box.release()) {
        host.terminal.line(for_screen(text));
        texts.emplace_back(text);
      }
      if (texts.empty()) host.terminal.line("Feedback is shown when five or more wait.");
      host.terminal.value(json::object{{"feedback", std::move(texts)}});
      return Exit::kOk;
    }
    std::istringstream lines{std::string(as_text(file->expose()))};
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || box.add(line)) continue;
      host.terminal.problem(
          "A text is one line of at most 600 bytes, and at most 500 wait. None was taken.");
      return Exit::kRefused;
    }
    host.terminal.value(json::object{{"taken", true}});
    host.terminal.line("Taken. Delete " + arguments.input + " when you are done.");
    return Exit::kOk;
  });
}

Exit director_statement(Host& host, const Arguments& arguments) {
  auto open = open_desk_file(host, arguments);
  if (!open) return open.error();
  const SupporterRow* row = open->desk.desk.supporter(arguments.supporter);
  if (row == nullptr) {
    host.terminal.problem(describe(DeskRefusal::kNoSuchRow));
    return Exit::kRefused;
  }
  const Statement statement{open->scheme.origin,   open->desk.genesis, arguments.statement,
                            row->application.name, arguments.since,    arguments.until,
                            open->today,           arguments.hours};
  if (const char* problem = statement.problem()) {
    host.terminal.problem(std::string("This cannot be stated: ") + problem + ".");
    return Exit::kRefused;
  }
  const std::string file = sign_statement(statement, open->desk.signing).file();
  const auto written = write_out(host, arguments.out, as_bytes(file));
  if (!written) return written.error();
  if (arguments.send) {
    if (!open->desk.mail.put_statement(row->number, file)) {
      host.terminal.problem("They do not use the service yet, or too much waits for them.");
      return Exit::kRefused;
    }
    const auto saved = save_desk(host, arguments, *open);
    if (!saved) return saved.error();
  }
  host.terminal.value(json::object{{"out", arguments.out}, {"sent", arguments.send}});
  host.terminal.line("Signed in " + arguments.out +
                     ". Anybody can check it with \"sotto verify-statement\".");
  return Exit::kOk;
}

Exit verify_statement(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.input, kStatementMax);
  if (!file) return file.error();
  const auto statement = SignedStatement::parse(as_text(file->expose()));
  if (!statement) {
    host.terminal.problem("This is not a statement, or somebody changed it: " + arguments.input);
    return Exit::kUsage;
  }
  StatementFinding finding = StatementFinding::kGood;
  if (arguments.key) {
    if (!statement->is_signed()) finding = StatementFinding::kNotSigned;
    if (statement->key != *arguments.key) finding = StatementFinding::kNotTheDirector;
  } else {
    const auto files = copies(host, arguments);
    if (!files) return files.error();
    finding = check_statement(*statement, files->log, files->policy);
  }
  const Statement& of = statement->statement;
  if (finding == StatementFinding::kGood && arguments.genesis && *arguments.genesis != of.genesis) {
    finding = StatementFinding::kOtherScheme;
  }
  if (finding != StatementFinding::kGood) {
    host.terminal.problem(describe(finding));
    return Exit::kDistrust;
  }
  host.terminal.value(json::object{{"scheme", of.origin},
                                   {"role", text(of.kind)},
                                   {"name", of.name},
                                   {"from", protocol::date_text(of.from)},
                                   {"until", protocol::date_text(of.until)},
                                   {"hours", text(of.hours)},
                                   {"issued", protocol::date_text(of.issued)},
                                   {"key", to_hex(statement->key)}});
  host.terminal.line(for_screen(of.name) + ": " + std::string(text(of.kind)) + " in " +
                     for_screen(of.origin) + " from " + protocol::date_text(of.from) + " until " +
                     protocol::date_text(of.until) + ", " + std::string(text(of.hours)) +
                     " hours.");
  host.terminal.line(describe(finding));
  return Exit::kOk;
}

}  // namespace sotto::client::cli
