// A locker in a file, with a real broker: its visits look like everybody's, an engagement begins,
// and what the broker has opens with nothing.

#include <gtest/gtest.h>

#include <utility>

#include "client/core/locker.h"
#include "crypto/primitives/random.h"
#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

using client::Visit;
using protocol::Role;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

class KeptLocker : public ::testing::Test {
 protected:
  KeptLocker() : rig({Rig::test_policy(), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", Role::kSupporter);
    rig.list(supporter);
    rig.advance(kDay);
    rig.visit(supporter);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    rig.visit(supporter);
    run(Visit::enrol_kept(keys.clone(), pin(), rig.new_code(), Role::kColleague, rig.now()), {});
  }
  client::Pin pin() const { return {to_bytes(rig.genesis())}; }

  // One visit, as the command line makes it; what was kept before each request is the file.
  Visit run(Visit visit, const std::function<void(Visit&)>& act) {
    bool acted = false;
    for (;;) {
      if (visit.opened() && !visit.failure() && !std::exchange(acted, true) && act) act(visit);
      const client::Step step = visit.next(rig.now());
      file = *visit.kept();
      if (std::holds_alternative<client::Finished>(step)) return visit;
      if (const auto* wait = std::get_if<client::Wait>(&step)) {
        if (visit.known().commits > 0) {
          visit.leave();
        } else {
          rig.advance_to(wait->until);
        }
        continue;
      }
      const auto& request = std::get<client::Send>(step).request;
      sent.emplace_back(request.path, request.body.size());
      visit.answer(rig.exchange(request), rig.now());
    }
  }
  Visit visit(const std::function<void(Visit&)>& act = {}) {
    return run(Visit::open_kept(keys.clone(), pin(), file, rig.now()), act);
  }

  Rig rig;
  Person supporter;
  client::LockerKeys keys{random_array<32>(), SigningKey::generate(), random_secret<32>()};
  client::Kept file;
  std::vector<std::pair<std::string, std::size_t>> sent;
};

TEST_F(KeptLocker, AnEngagementBeginsAndTheBrokerHasNothingOfIt) {
  Visit asking = visit([&](Visit& visit) {
    const auto line = visit.directory().at(0);
    ASSERT_TRUE(visit.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
  });
  ASSERT_FALSE(asking.failure());
  rig.advance(6 * 3600);
  rig.visit(supporter);  // redeems the pass
  rig.advance(6 * 3600);
  rig.visit(supporter, [&](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    ASSERT_TRUE(visit.apply(intent::Accept{visit.engagements()[0].id}));
  });
  rig.advance(6 * 3600);
  Visit answered = visit();
  ASSERT_FALSE(answered.failure());
  ASSERT_EQ(answered.engagements().size(), 1u);
  EXPECT_EQ(answered.engagements()[0].phase, client::Phase::kAccepted);

  const auto open = broker::answer_open(rig.store().snapshot(), rig.store().erasable(), keys.id);
  ASSERT_TRUE(open);
  const auto held = protocol::OpenAnswer::parse(ByteView(*open).subspan(1));
  ASSERT_TRUE(held);
  EXPECT_FALSE(client::open_locker(keys, held->salt, held->version, held->locker));
  EXPECT_TRUE(client::open_locker(keys, held->salt, held->version, file.back().blob));
}

TEST_F(KeptLocker, TwoVisitsAreAlikeWhateverIsDoneAndAnOldCopyIsRefused) {
  sent.clear();
  const client::Kept old = file;
  visit();
  const auto quiet = std::exchange(sent, {});
  visit([&](Visit& visit) {
    const auto line = visit.directory().at(0);
    ASSERT_TRUE(visit.apply(intent::Enquire{line.id, protocol::Means::kInService, ""}));
  });
  EXPECT_EQ(sent, quiet);
  file = old;
  rig.advance(kDay);
  EXPECT_EQ(visit().failure(), client::Failure::kLockerOutdated);
}

}  // namespace
}  // namespace sotto::testing
