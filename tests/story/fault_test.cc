// A story of meetings, with a disk that fails (faulty_story.h).

#include "tests/story/faulty_story.h"

namespace sotto::testing {
namespace {

using client::Visit;
namespace intent = client::intent;

constexpr protocol::UnixTime kMonday = 20458ull * 86400;  // 2026-01-05
constexpr protocol::UnixTime kDay = 86400;

// Enrolment, listing, an enquiry, three meetings and no fourth, across two epoch changes.
class StoryOfMeetings : public FaultyStory {
 public:
  explicit StoryOfMeetings(FaultPlan& plan) : FaultyStory(policy(), kMonday + 8 * 3600, plan) {}

  Traces play() {
    begin();
    enquire();
    answer();
    for (std::uint8_t meeting = 1; meeting <= 3; ++meeting) meet(meeting);
    wait_for_batch();
    visit(colleague, [&](Visit& open) {
      for (const auto& view : open.engagements()) {
        EXPECT_EQ(view.phase, client::Phase::kEnded);
        EXPECT_EQ(view.held, 3);
      }
    });
    EXPECT_TRUE(visit(other).engagements().empty()) << "the other supporter learned nothing";
    rig.advance(3 * kDay);  // into the next epoch, in which everybody draws
    for (Person* person : {&supporter, &other, &colleague}) visit(*person);
    return end();
  }

 private:
  static protocol::Policy policy() {
    protocol::Policy out = Rig::test_policy();
    out.publish_every = 21600;
    out.packs_per_epoch = 2;
    return out;
  }

  void wait_for_batch() { rig.advance(21600); }

  static client::EngagementView only(const Visit& open) {
    const auto engagements = open.engagements();
    if (engagements.size() != 1) throw std::runtime_error("not one engagement");
    return engagements[0];
  }

  void begin() {
    supporter = rig.enrol("Dr Rowan Example", protocol::Role::kSupporter);
    other = rig.enrol("Dr Ash Example", protocol::Role::kSupporter);
    colleague = rig.enrol("colleague", protocol::Role::kColleague);
    rig.list(supporter);
    rig.list(other);
    rig.sign_pass_keys();
    rig.advance(kDay);
    visit(supporter);
    visit(other);
    rig.advance_to(kMonday + 7 * kDay + 9 * 3600);
    visit(supporter);
    visit(other);
  }
  void enquire() {
    visit(colleague, [&](Visit& open) {
      for (const auto& line : open.directory()) {
        if (line.text.fields[0].second != supporter.name) continue;
        must(open.apply(intent::Enquire{line.id, protocol::Means::kPhone, "01632 960123"}));
      }
    });
    wait_for_batch();
  }
  void answer() {
    visit(supporter);  // redeems pass 1
    wait_for_batch();
    visit(supporter, [&](Visit& open) {
      const auto id = only(open).id;
      must(open.apply(intent::Accept{id}));
      must(open.apply(intent::Offer{id, {{rig.now() + kDay, "Room 4"}}}));
    });
  }
  void meet(std::uint8_t meeting) {
    wait_for_batch();
    visit(colleague, [&](Visit& open) { must(open.apply(intent::Choose{only(open).id, 1})); });
    wait_for_batch();
    visit(supporter);  // sees the choice and redeems pass `meeting`
    wait_for_batch();
    visit(supporter, [&](Visit& open) {
      const auto view = only(open);
      EXPECT_EQ(view.agreed, meeting);
      must(open.apply(intent::Held{view.id}));
      const auto offered = open.apply(intent::Offer{view.id, {{rig.now() + kDay, "Room 4"}}});
      EXPECT_EQ(offered.has_value(), meeting < 3);
    });
  }

  Person supporter, other, colleague;
};

TEST(Fault, LosesNothingAndRepeatsNothing) {
  fail_everywhere<StoryOfMeetings>(7, 1);
}

TEST(FaultLong, LosesNothingAndRepeatsNothing) {
  fail_everywhere<StoryOfMeetings>(1, 2);
}

}  // namespace
}  // namespace sotto::testing
