
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "client/cli/commands.h"
#include "client/cli/credentials.h"
#include "client/cli/lead_desk.h"
#include "client/core/founding.h"
#include "client/core/lead_key.h"
#include "client/core/proposals.h"
#include "client/core/roster.h"
#include "client/core/trustee.h"
#include "crypto/primitives/random.h"

namespace sotto::client::cli {
namespace {

namespace json = boost::json;
using protocol::Proposal;

// What waits, and the policy that may be among it.
struct Waiting {
  std::vector<Proposal> proposals;
  NextPolicy next;
};
std::expected<Waiting, Exit> proposals_of(Host& host, const Desk& desk) {
  auto proposals = carry(host, RosterCall::read(desk.everybody, desk.lead, desk.everybody.today()));
  if (!proposals) return std::unexpected(proposals.error());
  Waiting out{std::move(*proposals), {}};
  const auto file = host.carry({.path = kNextPolicyPath, .body = {}});
  if (!file) return std::unexpected(explain(host.terminal, Failure::kNoAnswer));
  if (file->status == 200) out.next = protocol::Policy::parse(file->body);
  return out;
}

std::expected<void, Exit> compare_words(Host& host, const SigningPublicKey& identity) {
  host.terminal.line(
      "Speak with whoever proposes this by telephone or face to face, and ask for the six "
      "words.");
  const auto typed = host.terminal.ask("The six words that they read out:");
  if (typed && same_words(client::six_words(identity), *typed)) return {};
  host.terminal.problem(
      "These are not the words of this proposal, so it was not signed. Ask again; if they still "
      "differ, somebody else may have made this proposal.");
  return std::unexpected(Exit::kWrongWords);
}

std::vector<std::string> lines_of(const Seen& seen) {
  std::vector<std::string> out;
  for (const auto& [key, value] : seen.fields) out.push_back(key + ": " + for_screen(value));
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("(nothing)") : for_screen(value);
  };
  for (const protocol::PolicyDifference& each : seen.changes) {
    out.push_back(for_screen(each.name) + ": " + shown(each.before) + " -> " + shown(each.after));
  }
  return out;
}

}  // namespace

Exit lead_key(Host& host, const Arguments& arguments) {
  const protocol::Words words = protocol::Words::generate();
  const auto handed = hand_over(host, words, arguments.words_out);
  if (!handed) return handed.error();
  const auto salt = random_array<16>();
  const auto keys = derive(host, words, salt);
  if (!keys) return keys.error();
  const SigningKey key = SigningKey::generate();
  const auto written = write_out(host, arguments.out, seal_lead_key(key, *keys, salt));
  if (!written) return written.error();

  json::object out{{"public_key", to_hex(key.public_key)}};
  if (arguments.words_out.empty()) out["words"] = shown(words);
  host.terminal.value(out);
  host.terminal.line("Your public key, for whoever sets up the scheme:");
  host.terminal.line(to_hex(key.public_key));
  return Exit::kOk;
}

Exit lead_sign_genesis(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.draft, 2 * 0xffff + 1);
  if (!file) return file.error();
  const Bytes draft = draft_of(file->expose());
  const auto entry = protocol::Entry::parse(draft);
  const auto* genesis = entry ? std::get_if<protocol::Genesis>(&entry->body) : nullptr;
  if (genesis == nullptr) {
    host.terminal.problem("This is not the draft of a genesis entry: " + arguments.draft);
    return Exit::kUsage;
  }
  host.terminal.line("You sign the beginning of the log " + for_screen(genesis->origin));
  host.terminal.line("  policy      " + to_hex(genesis->policy_hash));
  host.terminal.line("  log key     " + to_hex(genesis->log_key));
  host.terminal.line("  receipt key " + to_hex(genesis->receipt_key));
  host.terminal.line("  gateway key " + to_hex(genesis->gateway_key));
  for (const SigningPublicKey& lead : genesis->leads) {
    host.terminal.line("  a lead      " + to_hex(lead));
  }
  const auto key = read_key(host, arguments);
  if (!key) return key.error();
  const auto done = sign_genesis(draft, *key);
  if (!done) {
    host.terminal.problem(std::string("This draft was not signed: ") + describe(done.error()) +
                          ".");
    return done.error() == FoundingRefusal::kNotADraft ? Exit::kUsage : Exit::kRefused;
  }
  const auto finished = protocol::Entry::parse(*done);
  const auto& both = std::get<protocol::Genesis>(finished->body);
  const std::size_t which = both.leads[0] == key->public_key ? 0 : 1;
  const std::string signature = to_hex(both.signatures[which]);
  host.terminal.value(json::object{{"lead", which},
                                   {"origin", genesis->origin},
                                   {"policy", to_hex(genesis->policy_hash)},
                                   {"signature", signature}});
  host.terminal.line("Your signature:");
  host.terminal.line(signature);
  return Exit::kOk;
}

Exit lead_proposals(Host& host, const Arguments& arguments) {
  const auto desk = sit_down(host, arguments, NoQuorum::kIsLookedAt);
  if (!desk) return desk.error();
  const auto waiting = proposals_of(host, *desk);
  if (!waiting) return waiting.error();
  json::array out;
  for (const Proposal& proposal : waiting->proposals) {
    const auto seen = see(proposal, desk->everybody, waiting->next);
    if (!seen) return explain(host.terminal, Failure::kNotSotto);
    const std::vector<std::string> lines = lines_of(*seen);
    out.push_back(json::object{{"id", seen->id},
                               {"kind", seen->kind},
                               {"about", seen->about},
                               {"signatures", seen->signatures},
                               {"fields", json::array(lines.begin(), lines.end())}});
    host.terminal.line(seen->id + "  " + seen->kind + " " + seen->about +
                       ", signatures: " + std::to_string(seen->signatures));
    for (const std::string& line : lines) host.terminal.line("    " + line);
  }
  if (waiting->proposals.empty()) host.terminal.line("Nothing waits to be signed.");
  host.terminal.value(json::object{{"proposals", std::move(out)}});
  return Exit::kOk;
}

Exit lead_sign(Host& host, const Arguments& arguments) {
  const auto desk = sit_down(host, arguments, NoQuorum::kIsLookedAt);
  if (!desk) return desk.error();
  const auto waiting = proposals_of(host, *desk);
  if (!waiting) return waiting.error();
  for (const Proposal& proposal : waiting->proposals) {
    const auto seen = see(proposal, desk->everybody, waiting->next);
    if (!seen || seen->id != arguments.id) continue;
    if (!is_sound(proposal, desk->everybody, waiting->next))
      return explain(host.terminal, Failure::kDirectoryInvalid);
    if (!desk->cosigned && proposal.type != protocol::EntryType::kPolicy) {
      return explain(host.terminal, Failure::kNotCosigned);
    }
    for (const std::string& line : lines_of(*seen)) host.terminal.line("    " + line);
    if (seen->identity) {
      const auto same = compare_words(host, *seen->identity);
      if (!same) return same.error();
    }
    const auto signed_call =
        RosterCall::sign(desk->everybody, desk->lead, proposal, desk->everybody.today());
    const auto done = carry(host, signed_call);
    if (!done) return done.error();
    host.terminal.value(json::object{{"signed", seen->id}});
    host.terminal.line(proposal.type == protocol::EntryType::kPolicy
                           ? "You have signed it. It takes effect on the day after the last "
                             "signature."
                           : "You have signed it. It takes effect in the week after the last "
                             "signature.");
    return Exit::kOk;
  }
  return explain(host.terminal, Failure::kRefused, protocol::Status::kUnknownProposal);
}

Exit lead_drop(Host& host, const Arguments& arguments) {
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  const auto waiting = proposals_of(host, *desk);
  if (!waiting) return waiting.error();
  for (const Proposal& proposal : waiting->proposals) {
    const auto seen = see(proposal, desk->everybody, waiting->next);
    if (!seen || seen->id != arguments.id) continue;
    const auto done = carry(
        host, RosterCall::drop(desk->everybody, desk->lead, proposal, desk->everybody.today()));
    if (!done) return done.error();
    host.terminal.value(json::object{{"dropped", seen->id}});
    host.terminal.line("It is off the list. Whoever proposed it may propose it again.");
    return Exit::kOk;
  }
  return explain(host.terminal, Failure::kRefused, protocol::Status::kUnknownProposal);
}

Exit lead_remove(Host& host, const Arguments& arguments) {
  const auto bytes = from_hex(arguments.id);
  if (!bytes || bytes->size() != protocol::kSupporterIdSize) {
    host.terminal.problem(
        "A supporter's id has 32 hex digits; \"sotto show --directory --json\" has them.");
    return Exit::kUsage;
  }
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  const auto id =
      to_array<protocol::kSupporterIdSize>(FixedView<protocol::kSupporterIdSize>(*bytes));
  const auto& roster = desk->everybody.log().roster();
  const auto listed = roster.find(id);
  if (listed == roster.end() || listed->second.removed_from) {
    return explain(host.terminal, Failure::kRefused, protocol::Status::kNotListed);
  }
  const auto done = carry(
      host, RosterCall::propose_removal(desk->everybody, desk->lead, id, desk->everybody.today()));
  if (!done) return done.error();
  host.terminal.value(json::object{{"removal", arguments.id}});
  host.terminal.line(
      "You have signed that this supporter leaves the list. It takes effect in the "
      "week after the last signature.");
  return Exit::kOk;
}

Exit lead_remove_recipient(Host& host, const Arguments& arguments) {
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  const auto place = static_cast<std::uint8_t>(arguments.place - 1);
  if (!desk->everybody.log().recipients().contains(place)) {
    host.terminal.problem(text(IntentRefusal::kNoSuchRecipient));
    return Exit::kRefused;
  }
  const auto done = carry(host, RosterCall::propose_recipient_removal(
                                    desk->everybody, desk->lead, place, desk->everybody.today()));
  if (!done) return done.error();
  host.terminal.value(json::object{{"removal", arguments.place}});
  host.terminal.line(
      "You have signed that this recipient leaves. It takes effect with the last signature; what "
      "is "
      "sealed to them already they can still open until then.");
  return Exit::kOk;
}

Exit lead_add_trustee(Host& host, const Arguments& arguments) {
  const auto file = read_in(host, arguments.draft, 1024);
  if (!file) return file.error();
  const auto entry = protocol::Entry::parse(draft_of(file->expose()));
  const auto* trustee = entry ? std::get_if<protocol::TrusteeKey>(&entry->body) : nullptr;
  if (trustee == nullptr) {
    host.terminal.problem("This is not what \"sotto trustee propose\" writes: " + arguments.draft);
    return Exit::kUsage;
  }
  const auto desk = sit_down(host, arguments);
  if (!desk) return desk.error();
  if (!signed_by_themself(*trustee, desk->everybody.genesis())) {
    host.terminal.problem(
        "This was made for another scheme, or it was changed on the way. Nothing was signed; ask "
        "for it again.");
    return Exit::kRefused;
  }
  host.terminal.line("    place: " + std::to_string(trustee->place + 1));
  host.terminal.line("    title: " + for_screen(trustee->title));
  const auto same = compare_words(host, trustee->signing_key);
  if (!same) return same.error();
  const auto done =
      carry(host, RosterCall::begin(desk->everybody, desk->lead, *entry, desk->everybody.today()));
  if (!done) return done.error();
  host.terminal.value(json::object{{"trustee", trustee->place + 1}});
  host.terminal.line(
      "You have signed that this person is a trustee. It takes effect with the last signature.");
  return Exit::kOk;
}

}  // namespace sotto::client::cli
