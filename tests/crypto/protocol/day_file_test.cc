#include "crypto/protocol/day_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/tlog/tree.h"

namespace sotto::protocol {
namespace {

using HashedCells = std::vector<std::pair<Hash256, Bytes>>;

constexpr std::size_t kHeadSize = 8 + 4;

HashedCells some_cells(std::uint8_t from, std::uint8_t count) {
  HashedCells out;
  for (std::uint8_t i = 0; i < count; ++i) {
    Bytes cell(kCellSize, static_cast<std::uint8_t>(from + i));
    out.emplace_back(cell_hash(Cell(cell)), cell);
  }
  std::ranges::sort(out);
  return out;
}

Bytes two_batches() {
  return concat({encode_batch(7, some_cells(0, 2)), encode_batch(9, some_cells(10, 3))});
}

TEST(DayFile, GivesBackItsBatches) {
  const Bytes file = two_batches();
  const auto batches = parse_day_file(file);
  ASSERT_TRUE(batches);
  ASSERT_EQ(batches->size(), 2u);
  EXPECT_EQ((*batches)[0].number, 7u);
  EXPECT_EQ((*batches)[1].number, 9u);
  const HashedCells cells = some_cells(10, 3);
  ASSERT_EQ((*batches)[1].cells.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*batches)[1].hashes[i], cells[i].first);
    EXPECT_TRUE(equal((*batches)[1].cells[i], cells[i].second));
  }
}

TEST(DayFile, OfADayWithoutCellsIsEmpty) {
  EXPECT_TRUE(parse_day_file({})->empty());
  EXPECT_TRUE(parse_list_file({})->empty());
  EXPECT_EQ(day_root(std::vector<Batch>{}), tlog::root({}));
}

TEST(DayFile, RootIsOverTheHashesInFileOrder) {
  const Bytes file = two_batches();
  const auto batches = parse_day_file(file);
  std::vector<Hash256> leaves;
  for (const HashedCells& cells : {some_cells(0, 2), some_cells(10, 3)}) {
    for (const auto& [hash, cell] : cells) leaves.push_back(tlog::leaf_hash(hash));
  }
  EXPECT_EQ(day_root(*batches), tlog::root(leaves));
}

TEST(ListFile, HasTheDaysHashesAndItsRoot) {
  const Bytes file = two_batches();
  const Bytes list =
      concat({encode_batch_list(7, some_cells(0, 2)), encode_batch_list(9, some_cells(10, 3))});
  const auto batches = parse_day_file(file);
  const auto lists = parse_list_file(list);
  ASSERT_TRUE(lists);
  ASSERT_EQ(lists->size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*lists)[i].number, (*batches)[i].number);
    EXPECT_EQ((*lists)[i].hashes, (*batches)[i].hashes);
  }
  EXPECT_EQ(day_root(*lists), day_root(*batches));
}

TEST(ListFileRefusal, CutOutOfOrderOrOfNothing) {
  const Bytes first = encode_batch_list(7, some_cells(0, 2));
  const Bytes list = concat({first, encode_batch_list(9, some_cells(10, 3))});
  for (std::size_t size = 1; size < list.size(); ++size) {
    ASSERT_EQ(parse_list_file(ByteView(list).first(size)).has_value(), size == first.size());
  }
  EXPECT_FALSE(parse_list_file(concat({first, first})));
  Bytes swapped = first;
  std::swap_ranges(swapped.begin() + kHeadSize, swapped.begin() + kHeadSize + 32,
                   swapped.begin() + kHeadSize + 32);
  EXPECT_FALSE(parse_list_file(swapped));
  EXPECT_FALSE(parse_list_file(Bytes(kHeadSize)));
}

TEST(DayFileRefusal, CutAnywhereButBetweenBatches) {
  const Bytes file = two_batches();
  const std::size_t first = encode_batch(7, some_cells(0, 2)).size();
  for (std::size_t size = 1; size < file.size(); ++size) {
    ASSERT_EQ(parse_day_file(ByteView(file).first(size)).has_value(), size == first) << size;
  }
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_FALSE(parse_day_file(longer));
}

TEST(DayFileRefusal, ACellThatIsNotTheOneOfItsHash) {
  Bytes file = encode_batch(7, some_cells(0, 2));
  file.back() ^= 1;
  EXPECT_FALSE(parse_day_file(file));
}

TEST(DayFileRefusal, HashesThatDoNotRise) {
  const HashedCells cells = some_cells(0, 2);
  const Bytes good = encode_batch(7, cells);
  Bytes swapped = good;
  std::ranges::copy(cells[1].first, swapped.begin() + kHeadSize);
  std::ranges::copy(cells[0].first, swapped.begin() + kHeadSize + 32);
  std::ranges::copy(cells[1].second, swapped.begin() + kHeadSize + 64);
  std::ranges::copy(cells[0].second, swapped.begin() + kHeadSize + 64 + kCellSize);
  EXPECT_FALSE(parse_day_file(swapped));
  Bytes repeated = good;
  std::ranges::copy(cells[0].first, repeated.begin() + kHeadSize + 32);
  std::ranges::copy(cells[0].second, repeated.begin() + kHeadSize + 64 + kCellSize);
  EXPECT_FALSE(parse_day_file(repeated));
}

TEST(DayFileRefusal, BatchNumbersThatDoNotRise) {
  for (std::uint64_t second : {6, 7}) {
    EXPECT_FALSE(parse_day_file(
        concat({encode_batch(7, some_cells(0, 2)), encode_batch(second, some_cells(10, 1))})));
  }
}

TEST(DayFileRefusal, ABatchOfNothingOrOfMoreThanThereIs) {
  Bytes file = encode_batch(7, some_cells(0, 1));
  for (std::uint8_t count : {0, 2}) {
    file[kHeadSize - 1] = count;
    EXPECT_FALSE(parse_day_file(file));
  }
  std::fill(file.begin() + 8, file.begin() + kHeadSize, 0xff);
  EXPECT_FALSE(parse_day_file(file));
  EXPECT_FALSE(parse_day_file(Bytes(kHeadSize)));
}

TEST(DayFileDeathTest, CellsOutOfOrderOrOfAnotherSizeAreABug) {
  HashedCells cells = some_cells(0, 2);
  std::swap(cells[0], cells[1]);
  EXPECT_DEATH(encode_batch(1, cells), "panic: day_file");
  EXPECT_DEATH(encode_batch(1, {}), "panic: day_file");
  EXPECT_DEATH(encode_batch(1, {{Hash256{}, Bytes(kCellSize - 1)}}), "panic: day_file");
}

class EnvelopeFile : public ::testing::Test {
 protected:
  EnvelopeFile() {
    std::vector<std::pair<Hash256, Bytes>> first = envelopes(0, 2), second = envelopes(10, 3);
    file_ = concat({encode_batch(7, first, kEnvelopeSize), encode_batch(9, second, kEnvelopeSize)});
    all_ = first;
    all_.insert(all_.end(), second.begin(), second.end());
  }
  static std::vector<std::pair<Hash256, Bytes>> envelopes(std::uint8_t seed, std::size_t count) {
    std::vector<std::pair<Hash256, Bytes>> out;
    for (std::size_t i = 0; i < count; ++i) {
      const Bytes envelope(kEnvelopeSize, static_cast<std::uint8_t>(seed + i));
      out.emplace_back(sha256({envelope}), envelope);
    }
    std::ranges::sort(out);
    return out;
  }
  Bytes file_;
  std::vector<std::pair<Hash256, Bytes>> all_;
};

TEST_F(EnvelopeFile, IsReadWithItsOwnSizeAlone) {
  const auto batches = parse_day_file(file_, cell_size(Board::kEnvelopes));
  ASSERT_TRUE(batches);
  ASSERT_EQ(batches->size(), 2u);
  EXPECT_EQ((*batches)[1].cells.size(), 3u);
  EXPECT_FALSE(parse_day_file(file_, cell_size(Board::kReplies)));
  EXPECT_EQ(cell_size(Board::kEnquiries), kCellSize);
  EXPECT_DEATH(encode_batch(1, all_), "panic: day_file");
}

TEST_F(EnvelopeFile, GivesOneByItsPlaceOverAllBatchesAndItsHash) {
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    for (std::uint32_t asked = 0; asked < all_.size() + 2; ++asked) {
      const auto found = find_cell(file_, kEnvelopeSize, asked, all_[i].first);
      ASSERT_EQ(found.has_value(), asked == i) << i << " " << asked;
      if (found) {
        EXPECT_TRUE(equal(*found, all_[i].second));
      }
    }
  }
  EXPECT_FALSE(find_cell(file_, kEnvelopeSize, 0xffffffff, all_[0].first));
  EXPECT_FALSE(find_cell({}, kEnvelopeSize, 0, all_[0].first));
}

TEST_F(EnvelopeFile, ThatIsCutOrClaimsMoreThanItHasGivesNothing) {
  const Hash256 last = all_.back().first;
  for (std::size_t size = 0; size < file_.size(); size += 97) {
    EXPECT_FALSE(find_cell(ByteView(file_).first(size), kEnvelopeSize, 4, last)) << size;
  }
  Bytes claims = file_;
  claims[8] = 0xff;  // the count
  EXPECT_FALSE(find_cell(claims, kEnvelopeSize, 4, last));
}

}  // namespace
}  // namespace sotto::protocol
