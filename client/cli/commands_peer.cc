// What doctors and supporters of a near-peer scheme do: each a visit with one act in it, of the
// shape of every other.

#include <map>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/show_concerns.h"
#include "client/cli/show_peer.h"
#include "client/core/names.h"
#include "client/core/near_peer/import.h"
#include "crypto/protocol/text.h"

namespace sotto::client::cli {
namespace {

constexpr std::size_t kFileMax = 16 << 10;  // bytes

std::string as_text(const SecretBytes& bytes) {
  const ByteView view = bytes.expose();
  return {view.begin(), view.end()};
}

// One line, from a file or from the person at the terminal.
std::expected<std::string, Exit> read_line(Host& host, const std::string& file,
                                           const std::string& prompt) {
  std::string out;
  if (file.empty()) {
    auto line = host.terminal.ask(prompt);
    if (!line) {
      host.terminal.problem(kNoInput);
      return std::unexpected(Exit::kUsage);
    }
    out = std::move(*line);
  } else {
    const auto read = read_in(host, file, kFileMax);
    if (!read) return std::unexpected(read.error());
    out = as_text(*read);
  }
  while (out.ends_with('\n') || out.ends_with('\r')) out.pop_back();
  return out;
}

std::expected<Application, Exit> read_application(Host& host, const std::string& file) {
  const auto read = read_in(host, file, kFileMax);
  if (!read) return std::unexpected(read.error());
  // As the director's list of applications, of one row.
  client::Desk desk(protocol::NearPeer{});
  const auto imported = import_applications(desk, as_text(*read));
  if (imported && *imported == 1) return desk.supporters().front().application;
  if (!imported) {
    for (const BadRow& row : imported.error()) {
      host.terminal.line("line " + std::to_string(row.line) + ": " + row.why);
    }
  }
  host.terminal.problem("This is not one application: " + file);
  return std::unexpected(Exit::kUsage);
}

// Lines "name: value".
std::expected<Agreement, std::string> parse_terms(std::string_view text) {
  const auto lines = named_lines(text);
  if (!lines) return std::unexpected("A line is \"name: value\".");
  std::map<std::string, std::string, std::less<>> fields(lines->begin(), lines->end());
  Agreement out;
  const auto take = [&](const char* name) {
    const auto found = fields.extract(name);
    return found.empty() ? std::string() : std::move(found.mapped());
  };
  const auto start = protocol::parse_date(take("start"));
  const auto end = protocol::parse_date(take("end"));
  if (!start || !end) return std::unexpected("A date has the form 2027-08-04.");
  out.start = *start;
  out.end = *end;
  out.how_often = take("how often");
  out.where = take("where");
  const std::string means = take("means");
  const auto known = means.empty() ? std::optional(protocol::Means::kInService) : means_of(means);
  if (!known) return std::unexpected("This is not a means of contact: " + means);
  out.means = *known;
  out.means_value = take("value");
  out.gain = take("gain");
  out.notes = take("notes");
  if (!fields.empty()) return std::unexpected("This is not a field: " + fields.begin()->first);
  return out;
}

std::expected<PeerAct, Exit> read_act(Host& host, const Arguments& arguments) {
  PeerAct act{.verb = *arguments.peer};
  act.pair = arguments.pair;
  act.tell = arguments.tell;
  switch (act.verb) {
    case PeerVerb::kApply: {
      auto application = read_application(host, arguments.input);
      if (!application) return std::unexpected(application.error());
      act.application = std::move(*application);
      return act;
    }
    case PeerVerb::kJoin: {
      const auto invitation = read_slip(host, arguments.input);
      if (!invitation) return std::unexpected(invitation.error());
      act.invitation = to_array(invitation->code.bytes.expose());
      return act;
    }
    case PeerVerb::kProposeAgreement: {
      const auto read = read_in(host, arguments.input, kFileMax);
      if (!read) return std::unexpected(read.error());
      auto terms = parse_terms(as_text(*read));
      if (!terms) {
        host.terminal.problem(terms.error());
        return std::unexpected(Exit::kUsage);
      }
      act.terms = std::move(*terms);
      return act;
    }
    case PeerVerb::kStateWishes: {
      const auto line = read_line(host, arguments.input,
                                  "What would you like in a supporter? With semicolons, or blank:");
      if (!line) return std::unexpected(line.error());
      act.wishes = parted_words(*line);
      if (are_characteristics(act.wishes)) return act;
      host.terminal.problem(describe(DeskRefusal::kNotWishes));
      return std::unexpected(Exit::kUsage);
    }
    case PeerVerb::kTellRelationship:
    case PeerVerb::kTellAboutScheme:
    case PeerVerb::kGiveFeedback: {
      auto text = read_line(host, arguments.input, "What would you like to say? One line:");
      if (!text) return std::unexpected(text.error());
      act.feedback = {arguments.answers, *text};
      act.text = std::move(*text);
      return act;
    }
    default:
      return act;
  }
}

// The agreement of the only pair, or the last statement.
std::optional<std::string> to_keep(const Visit& visit) {
  const PeerState* const peer = visit.peer();
  if (peer == nullptr) return std::nullopt;
  if (!peer->statement().empty()) return peer->statement();
  for (const PeerPair& pair : peer->pairs()) {
    if (pair.agreement) return pair.agreement->printable(visit.policy().origin);
  }
  return std::nullopt;
}

}  // namespace

Exit peer(Host& host, const Arguments& arguments) {
  const auto own = own_locker(host, arguments);
  if (!own) return own.error();
  std::optional<PeerAct> act;
  const bool tells = arguments.peer == PeerVerb::kTellRelationship;
  if (tells) host.terminal.line(kTellsTheDirector);
  if (arguments.peer) {
    auto read = read_act(host, arguments);
    if (!read) return read.error();
    act = std::move(*read);
  }
  std::optional<IntentRefusal> refused;
  const auto visited = make_visit(host, own->keys.clone(), own->pin(), [&](Sitting& sitting) {
    if (!act) return;
    const auto applied = sitting.visit().apply(intent::Peer{*act});
    if (!applied) refused = applied.error();
  });
  if (!visited) return visited.error();
  const Visit& visit = visited->visit();
  if (!visit.peer()) {
    host.terminal.problem(text(IntentRefusal::kNoPairs));
    return Exit::kRefused;
  }
  host.terminal.value(peer_json(visit));
  for (const std::string& line : peer_lines(visit)) host.terminal.line(line);
  if (tells) print_telephones(host.terminal, visit.policy());
  host.terminal.line(kParcels);
  if (refused) {
    host.terminal.problem(text(*refused));
    return Exit::kRefused;
  }
  if (!arguments.out.empty()) {
    const auto kept = to_keep(visit);
    if (!kept) {
      host.terminal.problem("There is no agreement and no statement yet.");
      return Exit::kRefused;
    }
    const auto written = write_out(host, arguments.out, as_bytes(*kept));
    if (!written) return written.error();
  }
  return end_of(host, *visited);
}

}  // namespace sotto::client::cli
