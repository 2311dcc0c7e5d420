#include "crypto/protocol/steps.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_steps.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_flips_never_give_a_second_encoding;
using sotto::testing::expect_one_encoding;
using sotto::testing::sample_steps;

TEST(Steps, HaveOneEncoding) {
  ASSERT_EQ(sample_steps().problem(), "");
  expect_one_encoding<Steps>(sample_steps().encode());
  expect_flips_never_give_a_second_encoding<Steps>(sample_steps().encode());
}

TEST(Steps, FieldsStandInTheOrderOfTheSpecification) {
  const std::string hex = to_hex(sample_steps().encode());
  EXPECT_EQ(hex.substr(0, 2 * (8 + 12 + 1 + 6 + 14 + 12 + 1)),
            "000653616d706c65"
            "000a323032362d30312d3035"
            "01"
            "00044c656164"
            "000c303136333220393630303030"
            "000a323032362d30312d3035"
            "0c");
  // The first step whole, and the last but one from its kind on.
  EXPECT_NE(hex.find("000664616e676572"
                     "01"
                     "000744616e6765723f"
                     "000a54776f0a6c696e65732e"
                     "000142"
                     "ff"
                     "02"
                     "01"
                     "0003596573"
                     "01"
                     "01"
                     "02"
                     "00024e6f"
                     "02"
                     "00"
                     "00"),
            std::string::npos);
  EXPECT_NE(hex.find("0005"
                     "6661637473"
                     "04"
                     "000557686174"
                     "3f"
                     "0000"
                     "0000"
                     "0b"
                     "00"
                     "02"
                     "00044e616d65"
                     "0000"
                     "0050"
                     "01"
                     "00045269736b"
                     "000448656c70"
                     "0168"
                     "00"),
            std::string::npos);
}

TEST(Steps, ComeBackFieldByField) {
  const Steps steps = *Steps::parse(sample_steps().encode());
  EXPECT_EQ(steps.checked, "2026-01-05");
  EXPECT_EQ(steps.telephones[0].number, "01632 960000");
  ASSERT_EQ(steps.steps.size(), 12u);
  EXPECT_EQ(steps.steps[0].help, "Two\nlines.");
  EXPECT_EQ(steps.steps[6].choices[0].meaning, Meaning::kNamed);
  EXPECT_EQ(steps.steps[10].fields[1].max, 360);
}

TEST(Steps, HashIsLabelled) {
  EXPECT_EQ(sample_steps().hash(),
            sha256({as_bytes("sotto/v1/concern-steps"), Bytes{0}, sample_steps().encode()}));
}

struct Broken {
  const char* problem;
  std::function<void(Steps&)> break_it;
};

TEST(StepsRefusal, EachRuleByItsName) {
  const std::string control = "a\x01";
  const auto step = [](std::size_t i, auto change) {
    return [=](Steps& s) { change(s.steps[i]); };
  };
  const std::vector<Broken> cases{
      {"version", [](Steps& s) { s.version = ""; }},
      {"checked", [&](Steps& s) { s.checked = control; }},
      {"telephones are 1", [](Steps& s) { s.telephones.clear(); }},
      {"telephones are 1", [](Steps& s) { s.telephones.assign(9, s.telephones[0]); }},
      {"telephones are plain", [](Steps& s) { s.telephones[0].number = ""; }},
      {"steps are 1 to 29", [](Steps& s) { s.steps.clear(); }},
      {"steps are 1 to 29", [](Steps& s) { s.steps.assign(30, s.steps[0]); }},
      {"steps have an id", step(0, [](Step& s) { s.id = ""; })},
      {"steps have an id", step(0, [](Step& s) { s.id = "Danger"; })},
      {"steps have an id", step(1, [](Step& s) { s.id = "danger"; })},
      {"step danger is of no kind", step(0, [](Step& s) { s.kind = StepKind{0}; })},
      {"step danger is of no kind", step(0, [](Step& s) { s.kind = StepKind{8}; })},
      {"step danger has a question", step(0, [](Step& s) { s.question = ""; })},
      {"step danger has a question", step(0, [&](Step& s) { s.help = control; })},
      {"step danger has too few", step(0, [](Step& s) { s.choices.pop_back(); })},
      {"step call has too few",
       step(1, [](Step& s) { s.choices = {{1, "On", 2, Meaning::kNothing}}; })},
      {"step danger has choices whose", step(0, [](Step& s) { s.choices[0].code = 0; })},
      {"step danger has choices whose", step(0, [](Step& s) { s.choices[0].code = 251; })},
      {"step danger has choices whose", step(0, [](Step& s) { s.choices[1].code = 1; })},
      {"step weighing has choices whose", step(7, [](Step& s) { s.choices[1].code = 9; })},
      {"step danger has a choice without", step(0, [](Step& s) { s.choices[0].label = ""; })},
      {"step danger has a choice that leads nowhere",
       step(0, [](Step& s) { s.choices[0].next = kNoStep; })},
      {"step weighing has a tick", step(7, [](Step& s) { s.choices[0].next = 8; })},
      {"step themself has a meaning",
       step(3, [](Step& s) { s.choices[0].meaning = Meaning::kNamed; })},
      {"step danger has a meaning", step(0, [](Step& s) { s.choices[0].meaning = Meaning{5}; })},
      {"step facts has too few", step(10, [](Step& s) { s.fields.clear(); })},
      {"step facts has too few",
       step(10, [](Step& s) { s.fields.assign(5, {"Field", "", 20, false}); })},
      {"step call has too few", step(1, [](Step& s) { s.fields = {{"F", "", 9, false}}; })},
      {"step facts has a field without plain", step(10, [](Step& s) { s.fields[0].label = ""; })},
      {"step facts has a field without room", step(10, [](Step& s) { s.fields[0].max = 0; })},
      {"step facts has fields of more", step(10, [](Step& s) { s.fields[1].max = 1121; })},
      {"step facts leads nowhere", step(10, [](Step& s) { s.next = kNoStep; })},
      {"step check leads somewhere", step(11, [](Step& s) { s.next = 0; })},
      {"step weighing does not lead", step(7, [](Step& s) { s.next = 7; })},
      {"step weighing does not lead", step(7, [](Step& s) { s.next = 12; })},
      {"step threshold has a choice that does not lead",
       step(4, [](Step& s) { s.choices[0].next = 2; })},
      {"step themself has a choice that does not lead",
       step(3, [](Step& s) { s.choices[0].next = 3; })},
      {"step themself has a choice that does not lead",
       step(3, [](Step& s) { s.choices[0].next = 1; })},
      {"step recipients has a choice that does not end",
       step(8, [](Step& s) { s.choices[0].next = 10; })},
      {"step outside cannot be reached", step(8, [](Step& s) { s.choices.clear(); })},
      {"the first step", step(0, [](Step& s) { s.choices[0].meaning = Meaning::kNothing; })},
      {"the first step",
       step(2, [](Step& s) { s.choices[0].meaning = Meaning::kImmediateDanger; })},
      {"the first step", [](Steps& s) { s.steps[1].kind = StepKind::kInterruption; }},
      {"one choice means themself-only",
       step(2, [](Step& s) { s.choices[1].meaning = Meaning::kNothing; })},
      {"one choice means themself-only",
       step(2, [](Step& s) { s.choices.push_back({3, "On", 4, Meaning::kThemselfOnly}); })},
      {"one choice means themself-only",
       step(3, [](Step& s) { s.kind = StepKind::kChoice, s.choices[1].next = 4; })},
      {"one choice means below-threshold",
       step(4, [](Step& s) { s.choices[1].meaning = Meaning::kNothing; })},
      {"one choice means below-threshold", step(5, [](Step& s) { s.kind = StepKind::kTelephone; })},
      {"there is one step each", step(7,
                                      [](Step& s) {
                                        s.kind = StepKind::kTexts, s.choices.clear(),
                                        s.fields = {{"F", "", 9, false}};
                                      })},
      {"one choice means named",
       step(6, [](Step& s) { s.choices[0].meaning = Meaning::kNothing; })},
      {"one choice means named", step(10, [](Step& s) { s.fields[0].named = false; })},
      {"a path to the check leaves out",
       step(4, [](Step& s) { s.choices.push_back({3, "Skip", 10, Meaning::kNothing}); })},
      {"a path to the check leaves out",
       step(2, [](Step& s) { s.choices.push_back({3, "Skip", 6, Meaning::kNothing}); })},
      {"a path to the check leaves out",
       step(6, [](Step& s) { s.choices.push_back({3, "Skip", 11, Meaning::kNothing}); })},
      {"a path to the check leaves out",
       step(0, [](Step& s) { s.choices.push_back({3, "Skip", 4, Meaning::kNothing}); })},
  };
  for (const Broken& each : cases) {
    Steps steps = sample_steps();
    each.break_it(steps);
    EXPECT_TRUE(steps.problem().starts_with(each.problem))
        << each.problem << " but: " << steps.problem();
  }
}

TEST(StepsRefusal, OnTheWireToo) {
  Bytes bad = sample_steps().encode();
  ASSERT_EQ(bad[8 + 12 + 1 + 6 + 14 + 12 + 1 + 8], 1);  // the first step's kind
  bad[8 + 12 + 1 + 6 + 14 + 12 + 1 + 8] = 5;
  EXPECT_FALSE(Steps::parse(bad));
}

TEST(StepsDeathTest, EncodingStepsWithAProblemIsABug) {
  Steps steps = sample_steps();
  steps.version = "";
  EXPECT_DEATH(steps.encode(), "panic: steps");
}

// Steps by number: danger, who, threshold, naming, weighing, recipients, facts, check.
const std::vector<StepAnswer> kPath{{0, 2},     {2, 1},    {4, 1},  {6, 1},
                                    {7, 0b101}, {8, 0b11}, {10, 2}, {11, 1}};

TEST(StepsPath, IsWholeFromTheFirstStepToTheCheck) {
  const Steps steps = sample_steps();
  EXPECT_TRUE(steps.completes(kPath));
  const std::vector<StepAnswer> agreed{{0, 2}, {2, 2}, {3, 1},  {4, 1}, {6, 2},
                                       {7, 5}, {8, 1}, {10, 4}, {11, 1}};
  EXPECT_TRUE(steps.completes(agreed));
}

TEST(StepsPath, IsRefusedWhenAnyAnswerIsMissingOrAnother) {
  const Steps steps = sample_steps();
  EXPECT_FALSE(steps.completes({}));
  for (std::size_t i = 0; i < kPath.size(); ++i) {
    auto without = kPath;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(steps.completes(without)) << i;
    auto other = kPath;
    other[i].code = i == 5 ? 0 : 77;
    EXPECT_FALSE(steps.completes(other)) << i;
  }
  auto longer = kPath;
  longer.push_back({0, 2});
  EXPECT_FALSE(steps.completes(longer));
}

TEST(StepsPath, EndsWhereItStops) {
  const Steps steps = sample_steps();
  EXPECT_EQ(steps.after({1, 1}), std::nullopt);      // the telephone
  EXPECT_EQ(steps.after({5, 1}), std::nullopt);      // a stop without a way on
  EXPECT_EQ(steps.after({3, 9}), 2);                 // back to the question
  EXPECT_EQ(steps.after({7, 0b001}), std::nullopt);  // not all are ticked
  EXPECT_EQ(steps.after({99, 1}), std::nullopt);
  const std::vector<StepAnswer> back{{0, 2}, {2, 2}, {3, 9}, {2, 1}};
  EXPECT_FALSE(steps.completes(back));
}

TEST(Steps, TellTheLengthOfATextInBandsAlone) {
  EXPECT_EQ(length_band(0), 1);
  EXPECT_EQ(length_band(250), 1);
  EXPECT_EQ(length_band(251), 2);
  EXPECT_EQ(length_band(500), 2);
  EXPECT_EQ(length_band(1000), 3);
  EXPECT_EQ(length_band(1001), 4);
}

}  // namespace
}  // namespace sotto::protocol
