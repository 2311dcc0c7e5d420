#include "crypto/protocol/policy.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/crypto/protocol/one_encoding.h"
#include "tests/support/sample_log.h"
#include "tests/support/sample_steps.h"

namespace sotto::protocol {
namespace {

using sotto::testing::expect_flips_never_give_a_second_encoding;
using sotto::testing::expect_one_encoding;
using sotto::testing::sample_policy;

Policy quick_policy() {
  Policy policy = sample_policy();
  policy.calendar = {.day_seconds = 0x0102, .epoch_days = 0x00030405};
  policy.lead_signatures = 1;
  policy.visits_per_day = 0;
  policy.packs_per_epoch = 16;
  policy.first_commit_min = 0;
  policy.first_commit_max = 0x0708;
  policy.commit_interval = 0x090a;
  policy.timed_commits = 3;
  policy.visiting_days = 127;
  policy.publish_every = 0;
  policy.publish_at = {0, 360, 1439};
  policy.engagement_weeks = 52;
  policy.concern_quorum = 5;
  policy.concern_hours = 0x0102;
  policy.texts[0].value = "Two\nlines.";
  policy.relay = "https://relay.example:8443";
  return policy;
}

NearPeer near_peer() {
  NearPeer out;
  out.director = 1;
  out.grades = {"F1", "F2"};
  out.cycles = {0x5208, 0x5275};
  return out;
}

std::string vkey_of(std::uint8_t seed) {
  return tlog::NoteKey{"witness.example/" + std::to_string(seed),
                       sotto::testing::sample_key(seed).public_key, tlog::KeyType::kCosignature}
      .vkey();
}

std::string witnesses() {
  return "witness w1 " + vkey_of(31) + " https://witness.example/w\nquorum w1\n";
}

TEST(Policy, HasOneEncoding) {
  Policy with_steps = sample_policy();
  with_steps.concern_steps = sotto::testing::sample_steps();
  Policy with_witnesses = sample_policy();
  with_witnesses.witnesses = witnesses();
  with_witnesses.witness_every = kWitnessEveryMax;
  Policy with_pairs = sample_policy();
  with_pairs.near_peer = near_peer();
  for (const Policy& policy :
       {sample_policy(), quick_policy(), with_steps, with_witnesses, with_pairs}) {
    ASSERT_EQ(policy.problem(), nullptr);
    expect_one_encoding<Policy>(policy.encode());
    expect_flips_never_give_a_second_encoding<Policy>(policy.encode());
  }
}

TEST(Policy, FieldsStandInTheOrderOfTheSpecification) {
  Policy policy = quick_policy();
  policy.origin = "o";
  policy.title = "t";
  policy.time_zone = "z";
  policy.relay = "";
  policy.texts = {{"k", "v"}};
  policy.signposts = {{"a", "b", "c", "d"}};
  EXPECT_EQ(to_hex(policy.encode()),
            "0001"
            "00016f"
            "000174"
            "00017a"
            "0000"
            "00000102"
            "00030405"
            "01"
            "00"
            "10"
            "00000000"
            "00000708"
            "0000090a"
            "03"
            "7f"
            "00000000"
            "03"
            "0000"
            "0168"
            "059f"
            "03"
            "010205"
            "34"
            "05"
            "0102"
            "0001"
            "00016b"
            "000176"
            "0001"
            "000161"
            "000162"
            "000163"
            "000164"
            "0000"
            "0000"
            "00000000");
  policy.concern_steps = sotto::testing::sample_steps();
  policy.witnesses = witnesses();
  policy.witness_every = 0x0304;
  const Bytes steps = policy.concern_steps->encode();
  EXPECT_TRUE(
      to_hex(policy.encode())
          .ends_with(to_hex(Writer().vec16(steps).text16(policy.witnesses).u32(0x0304).take())));
}

TEST(Policy, ComesBackFieldByField) {
  const Policy policy = *Policy::parse(quick_policy().encode());
  EXPECT_EQ(policy.origin, "sotto.example/sample");
  EXPECT_EQ(policy.relay, "https://relay.example:8443");
  EXPECT_EQ(policy.calendar.epoch_days, 0x00030405u);
  EXPECT_EQ(policy.publish_at, (std::vector<std::uint16_t>{0, 360, 1439}));
  EXPECT_EQ(policy.means, quick_policy().means);
  ASSERT_EQ(policy.texts.size(), 2u);
  EXPECT_EQ(policy.texts[0].value, "Two\nlines.");
  ASSERT_EQ(policy.signposts.size(), 1u);
  EXPECT_EQ(policy.signposts[0].contact, "01632 960000");
  EXPECT_FALSE(policy.concern_steps);
}

TEST(Policy, OfANearPeerSchemeHasAnotherVersionAndItsPartAtTheEnd) {
  Policy policy = sample_policy();
  const std::string plain = to_hex(policy.encode());
  policy.near_peer = near_peer();
  EXPECT_EQ(to_hex(policy.encode()), "0002" + plain.substr(4) +
                                         "01"
                                         "02"
                                         "00024631"
                                         "00024632"
                                         "02"
                                         "0e"
                                         "0e"
                                         "0d"
                                         "11"
                                         "04"
                                         "02"
                                         "00005208"
                                         "00005275");
  const Policy back = *Policy::parse(policy.encode());
  ASSERT_TRUE(back.near_peer);
  EXPECT_EQ(back.near_peer->grades, policy.near_peer->grades);
  EXPECT_EQ(back.near_peer->cycles, policy.near_peer->cycles);
  EXPECT_FALSE(Policy::parse(*from_hex("0001" + to_hex(policy.encode()).substr(4))));
  EXPECT_FALSE(Policy::parse(*from_hex("0002" + plain.substr(4))));
}

TEST(NearPeerPolicy, KnowsTheGradeAndTheCycleOfADay) {
  const NearPeer scheme = near_peer();
  EXPECT_EQ(scheme.grade("F2"), 1);
  EXPECT_FALSE(scheme.grade("f2"));
  EXPECT_EQ(scheme.cycle(0), 0x5208u) << "the first is prepared before it begins";
  EXPECT_EQ(scheme.cycle(0x5208), 0x5208u);
  EXPECT_EQ(scheme.cycle(0x5274), 0x5208u);
  EXPECT_EQ(scheme.cycle(0x5275), 0x5275u);
  EXPECT_EQ(scheme.cycle(kLastDate), 0x5275u);
}

TEST(Date, IsADayOfTheCalendarAndNothingElse) {
  EXPECT_EQ(parse_date("1970-01-01"), 0u);
  EXPECT_EQ(parse_date("2027-08-04"), 21034u);
  EXPECT_EQ(parse_date("9999-12-31"), kLastDate);
  for (const Date date : {0u, 59u, 11016u, 21034u, kLastDate}) {
    EXPECT_EQ(parse_date(date_text(date)), date);
  }
  EXPECT_EQ(date_text(11016), "2000-02-29");
  EXPECT_EQ(date_of(start_of(21034) + 86399), 21034u);
  for (const char* bad : {"", "2027-8-4", "2027-02-29", "2027-13-01", "2027-00-10", "2027-08-32",
                          "1969-12-31", "2027/08/04", "2027-08-04 ", "+027-08-04", "2027-0a-04"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

TEST(Policy, HashIsLabelled) {
  const Bytes wire = sample_policy().encode();
  EXPECT_EQ(Policy::hash(wire), sha256({as_bytes("sotto/v1/policy"), Bytes{0}, wire}));
}

TEST(Policy, ItsWitnessesAreThoseOfItsText) {
  EXPECT_FALSE(sample_policy().witness_policy());
  Policy policy = sample_policy();
  policy.witnesses = witnesses();
  policy.witness_every = 1;
  ASSERT_EQ(policy.problem(), nullptr);
  EXPECT_EQ(policy.witness_policy()->members.at(0).url, "https://witness.example/w");
}

TEST(Witnesses, EachRuleByItsName) {
  const std::string w1 = "witness w1 " + vkey_of(31);
  const auto why = [](const std::string& text) {
    const auto parsed = parse_witnesses(text);
    return parsed ? std::optional<WitnessesProblem>() : parsed.error();
  };
  EXPECT_EQ(why(w1 + "\nquorum w1\n"), std::nullopt) << "without an address it comes by itself";
  EXPECT_EQ(why(std::string(kWitnessTextMax, '#') + "\n"), WitnessesProblem::kTooLong);
  EXPECT_EQ(why(w1 + "\nquorum other\n"), WitnessesProblem::kNotAPolicy);
  EXPECT_EQ(why(w1 + "\nquorum w1"), WitnessesProblem::kNotAPolicy) << "no newline at its end";
  const std::string log =
      tlog::NoteKey{"sotto.example/sample", sotto::testing::sample_key(1).public_key}.vkey();
  EXPECT_EQ(why("log " + log + "\n" + w1 + "\nquorum w1\n"), WitnessesProblem::kNamesALog);
  EXPECT_EQ(why(w1 + "\nquorum none\n"), WitnessesProblem::kNoQuorum);
  std::string many;
  for (std::uint8_t i = 0; i <= kWitnessMembersMax; ++i) {
    const std::string name = "w" + std::to_string(i);
    many += "witness " + name + " " + vkey_of(static_cast<std::uint8_t>(i + 1)) + "\n";
  }
  EXPECT_EQ(why(many + "quorum w1\n"), WitnessesProblem::kTooMany);
  EXPECT_EQ(why(w1 + " http://witness.example\nquorum w1\n"), WitnessesProblem::kBadAddress);
}

TEST(Witnesses, AreAskedOverTlsOrOnThisMachine) {
  using Address = WitnessAddress;
  EXPECT_EQ(Address::parse("https://w.example"), (Address{true, "w.example", "443", ""}));
  EXPECT_EQ(Address::parse("https://w.example:8443/a/b/"),
            (Address{true, "w.example", "8443", "/a/b"}));
  EXPECT_EQ(Address::parse("https://[2001:db8::1]:1/"), (Address{true, "2001:db8::1", "1", ""}));
  EXPECT_EQ(Address::parse("http://127.0.0.1:80"), (Address{false, "127.0.0.1", "80", ""}));
  EXPECT_EQ(Address::parse("http://[::1]"), (Address{false, "::1", "80", ""}));
  EXPECT_EQ(Address::parse("http://localhost/w"), (Address{false, "localhost", "80", "/w"}));
  for (const char* bad :
       {"", "w.example", "ftp://w.example", "https://", "https://:1", "https://W.example",
        "http://w.example", "http://127.0.0.1.w.example", "https://w.example:0",
        "https://w.example:65536", "https://w.example:08", "https://w.example:", "https://a@b",
        "https://w.example?q", "https://w.example/#f", "https://w.example/a?b", "https://[::1",
        "https://w.example\\a", "https://w.example/a\"b"}) {
    EXPECT_FALSE(Address::parse(bad)) << bad;
  }
  EXPECT_FALSE(Address::parse("https://w.example/" + std::string(255, 'a')));
}

NearPeer& peer(Policy& policy) {
  return policy.near_peer.emplace(near_peer());
}

struct Broken {
  const char* problem;
  std::function<void(Policy&)> break_it;
};

TEST(PolicyRefusal, EachRuleByItsName) {
  const std::string control = "a\x01";
  const std::vector<Broken> cases{
      {"origin", [](Policy& p) { p.origin = ""; }},
      {"origin", [](Policy& p) { p.origin = "a b"; }},
      {"origin", [](Policy& p) { p.origin = "a+b"; }},
      {"title", [](Policy& p) { p.title = ""; }},
      {"title", [&](Policy& p) { p.title = control; }},
      {"time_zone", [](Policy& p) { p.time_zone = ""; }},
      {"witnesses", [](Policy& p) { p.witnesses = "quorum none\n", p.witness_every = 1; }},
      {"witness_every", [](Policy& p) { p.witness_every = 1; }},
      {"witness_every", [](Policy& p) { p.witnesses = witnesses(); }},
      {"witness_every",
       [](Policy& p) { p.witnesses = witnesses(), p.witness_every = kWitnessEveryMax + 1; }},
      {"relay", [](Policy& p) { p.relay = "http://relay.example"; }},
      {"relay", [](Policy& p) { p.relay = "https://relay.example/"; }},
      {"day_seconds", [](Policy& p) { p.calendar = {.day_seconds = 0, .epoch_days = 1}; }},
      {"day_seconds", [](Policy& p) { p.calendar = {.day_seconds = 86401, .epoch_days = 1}; }},
      {"epochs", [](Policy& p) { p.calendar = {.day_seconds = 86399, .epoch_days = 0}; }},
      {"epochs", [](Policy& p) { p.calendar = {.day_seconds = 86400, .epoch_days = 10'001}; }},
      {"lead_signatures", [](Policy& p) { p.lead_signatures = 0; }},
      {"lead_signatures", [](Policy& p) { p.lead_signatures = 3; }},
      {"packs_per_epoch", [](Policy& p) { p.packs_per_epoch = 0; }},
      {"packs_per_epoch", [](Policy& p) { p.packs_per_epoch = 17; }},
      {"first_commit", [](Policy& p) { p.first_commit_min = p.first_commit_max + 1; }},
      {"first_commit", [](Policy& p) { p.first_commit_max = 3601; }},
      {"commit_interval", [](Policy& p) { p.commit_interval = 86401; }},
      {"timed_commits", [](Policy& p) { p.timed_commits = 5; }},
      {"visiting_days", [](Policy& p) { p.visiting_days = 0; }},
      {"visiting_days", [](Policy& p) { p.visiting_days = 128; }},
      {"exactly one of publish_every", [](Policy& p) { p.publish_every = 0; }},
      {"exactly one of publish_every", [](Policy& p) { p.publish_at = {1}; }},
      {"publish_at", [](Policy& p) { p.publish_every = 0, p.publish_at = {1440}; }},
      {"publish_at", [](Policy& p) { p.publish_every = 0, p.publish_at = {2, 2}; }},
      {"publish_at", [](Policy& p) { p.publish_every = 0, p.publish_at = {2, 1}; }},
      {"means contains in-service", [](Policy& p) { p.means = {}; }},
      {"means contains in-service", [](Policy& p) { p.means = {Means::kPhone}; }},
      {"means are", [](Policy& p) { p.means = {Means::kInService, Means::kInService}; }},
      {"means are", [](Policy& p) { p.means = {Means::kInService, Means{7}}; }},
      {"means are", [](Policy& p) { p.means = {Means{0}, Means::kInService}; }},
      {"engagement_weeks", [](Policy& p) { p.engagement_weeks = 0; }},
      {"engagement_weeks", [](Policy& p) { p.engagement_weeks = 53; }},
      {"concern_quorum", [](Policy& p) { p.concern_quorum = 0; }},
      {"concern_quorum", [](Policy& p) { p.concern_quorum = 6; }},
      {"concern_hours", [](Policy& p) { p.concern_hours = 0; }},
      {"concern_hours", [](Policy& p) { p.concern_hours = 721; }},
      {"texts are", [](Policy& p) { p.texts = {{"b", ""}, {"a", ""}}; }},
      {"texts are", [](Policy& p) { p.texts = {{"a", ""}, {"a", ""}}; }},
      {"a text is", [](Policy& p) { p.texts = {{"", "value"}}; }},
      {"a text is", [&](Policy& p) { p.texts = {{"key", control}}; }},
      {"a text is", [](Policy& p) { p.texts = {{"a\nb", ""}}; }},
      {"a text is", [](Policy& p) { p.texts = {{"key", "\xc3\n\xa9"}}; }},
      {"texts has a site.neutral-page",
       [](Policy& p) { p.texts = {{"site.neutral-page", "javascript:alert(1)"}}; }},
      {"a signpost is", [&](Policy& p) { p.signposts[0].contact = control; }},
      {"a signpost is", [](Policy& p) { p.signposts[0].who = std::string(65536, 'x'); }},
      {"concern_steps keep", [](Policy& p) { p.concern_steps.emplace(); }},
      {"near_peer.director", [](Policy& p) { peer(p).director = 8; }},
      {"near_peer.grades are 2", [](Policy& p) { peer(p).grades = {"F1"}; }},
      {"near_peer.grades are 2", [](Policy& p) { peer(p).grades.assign(17, "F1"); }},
      {"near_peer.grades are names", [](Policy& p) { peer(p).grades[1] = "F1"; }},
      {"near_peer.grades are names", [](Policy& p) { peer(p).grades[1] = ""; }},
      {"near_peer.grades are names", [](Policy& p) { peer(p).grades[1] = std::string(41, 'x'); }},
      {"near_peer.grades are names", [&](Policy& p) { peer(p).grades[1] = control; }},
      {"near_peer.cap", [](Policy& p) { peer(p).cap = 0; }},
      {"near_peer.cap", [](Policy& p) { peer(p).cap = 21; }},
      {"near_peer.objection_days", [](Policy& p) { peer(p).objection_days = 0; }},
      {"near_peer.objection_days", [](Policy& p) { peer(p).objection_days = 91; }},
      {"near_peer.introduction_days", [](Policy& p) { peer(p).introduction_days = 0; }},
      {"near_peer.introduction_days", [](Policy& p) { peer(p).introduction_days = 91; }},
      {"near_peer.feedback_weeks", [](Policy& p) { peer(p).feedback_weeks = 0; }},
      {"near_peer.feedback_weeks", [](Policy& p) { peer(p).feedback_weeks = 53; }},
      {"near_peer.reminder_weeks", [](Policy& p) { peer(p).reminder_weeks = 0; }},
      {"near_peer.reminder_weeks", [](Policy& p) { peer(p).reminder_weeks = 53; }},
      {"near_peer.desk_parts", [](Policy& p) { peer(p).desk_parts = 0; }},
      {"near_peer.desk_parts", [](Policy& p) { peer(p).desk_parts = 5; }},
      {"near_peer.desk_parts", [](Policy& p) { peer(p).desk_parts = 66; }},
      {"near_peer.cycles", [](Policy& p) { peer(p).cycles.clear(); }},
      {"near_peer.cycles", [](Policy& p) { peer(p).cycles = {7, 7}; }},
      {"near_peer.cycles", [](Policy& p) { peer(p).cycles = {kLastDate + 1}; }},
      {"concern_steps keep",
       [](Policy& p) {
         p.concern_steps = sotto::testing::sample_steps();
         p.concern_steps->steps[0].help.assign(65535, 'x');
       }},
  };
  for (const Broken& each : cases) {
    Policy policy = sample_policy();
    each.break_it(policy);
    const char* problem = policy.problem();
    ASSERT_NE(problem, nullptr) << each.problem;
    EXPECT_TRUE(std::string_view(problem).starts_with(each.problem)) << problem;
  }
}

TEST(Policy, MayNameANeutralPage) {
  Policy policy = sample_policy();
  EXPECT_EQ(policy.neutral_page(), std::nullopt);
  policy.texts = {{"site.neutral-page", "https://intranet.sotto.example/"}};
  EXPECT_EQ(policy.problem(), nullptr);
  EXPECT_EQ(policy.neutral_page(), "https://intranet.sotto.example/");
}

TEST(PolicyRefusal, OnTheWireToo) {
  const Bytes good = sample_policy().encode();
  const std::size_t leads = 2 + 2 + 20 + 2 + 13 + 2 + 13 + 2 + 4 + 4;  // no relay
  ASSERT_EQ(good[leads], 2);
  Bytes bad = good;
  bad[leads] = 3;
  EXPECT_FALSE(Policy::parse(bad));
  bad = good;
  bad[1] = 2;  // version
  EXPECT_FALSE(Policy::parse(bad));
}

TEST(PolicyDeathTest, EncodingAPolicyWithAProblemIsABug) {
  Policy policy = sample_policy();
  policy.lead_signatures = 0;
  EXPECT_DEATH(policy.encode(), "panic: policy");
}

}  // namespace
}  // namespace sotto::protocol
