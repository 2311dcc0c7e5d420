#include "broker/store/writer.h"

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <chrono>
#include <latch>
#include <semaphore>
#include <stop_token>
#include <thread>

#include "crypto/primitives/random.h"
#include "tests/broker/store/data_folder.h"

namespace sotto::broker {
namespace {

// A writer that tests can hold: jobs submitted meanwhile become one group.
class HeldWriter : public DataFolder {
 protected:
  void SetUp() override {
    create();
    open();
  }
  void hold() {
    Job job;
    job.decide = [this](const GroupView&) {
      held_.release();
      go_on_.acquire();
      return Decision();
    };
    job.done = [](const Outcome&) {};
    ASSERT_TRUE(store_->writer().submit(std::move(job)));
    held_.acquire();
  }
  void go_on() { go_on_.release(); }

  bool submit(std::move_only_function<Decision(const GroupView&)> decide) {
    Job job;
    job.decide = std::move(decide);
    job.done = [this](Outcome outcome) {
      const std::lock_guard lock(mutex_);
      answers_.emplace_back(outcome.answer.begin(), outcome.answer.end());
    };
    return store_->writer().submit(std::move(job));
  }
  std::vector<std::string> finish() {
    store_->writer().stop();
    return answers_;
  }

  std::binary_semaphore held_{0};
  std::binary_semaphore go_on_{0};
  std::mutex mutex_;
  std::vector<std::string> answers_;
};

TEST_F(HeldWriter, AJobSeesTheChangesOfEarlierJobsOfItsGroup) {
  hold();
  const auto count_up = [](const GroupView& view) {
    const auto row = view.get(kLockers, as_bytes("n"));
    Bytes next{row ? static_cast<std::uint8_t>((*row)[0] + 1) : std::uint8_t{'a'}};
    Decision d;
    d.put(kLockers, text("n"), next);
    d.answer = next;
    return d;
  };
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(submit(count_up));
  go_on();
  EXPECT_EQ(finish(), (std::vector<std::string>{"a", "b", "c", "d", "e"}));
  EXPECT_EQ(store_->writer().counters().commits, 1u);
  EXPECT_EQ(store_->writer().counters().largest_group, 5u);
}

TEST_F(HeldWriter, AJobThatReadsASlotOfItsGroupWaitsUntilTheSlotIsDurable) {
  hold();
  const auto next_version = [this](const GroupView& view) {
    const auto payload = view.slot(50);
    const auto slot = payload ? LockerSlot::parse(*payload) : std::nullopt;
    const auto durable = store_->erasable().read(50);
    EXPECT_EQ(slot.has_value(), payload.has_value());
    LockerSlot next;
    next.version = slot ? slot->version + 1 : 1;
    Decision d;
    d.answer = text(std::to_string(next.version) + (durable ? " after a durable one" : ""));
    d.write_slot(50, next.encode());
    return d;
  };
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(submit(next_version));
  go_on();
  EXPECT_EQ(finish(),
            (std::vector<std::string>{"1", "2 after a durable one", "3 after a durable one"}));
  EXPECT_EQ(store_->writer().counters().largest_group, 1u);
}

TEST_F(HeldWriter, WhatIsAppendedInAGroupAddsUpAndOtherChangesOfAFileWait) {
  hold();
  const auto change = [](auto verb) {
    return [verb](const GroupView&) {
      Decision d;
      verb(d);
      return d;
    };
  };
  const std::string day = "boards/replies/2026-11-22";
  ASSERT_TRUE(submit(change([&](Decision& d) { d.append(day, text("one ")); })));
  ASSERT_TRUE(submit(change([&](Decision& d) { d.append(day, text("two ")); })));
  ASSERT_TRUE(submit(change([&](Decision& d) { d.remove(day); })));
  ASSERT_TRUE(submit(change([&](Decision& d) { d.append(day, text("three")); })));
  ASSERT_TRUE(submit(change([&](Decision& d) { d.replace("directory", text("old")); })));
  ASSERT_TRUE(submit(change([&](Decision& d) { d.replace("directory", text("new")); })));
  go_on();
  EXPECT_EQ(finish().size(), 6u);
  EXPECT_EQ(served(day), "three");
  EXPECT_EQ(served("directory"), "new");
  EXPECT_EQ(store_->writer().counters().commits, 4u);
}

TEST_F(HeldWriter, AFullQueueRefusesAndStopFinishesWhatWasAccepted) {
  hold();
  const auto nothing = [](const GroupView&) { return Decision(); };
  for (std::size_t i = 0; i < kQueueJobs; ++i) ASSERT_TRUE(submit(nothing)) << i;
  EXPECT_FALSE(submit(nothing));
  go_on();
  EXPECT_EQ(finish().size(), kQueueJobs);
  EXPECT_FALSE(submit(nothing)) << "stopped";
  EXPECT_EQ(store_->writer().counters().commits, 0u) << "nothing was changed";
  EXPECT_EQ(store_->writer().counters().largest_group, kGroupJobs);
}

TEST_F(HeldWriter, AGroupEndsAtItsWeight) {
  hold();
  for (int i = 0; i < 5; ++i) {
    Job job;
    job.decide = [i](const GroupView&) {
      Decision d;
      d.put(kLockers, text(std::to_string(i)), text("row"));
      return d;
    };
    job.done = [](const Outcome&) {};
    job.weight = kGroupBytes / 2;
    ASSERT_TRUE(store_->writer().submit(std::move(job)));
  }
  go_on();
  finish();
  EXPECT_EQ(store_->writer().counters().commits, 3u);
}

TEST_F(HeldWriter, ADecisionThatContradictsItselfIsABug) {
  store_.reset();  // the death test forks, and threads do not come along
  const auto contradict = [this] {
    open();
    apply([](const GroupView&) {
      Decision d;
      d.overwrite_slot(3);
      d.overwrite_slot(3);
      return d;
    });
  };
  EXPECT_DEATH(contradict(), "one decision writes a slot twice");
}

TEST_F(HeldWriter, OldMappingsStayWholeWhileFilesGrowAreReplacedAndRemoved) {
  const std::string day = "boards/enquiries/2026-11-22";
  ASSERT_TRUE(append(day, "first"));
  const auto before = store_->files().read(day);
  ASSERT_TRUE(append(day, " second"));
  EXPECT_EQ(served(day), "first second");
  apply([&](const GroupView& view) {
    EXPECT_EQ(file_row(view, day)->length, 12u);
    Decision d;
    d.remove(day);
    return d;
  });
  EXPECT_EQ(served(day), "(none)");
  EXPECT_FALSE(std::filesystem::exists(path(day)));
  EXPECT_EQ(to_bytes(before->file->bytes()), text("first"));
}

// As a checkpoint and its log: who reads the one and then the other finds all that it claims.
TEST_F(HeldWriter, WhatIsReplacedIsShownBehindWhatGrows) {
  constexpr int kGroups = 200;
  int claimed = 0;
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto claim = store_->files().read("checkpoint");
      const auto log = store_->files().read("log");
      if (!claim || !log) continue;
      ++claimed;
      EXPECT_LE(claim->size, log->size);
    }
  });
  for (int i = 1; i <= kGroups; ++i) {
    ASSERT_FALSE(apply([i](const GroupView&) {
                   Decision d;
                   d.append("log", text("x"));
                   d.replace("checkpoint", Bytes(static_cast<std::size_t>(i), 'x'));
                   return d;
                 }).try_later);
  }
  reader.request_stop();
  reader.join();
  EXPECT_GT(claimed, 0);
}

class WriterOptions : public DataFolder {};

TEST_F(WriterOptions, SixtyFourSubmittersShareCommits) {
  create();
  Store::Options options;
  // A disk that takes its time, so that the test does not depend on this machine's.
  options.writer.at_step = [](Writer::Step step) {
    if (step == Writer::Step::kCommitted) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  };
  open(std::move(options));
  constexpr int kSubmitters = 64;
  constexpr int kEach = 10;
  std::vector<std::thread> threads;
  for (int i = 0; i < kSubmitters; ++i) {
    threads.emplace_back([this, i] {
      for (int j = 0; j < kEach; ++j) {
        EXPECT_TRUE(put(std::to_string(i) + "/" + std::to_string(j), "v"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store_->snapshot().count(kLockers), std::uint64_t{kSubmitters} * kEach);
  const Writer::Counters counters = store_->writer().counters();
  EXPECT_EQ(counters.jobs, std::uint64_t{kSubmitters} * kEach);
  EXPECT_LE(counters.commits * 4, counters.jobs);
}

TEST_F(WriterOptions, ShortSpaceRefusesWhatGrowsAndLetsExpiryGoOn) {
  create();
  std::atomic<std::uint64_t> free = kReservedSpace;
  Store::Options options;
  options.writer.free_space = [&] { return free.load(); };
  open(std::move(options));
  EXPECT_TRUE(put("a", "v"));
  free = kReservedSpace - 1;
  EXPECT_FALSE(put("b", "v"));
  const Outcome expiry = apply(
      [](const GroupView&) {
        Decision d;
        d.erase(kLockers, text("a"));
        return d;
      },
      false);
  EXPECT_FALSE(expiry.try_later);
  EXPECT_EQ(get("a"), "(none)");
  free = kReservedSpace;
  EXPECT_TRUE(put("b", "v"));
}

TEST_F(WriterOptions, AFullMapRefusesTheWholeGroupAndDroppingMakesRoom) {
  const Env::Options small{.map_size = 1 << 20};
  create(small);
  open({.env = small, .writer = {}});
  const std::string row(16 * 1024, 'x');
  int rows = 0;
  while (put(std::to_string(rows), row)) ASSERT_LT(++rows, 64);
  EXPECT_GT(rows, 32);
  EXPECT_EQ(store_->snapshot().count(kLockers), static_cast<std::uint64_t>(rows));
  // More than fits, past the check of the space: nothing of it is applied, not even its file.
  const Outcome too_much = apply(
      [&](const GroupView&) {
        Decision d;
        d.append("log", text("entry"));
        for (int i = 0; i < 64; ++i) d.put(kLockers, text("more" + std::to_string(i)), text(row));
        return d;
      },
      false);
  EXPECT_TRUE(too_much.try_later);
  EXPECT_EQ(store_->snapshot().count(kLockers), static_cast<std::uint64_t>(rows));
  EXPECT_EQ(served("log"), "(none)");
  const Outcome drop = apply(
      [](const GroupView&) {
        Decision d;
        d.drop(kLockers);
        return d;
      },
      false);
  EXPECT_FALSE(drop.try_later);
  EXPECT_TRUE(put("a", row)) << "freed pages count as room";
}

TEST_F(WriterOptions, AFullDiskRefusesTheGroupAndLosesNothing) {
  std::filesystem::create_directory(parent_ + "/disk");
  const std::string disk = parent_ + "/disk";
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=20m") != 0) {
    GTEST_SKIP() << "needs root to mount a small disk";
  }
  folder_ = disk + "/data";
  create();
  Store::Options options;
  options.writer.free_space = [] { return kReservedSpace; };
  open(std::move(options));
  ASSERT_TRUE(append("log", "entries"));
  const std::string row(20'000, 'x');
  int rows = 0;
  while (put(std::to_string(rows), row) && rows < 1000) ++rows;
  EXPECT_LT(rows, 1000);
  EXPECT_GT(rows, 20);
  EXPECT_FALSE(append("log", std::string(1 << 20, 'y')));
  EXPECT_EQ(served("log"), "entries");
  EXPECT_EQ(get("0"), row) << "reads go on";
  store_.reset();
  open();
  EXPECT_EQ(store_->snapshot().count(kLockers), static_cast<std::uint64_t>(rows));
  EXPECT_EQ(served("log"), "entries");
  EXPECT_EQ(std::filesystem::file_size(path("log")), 7u);
  store_.reset();
  EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(WriterOptions, TheMirrorGetsLogBytesBeforeTheirAnswer) {
  create();
  std::string mirror;
  Store::Options options;
  options.writer.mirror = [&](std::uint64_t offset, ByteView bytes) {
    EXPECT_EQ(offset, mirror.size());
    mirror.append(bytes.begin(), bytes.end());
  };
  open(std::move(options));
  ASSERT_TRUE(append("log", "one "));
  EXPECT_EQ(mirror, "one ");
  ASSERT_TRUE(append("boards/replies/2026-11-22", "cells"));
  ASSERT_TRUE(append("log", "two"));
  EXPECT_EQ(mirror, "one two");
}

}  // namespace
}  // namespace sotto::broker
