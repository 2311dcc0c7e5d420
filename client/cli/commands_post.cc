// What the parts of a director's desk carry (docs/spec/near-peer.md, "Calendar"): every part
// visits, whatever waits.

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/director_desk.h"
#include "client/core/near_peer/desk_view.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

// Commits of a visit of the command line.
constexpr std::size_t kCommits = 2;

std::string_view sentence(MailNews news) {
  switch (news) {
    case MailNews::kApplied:
      return "has applied to be a supporter. Their supervisor is to be told.";
    case MailNews::kAppliedAgain:
      return "has applied again: what they wrote takes the place of what was there.";
    case MailNews::kAppliedElsewhere:
      return "is on the desk, and somebody has applied with their e-mail address from another "
             "locker. Ask them; then note \"theirs\" or \"not-theirs\".";
    case MailNews::kCame:
      return "uses the service now.";
    case MailNews::kOptedOut:
      return "has opted out. Nobody asks why.";
    case MailNews::kOptedIn:
      return "is in again.";
    case MailNews::kWithdrew:
      return "has left the scheme.";
    case MailNews::kAnotherPairing:
      return "would like another pairing. It is nobody's fault.";
    case MailNews::kAboutRelationship:
      return "wrote to you about their pairing. \"sotto director show\" has it.";
    case MailNews::kWished:
      return "has changed what they would like in a supporter. It counts when pairs are made next.";
  }
  return "";
}

std::string name_of(const client::Desk& desk, std::uint32_t row) {
  if (const auto* doctor = desk.doctor(row)) return for_screen(doctor->name);
  if (const auto* supporter = desk.supporter(row)) return for_screen(supporter->application.name);
  return {};
}

void print_news(Host& host, const OpenDesk& open, const std::vector<MailEvent>& news) {
  json::array out;
  for (const MailEvent& each : news) {
    out.push_back(json::object{{"news", client::name(each.news)}, {"number", each.row}});
    host.terminal.line(std::to_string(each.row) + "  " + name_of(open.desk.desk, each.row) + " " +
                       std::string(sentence(each.news)));
  }
  host.terminal.value(json::object{{"news", std::move(out)}, {"parts", open.desk.mail.parts}});
  if (news.empty()) host.terminal.line("There is nothing new.");
}

// The desk as it is kept, or why it is not.
std::expected<OpenDesk, Exit> desk_with_letters(Host& host, const Arguments& arguments) {
  auto open = open_desk_file(host, arguments);
  if (open && open->desk.sealing.secret == Secret<32>()) {
    host.terminal.problem("This desk has no key for letters. Begin a new one.");
    return std::unexpected(Exit::kUsage);
  }
  return open;
}

}  // namespace

Exit director_enrol(Host& host, const Arguments& arguments) {
  auto open = desk_with_letters(host, arguments);
  if (!open) return open.error();
  const std::uint8_t parts = open->scheme.near_peer->desk_parts;
  std::uint8_t& made = open->desk.mail.parts;
  if (made >= parts) {
    host.terminal.problem("The desk has all its parts: " + std::to_string(parts) + ".");
    return Exit::kRefused;
  }
  const auto slip = read_slip(host, arguments.slip_file);
  if (!slip) return slip.error();
  if (!slip->matches(open->desk.genesis)) return explain(host.terminal, Failure::kWrongLog);
  const auto visited =
      make_first_visit(host, keys_of_part(open->keys, made), Pin{to_bytes(open->desk.genesis)},
                       slip->code.bytes.clone(), role_of_part(made, parts),
                       DeskPost{open->desk.sealing.clone(), {}});
  if (!visited) return visited.error();
  ++made;
  const auto saved = save_desk(host, arguments, *open);
  if (!saved) return saved.error();
  host.terminal.value(json::object{{"parts", made}, {"of", parts}});
  host.terminal.line("The desk has " + std::to_string(made) + " of " + std::to_string(parts) +
                     " parts.");
  return end_of(host, *visited);
}

Exit director_visit(Host& host, const Arguments& arguments) {
  auto open = desk_with_letters(host, arguments);
  if (!open) return open.error();
  DirectorsDesk& desk = open->desk;
  const DirectorKeys keys = desk.keys();
  const std::uint8_t parts = open->scheme.near_peer->desk_parts;
  const auto listens = [&](protocol::Role role) {
    return DeskPost{desk.sealing.clone(), {}, desk.mail.has_read(role)};
  };
  std::vector<MailEvent> news;
  Exit exit = Exit::kOk;
  for (std::uint8_t part = 0; part < desk.mail.parts; ++part) {
    const protocol::Role role = role_of_part(part, parts);
    const std::size_t cells =
        role == protocol::Role::kSupporter ? protocol::kSupporterCells : protocol::kColleagueCells;
    // What was found is answered by the same visit, once it is kept.
    std::optional<Exit> unsaved;
    const auto answer = [&](Sitting& sitting) {
      const auto taken = desk.mail.take(sitting.visit().found_letters(), desk.desk, keys,
                                        desk.genesis, open->today);
      news.insert(news.end(), taken.begin(), taken.end());
      desk.mail.has_read(role) = sitting.visit().has_read();
      desk.mail.refresh(desk.desk, keys);
      DeskPost post = listens(role);
      post.cells = desk.mail.cells(role, cells * kCommits, desk.desk, keys, desk.genesis);
      const auto saved = save_desk(host, arguments, *open);
      if (!saved) {
        unsaved = saved.error();
        post.cells.clear();
      }
      sitting.carry_post(std::move(post));
    };
    const auto visited = make_visit(host, keys_of_part(open->keys, part),
                                    Pin{to_bytes(desk.genesis)}, answer, listens(role));
    if (!visited) {
      exit = visited.error();
      break;
    }
    if (unsaved) return *unsaved;
    if (const Exit end = end_of(host, *visited); end != Exit::kOk) exit = end;
  }
  print_news(host, *open, news);
  return exit;
}

}  // namespace sotto::client::cli
