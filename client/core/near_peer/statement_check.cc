#include "client/core/near_peer/statement_check.h"

#include <algorithm>
#include <vector>

#include "crypto/protocol/policy.h"
#include "crypto/protocol/replay.h"

namespace sotto::client {
namespace {

using protocol::UnixTime;

// One key at the director's place.
struct Tenure {
  SigningPublicKey key{};
  UnixTime from = 0, until = ~UnixTime{0};
};

// Day files and clocks do not matter here: the leads' signatures are in the entries.
std::optional<std::vector<Tenure>> tenures(protocol::Replay& replay, ByteView log,
                                           const protocol::Policy& policy) {
  const auto entries = protocol::split_log(log);
  if (!entries || entries->empty()) return std::nullopt;
  const std::uint8_t place = policy.near_peer->director;
  std::vector<Tenure> out;
  // The day on which somebody takes over is still the other's too.
  const auto end_at = [&](protocol::Day day) {
    if (!out.empty()) out.back().until = std::min(out.back().until, policy.calendar.start(day + 1));
  };
  for (const ByteView wire : *entries) {
    if (!replay.append(wire)) return std::nullopt;
    if (replay.size() == 1 && !replay.set_policy(policy)) return std::nullopt;
    const auto entry = protocol::Entry::parse(wire);
    if (const auto* left = std::get_if<protocol::RecipientRemoval>(&entry->body)) {
      if (left->place == place) end_at(entry->day);
    }
    if (const auto* came = std::get_if<protocol::Recipient>(&entry->body)) {
      if (came->place != place) continue;
      end_at(entry->day);
      out.push_back({came->signing_key, policy.calendar.start(entry->day)});
    }
  }
  return out;
}

}  // namespace

const char* describe(StatementFinding finding) {
  switch (finding) {
    case StatementFinding::kGood:
      return "The programme director of this scheme signed it.";
    case StatementFinding::kNotSigned:
      return "Its signature is wrong: it was changed, or never signed.";
    case StatementFinding::kNotALog:
      return "The copies are not the log and the policy of a near-peer scheme.";
    case StatementFinding::kOtherScheme:
      return "It is of another scheme than this log.";
    case StatementFinding::kNotTheDirector:
      return "Its key was not the programme director's on the day of issue.";
  }
  return "";
}

StatementFinding check_statement(const SignedStatement& statement, ByteView log, ByteView policy) {
  if (!statement.is_signed()) return StatementFinding::kNotSigned;
  const auto scheme = protocol::Policy::parse(policy);
  if (!scheme || !scheme->near_peer) return StatementFinding::kNotALog;
  protocol::Replay replay;
  const auto found = tenures(replay, log, *scheme);
  if (!found) return StatementFinding::kNotALog;
  if (replay.genesis_hash() != statement.statement.genesis ||
      scheme->origin != statement.statement.origin) {
    return StatementFinding::kOtherScheme;
  }
  const UnixTime begins = protocol::start_of(statement.statement.issued);
  const UnixTime ends = protocol::start_of(statement.statement.issued + 1);
  for (const Tenure& tenure : *found) {
    if (tenure.key == statement.key && tenure.from < ends && begins < tenure.until) {
      return StatementFinding::kGood;
    }
  }
  return StatementFinding::kNotTheDirector;
}

}  // namespace sotto::client
