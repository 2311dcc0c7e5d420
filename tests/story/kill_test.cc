// The broker's process is killed under load, again and again. What it acknowledged is there, what
// it did not answer happens once, and no pass is accepted twice.

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <thread>

#include "tests/story/process_world.h"

namespace sotto::testing {
namespace {

using protocol::PassResult;
using protocol::Role;
using protocol::Status;
using Pass = ByteArray<protocol::kTokenSize>;

constexpr int kColleagues = 3, kSupporters = 3;

// One locker, and what was acknowledged to it.
struct Member {
  Member(RawLocker enrolled, Role has) : locker(std::move(enrolled)), role(has) {}

  RawLocker locker;
  Role role;
  std::uint64_t acknowledged = locker.version;
  std::vector<Pass> passes;  // drawn, not redeemed yet
  std::optional<Bytes> unanswered;
  std::optional<Pass> unanswered_pass;
  std::vector<Pass> accepted;  // not tried a second time yet
  std::string trouble;
  std::uint64_t commits = 0;
};

class KillTest {
 public:
  explicit KillTest(std::uint64_t seed)
      : world_(
            SchemeChanges{{"epoch_days = 400", "epoch_days = 90000"}}),  // no epoch turns meanwhile
        random_(seed) {
    world_.run.start();
    world_.import_codes(4000);
    for (int i = 0; i < kColleagues + kSupporters; ++i) {
      const Role role = i < kColleagues ? Role::kColleague : Role::kSupporter;
      members_.emplace_back(world_.enrol(role), role);
    }
  }

  void kill_once() {
    std::vector<std::thread> threads;
    for (Member& member : members_) threads.emplace_back([&] { load(member); });
    const auto moment = std::uniform_int_distribution<int>(20, 500)(random_);
    std::this_thread::sleep_for(std::chrono::milliseconds(moment));
    world_.run.kill();
    for (std::thread& thread : threads) thread.join();
    world_.run.start();
    for (Member& member : members_) look(member);
    spend_again();
  }

  void finish() {
    std::uint64_t commits = 0;
    for (const Member& member : members_) commits += member.commits;
    // Without these the test would have seen nothing.
    EXPECT_GT(commits, 0u);
    EXPECT_GT(unanswered_, 0u);
    EXPECT_GT(accepted_.size(), 0u);
    for (const auto& [pass, times] : accepted_) EXPECT_EQ(times, 1);
    EXPECT_EQ(world_.run.stop(), 0);
    const Ran check = world_.run.broker({"check", "--data", world_.run.data().string()});
    EXPECT_EQ(check.exit, 0) << check.out;
    EXPECT_EQ(check.out, "");
    std::printf("%llu commits, %llu without an answer (%llu of them applied), %zu passes\n",
                static_cast<unsigned long long>(commits),
                static_cast<unsigned long long>(unanswered_),
                static_cast<unsigned long long>(applied_unseen_), accepted_.size());
  }

 private:
  // Commits until the broker is gone.
  void load(Member& member) {
    try {
      for (;;) {
        std::optional<Pass> pass;
        if (member.role == Role::kSupporter) {
          if (member.passes.empty()) member.passes = world_.draw_passes();
          pass = member.passes.back();
          member.passes.pop_back();
        }
        const Bytes body = member.locker.commit_body(pass);
        member.unanswered = body;
        member.unanswered_pass = pass;
        const auto answer = member.locker.commit(body);
        take_answer(member, answer);
        if (!member.trouble.empty()) return;
      }
    } catch (const NoAnswer&) {
    } catch (const std::exception& problem) {
      member.trouble = problem.what();
    }
  }

  static void take_answer(Member& member,
                          const std::expected<protocol::CommitAnswer, Status>& answer) {
    if (!answer) {
      member.trouble = protocol::describe(answer.error());
    } else if (answer->outcome.version != member.acknowledged + 1) {
      member.trouble = "a commit was answered with another version";
    } else if (member.unanswered_pass && answer->outcome.pass != PassResult::kAccepted) {
      member.trouble = "an unused pass was refused";
    }
    if (!member.trouble.empty()) return;
    ++member.acknowledged;
    ++member.commits;
    if (member.unanswered_pass) member.accepted.push_back(*member.unanswered_pass);
    member.unanswered.reset();
    member.unanswered_pass.reset();
  }

  void look(Member& member) {
    ASSERT_EQ(member.trouble, "");
    const auto before = member.locker.open(world_.today());
    ASSERT_TRUE(before) << protocol::describe(before.error());
    if (!member.unanswered) {
      EXPECT_EQ(*before, member.acknowledged);
      return;
    }
    ++unanswered_;
    const bool applied = *before == member.acknowledged + 1;
    EXPECT_TRUE(applied || *before == member.acknowledged) << "version " << *before;
    applied_unseen_ += applied ? 1 : 0;
    for (int times = 0; times < 2; ++times) {
      const auto again = member.locker.commit(*member.unanswered);
      ASSERT_TRUE(again) << protocol::describe(again.error());
      EXPECT_EQ(again->outcome.version, member.acknowledged + 1);
      const auto result = member.unanswered_pass ? PassResult::kAccepted : PassResult::kNone;
      EXPECT_EQ(again->outcome.pass, result);
      if (times == 1) take_answer(member, again);
    }
    const auto after = member.locker.open(world_.today());
    ASSERT_TRUE(after);
    EXPECT_EQ(*after, member.acknowledged);
  }

  // Somebody else redeems every pass that was accepted.
  void spend_again() {
    RawLocker other = world_.enrol(Role::kSupporter);
    for (Member& member : members_) {
      for (const Pass& pass : member.accepted) {
        ++accepted_[pass];
        const auto answer = other.commit(other.commit_body(pass));
        ASSERT_TRUE(answer) << protocol::describe(answer.error());
        EXPECT_EQ(answer->outcome.pass, PassResult::kRefused);
        if (answer->outcome.pass == PassResult::kAccepted) ++accepted_[pass];
      }
      member.accepted.clear();
    }
  }

  ProcessWorld world_;
  std::mt19937_64 random_;
  std::vector<Member> members_;
  std::map<Pass, int> accepted_;  // how often
  std::uint64_t unanswered_ = 0, applied_unseen_ = 0;
};

void kill_often(std::uint64_t seed, int times) {
  KillTest test(seed);
  for (int i = 1; i <= times && !::testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE("kill " + std::to_string(i));
    test.kill_once();
  }
  test.finish();
}

TEST(Kill, LosesNothingAcknowledgedAndRepeatsNothing) {
  kill_often(20261122, 12);
}

TEST(KillLong, LosesNothingAcknowledgedAndRepeatsNothing) {
  kill_often(20261123, 100);
}

}  // namespace
}  // namespace sotto::testing
