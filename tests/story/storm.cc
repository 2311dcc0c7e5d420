#include "tests/story/storm.h"

#include <gtest/gtest.h>

#include <thread>

namespace sotto::testing {

using protocol::PassResult;
using protocol::Role;
using protocol::Status;

namespace {

constexpr int kColleagues = 3, kSupporters = 3;
constexpr int kCodes = 4000;

}  // namespace

Storm::Storm(std::uint64_t seed, const Prepare& prepare, const std::filesystem::path& under)
    // No epoch turns meanwhile.
    : world_(SchemeChanges{{"epoch_days = 400", "epoch_days = 90000"}}, under), random_(seed) {
  if (prepare) prepare(world_);
  world_.run.start();
  world_.import_codes(kCodes);
  for (int i = 0; i < kColleagues + kSupporters; ++i) {
    const Role role = i < kColleagues ? Role::kColleague : Role::kSupporter;
    members_.emplace_back(world_.enrol(role), role);
  }
}

void Storm::until(const std::function<void()>& death) {
  std::vector<std::thread> threads;
  for (Member& member : members_) threads.emplace_back([&] { load(member); });
  death();
  for (std::thread& thread : threads) thread.join();
}

void Storm::look() {
  for (Member& member : members_) look(member);
  spend_again();
  if (world_.codes_left() < kCodes / 4) world_.import_codes(kCodes);
}

std::string Storm::check() {
  const Ran ran = world_.run.broker({"check", "--data", world_.run.data().string()});
  return ran.exit == 0 ? ran.out : ran.out + ran.err;
}

void Storm::finish() {
  std::uint64_t commits = 0;
  for (const Member& member : members_) commits += member.commits;
  // Without these the test would have seen nothing.
  EXPECT_GT(commits, 0u);
  EXPECT_GT(unanswered_, 0u);
  EXPECT_GT(accepted_.size(), 0u);
  for (const auto& [pass, times] : accepted_) EXPECT_EQ(times, 1);
  EXPECT_EQ(world_.run.stop(), 0);
  EXPECT_EQ(check(), "");
  std::printf("%llu commits, %llu without an answer (%llu of them applied), %zu passes\n",
              static_cast<unsigned long long>(commits),
              static_cast<unsigned long long>(unanswered_),
              static_cast<unsigned long long>(applied_unseen_), accepted_.size());
}

// Commits until the broker is gone.
void Storm::load(Member& member) {
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

void Storm::take_answer(Member& member,
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

void Storm::look(Member& member) {
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
void Storm::spend_again() {
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

}  // namespace sotto::testing
