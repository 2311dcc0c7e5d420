// The promise: what the broker sees of a visit depends on role, policy and clock alone. The same
// visits, once with nothing to say and once with whatever comes to mind.

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "tests/client/scheme.h"

namespace sotto::client {
namespace {

using testing::FakeBroker;
using testing::Scheme;

Intent something(const Scheme& scheme, const Visit& visit) {
  const auto engagements = visit.engagements();
  const std::uint32_t id = engagements.empty() ? 1 : engagements.front().id;
  switch (random_below(10)) {
    case 0:
      return intent::Choose{id, static_cast<std::uint8_t>(1 + random_below(3))};
    case 1:
    case 2:
      return intent::Accept{id};
    case 3:
      return intent::Offer{id, {{1'800'000'000, "Here"}, {1'800'000'001, ""}}};
    case 4:
      return intent::Held{id};
    case 5:
      return random_below(4) == 0 ? Intent(intent::End{id}) : Intent(intent::Accept{id});
    case 6:
      return random_below(4) == 0 ? Intent(intent::EndAndBlock{id}) : Intent(intent::Accept{id});
    case 7:
      return intent::PublishListing{testing::sample_text("Other " + std::string(50, 'x'))};
    default:
      return scheme.enquiry();
  }
}

struct Seen {
  std::vector<std::pair<std::string, std::size_t>> trace;
  std::vector<std::string> paths;
  std::vector<std::size_t> sizes;
  std::vector<FakeBroker::Pass> passes;
  std::vector<Known> known;
  std::size_t done = 0;  // wishes that were carried out
  bool operator==(const Seen&) const = default;
};

// wishes: how many a visit, in whatever order they come; refused ones are part of it.
Seen world(std::uint64_t seed, std::uint32_t wishes) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  const SeededRandom own(seed);
  Seen out;
  for (int round = 0; round < 8; ++round) {
    for (const std::uint8_t person : {20, 10}) {
      auto visit = scheme.visit(person);
      EXPECT_FALSE(visit.failure());
      for (int commit = 0; commit <= round % 3; ++commit) {
        for (std::uint32_t i = 0; i < wishes; ++i) {
          if (visit.apply(something(scheme, visit))) ++out.done;
        }
        scheme.host.stay(visit);
      }
      out.known.push_back(visit.known());
      scheme.host.leave(visit);
      EXPECT_FALSE(visit.failure());
      broker.publish();
    }
    broker.pass_days(round % 2 == 0 ? 1 : 3);
  }
  out.trace = broker.trace;
  out.paths = broker.inner_paths;
  out.sizes = broker.inner_sizes;
  out.passes = broker.passes;
  return out;
}

// What the broker can tell of a pass included: whether it had it before, and whether it signed it.
TEST(VisitShape, IsTheSameWhateverAPersonDoes) {
  const Seen quiet = world(1, 0);
  using Pass = FakeBroker::Pass;
  for (const Pass kind : {Pass::kNew, Pass::kAgain}) {
    EXPECT_GT(std::ranges::count(quiet.passes, kind), 0);
  }
  for (std::uint64_t seed = 2; seed < 6; ++seed) {
    Seen busy = world(seed, 4);
    EXPECT_GT(std::exchange(busy.done, 0), 10u) << seed;
    EXPECT_EQ(busy, quiet) << seed;
  }
}

TEST(VisitShape, IsTheOneOfTheSpecification) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  for (const std::uint8_t person : {20, 10}) {
    broker.trace.clear();
    broker.inner_paths.clear();
    broker.inner_sizes.clear();
    auto visit = scheme.visit(person);
    for (int i = 0; i < 8; ++i) scheme.host.stay(visit);
    scheme.host.leave(visit);
    EXPECT_TRUE(std::holds_alternative<Finished>(visit.next(broker.now)));

    ASSERT_EQ(broker.trace.size(), 4u + 1 + (person == 20 ? 28 : 42) + 6);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(broker.trace[i].first, kPublicPaths[i]);
    EXPECT_EQ(broker.trace[4].first, "/gateway");
    EXPECT_TRUE(broker.trace[5].first.starts_with(person == 20 ? "/boards/replies/"
                                                               : "/boards/enquiries/"));
    EXPECT_TRUE(broker.trace[32].first.starts_with(person == 20 ? "/boards/enquiries/"
                                                                : "/boards/replies/"));
    EXPECT_TRUE(broker.trace[32].first.ends_with("-list"));
    const std::size_t commit = person == 20 ? protocol::kMediumRequest : protocol::kLargeRequest;
    EXPECT_EQ(broker.inner_paths,
              (std::vector<std::string>{"/open", "/commit", "/commit", "/commit", "/commit",
                                        "/commit", "/commit"}));
    EXPECT_EQ(broker.inner_sizes, (std::vector<std::size_t>{protocol::kSmallRequest, commit, commit,
                                                            commit, commit, commit, commit}));
    EXPECT_EQ(broker.trace.back().second, commit + 55);
  }
}

TEST(VisitShape, IsTheOneOfTheSpecificationForARecipientToo) {
  FakeBroker broker;
  Scheme scheme(broker);
  auto visit = scheme.enrol(30, protocol::Role::kRecipient);
  ASSERT_TRUE(visit.opened());
  for (int i = 0; i < 8; ++i) scheme.host.stay(visit);
  scheme.host.leave(visit);
  ASSERT_EQ(broker.trace.size(), 4u + 2 + 42 + 6);
  EXPECT_TRUE(broker.trace[6 + 28].first.starts_with("/boards/envelopes/"));
  EXPECT_EQ(broker.trace.back().second, protocol::kMediumRequest + 55);
  EXPECT_EQ(std::ranges::count(broker.inner_paths, "/draw"), 0);
}

TEST(VisitShape, HasItsFirstCommitInTheWindowOfThePolicy) {
  FakeBroker broker;
  Scheme scheme(broker);
  scheme.begin();
  for (int i = 0; i < 10; ++i) {
    auto visit = scheme.colleague();
    const auto step = visit.next(broker.now);
    const auto* const wait = std::get_if<Wait>(&step);
    ASSERT_NE(wait, nullptr);
    EXPECT_GE(wait->until, broker.now + 10);
    EXPECT_LE(wait->until, broker.now + 40);
  }
}

TEST(VisitShape, FillsThePassPlaceOfASupporterWhoIsNotListed) {
  FakeBroker broker;
  Scheme scheme(broker);
  auto visit = scheme.enrol(30, protocol::Role::kSupporter);
  ASSERT_TRUE(visit.opened());
  for (int i = 0; i < 3; ++i) scheme.host.stay(visit);
  EXPECT_FALSE(visit.failure());
  EXPECT_EQ(visit.known().redemptions, 0u);
  EXPECT_EQ(std::ranges::count(broker.inner_paths, "/draw"), 0);
}

}  // namespace
}  // namespace sotto::client
