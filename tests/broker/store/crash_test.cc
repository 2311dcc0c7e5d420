// A process that dies between any two steps of a commit: the next start finds the whole group or
// nothing of it, and what was answered is there.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "crypto/primitives/random.h"
#include "tests/broker/store/data_folder.h"

namespace sotto::broker {
namespace {

constexpr std::uint32_t kSlot = kReservedSlots + 77;
constexpr const char* kOldDay = "boards/enquiries/2026-11-08";
constexpr const char* kToday = "boards/enquiries/2026-11-22";

// The locker goes from version v to v+1, whose salt its slot already holds.
Decision commit_locker(const View& view, const LockerSlot& slot) {
  const auto row = view.get(kLockers, as_bytes("version"));
  const std::uint8_t version = row ? (*row)[0] : 0;
  EXPECT_EQ(version, slot.version);
  Decision d;
  d.put(kLockers, text("version"), {static_cast<std::uint8_t>(version + 1)});
  d.put(kLockers, text("salt"), to_bytes(slot.next_salt.expose()));
  d.append("log", text("entry "));
  d.replace("directory", text("listings " + std::to_string(version + 1)));
  d.append(kToday, text("cells "));
  if (version == 1) d.remove(kOldDay);
  return d;
}

LockerSlot after(const LockerSlot& slot) {
  return {slot.version + 1, slot.next_salt.clone(), random_secret<32>()};
}

Decision commit(const GroupView& view) {
  const auto slot = LockerSlot::parse(*view.slot(kSlot));
  Decision d = commit_locker(view, *slot);
  d.write_slot(kSlot, after(*slot).encode());
  return d;
}

std::vector<SlotWrite> repair(const View& view, const Erasable& erasable) {
  std::vector<SlotWrite> out;
  const auto slot = LockerSlot::parse(*erasable.read(kSlot));
  const auto version = view.get(kLockers, as_bytes("version"));
  if (version && (*version)[0] == slot->version + 1) {
    out.push_back({kSlot, after(*slot).encode()});
  }
  return out;
}

class Crash : public DataFolder, public ::testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    create();
    {
      auto erasable = Erasable::open(path("erasable"), false);
      std::vector<SlotWrite> first;
      first.push_back({kSlot, LockerSlot{0, random_secret<32>(), random_secret<32>()}.encode()});
      (*erasable)->write(first);
    }
    open();
    ASSERT_TRUE(append(kOldDay, "old cells"));
    ASSERT_FALSE(apply(commit).try_later);
    check(1);
    store_.reset();
  }

  // Everything that a commit touches tells the same version.
  void check(std::uint8_t version) {
    const Snapshot snapshot = store_->snapshot();
    EXPECT_EQ((*snapshot.get(kLockers, as_bytes("version")))[0], version);
    const auto slot = LockerSlot::parse(*store_->erasable().read(kSlot));
    EXPECT_EQ(slot->version, version);
    EXPECT_EQ(to_bytes(slot->salt.expose()), to_bytes(*snapshot.get(kLockers, as_bytes("salt"))));
    std::string log;
    std::string cells;
    for (int i = 0; i < version; ++i) log += "entry ", cells += "cells ";
    EXPECT_EQ(served("log"), log);
    EXPECT_EQ(served(kToday), cells);
    EXPECT_EQ(std::filesystem::file_size(path("log")), log.size());
    EXPECT_EQ(served("directory"), "listings " + std::to_string(version));
    EXPECT_FALSE(std::filesystem::exists(path("directory.next")));
    EXPECT_EQ(served(kOldDay), version == 1 ? "old cells" : "(none)");
    EXPECT_EQ(std::filesystem::exists(path(kOldDay)), version == 1);
  }
};

TEST_P(Crash, TheNextStartFindsTheWholeGroupOrNothing) {
  const auto deadly = static_cast<Writer::Step>(GetParam());
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Store::Options options;
    options.writer.at_step = [&](Writer::Step step) {
      if (step == deadly) _exit(42);
    };
    open(std::move(options), repair);
    apply(commit);
    _exit(0);  // not reached: the process must have died before it could answer
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_EQ(WEXITSTATUS(status), 42);

  open({}, repair);
  const bool happened = deadly >= Writer::Step::kCommitted;
  check(happened ? 2 : 1);
  ASSERT_FALSE(apply(commit).try_later) << "life goes on";
  check(happened ? 3 : 2);
}

INSTANTIATE_TEST_SUITE_P(EveryStep, Crash,
                         ::testing::Range(0, static_cast<int>(Writer::Step::kFilesSettled) + 1));

}  // namespace
}  // namespace sotto::broker
