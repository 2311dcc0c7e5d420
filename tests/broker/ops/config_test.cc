#include "broker/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "broker/concern_steps.h"

namespace sotto::broker {
namespace {

using protocol::Policy;

const std::string kRequired =
    "origin = \"sotto.example/test\"\n"
    "title = \"Test\"\n"
    "time_zone = \"Europe/London\"\n"
    "means = [\"phone\", \"in-service\"]\n"
    "publish_at = [\"18:00\", \"06:00\"]\n";

std::expected<Policy, std::string> parse(const std::string& toml) {
  return parse_scheme(toml, nullptr);
}

std::string refusal(const std::string& toml) {
  const auto policy = parse(toml);
  return policy ? "" : policy.error();
}

std::string without(const std::string& key) {
  std::istringstream in(kRequired);
  std::string out, line;
  while (std::getline(in, line)) {
    if (!line.starts_with(key + " ")) out += line + "\n";
  }
  return out;
}

std::string example(const std::string& name) {
  std::ifstream file(std::string(SOTTO_SOURCE_DIR) + "/broker/schemes/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Config, FillsInWhatIsLeftOut) {
  const auto policy = parse(kRequired);
  ASSERT_TRUE(policy) << policy.error();
  const Policy defaults;
  EXPECT_EQ(policy->origin, "sotto.example/test");
  EXPECT_EQ(policy->commit_interval, defaults.commit_interval);
  EXPECT_EQ(policy->visiting_days, defaults.visiting_days);
  EXPECT_EQ(policy->publish_at, (std::vector<std::uint16_t>{360, 1080}));
  EXPECT_EQ(policy->means,
            (std::vector<protocol::Means>{protocol::Means::kInService, protocol::Means::kPhone}));
}

TEST(Config, ReadsEveryKey) {
  const auto policy = parse(
      "origin = \"a/b\"\ntitle = \"T\"\ntime_zone = \"UTC\"\nday_seconds = 4\nepoch_days = 400\n"
      "relay = \"https://relay.example\"\nlead_signatures = 1\nvisits_per_day = 0\npacks_per_epoch "
      "= 5\nfirst_commit = [0, 1]\n"
      "commit_interval = 2\ntimed_commits = 3\nvisiting_days = [\"Sunday\"]\npublish_every = 7\n"
      "means = [\"in-service\", \"teams\"]\nengagement_weeks = 6\n"
      "[texts]\nz = \"last\"\na = \"\"\"\none\ntwo\n\"\"\"\n"
      "[[signposts]]\nwho = \"w\"\nwhat = \"x\"\ncontact = \"01632 960000\"\n"
      "last_checked = 2026-03-09\n");
  ASSERT_TRUE(policy) << policy.error();
  EXPECT_EQ(policy->calendar.day_seconds, 4u);
  EXPECT_EQ(policy->calendar.epoch_days, 400u);
  EXPECT_EQ(policy->relay, "https://relay.example");
  EXPECT_EQ(policy->lead_signatures, 1);
  EXPECT_EQ(policy->visits_per_day, 0);
  EXPECT_EQ(policy->packs_per_epoch, 5);
  EXPECT_EQ(policy->first_commit_min, 0u);
  EXPECT_EQ(policy->first_commit_max, 1u);
  EXPECT_EQ(policy->commit_interval, 2u);
  EXPECT_EQ(policy->timed_commits, 3);
  EXPECT_EQ(policy->visiting_days, 0b1000000);
  EXPECT_EQ(policy->publish_every, 7u);
  EXPECT_EQ(policy->engagement_weeks, 6);
  ASSERT_EQ(policy->texts.size(), 2u);
  EXPECT_EQ(policy->texts[0].key, "a");
  EXPECT_EQ(policy->texts[0].value, "one\ntwo");
  ASSERT_EQ(policy->signposts.size(), 1u);
  EXPECT_EQ(policy->signposts[0].last_checked, "2026-03-09");
}

TEST(Config, TakesTheExamples) {
  for (const char* name : {"listen-to-connect.toml", "demo.toml", "demo-by-hand.toml",
                           "near-peer.toml", "demo-near-peer.toml"}) {
    const auto policy = parse_scheme(example(name), example);
    ASSERT_TRUE(policy) << name << ": " << policy.error();
    EXPECT_TRUE(Policy::parse(policy->encode())) << name;
    EXPECT_TRUE(policy->concern_steps) << name;
  }
}

TEST(Config, ReadsTheTableOfNearPeer) {
  const std::string director = "profile = \"near-peer\"\n[near_peer]\ndirector = 2\n";
  const std::string grades = "grades = [\"F1\", \"F2\"]\n";
  const std::string cycles = "cycles = [2027-08-04, 2028-08-02]\n";
  const auto policy = parse(kRequired + director + grades + cycles + "cap = 3\n");
  ASSERT_TRUE(policy) << policy.error();
  ASSERT_TRUE(policy->near_peer);
  EXPECT_EQ(policy->near_peer->director, 1);
  EXPECT_EQ(policy->near_peer->grades, (std::vector<std::string>{"F1", "F2"}));
  EXPECT_EQ(policy->near_peer->cap, 3);
  EXPECT_EQ(policy->near_peer->objection_days, 14);
  EXPECT_EQ(policy->near_peer->cycles, (std::vector{*protocol::parse_date("2027-08-04"),
                                                    *protocol::parse_date("2028-08-02")}));
  EXPECT_FALSE(parse(kRequired)->near_peer);

  const auto refused = [&](const std::string& lines) { return refusal(kRequired + lines); };
  EXPECT_EQ(refused("profile = \"buddies\"\n"),
            "line 6: profile is \"listen-to-connect\" or \"near-peer\"");
  EXPECT_EQ(refused("profile = \"near-peer\"\n"),
            "line 1: near_peer is the table of profile = \"near-peer\"");
  EXPECT_EQ(refused("[near_peer]\n" + grades + cycles),
            "line 6: near_peer is the table of profile = \"near-peer\"");
  EXPECT_EQ(refused(director + grades), "line 7: near_peer.cycles is missing");
  EXPECT_EQ(refused(director + cycles), "line 7: near_peer.grades are 2 to 16");
  EXPECT_EQ(refused(director + cycles + "grades = [\"F1\", \"F1\"]\n"),
            "line 10: near_peer.grades is a list of names, juniors first, each once");
  EXPECT_EQ(refused(director + grades + "cycles = [2028-08-02, 2027-08-04]\n"),
            "line 10: near_peer.cycles is a list of dates as 2027-03-28, the earlier first");
  EXPECT_EQ(refused(director + grades + "cycles = [\"August\"]\n"),
            "line 10: near_peer.cycles is a list of dates as 2027-03-28, the earlier first");
  EXPECT_EQ(refused(director + grades + cycles + "desk_parts = 3\n"),
            "line 7: near_peer.desk_parts is an even number from 2 to 64");
  EXPECT_EQ(refused(director + grades + cycles + "cap = 21\n"),
            "line 11: near_peer.cap is a whole number from 1 to 20");
  EXPECT_EQ(refused(director + grades + cycles + "colour = 1\n"),
            "line 11: near_peer.colour is not a key of a scheme");
}

TEST(Config, NamesEveryMissingKey) {
  for (const std::string key : {"origin", "title", "time_zone"}) {
    EXPECT_EQ(refusal(without(key)), key + " is missing");
  }
  EXPECT_EQ(refusal(without("means")), "means contains in-service");
  EXPECT_EQ(refusal(without("publish_at")), "exactly one of publish_every and publish_at is given");
}

struct Refused {
  const char* line;  // the sixth of the file
  const char* why;
};

class ConfigRefusal : public ::testing::TestWithParam<Refused> {};

TEST_P(ConfigRefusal, NamesKeyAndLine) {
  EXPECT_EQ(refusal(kRequired + GetParam().line + "\n"), GetParam().why);
}

INSTANTIATE_TEST_SUITE_P(
    Config, ConfigRefusal,
    ::testing::Values(
        Refused{"colour = 1", "line 6: colour is not a key of a scheme"},
        Refused{"lead_signatures = 3", "line 6: lead_signatures is a whole number from 1 to 2"},
        Refused{"lead_signatures = \"2\"", "line 6: lead_signatures is a whole number from 1 to 2"},
        Refused{"visits_per_day = 256", "line 6: visits_per_day is a whole number from 0 to 255"},
        Refused{"packs_per_epoch = 0", "line 6: packs_per_epoch is a whole number from 1 to 16"},
        Refused{"commit_interval = 86401",
                "line 6: commit_interval is a whole number from 0 to 86400"},
        Refused{"timed_commits = 5", "line 6: timed_commits is a whole number from 0 to 4"},
        Refused{"engagement_weeks = 0", "line 6: engagement_weeks is a whole number from 1 to 52"},
        Refused{"day_seconds = 0", "line 6: day_seconds is a whole number from 1 to 86400"},
        Refused{"epoch_days = -1", "line 6: epoch_days is a whole number from 0 to 100000"},
        Refused{"day_seconds = 4", "line 6: day_seconds is 86400 unless epoch_days is given"},
        Refused{"first_commit = [40, 10]",
                "line 6: first_commit is two whole numbers from 0 to 3600, the smaller first"},
        Refused{"first_commit = [1]",
                "line 6: first_commit is two whole numbers from 0 to 3600, the smaller first"},
        Refused{"first_commit = 10",
                "line 6: first_commit is two whole numbers from 0 to 3600, the smaller first"},
        Refused{"concern_steps = 1", "line 6: concern_steps is a text in quotation marks"},
        Refused{"concern_steps = \"other.toml\"",
                "line 6: concern_steps is the name of a file beside this one"},
        Refused{"publish_every = 5",
                "line 6: exactly one of publish_every and publish_at is given"},
        Refused{"visiting_days = [\"Mon\"]",
                "line 6: visiting_days is a list of days of the week as \"Monday\", each once"},
        Refused{"visiting_days = [\"Monday\", \"Monday\"]",
                "line 6: visiting_days is a list of days of the week as \"Monday\", each once"},
        Refused{"visiting_days = []",
                "line 6: visiting_days is a list of days of the week as \"Monday\""},
        Refused{"[texts]\na = 1", "line 7: texts.a is a text in quotation marks"},
        Refused{"[texts]\n\"site.neutral-page\" = \"/left\"",
                "line 6: texts has a site.neutral-page that is not a web address"},
        Refused{"texts = 1", "line 6: texts is a table of texts"},
        Refused{"[[signposts]]\nwho = \"\\u0007\"\nwhat = \"b\"\ncontact = \"c\"\nlast_checked = "
                "2026-01-01",
                "line 7: signposts.who has a control character in it"},
        Refused{"[texts]\na = \"tab\\tin it\"", "line 7: texts.a has a control character in it"},
        Refused{"signposts = 1", "line 6: signposts is written as [[signposts]]"},
        Refused{"[[signposts]]\nwho = \"a\"\nwhat = \"b\"\nlast_checked = 2026-01-01",
                "line 6: signposts.contact is missing"},
        Refused{"[[signposts]]\nwho = \"a\"\nwhat = \"b\"\ncontact = \"c\"\nlast_checked = \"x\"",
                "line 10: signposts.last_checked is a date as 2027-03-28"},
        Refused{"[[signposts]]\nwho = \"a\"\nwhat = \"b\"\ncontact = \"c\"\nlast_checked = "
                "2026-01-01\nsince = 1",
                "line 11: signposts.since is not a key of a scheme"}));

TEST(Config, NamesTheLineOfAValueThatIsRefused) {
  EXPECT_EQ(refusal(without("time_zone") + "time_zone = \"Europe/Nowhere\"\n"),
            "line 5: time_zone is not in this system's time zones");
  EXPECT_EQ(refusal(without("origin") + "origin = \"a b\"\n"),
            "line 5: origin is a name without spaces and plus signs");
  EXPECT_EQ(refusal(without("title") + "title = 1\n"),
            "line 5: title is a text in quotation marks");
  EXPECT_EQ(refusal(without("means") + "means = [\"phone\"]\n"),
            "line 5: means contains in-service");
  EXPECT_EQ(refusal(without("means") + "means = [\"in-service\", \"letter\"]\n"),
            "line 5: means is a list of in-service, phone, personal-email, work-email, pager, "
            "teams, each once");
  for (const char* time : {"24:00", "6:00", "06:60", "06.00", "noon"}) {
    EXPECT_EQ(refusal(without("publish_at") + "publish_at = [\"" + time + "\"]\n"),
              "line 5: publish_at is a list of times as \"06:00\", each once");
  }
}

TEST(Config, SaysWhereItIsNotToml) {
  EXPECT_EQ(refusal("origin = \"a\"\ntitle = \n").substr(0, 17), "line 2: not TOML:");
  EXPECT_EQ(refusal("[[[1]]]\n").substr(0, 17), "line 1: not TOML:");
  EXPECT_EQ(refusal("titl\xc7\xa8 = \"a\"\n").substr(0, 17), "line 1: not TOML:");
}

const std::string kSteps = example("concern-steps.toml");

std::string steps_refusal(const std::string& from, const std::string& to) {
  std::string toml = kSteps;
  const auto at = toml.find(from);
  if (at == std::string::npos) return "the example has no such text";
  const auto steps = parse_steps(toml.replace(at, from.size(), to));
  return steps ? "" : steps.error();
}

TEST(ConfigSteps, AreReadAsTheyStand) {
  const auto steps = parse_steps(kSteps);
  ASSERT_TRUE(steps) << steps.error();
  EXPECT_EQ(steps->checked, "");
  EXPECT_EQ(steps->telephones[0].number, "999");
  EXPECT_EQ(steps->steps[0].id, "immediate-danger");
  EXPECT_EQ(steps->steps[0].choices[0].next, 1);
  EXPECT_EQ(steps->steps[1].kind, protocol::StepKind::kTelephone);
  EXPECT_TRUE(steps->steps[1].help.ends_with("need to know."));
}

TEST(ConfigSteps, NumbersThatRingAreReservedForDrama) {
  const auto steps = parse_steps(kSteps);
  ASSERT_TRUE(steps);
  for (const auto& each : steps->telephones) {
    EXPECT_TRUE(each.number == "999" || each.number.starts_with("01632 960")) << each.number;
  }
  for (std::size_t at = kSteps.find(": 0"); at != std::string::npos;
       at = kSteps.find(": 0", at + 1)) {
    EXPECT_EQ(kSteps.substr(at + 2, 9), "01632 960");
  }
}

TEST(ConfigSteps, RefusalsNameKeyAndLine) {
  EXPECT_EQ(steps_refusal("version =", "edition ="), "version is missing");
  EXPECT_EQ(
      steps_refusal("kind = \"choice\"", "kind = \"quiz\""),
      "line 34: steps.kind is one of choice, ticks, recipients, texts, interruption, telephone, "
      "check");
  EXPECT_EQ(steps_refusal("next = \"telephone-now\"", "next = \"nowhere\""),
            "line 39: steps.choices.next is not the id of a step");
  EXPECT_EQ(steps_refusal("meaning = \"immediate-danger\"", "meaning = \"danger\""),
            "line 39: steps.choices.meaning is one of immediate-danger, themself-only, "
            "below-threshold, named");
  EXPECT_EQ(steps_refusal("code = 1,", "code = 0,"),
            "line 39: steps.choices.code is a whole number from 1 to 250");
  EXPECT_EQ(steps_refusal("named = true", "named = 1"),
            "line 227: steps.fields.named is true or false");
  EXPECT_EQ(steps_refusal("who = ", "person = "), "line 7: telephones.who is missing");
  EXPECT_EQ(steps_refusal("last_checked = 2026-11-01", "last_checked = \"\""),
            "line 10: telephones.last_checked is a date as 2027-03-28");
  EXPECT_EQ(steps_refusal("basis = ", "source = "),
            "line 37: steps.source is not a key of a scheme");
}

TEST(ConfigSteps, KeepTheRulesOfEveryWalkThrough) {
  EXPECT_EQ(steps_refusal("next = \"below-threshold\"", "next = \"weighing\""),
            "step below-threshold cannot be reached");
  EXPECT_EQ(steps_refusal("next = \"themself-only\"", "next = \"advice\""),
            "step themself-only cannot be reached");
  EXPECT_EQ(steps_refusal(", meaning = \"immediate-danger\"", ""),
            "the first step asks for immediate danger, which leads to the telephone");
}

TEST(ConfigSteps, TroubleNamesTheFile) {
  const auto policy = parse_scheme(kRequired + "concern_steps = \"steps.toml\"\n",
                                   [](const std::string&) { return std::optional("version = 1"); });
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error(), "steps.toml: line 1: version is a text in quotation marks");
  const auto outside = parse_scheme(kRequired + "concern_steps = \"../steps.toml\"\n",
                                    [](const std::string&) { return std::optional(kSteps); });
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error(), "line 6: concern_steps is the name of a file beside this one");
}

TEST(Config, TakesTheWitnessesFromAFileBesideIt) {
  const std::string line =
      "witness w1 witness.example/w+" +
      tlog::NoteKey{"witness.example/w", {}, tlog::KeyType::kCosignature}.vkey().substr(18);
  const auto with = [&](const std::string& file, const std::string& more = "") {
    return parse_scheme(kRequired + more + "witnesses = \"w.policy\"\n",
                        [&](const std::string& name) {
                          return name == "w.policy" ? std::optional(file) : std::nullopt;
                        });
  };
  const std::string good = line + " https://witness.example\nquorum w1\n";
  const auto policy = with(good);
  ASSERT_TRUE(policy) << policy.error();
  EXPECT_EQ(policy->witnesses, good);
  EXPECT_EQ(policy->witness_every, 3600u);
  EXPECT_EQ(with(good, "witness_every = 60\n")->witness_every, 60u);
  EXPECT_EQ(with(line + "\nquorum w2\n").error(),
            "w.policy: line 2: a name that no line before it has");
  EXPECT_EQ(with(line + "\nquorum none\n").error(),
            std::string("w.policy: ") + protocol::describe(protocol::WitnessesProblem::kNoQuorum));
  EXPECT_NE(with(good, "witness_every = 43201\n").error().find("witness_every"), std::string::npos);
  EXPECT_NE(refusal(kRequired + "witness_every = 60\n").find("witness_every"), std::string::npos);
  EXPECT_NE(refusal(kRequired + "witnesses = \"w.policy\"\n").find("file beside"),
            std::string::npos);
}

}  // namespace
}  // namespace sotto::broker
