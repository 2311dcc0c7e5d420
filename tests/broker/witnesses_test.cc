// The broker's side of its witnesses: what it asks, what each answer means, what it shows, and when
// it does not go on.

#include <gtest/gtest.h>

#include <map>

#include "broker/witnesses/cosigning.h"
#include "broker/witnesses/last_seen.h"
#include "crypto/base/wire.h"
#include "crypto/tlog/witness.h"

namespace sotto::broker {
namespace {

using tlog::KeyType;
using tlog::NoteKey;

constexpr const char* kOrigin = "log.example/listen";
constexpr protocol::UnixTime kNow = 1'760'000'000;

// A witness by the specification, in memory, which can be told to misbehave.
struct FakeWitness {
  explicit FakeWitness(const std::string& name) : name_of_key("witness.example/" + name) {}

  NoteKey public_key() const { return {name_of_key, key.public_key, KeyType::kCosignature}; }
  std::optional<http::Posted> post(const NoteKey& log, const std::string& body) {
    ++requests;
    if (silent) return std::nullopt;
    if (instead) return instead;
    const auto request = tlog::AddCheckpoint::parse(body);
    if (!request) return http::Posted{400, ""};
    const auto head = tlog::check_checkpoint(*request, log, last);
    if (head) {
      last = *head;
      const std::string& note = request->checkpoint;
      return http::Posted{200, tlog::cosignature_line(note.substr(0, note.rfind("\n\n") + 1),
                                                      name_of_key, key, time)};
    }
    const bool stale = head.error() == tlog::WitnessRefusal::kStale;
    return http::Posted{static_cast<unsigned>(head.error()),
                        stale ? std::to_string(last.size.value) + "\n" : ""};
  }

  std::string name_of_key;
  SigningKey key = SigningKey::generate();
  tlog::TreeHead last;
  std::uint64_t time = kNow;
  bool silent = false;
  std::optional<http::Posted> instead;
  int requests = 0;
};

class AskingWitnesses : public ::testing::Test {
 protected:
  AskingWitnesses() {
    for (const char* name : {"a", "b", "c"}) all.emplace(name, name);
    grow(20);
  }

  void grow(std::uint32_t by, std::uint32_t salt = 0) {
    for (std::uint32_t i = 0; i < by; ++i) {
      leaves.push_back(tlog::leaf_hash(Writer().u32(salt).u64(leaves.size()).take()));
    }
  }
  LogHead head(std::uint64_t size) const {
    const std::vector<Hash256> some(leaves.begin(),
                                    leaves.begin() + static_cast<std::ptrdiff_t>(size));
    return {tlog::sign_checkpoint({kOrigin, {{size}, tlog::root(some)}}, log), some};
  }
  LogHead head() const { return head(leaves.size()); }
  NoteKey log_key() const { return {kOrigin, log.public_key}; }

  // By the address, which is "https://NAME.example".
  PostTo post() {
    return [this](const protocol::WitnessAddress& address, const std::string& body) {
      return all.at(address.host.substr(0, address.host.find('.'))).post(log_key(), body);
    };
  }
  std::string line(const std::string& name, bool has_address = true) {
    return "witness " + name + " " + all.at(name).public_key().vkey() +
           (has_address ? " https://" + name + ".example" : "") + "\n";
  }
  tlog::WitnessPolicy policy(const std::string& text) { return *tlog::WitnessPolicy::parse(text); }
  Asked ask(const LogHead& about, std::uint64_t old_size) {
    return ask_witness(policy(line("a") + "quorum a\n").members[0], about.note, about.leaves,
                       old_size, post());
  }
  static bool has(const std::string& note, const FakeWitness& witness) {
    const NoteKey key = witness.public_key();
    return tlog::open_note(note, {&key, 1}).has_value();
  }

  const SigningKey log = SigningKey::generate();
  std::vector<Hash256> leaves;
  std::map<std::string, FakeWitness> all;
};

TEST_F(AskingWitnesses, OneThatKnowsNothingCosigns) {
  const Asked asked = ask(head(), 0);
  EXPECT_EQ(asked.says, WitnessSays::kCosigned);
  EXPECT_TRUE(has(head().note + asked.line, all.at("a")));
  EXPECT_EQ(all.at("a").requests, 1);
}

TEST_F(AskingWitnesses, OneAtAnotherSizeIsAskedWithThatSize) {
  all.at("a").last = {{7}, tlog::root(std::span(leaves).first(7))};
  EXPECT_EQ(ask(head(), 3).says, WitnessSays::kCosigned);
  EXPECT_EQ(all.at("a").requests, 2);
  EXPECT_EQ(ask(head(), 20).says, WitnessSays::kCosigned) << "the same again, freshly dated";
  EXPECT_EQ(all.at("a").requests, 3);
}

TEST_F(AskingWitnesses, EachOtherAnswerByItsName) {
  FakeWitness& witness = all.at("a");
  witness.silent = true;
  EXPECT_EQ(ask(head(), 0).says, WitnessSays::kNoAnswer);
  witness.silent = false;
  witness.last = {{21}, {}};
  const Asked more = ask(head(), 0);
  EXPECT_EQ(more.says, WitnessSays::kHasSeenMore);
  EXPECT_EQ(more.seen, 21u);
  witness.last = {{20}, {}};
  EXPECT_EQ(ask(head(), 0).says, WitnessSays::kOtherHistory) << "of the same size";
  witness.last = {{7}, {}};
  EXPECT_EQ(ask(head(), 7).says, WitnessSays::kOtherHistory) << "of a smaller one";
  for (const http::Posted& answer :
       {http::Posted{403, ""}, http::Posted{404, ""}, http::Posted{500, ""},
        http::Posted{409, "many\n"}, http::Posted{409, "7\n8\n"}, http::Posted{200, ""},
        http::Posted{200, "\xe2\x80\x94 witness.example/a AAAA\n"},
        http::Posted{200, std::string(5000, '\n')}}) {
    witness.instead = answer;
    EXPECT_EQ(ask(head(), 0).says, WitnessSays::kRefused) << answer.status << answer.body;
  }
}

TEST_F(AskingWitnesses, OneThatNamesAnotherSizeEveryTimeIsNotFollowedForEver) {
  int asked = 0;
  const auto never = [&](const protocol::WitnessAddress&, const std::string&) {
    return std::optional(http::Posted{409, std::to_string(++asked) + "\n"});
  };
  const auto member = policy(line("a") + "quorum a\n").members[0];
  EXPECT_EQ(ask_witness(member, head().note, head().leaves, 0, never).says, WitnessSays::kRefused);
  EXPECT_EQ(asked, 3);
}

TEST_F(AskingWitnesses, ACosignatureOfSomebodyElseOrOfAnotherLogIsNone) {
  const NoteKey a = all.at("a").public_key();
  const std::string text = head().note.substr(0, head().note.rfind("\n\n") + 1);
  const auto by = [&](const FakeWitness& witness, const std::string& of) {
    return tlog::cosignature_line(of, witness.name_of_key, witness.key, kNow);
  };
  EXPECT_EQ(good_line(a, head().note, by(all.at("b"), text)), "");
  EXPECT_EQ(good_line(a, head().note, by(all.at("a"), "other\n1\n" + to_base64(Hash256{}) + "\n")),
            "");
  const std::string good = by(all.at("a"), text);
  EXPECT_EQ(good_line(a, head().note, by(all.at("b"), text) + good + "rubbish\n"), good);
}

// Two of three, with what is shown.
class Shown : public AskingWitnesses {
 protected:
  std::unique_ptr<Cosigning> begin(const std::string& groups,
                                   const std::vector<std::string>& without = {},
                                   const std::string& comes = {}) {
    std::string text;
    for (const char* name : {"a", "b", "c"}) text += line(name, comes != name);
    return std::make_unique<Cosigning>(policy(text + groups), without, post(),
                                       [this](const std::string& note) {
                                         if (fails) return false;
                                         shown.push_back(note);
                                         return true;
                                       });
  }
  std::uint64_t shown_size() const {
    return shown.empty() ? 0 : tlog::claimed_checkpoint(shown.back())->head.size.value;
  }

  std::vector<std::string> shown;
  bool fails = false;
};
constexpr const char* kTwoOfThree = "group q 2 a b c\nquorum q\n";

TEST_F(Shown, AQuorumIsShownAlthoughOneIsDown) {
  const auto cosigning = begin(kTwoOfThree);
  all.at("b").silent = true;
  const auto round = cosigning->ask(head(10), kNow);
  EXPECT_TRUE(round.quorum);
  EXPECT_FALSE(round.all);
  EXPECT_EQ(round.objects, "");
  EXPECT_EQ(shown_size(), 10u);
  EXPECT_TRUE(has(shown.back(), all.at("a")));
  EXPECT_FALSE(has(shown.back(), all.at("b")));
}

TEST_F(Shown, WithoutAQuorumWhatWasShownStays) {
  const auto cosigning = begin(kTwoOfThree);
  ASSERT_TRUE(cosigning->ask(head(10), kNow).quorum);
  all.at("a").silent = all.at("b").silent = true;
  EXPECT_FALSE(cosigning->ask(head(), kNow + 60).quorum);
  EXPECT_EQ(shown_size(), 10u);
  all.at("a").silent = false;
  EXPECT_TRUE(cosigning->ask(head(), kNow + 120).quorum);
  EXPECT_EQ(shown_size(), 20u);
}

TEST_F(Shown, OneThatHasSeenMoreIsNamed) {
  const auto cosigning = begin(kTwoOfThree);
  all.at("c").last = {{99}, {}};
  const auto round = cosigning->ask(head(), kNow);
  EXPECT_TRUE(round.quorum) << "the others have cosigned";
  EXPECT_EQ(round.objects, "c");
  EXPECT_EQ(round.says, WitnessSays::kHasSeenMore);
  EXPECT_EQ(round.seen, 99u);
  const auto passing_over = begin(kTwoOfThree, {"c"});
  EXPECT_EQ(passing_over->ask(head(), kNow).objects, "");
}

// One of three may lie. Two could have been believed by somebody.
TEST_F(Shown, ThoseWhoObjectHaltTheBrokerOnceTheyCouldBeAQuorum) {
  const auto cosigning = begin(kTwoOfThree);
  all.at("c").last = {{99}, {}};
  EXPECT_FALSE(cosigning->ask(head(10), kNow).halts);
  all.at("b").silent = true;
  EXPECT_FALSE(cosigning->ask(head(11), kNow + 60).halts) << "silence is no objection";
  all.at("b").silent = false;
  all.at("b").last = {{99}, {}};
  EXPECT_TRUE(cosigning->ask(head(12), kNow + 120).halts);
  all.at("b").last = {{12}, tlog::root(std::span(leaves).first(12))};
  EXPECT_FALSE(cosigning->ask(head(13), kNow + 180).halts);

  const auto any = begin("group q any a b c\nquorum q\n");
  EXPECT_TRUE(any->ask(head(14), kNow).halts) << "each is a quorum";
}

TEST_F(Shown, NothingIsShownThatWasNotKept) {
  const auto cosigning = begin(kTwoOfThree);
  fails = true;
  EXPECT_FALSE(cosigning->ask(head(), kNow).quorum);
  EXPECT_TRUE(shown.empty());
}

TEST_F(Shown, AStartGoesOnWithWhatWasShown) {
  ASSERT_TRUE(begin(kTwoOfThree)->ask(head(10), kNow).quorum);
  const std::string kept = shown.back();
  shown.clear();
  for (auto& [name, witness] : all) witness.silent = true;
  const auto cosigning = begin(kTwoOfThree);
  EXPECT_TRUE(cosigning->resume(kept, head()));
  EXPECT_EQ(shown_size(), 10u);
  EXPECT_FALSE(cosigning->ask(head(), kNow).quorum);
  EXPECT_EQ(shown_size(), 10u);

  const auto other = begin(kTwoOfThree);
  EXPECT_FALSE(other->resume(kept, head(9))) << "of a log that is shorter";
  leaves[3] = {};
  EXPECT_FALSE(other->resume(kept, head())) << "of another log";
  EXPECT_FALSE(other->resume(kept.substr(0, kept.size() / 2), head()));
  EXPECT_FALSE(begin("quorum c\n", {}, "c")->resume(head().note, head())) << "by no quorum";
}

TEST_F(Shown, ACosignatureThatIsBroughtCounts) {
  const auto cosigning = begin("group q all a c\nquorum q\n", {}, "c");
  EXPECT_FALSE(cosigning->take("\n")) << "before there is anything to cosign";
  EXPECT_FALSE(cosigning->ask(head(10), kNow).quorum);
  const std::string text = head(10).note.substr(0, head(10).note.rfind("\n\n") + 1);
  const auto bring = [&](const std::string& of) {
    return tlog::cosignature_line(of, all.at("c").name_of_key, all.at("c").key, kNow);
  };
  const std::string other = head(9).note.substr(0, head(9).note.rfind("\n\n") + 1);
  EXPECT_FALSE(cosigning->take(bring(other)));
  EXPECT_TRUE(shown.empty());
  EXPECT_TRUE(cosigning->take(bring(text)));
  EXPECT_EQ(shown_size(), 10u);
}

TEST_F(Shown, WhatWaitsForPeopleStandsStillForThem) {
  const auto cosigning = begin("group q all a c\nquorum q\n", {}, "c");
  EXPECT_FALSE(cosigning->ask(head(10), kNow).quorum);
  EXPECT_FALSE(cosigning->ask(head(12), kNow + 3600).quorum);
  EXPECT_EQ(tlog::claimed_checkpoint(cosigning->candidate())->head.size.value, 10u);
  EXPECT_FALSE(cosigning->ask(head(12), kNow + 86'400).quorum);
  EXPECT_EQ(tlog::claimed_checkpoint(cosigning->candidate())->head.size.value, 12u);
  const auto quick = begin(kTwoOfThree, {}, "c");
  EXPECT_TRUE(quick->ask(head(14), kNow).quorum);
  EXPECT_TRUE(quick->ask(head(16), kNow + 1).quorum) << "nobody has to wait for c";
}

// After a restore.
class LastSeen : public AskingWitnesses {
 protected:
  std::expected<std::uint64_t, std::string> seen(const std::string& groups, std::uint64_t backup,
                                                 std::uint64_t entries,
                                                 const std::vector<std::string>& without = {}) {
    return ask_last_seen(policy(line("a") + line("b") + line("c") + groups), without, head(backup),
                         entries, post());
  }
  void saw(const std::string& name, std::uint64_t size) {
    all.at(name).last = {{size}, tlog::root(std::span(leaves).first(size))};
  }
  static bool says(const std::expected<std::uint64_t, std::string>& result,
                   const std::string& what) {
    return !result && result.error().find(what) != std::string::npos;
  }
};

TEST_F(LastSeen, ALogThatHasEverythingGoesOn) {
  saw("a", 9), saw("b", 7);
  EXPECT_EQ(seen(kTwoOfThree, 10, 10), 10u) << "c has cosigned the backup's checkpoint now";
  saw("a", 15);
  EXPECT_EQ(seen(kTwoOfThree, 10, 20), 15u) << "the mirror has the rest";
}

TEST_F(LastSeen, MissingEntriesAreNamed) {
  saw("a", 15);
  EXPECT_TRUE(
      says(seen(kTwoOfThree, 10, 10), "has seen 15 entries of the log, and this one has 10"));
  EXPECT_TRUE(says(seen(kTwoOfThree, 10, 10, {"b", "c"}), "--mirror"));
  EXPECT_TRUE(seen(kTwoOfThree, 10, 10, {"a"})) << "the operator has said so";
}

TEST_F(LastSeen, AnotherHistoryIsNotGoneOnWith) {
  all.at("b").last = {{7}, {}};
  EXPECT_TRUE(says(seen(kTwoOfThree, 10, 10), "b has seen another log"));
}

TEST_F(LastSeen, ThoseWhoHaveNotAnsweredMustNotBeAQuorum) {
  all.at("a").silent = true;
  EXPECT_TRUE(seen(kTwoOfThree, 10, 10)) << "whatever two have cosigned, b or c was there";
  all.at("b").silent = true;
  EXPECT_TRUE(says(seen(kTwoOfThree, 10, 10), "a, b"));
  EXPECT_TRUE(seen(kTwoOfThree, 10, 10, {"b"}));
  EXPECT_TRUE(says(seen("group q any a b c\nquorum q\n", 10, 10, {"b"}), ": a."));
  EXPECT_EQ(seen(kTwoOfThree, 10, 10, {"a", "b", "c"}), 0u) << "all of them are gone for good";
}

TEST_F(LastSeen, NothingNewIsSignedByAsking) {
  saw("a", 15);
  EXPECT_FALSE(seen(kTwoOfThree, 10, 10));
  EXPECT_LE(all.at("b").last.size.value, 10u);
  EXPECT_EQ(unknown_witness(policy(line("a") + "quorum a\n"), {"z"}),
            "the policy has no witness z");
  EXPECT_EQ(unknown_witness(policy(line("a") + "quorum a\n"), {"a"}), "");
}

}  // namespace
}  // namespace sotto::broker
