#include "client/core/board_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "client/core/receipts.h"
#include "crypto/tlog/tree.h"
#include "tests/support/sample_log.h"

namespace sotto::client {
namespace {

using Published = BoardView::Published;
using protocol::Board;
using protocol::Role;
using testing::kSampleDay;

constexpr protocol::Day kToday = kSampleDay + 3;

Bytes cell(std::uint8_t byte) {
  return Bytes(protocol::kCellSize, byte);
}
Hash256 hash_of(const Bytes& cell) {
  return protocol::cell_hash(ByteView(cell).first<protocol::kCellSize>());
}

// Of a colleague, who reads replies and writes enquiries.
struct Boards {
  Boards() : files(2 * protocol::kBoardDays) {}

  void add(protocol::Day day, std::uint64_t batch, const std::vector<Bytes>& cells) {
    std::vector<std::pair<Hash256, Bytes>> sorted;
    for (const Bytes& each : cells) sorted.emplace_back(hash_of(each), each);
    std::ranges::sort(sorted);
    const std::size_t at = day + protocol::kBoardDays - 1 - kToday;
    const Bytes batch_bytes = protocol::encode_batch(batch, sorted);
    const Bytes list = protocol::encode_batch_list(batch, sorted);
    files[at].insert(files[at].end(), batch_bytes.begin(), batch_bytes.end());
    Bytes& lists = files[protocol::kBoardDays + at];
    lists.insert(lists.end(), list.begin(), list.end());
    for (const auto& [hash, unused] : sorted) roots[day].push_back(tlog::leaf_hash(hash));
  }
  // Both boards have the same cells here.
  std::expected<BoardView, Failure> check() {
    for (protocol::Day day = kSampleDay; day < kToday; ++day) {
      if (!logs) break;
      for (Board board : {Board::kEnquiries, Board::kReplies}) {
        log.append(kToday,
                   protocol::DayRoot{board, day, static_cast<std::uint32_t>(roots[day].size()),
                                     tlog::root(roots[day])});
      }
    }
    return BoardView::check(files, Role::kColleague, kToday, log.replay);
  }

  std::vector<Bytes> files;
  std::map<protocol::Day, std::vector<Hash256>> roots;
  bool logs = true;
  testing::SampleLog log;
};

TEST(BoardView, FetchesFourteenDaysOfOneSideAndFourteenListsOfTheOther) {
  const auto colleague = BoardView::paths(Role::kColleague, kToday);
  ASSERT_EQ(colleague.size(), 28u);
  EXPECT_EQ(colleague[0], "/boards/replies/" + std::to_string(kToday - 13));
  EXPECT_EQ(colleague[13], "/boards/replies/" + std::to_string(kToday));
  EXPECT_EQ(colleague[14], "/boards/enquiries/" + std::to_string(kToday - 13) + "-list");
  const auto supporter = BoardView::paths(Role::kSupporter, kToday);
  EXPECT_EQ(supporter[13], "/boards/enquiries/" + std::to_string(kToday));
  EXPECT_EQ(supporter[27], "/boards/replies/" + std::to_string(kToday) + "-list");
}

TEST(BoardView, GivesEveryCellBehindTheMarkOnce) {
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1), cell(2)});
  boards.add(kToday, 2, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  EXPECT_EQ(view->cells_after({}).size(), 3u);
  EXPECT_EQ(view->cells_after({kSampleDay, 1}).size(), 2u);
  EXPECT_EQ(view->cells_after({kSampleDay + 1, 0}).size(), 1u);
  EXPECT_EQ(view->end(), (ScanMark{kToday, 1}));
  EXPECT_TRUE(view->cells_after(view->end()).empty());
  EXPECT_TRUE(view->cells_after({kToday + 1, 5}).empty());
}

TEST(BoardView, SaysWhetherACellWasPublished) {
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1)});
  boards.add(kToday, 3, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  EXPECT_EQ(view->published(1, hash_of(cell(1))), Published::kYes);
  EXPECT_EQ(view->published(1, hash_of(cell(2))), Published::kMissing);
  EXPECT_EQ(view->published(2, hash_of(cell(2))), Published::kMissing) << "left out whole";
  EXPECT_EQ(view->published(4, hash_of(cell(4))), Published::kNotYet);
}

TEST(BoardView, RefusesAFileThatIsNotAsLogged) {
  for (std::size_t lists : {0u, 1u}) {
    Boards boards;
    boards.add(kSampleDay, 1, {cell(1)});
    boards.files[lists * protocol::kBoardDays + kSampleDay + 13 - kToday].clear();
    EXPECT_EQ(boards.check().error(), Failure::kBoardInvalid);
  }
}

TEST(BoardView, RefusesADayThatIsOverAndHasNoRoot) {
  Boards boards;
  boards.logs = false;
  EXPECT_EQ(boards.check().error(), Failure::kBoardInvalid);
}

TEST(BoardView, RefusesWhatDoesNotParse) {
  for (std::size_t file : {std::size_t{13}, std::size_t{27}}) {
    Boards boards;
    boards.files[file] = Bytes(10, 1);
    EXPECT_EQ(boards.check().error(), Failure::kBoardInvalid);
  }
}

TEST(Receipts, ForgetWhatWasPublishedAndTellWhatIsMissing) {
  Boards boards;
  boards.add(kToday, 3, {cell(3), cell(4)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  Receipts receipts;
  receipts.add({kToday, 3, {hash_of(cell(3)), hash_of(cell(4))}});
  receipts.add({kToday - 1, 3, {hash_of(cell(3)), hash_of(cell(5))}});
  receipts.add({kToday - 2, 4, {hash_of(cell(6))}});
  EXPECT_EQ(receipts.settle(*view, kToday), (std::vector<protocol::Day>{kToday - 1}));
  EXPECT_EQ(receipts.size(), 1u) << "the one that waits";
}

TEST(Receipts, SayNothingOfDaysWhoseListsAreGone) {
  Boards boards;
  boards.add(kToday, 3, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  Receipts receipts;
  receipts.add({kToday - 13, 1, {hash_of(cell(1))}});
  EXPECT_TRUE(receipts.settle(*view, kToday).empty());
  EXPECT_EQ(receipts.size(), 0u);
}

TEST(Receipts, KeepTheLastTwentyFour) {
  Receipts receipts;
  for (std::uint64_t i = 0; i < 30; ++i) receipts.add({kToday, i, {Hash256{}}});
  EXPECT_EQ(receipts.size(), Receipts::kMax);
}

TEST(Receipts, AreGoodWhenTheLogsKeySignedThemForThatBoardAndBatch) {
  const testing::SampleLog log;
  const std::vector<Hash256> cells{hash_of(cell(1))};
  const auto outcome_of = [&](const SigningKey& key, Board board, std::uint64_t batch) {
    protocol::CommitOutcome outcome{.version = 2, .batch = 7};
    outcome.receipt =
        sign(key, protocol::kReceiptLabel,
             protocol::receipt_message(log.replay.genesis_hash(), board, batch, cells));
    return outcome;
  };
  const auto good = [&](const protocol::CommitOutcome& outcome) {
    return good_receipt(log.replay, Role::kColleague, outcome, cells);
  };
  EXPECT_TRUE(good(outcome_of(log.receipt_key, Board::kEnquiries, 7)));
  EXPECT_FALSE(good(outcome_of(log.receipt_key, Board::kReplies, 7)));
  EXPECT_FALSE(good(outcome_of(log.receipt_key, Board::kEnquiries, 8)));
  EXPECT_FALSE(good(outcome_of(log.log_key, Board::kEnquiries, 7)));
}

}  // namespace
}  // namespace sotto::client
