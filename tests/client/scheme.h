#pragma once
// A small scheme on a fake broker: one supporter whose listing is in force, one colleague.

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include "crypto/primitives/random_testing.h"
#include "tests/support/fake_broker.h"

namespace sotto::testing {

template <class Event>
bool holds(const std::vector<client::Event>& events) {
  return std::ranges::any_of(
      events, [](const auto& event) { return std::holds_alternative<Event>(event); });
}

struct Scheme {
  explicit Scheme(FakeBroker& fake) : broker(fake), host{fake} {}

  client::Pin pin() const { return {to_bytes(broker.genesis())}; }

  client::Visit enrol(std::uint8_t person, protocol::Role role) {
    auto visit =
        client::Visit::enrol(fake_keys(person), pin(), broker.new_code(), role, broker.now);
    host.run(visit);
    return visit;
  }
  client::Visit visit(std::uint8_t person) {
    auto visit = client::Visit::open(fake_keys(person), pin(), broker.now);
    host.run(visit);
    return visit;
  }
  client::Visit colleague() { return visit(20); }
  client::Visit supporter() { return visit(10); }

  // Both enrol; a week later the supporter is listed, in force and has a key.
  void begin() {
    auto first = enrol(10, protocol::Role::kSupporter);
    ASSERT_TRUE(first.opened());
    id = *first.own_id();
    ASSERT_TRUE(first.apply(client::intent::PublishListing{sample_text("Another Person")}));
    broker.admit(*first.own_proposal());
    host.stay(first);
    host.leave(first);
    ASSERT_FALSE(first.failure());
    broker.pass_days(7);
    auto listed = supporter();
    ASSERT_TRUE(listed.opened());
    ASSERT_TRUE(listed.known().listed);
    host.stay(listed);
    host.leave(listed);
    auto other = enrol(20, protocol::Role::kColleague);
    ASSERT_TRUE(other.opened());
    host.stay(other);
    host.leave(other);
    ASSERT_FALSE(other.failure());
    broker.publish();
  }

  client::Intent enquiry() const {
    return client::intent::Enquire{id, protocol::Means::kPhone, "01632 960123"};
  }
  // One whole visit: open, the first commit, the intent, the leaving commit.
  void does(std::uint8_t person, const std::optional<client::Intent>& intent) {
    auto visit = this->visit(person);
    ASSERT_TRUE(visit.opened());
    host.stay(visit);
    if (intent) {
      const auto applied = visit.apply(*intent);
      ASSERT_TRUE(applied) << client::describe(applied.error());
    }
    host.leave(visit);
    ASSERT_FALSE(visit.failure());
    ASSERT_TRUE(visit.unsaved().empty());
  }
  void colleague_does(const std::optional<client::Intent>& intent) { does(20, intent); }
  void supporter_does(const std::optional<client::Intent>& intent) { does(10, intent); }

  // The second place of a visit, when the first one held a refusal on purpose.
  void stay_until_shown(client::Visit& visit) {
    host.stay(visit);
    if (visit.engagements().empty()) host.stay(visit);
  }

  SeededRandom seeded{1};
  FakeBroker& broker;
  FakeHost host;
  protocol::SupporterId id{};
};

}  // namespace sotto::testing
