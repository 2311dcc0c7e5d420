#include "crypto/protocol/policy_change.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/sample_log.h"
#include "tests/support/sample_steps.h"

namespace sotto::protocol {
namespace {

Policy whole_policy() {
  Policy out = sotto::testing::sample_policy();
  const auto vkey = [](std::uint8_t seed) {
    return tlog::NoteKey{"witness.example/" + std::to_string(seed),
                         sotto::testing::sample_key(seed).public_key, tlog::KeyType::kCosignature}
        .vkey();
  };
  out.concern_steps = sotto::testing::sample_steps();
  out.witnesses = "witness a " + vkey(31) + " https://a.example/w\nwitness b " + vkey(32) +
                  "\ngroup q any a b\nquorum q\n";
  out.witness_every = 3600;
  return out;
}

using Change = std::function<void(Policy&)>;
struct Named {
  const char* name;
  Change change;
  const char* before;
  const char* after;
};

TEST(PolicyChange, EveryFieldIsToldByItsNameWithWhatItWasAndWillBe) {
  const Named changes[] = {
      {"title", [](Policy& p) { p.title = "Other"; }, "Sample scheme", "Other"},
      {"time_zone", [](Policy& p) { p.time_zone = "Europe/Paris"; }, "Europe/London",
       "Europe/Paris"},
      {"relay", [](Policy& p) { p.relay = "https://r.example"; }, "", "https://r.example"},
      {"publish_every", [](Policy& p) { p.publish_every = 60; }, "1", "60"},
      {"means", [](Policy& p) { p.means.pop_back(); }, "in-service, phone, pager",
       "in-service, phone"},
      {"visits_per_day", [](Policy& p) { p.visits_per_day = 5; }, "3", "5"},
      {"first_commit", [](Policy& p) { p.first_commit_max = 50; }, "10 to 40", "10 to 50"},
      {"commit_interval", [](Policy& p) { p.commit_interval = 60; }, "300", "60"},
      {"timed_commits", [](Policy& p) { p.timed_commits = 1; }, "4", "1"},
      {"visiting_days", [](Policy& p) { p.visiting_days = 1; }, "Monday, Wednesday, Friday",
       "Monday"},
      {"engagement_weeks", [](Policy& p) { p.engagement_weeks = 8; }, "12", "8"},
      {"concern_hours", [](Policy& p) { p.concern_hours = 8; }, "4", "8"},
      {"witness_every", [](Policy& p) { p.witness_every = 60; }, "3600", "60"},
      {"texts.about", [](Policy& p) { p.texts[0].value = "New."; }, "An invented scheme.", "New."},
      {"signposts.1.contact", [](Policy& p) { p.signposts[0].contact = "01632 960001"; },
       "01632 960000", "01632 960001"},
      {"concern_steps.danger.question",
       [](Policy& p) { p.concern_steps->steps[0].question = "Now?"; }, "Danger?", "Now?"},
      {"concern_steps.who.choices.1.label",
       [](Policy& p) { p.concern_steps->steps[2].choices[0].label = "Them"; }, "Patients", "Them"},
      {"concern_steps.facts.fields.2.max",
       [](Policy& p) { p.concern_steps->steps[10].fields[1].max = 300; }, "360", "300"},
      {"concern_steps.telephones.1.number",
       [](Policy& p) { p.concern_steps->telephones[0].number = "01632 960002"; }, "01632 960000",
       "01632 960002"},
  };
  for (const Named& each : changes) {
    SCOPED_TRACE(each.name);
    Policy next = whole_policy();
    each.change(next);
    ASSERT_EQ(next.problem(), nullptr) << next.problem();
    EXPECT_EQ(problem_of_change(whole_policy(), next), nullptr);
    const auto found = differences(whole_policy(), next);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, each.name);
    EXPECT_EQ(found[0].before, each.before);
    EXPECT_EQ(found[0].after, each.after);
  }
}

TEST(PolicyChange, AWitnessIsALineOfItsOwn) {
  const Policy before = whole_policy();
  Policy next = before;
  next.witnesses.replace(next.witnesses.find("a.example/w"), 11, "n.example/w");
  const auto found = differences(before, next);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "witnesses.witness a");
  EXPECT_TRUE(found[0].before.ends_with("https://a.example/w"));
  EXPECT_TRUE(found[0].after.ends_with("https://n.example/w"));
}

TEST(PolicyChange, WhatComesAndWhatGoesIsTold) {
  Policy next = whole_policy();
  next.texts.push_back({"you", "New."});
  next.signposts.clear();
  const auto found = differences(whole_policy(), next);
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[0].name, "texts.you");
  EXPECT_EQ(found[0].before, "");
  EXPECT_EQ(found[1].name, "signposts.1.who");
  EXPECT_EQ(found[1].after, "");
}

// A lead who is shown nothing must be signing nothing.
TEST(PolicyChange, NoChangeIsSilent) {
  const Policy before = whole_policy();
  EXPECT_TRUE(differences(before, before).empty());
  const Bytes wire = before.encode();
  int others = 0;
  for (std::size_t i = 0; i < wire.size(); ++i) {
    Bytes changed = wire;
    changed[i] ^= 1;
    const auto next = Policy::parse(changed);
    if (!next) continue;
    ++others;
    EXPECT_FALSE(differences(before, *next).empty()) << i;
  }
  EXPECT_GT(others, 100);
  Policy shuffled = before;
  std::swap(shuffled.concern_steps->steps[6].choices[0],
            shuffled.concern_steps->steps[6].choices[1]);
  EXPECT_FALSE(differences(before, shuffled).empty());
  Policy turned = before;
  const std::size_t second = turned.witnesses.find("witness b");
  const std::size_t group = turned.witnesses.find("group");
  turned.witnesses = turned.witnesses.substr(second, group - second) +
                     turned.witnesses.substr(0, second) + turned.witnesses.substr(group);
  ASSERT_EQ(turned.problem(), nullptr);
  EXPECT_FALSE(differences(before, turned).empty());
}

TEST(PolicyChange, WhatEverythingElseCountsInNeverChanges) {
  const Change changes[] = {
      [](Policy& p) { p.origin = "sotto.example/other"; },
      [](Policy& p) { p.calendar.day_seconds = 60, p.calendar.epoch_days = 5; },
      [](Policy& p) { p.calendar.epoch_days = 5; },
      [](Policy& p) { p.lead_signatures = 1; },
      [](Policy& p) { p.packs_per_epoch = 5; },
      [](Policy& p) { p.concern_quorum = 2; },
  };
  for (const Change& change : changes) {
    Policy next = whole_policy();
    change(next);
    EXPECT_NE(problem_of_change(whole_policy(), next), nullptr);
    EXPECT_FALSE(differences(whole_policy(), next).empty());
  }
}

}  // namespace
}  // namespace sotto::protocol
