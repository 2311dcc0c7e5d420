#pragma once
// Stories in which the disk fails at the n-th thing that the store asks of it, for every n. The
// broker refuses clearly or ends; it starts again on the same folder, is asked again, and the story
// goes on. In the end people have seen, and the disk shows, what they would have without.

#include <gtest/gtest.h>

#include "broker/check.h"
#include "tests/story/broker_process.h"

namespace sotto::testing {

// What a story left behind.
struct Traces {
  std::vector<Exchange> transcript;
  std::string disk;
  BrokerProcess::Tally tally;
};

class FaultyStory {
 public:
  FaultyStory(const protocol::Policy& policy, protocol::UnixTime start, FaultPlan& plan)
      : rig({.policy = policy,
             .start = start,
             .host =
                 [this, policy, &plan](const std::filesystem::path& data) {
                   auto host = std::make_unique<BrokerProcess>(data, policy, plan);
                   host_ = host.get();
                   return host;
                 },
             .tick = policy.publish_every}) {}

 protected:
  Traces end() {
    rig.stop();
    EXPECT_EQ(broker::check_folder(rig.folder().string()), std::vector<std::string>{});
    return {rig.transcript, rig.disk_shape(), host_->tally()};
  }
  client::Visit visit(Person& person, const Rig::Act& act = {}) {
    client::Visit out = rig.visit(person, act);
    EXPECT_FALSE(out.failure()) << client::describe(*out.failure());
    return out;
  }
  template <class Result>
  static void must(const Result& applied) {
    EXPECT_TRUE(applied) << client::describe(applied.error());
  }

 private:
  BrokerProcess* host_ = nullptr;

 protected:
  Rig rig;
};

// No faults: how many calls each message needs.
class Rehearsal : public FaultPlan {
 public:
  std::uint32_t fails_at(std::size_t, std::uint32_t) override { return 0; }
  void done(std::size_t message, std::uint32_t calls) override {
    if (before.size() != message + 1) throw std::runtime_error("messages out of order");
    before.push_back(before.back() + calls);
  }
  std::vector<std::uint32_t> before{0};  // calls before each message, and after the last
};

// The calls numbered `offset`, `offset` + `period` and so on in the rehearsal's count fail. What is
// asked again after a fault fails at the next of its numbers, if it has another.
class EveryNth : public FaultPlan {
 public:
  EveryNth(const Rehearsal& rehearsal, std::uint32_t period, std::uint32_t offset,
           std::uint32_t way)
      : before_(rehearsal.before), period_(period), offset_(offset), way_(way) {}

  std::uint32_t fails_at(std::size_t message, std::uint32_t attempt) override {
    const std::uint32_t from = before_.at(message), to = before_.at(message + 1);
    const std::uint32_t first = from + (offset_ + period_ - from % period_) % period_;
    const std::uint32_t wanted = first + attempt * period_;
    return wanted < to ? wanted - from + 1 : 0;
  }
  // Every start after a death but one dies as well, a little later each time.
  std::uint32_t start_fails_at() override { return ++starts_ % 8 == 0 ? 0 : offset_ + starts_; }
  std::uint32_t way() override { return way_ + calls_++; }

 private:
  const std::vector<std::uint32_t>& before_;
  const std::uint32_t period_, offset_, way_;
  std::uint32_t starts_ = 0, calls_ = 0;
};

// Stories with a fault at every `step`-th call, in as many ways as asked.
template <class Story>
void fail_everywhere(std::uint32_t step, std::uint32_t ways) {
  Rehearsal rehearsal;
  const Traces honest = Story(rehearsal).play();
  const std::uint32_t calls = rehearsal.before.back();
  ASSERT_GT(calls, 1000u);
  // Far enough apart that a message rarely has two.
  constexpr std::uint32_t kPeriod = 112;
  BrokerProcess::Tally sum;
  for (std::uint32_t way = 0; way < ways; ++way) {
    for (std::uint32_t offset = way % step; offset < kPeriod; offset += step) {
      SCOPED_TRACE("way " + std::to_string(way) + ", offset " + std::to_string(offset));
      EveryNth plan(rehearsal, kPeriod, offset, way);
      const Traces faulty = Story(plan).play();
      EXPECT_EQ(faulty.disk, honest.disk);
      EXPECT_TRUE(faulty.transcript == honest.transcript);
      const auto& tally = faulty.tally;
      sum.faults += tally.faults;
      sum.deaths += tally.deaths;
      sum.refusals += tally.refusals;
      sum.unharmed += tally.unharmed;
      sum.failed_starts += tally.failed_starts;
      sum.missed += tally.missed;
      if (::testing::Test::HasFailure()) return;
    }
  }
  std::printf(
      "%u calls; %u failed: the broker died of %u (and of %u at starts), refused %u, did %u all "
      "the "
      "same\n",
      calls, sum.faults, sum.deaths - sum.failed_starts, sum.failed_starts, sum.refusals,
      sum.unharmed);
  // What a fault leaves unharmed is not asked again: where such a message has a second number, that
  // is never tried. All others are.
  EXPECT_GE(sum.faults + sum.missed + sum.unharmed, ways * (calls / step));
  EXPECT_LT(sum.missed * 10, sum.faults);
  EXPECT_GT(sum.refusals, 0u);
}

}  // namespace sotto::testing
