// The main job, whole: a colleague reaches a supporter, they meet three times, there is no fourth,
// and it ends.

#include <gtest/gtest.h>

#include "tests/story/rig.h"

namespace sotto::testing {
namespace {

using client::Visit;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

class Story : public ::testing::Test {
 protected:
  Story() : rig({Rig::test_policy(), kMonday + 8 * 3600}) {
    supporter = rig.enrol("Dr Rowan Example", protocol::Role::kSupporter);
    other = rig.enrol("Dr Ash Example", protocol::Role::kSupporter);
    colleague = rig.enrol("colleague", protocol::Role::kColleague);
    rig.list(supporter);
    rig.list(other);
    rig.advance(kDay);
    rig.visit(supporter);  // leaves the contact key of the week in which the listing is in force
    rig.visit(other);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    rig.visit(supporter);
    rig.visit(other);
  }

  void wait_for_batch() { rig.advance(7 * 3600); }

  static void must(const std::expected<void, client::IntentRefusal>& applied) {
    ASSERT_TRUE(applied) << client::describe(applied.error());
  }

  void enquire() {
    rig.visit(colleague, [&](Visit& visit) {
      const auto directory = visit.directory();
      ASSERT_EQ(directory.size(), 2u);
      for (const auto& line : directory) {
        if (line.text.fields[0].second != supporter.name) continue;
        EXPECT_TRUE(line.offered);
        must(visit.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
      }
    });
    wait_for_batch();
  }

  Rig rig;
  Person supporter, other, colleague;
};

TEST_F(Story, ThreeMeetingsAndNoFourth) {
  enquire();
  rig.visit(supporter);  // redeems pass 1
  wait_for_batch();
  const Visit seen = rig.visit(supporter, [&](Visit& visit) {
    ASSERT_EQ(visit.engagements().size(), 1u);
    const auto id = visit.engagements()[0].id;
    EXPECT_EQ(visit.engagements()[0].value, "01632 960123");
    must(visit.apply(intent::Accept{id}));
    must(visit.apply(intent::Offer{id, {{rig.now() + kDay, "Room 4"}}}));
  });
  for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) {
    wait_for_batch();
    rig.visit(colleague, [&](Visit& visit) {
      ASSERT_EQ(visit.engagements().size(), 1u);
      const auto view = visit.engagements()[0];
      ASSERT_EQ(view.slots.size(), 1u);
      must(visit.apply(intent::Choose{view.id, 1}));
    });
    wait_for_batch();
    rig.visit(supporter);  // sees the choice and redeems pass `meeting`
    wait_for_batch();
    rig.visit(supporter, [&](Visit& visit) {
      const auto view = visit.engagements()[0];
      EXPECT_EQ(view.agreed, meeting);
      must(visit.apply(intent::Held{view.id}));
      if (meeting < 3) {
        must(visit.apply(intent::Offer{view.id, {{rig.now() + kDay, "Room 4"}}}));
      } else {
        EXPECT_FALSE(visit.apply(intent::Offer{view.id, {{rig.now() + kDay, "Room 4"}}}));
      }
    });
  }
  wait_for_batch();
  rig.visit(colleague, [&](Visit& visit) {
    for (const auto& view : visit.engagements()) {
      EXPECT_EQ(view.phase, client::Phase::kEnded);
      EXPECT_EQ(view.held, 3);
      EXPECT_FALSE(visit.apply(intent::Choose{view.id, 1}));
    }
  });
  const Visit nothing = rig.visit(other);
  EXPECT_TRUE(nothing.engagements().empty()) << "the other supporter learned nothing";
}

}  // namespace
}  // namespace sotto::testing
