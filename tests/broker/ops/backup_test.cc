#include "broker/backup.h"

#include <algorithm>

#include "broker/check.h"
#include "broker/sealed_archive.h"
#include "tests/broker/ops/scheme_folder.h"

namespace sotto::broker {
namespace {

constexpr protocol::UnixTime kDay = 86'400;

class Backup : public SchemeFolder {
 protected:
  void SetUp() override { found(); }

  void back_up() {
    const auto store = open(folder_);
    const auto founded = load_founded(folder_, store->files());
    const auto made = make_backup(*store, folder_, *founded, pair_.public_key, file(), kSampleTime);
    ASSERT_TRUE(made) << made.error();
  }

  std::expected<Restored, std::string> restore(std::optional<std::string> mirror = std::nullopt,
                                               protocol::UnixTime now = kSampleTime + kDay) const {
    return restore_backup(
        {file(), restored(), std::move(mirror), now, testing::seal_source(restored())}, pair_);
  }
  std::string refusal() const {
    const auto result = restore();
    EXPECT_FALSE(std::filesystem::exists(restored() + ".partial"));
    return result ? "" : result.error();
  }

  // A mirror with `more` behind what the log of the folder has.
  std::string mirror(ByteView more) const {
    const std::string folder = parent_ + "/mirror";
    std::filesystem::create_directories(folder);
    EXPECT_TRUE(place_file(folder + "/log", concat({*read_file(folder_ + "/log"), more})));
    return folder;
  }

  std::string file() const { return parent_ + "/backup"; }
  std::string restored() const { return parent_ + "/restored"; }

  X25519KeyPair pair_ = X25519KeyPair::generate();
};

TEST_F(Backup, IsRestoredWithoutTheSecretThatSealedTheOldKeys) {
  const auto keys = load_keys(folder_);
  back_up();
  std::filesystem::remove(folder_ + ".seal");
  EXPECT_FALSE(load_keys(folder_));
  const auto result = restore();
  ASSERT_TRUE(result) << result.error();
  const auto again = load_keys(restored());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->encode().expose().size(), keys->encode().size());
  EXPECT_TRUE(equal(again->encode().expose(), keys->encode().expose()));
}

TEST_F(Backup, RestoresWhatWasThere) {
  {
    const auto store = open(folder_);
    ASSERT_TRUE(apply_now(*store, [](const GroupView&) {
      Decision decision;
      const std::uint64_t live = table_number(testing::kSampleEpoch, 0);
      decision.put(kCodes, Bytes(32, 1), Bytes(4, 0));
      decision.create(kSpent.of(live)).create(kDrawn.of(live));
      decision.put(kPassTables, to_bytes(as_bytes("live")), sotto::Writer().u64(live).take());
      return decision;
    }));
  }
  back_up();
  EXPECT_EQ(last_backup(folder_), kSampleTime);
  const auto result = restore();
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->backup_time, kSampleTime);
  EXPECT_EQ(result->backup_entries, 3u);
  EXPECT_EQ(check_folder(restored()), std::vector<std::string>{});
  const auto store = open(restored());
  EXPECT_EQ(store->snapshot().count(kCodes), 1u);
}

TEST_F(Backup, RestoringRevokesThePassKeysAndSaysSoInTheLog) {
  back_up();
  const auto result = restore();
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->pass_keys,
            (std::vector<protocol::Epoch>{testing::kSampleEpoch, testing::kSampleEpoch + 1}));
  const auto store = open(restored());
  const auto founded = load_founded(restored(), store->files());
  ASSERT_TRUE(founded) << founded.error();
  EXPECT_EQ(founded->log.size(), 4u);
  for (const protocol::Epoch epoch : result->pass_keys) {
    EXPECT_FALSE(founded->log.pass_key(epoch));
    EXPECT_EQ(founded->log.next_generation(epoch), 1);
    EXPECT_FALSE(pass_public_key(store->erasable().read(pass_key_slot(epoch)), epoch, 0));
    EXPECT_TRUE(pass_public_key(store->erasable().read(pass_key_slot(epoch)), epoch, 1));
  }
  EXPECT_EQ(store->snapshot().count(kProposals), 2u);
}

TEST_F(Backup, TheLeadsCanSignTheNewKeys) {
  back_up();
  ASSERT_TRUE(restore());
  const auto store = open(restored());
  auto log = load_founded(restored(), store->files())->log;
  const Snapshot snapshot = store->snapshot();
  snapshot.scan_prefix(kProposals, {}, [&](ByteView, ByteView value) {
    auto entry = *protocol::Entry::parse(ProposalRow::parse(value).proposal.body);
    auto& key = std::get<protocol::PassKey>(entry.body);
    const Bytes message = protocol::pass_key_message(log.genesis_hash(), key);
    for (std::uint8_t i : {0, 1}) {
      key.signatures.push_back({i, sign(leads_[i], protocol::kPassKeyLabel, message)});
    }
    entry.day = log.last_day();
    const auto ok = log.append(entry.encode());
    EXPECT_TRUE(ok) << protocol::describe(ok.error());
    return true;
  });
  EXPECT_TRUE(log.pass_key(testing::kSampleEpoch));
}

TEST_F(Backup, RestoringGoesOnWithOtherBatches) {
  std::uint64_t before = 0;
  {
    const auto store = open(folder_);
    before = BatchKey::parse(store->erasable().read(kBatchSlot)).number;
    ASSERT_TRUE(apply_now(*store, [](const GroupView&) {
      Decision decision;
      decision.put(kWaiting, Bytes(32, 1), Bytes(9, 0));
      return decision;
    }));
  }
  back_up();
  ASSERT_TRUE(restore());
  const auto store = open(restored());
  EXPECT_GT(BatchKey::parse(store->erasable().read(kBatchSlot)).number, before + 1000);
  EXPECT_EQ(store->snapshot().count(kWaiting), 0u);
  EXPECT_FALSE(repair_batch_key(store->snapshot(), store->erasable()));
}

TEST_F(Backup, TakesTheMirrorsLongerLog) {
  back_up();
  const Bytes entry =
      protocol::Entry{testing::kSampleDay + 1,
                      protocol::DayRoot{protocol::Board::kReplies, testing::kSampleDay, 0, {}}}
          .encode();
  const auto result = restore(mirror(sotto::Writer().vec16(entry).take()));
  ASSERT_TRUE(result) << result.error();
  EXPECT_EQ(result->mirror_entries, 1u);
  const auto store = open(restored());
  EXPECT_EQ(load_founded(restored(), store->files())->log.size(), 5u);
}

TEST_F(Backup, RefusesAMirrorOfAnotherLog) {
  back_up();
  const std::string folder = mirror({});
  auto log = *read_file(folder + "/log");
  log[40] ^= 1;
  ASSERT_TRUE(place_file(folder + "/log", log));
  const auto result = restore(folder);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().find("is not this scheme's log"), std::string::npos);
}

TEST_F(Backup, RefusesAMirrorThatDoesNotReplay) {
  back_up();
  const auto result = restore(mirror(Bytes{0, 1, 9}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), "with the mirror: log: entry 3 is refused: not an entry");
  const auto cut = restore(mirror(Bytes{0}));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error(), "with the mirror: log does not end with an entry");
}

TEST_F(Backup, RefusesAnEmptyMirror) {
  back_up();
  const auto result = restore(parent_);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), "the mirror has no log");
}

TEST_F(Backup, RefusesAFolderThatExists) {
  back_up();
  std::filesystem::create_directory(restored());
  EXPECT_EQ(refusal(), restored() + " exists");
}

TEST_F(Backup, RefusesAClockBeforeTheLog) {
  back_up();
  const auto result = restore(std::nullopt, kSampleTime - kDay);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error(), "the clock is before the last day of the log");
}

TEST_F(Backup, RefusesAnotherKey) {
  back_up();
  pair_ = X25519KeyPair::generate();
  EXPECT_EQ(refusal(), "the backup is damaged, cut short, or sealed to another key");
}

TEST_F(Backup, RefusesAFileThatIsNone) {
  ASSERT_TRUE(
      place_file(file(), as_bytes("something else entirely, and long enough to be one....")));
  EXPECT_EQ(refusal(), file() + " is not a backup");
}

TEST_F(Backup, LeavesNoCopyOfKeysBehind) {
  back_up();
  for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/requests")) {
    ADD_FAILURE() << entry.path();
  }
  std::filesystem::create_directory(folder_ + "/requests/copy-0");
  ASSERT_TRUE(place_file(folder_ + "/requests/copy-0/erasable", Bytes(128, 7)));
  remove_backup_leftovers(folder_);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ + "/requests"));
}

TEST_F(Backup, IsNotAsLongAsTheHoleInTheStore) {
  back_up();
  EXPECT_LT(*size_of(file()), *size_of(folder_ + "/store/data.mdb") / 2);
}

TEST_F(Backup, HoldsNoBoards) {
  {
    const auto store = open(folder_);
    ASSERT_TRUE(apply_now(*store, [](const GroupView&) {
      Decision decision;
      decision.append("boards/enquiries/1", Bytes(9, 0));
      return decision;
    }));
  }
  back_up();
  ASSERT_TRUE(restore());
  EXPECT_TRUE(std::filesystem::is_empty(restored() + "/boards/enquiries"));
}

// --- the sealed file itself ---

class Archive : public ::testing::Test {
 protected:
  Archive() : file_(::testing::TempDir() + "sotto-archive-" + to_hex(random_array<8>())) {}
  ~Archive() override { std::filesystem::remove(file_); }

  void write(std::size_t size) {
    std::filesystem::remove(file_);
    auto archive = ArchiveWriter::create(file_, pair_.public_key);
    ASSERT_TRUE(archive) << archive.error();
    ASSERT_TRUE(archive->add("a", Bytes(size, 5)));
    ASSERT_TRUE(archive->add("b", {}));
    ASSERT_TRUE(archive->finish());
  }

  bool reads() {
    bytes_ = 0;
    return read_archive(file_, pair_,
                        [&](const std::string&, std::uint64_t) -> ArchiveSink {
                          return [&](ByteView part) {
                            bytes_ += part.size();
                            return true;
                          };
                        })
        .has_value();
  }

  const std::string file_;
  std::size_t bytes_ = 0;
  X25519KeyPair pair_ = X25519KeyPair::generate();
};

constexpr std::size_t kMiB = 1 << 20;

TEST_F(Archive, ComesBackAtEverySizeAroundAChunk) {
  // 22 bytes are the heads of the two files.
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, kMiB - 23, kMiB - 22, kMiB - 21, 2 * kMiB - 22, 3 * kMiB}) {
    write(size);
    EXPECT_TRUE(reads()) << size;
    EXPECT_EQ(bytes_, size);
  }
}

TEST_F(Archive, RefusesEveryFlippedByte) {
  write(10);
  const Bytes good = *read_file(file_);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 1;
    ASSERT_TRUE(place_file(file_, bad));
    EXPECT_FALSE(reads()) << i;
  }
}

TEST_F(Archive, RefusesEveryCutAndEveryByteTooMany) {
  write(10);
  const Bytes good = *read_file(file_);
  for (std::size_t i = 0; i < good.size(); ++i) {
    ASSERT_TRUE(place_file(file_, ByteView(good).first(i)));
    EXPECT_FALSE(reads()) << i;
  }
  ASSERT_TRUE(place_file(file_, concat({good, Bytes(1, 0)})));
  EXPECT_FALSE(reads());
}

TEST_F(Archive, RefusesToEndAtAChunk) {
  write(3 * kMiB);
  const Bytes good = *read_file(file_);
  for (const std::size_t chunks : {1, 2}) {
    ASSERT_TRUE(place_file(file_, ByteView(good).first(48 + chunks * (kMiB + 16))));
    EXPECT_FALSE(reads()) << chunks;
  }
}

TEST_F(Archive, RefusesChunksInAnotherOrder) {
  write(3 * kMiB);
  Bytes bad = *read_file(file_);
  const auto first = bad.begin() + 48;
  std::swap_ranges(first, first + kMiB + 16, first + kMiB + 16);
  ASSERT_TRUE(place_file(file_, bad));
  EXPECT_FALSE(reads());
}

TEST_F(Archive, RefusesANameThatNobodyKnows) {
  write(10);
  EXPECT_FALSE(
      read_archive(file_, pair_, [](const std::string&, std::uint64_t) { return ArchiveSink(); }));
}

}  // namespace
}  // namespace sotto::broker
