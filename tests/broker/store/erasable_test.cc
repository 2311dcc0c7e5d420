#include "broker/store/erasable.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "crypto/primitives/random.h"
#include "tests/broker/store/data_folder.h"

namespace sotto::broker {
namespace {

class ErasableFile : public DataFolder {
 protected:
  ErasableFile() {
    file_ = parent_ + "/erasable";
    EXPECT_TRUE(Erasable::create(file_));
    reopen();
  }
  void reopen() {
    auto opened = Erasable::open(file_, false);
    ASSERT_TRUE(opened) << opened.error();
    erasable_ = std::move(*opened);
  }
  void write(std::uint32_t index, std::optional<SlotPayload> payload) {
    std::vector<SlotWrite> writes;
    writes.push_back({index, std::move(payload)});
    erasable_->write(writes);
  }
  Bytes raw(std::uint32_t index) const {
    Bytes out(kSlotSize);
    const Descriptor file = open_file(file_, O_RDONLY);
    EXPECT_TRUE(read_at(file.get(), out, std::uint64_t{index} * kSlotSize));
    return out;
  }
  void write_raw(std::uint32_t index, ByteView bytes) {
    const Descriptor file = open_file(file_, O_WRONLY);
    EXPECT_TRUE(write_at(file.get(), bytes, std::uint64_t{index} * kSlotSize));
  }

  std::string file_;
  std::unique_ptr<Erasable> erasable_;
};

LockerSlot locker_slot(std::uint64_t version) {
  LockerSlot slot;
  slot.version = version;
  slot.salt = random_secret<32>();
  slot.next_salt = random_secret<32>();
  return slot;
}

TEST_F(ErasableFile, IsCreatedFullOfRandomBytesThatAreNoSlot) {
  EXPECT_EQ(std::filesystem::file_size(file_), std::uint64_t{kSlots} * kSlotSize);
  std::set<Bytes> different;
  for (std::uint32_t i : {0u, 1u, kReservedSlots, kSlots - 1}) {
    EXPECT_FALSE(erasable_->read(i)) << i;
    different.insert(raw(i));
  }
  EXPECT_EQ(different.size(), 4u);
}

TEST_F(ErasableFile, ReturnsWhatWasWrittenAfterReopening) {
  const LockerSlot locker = locker_slot(7);
  KeySlot key{2026'4, 1, random_secret<32>()};
  write(kSlots - 1, locker.encode());
  write(0, key.encode());
  reopen();
  const auto read_locker = LockerSlot::parse(*erasable_->read(kSlots - 1));
  ASSERT_TRUE(read_locker);
  EXPECT_EQ(read_locker->version, 7u);
  EXPECT_EQ(read_locker->salt, locker.salt);
  EXPECT_EQ(read_locker->next_salt, locker.next_salt);
  const auto read_key = KeySlot::parse(*erasable_->read(0));
  ASSERT_TRUE(read_key);
  EXPECT_EQ(read_key->tag, 20264u);
  EXPECT_EQ(read_key->generation, 1);
  EXPECT_EQ(read_key->secret, key.secret);
}

TEST_F(ErasableFile, OneKindOfPayloadIsNeverReadAsTheOther) {
  EXPECT_FALSE(KeySlot::parse(locker_slot(1).encode()));
  EXPECT_FALSE(LockerSlot::parse(KeySlot{}.encode()));
}

TEST_F(ErasableFile, OverwritingLeavesNothingOfTheOldContentInTheFile) {
  const LockerSlot locker = locker_slot(1);
  write(20, locker.encode());
  write(20, std::nullopt);
  EXPECT_FALSE(erasable_->read(20));
  std::ifstream in(file_, std::ios::binary);
  const std::string all((std::istreambuf_iterator<char>(in)), {});
  for (const Secret<32>* salt : {&locker.salt, &locker.next_salt}) {
    const ByteView half = ByteView(salt->expose()).first(16);
    EXPECT_EQ(all.find(std::string(half.begin(), half.end())), std::string::npos);
  }
}

TEST_F(ErasableFile, EveryFlippedByteMakesTheSlotEmpty) {
  write(33, locker_slot(5).encode());
  const Bytes good = raw(33);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    write_raw(33, bad);
    EXPECT_FALSE(erasable_->read(33)) << i;
  }
  write_raw(33, good);
  EXPECT_TRUE(erasable_->read(33));
}

TEST_F(ErasableFile, ASlotTornAtAnyOffsetIsEmpty) {
  write(34, locker_slot(5).encode());
  const Bytes before = raw(34);
  write(34, locker_slot(6).encode());
  const Bytes after = raw(34);
  // The first byte is the kind of both, and the rest of a payload is padding of both: tear between.
  for (std::size_t cut = 9; cut < kSlotSize; ++cut) {
    Bytes torn(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(cut));
    torn.insert(torn.end(), before.begin() + static_cast<std::ptrdiff_t>(cut), before.end());
    write_raw(34, torn);
    EXPECT_FALSE(erasable_->read(34)) << cut;
  }
}

TEST_F(ErasableFile, ASlotCopiedToAnotherPlaceIsEmpty) {
  write(40, locker_slot(5).encode());
  write_raw(41, raw(40));
  EXPECT_FALSE(erasable_->read(41));
}

TEST_F(ErasableFile, AnotherSizeIsRefused) {
  erasable_.reset();
  std::filesystem::resize_file(file_, std::uint64_t{kSlots} * kSlotSize - 1);
  const auto opened = Erasable::open(file_, false);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error(), "erasable has not its one size");
}

}  // namespace
}  // namespace sotto::broker
