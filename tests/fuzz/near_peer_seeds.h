#pragma once
// Seeds of the corpus near_peer that follow from a format.

#include <utility>
#include <vector>

#include "client/core/near_peer/agreement.h"
#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/statement.h"
#include "tests/client/near_peer/sample_desk.h"
#include "tests/support/sample_log.h"

namespace sotto::testing {

inline std::vector<std::pair<std::string, Bytes>> near_peer_seeds() {
  using namespace client;
  const auto behind = [](char kind, ByteView bytes) {
    return concat({Bytes{static_cast<std::uint8_t>(kind)}, bytes});
  };
  Desk desk(sample_near_peer());
  add_eligible(desk, "Abel", {"LTFT"});
  if (!desk.add(sample_doctor("Carl", {"LTFT", "Age"}))) std::abort();
  desk.feedback().add("Once a month is enough.");
  protocol::Policy policy = sample_policy();
  policy.near_peer = sample_near_peer();
  const DirectorsDesk whole{filled<32>(7), policy.encode(), sample_key(40), std::move(desk)};
  const SignedStatement statement = sign_statement(
      {policy.origin, filled<32>(7), StatementKind::kSupporter, "Abel", 1, 2, 3, Hours::kUpTo10},
      sample_key(40));
  const Agreement agreement{.supportee = "Carl",
                            .supporter = "Abel",
                            .start = 1,
                            .end = 300,
                            .how_often = "Monthly",
                            .where = "Library",
                            .means = protocol::Means::kPhone,
                            .means_value = "01632 960000",
                            .gain = "Advice",
                            .notes = "",
                            .supportee_key = filled<32>(1),
                            .supporter_key = filled<32>(2)};
  return {{"desk", behind('k', encode_desk(whole).expose())},
          {"statement", behind('s', as_bytes(statement.file()))},
          {"agreement", behind('g', agreement.encode())},
          {"application", behind('p', sample_application("Abel", {"LTFT", "Age"}).encode())}};
}

}  // namespace sotto::testing
