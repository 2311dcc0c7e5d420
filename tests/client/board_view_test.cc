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
constexpr protocol::Day kDays = 3;  // after which a batch is overdue

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

TEST(BoardView, FetchesTheListsOfEnvelopesForASupporterAndTheirFilesForARecipient) {
  const auto supporter = BoardView::paths(Role::kSupporter, kToday);
  ASSERT_EQ(supporter.size(), 42u);
  EXPECT_EQ(supporter[28], "/boards/envelopes/" + std::to_string(kToday - 13) + "-list");
  const auto recipient = BoardView::paths(Role::kRecipient, kToday);
  ASSERT_EQ(recipient.size(), 42u);
  EXPECT_EQ(recipient[13], "/boards/enquiries/" + std::to_string(kToday));
  EXPECT_EQ(recipient[27], "/boards/enquiries/" + std::to_string(kToday) + "-list");
  EXPECT_EQ(recipient[41], "/boards/envelopes/" + std::to_string(kToday));
}

TEST(BoardView, LetsTheLogLagBehindAsFarAsItsWitnessesMayAndNoFurther) {
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1)});
  const auto check = [&](protocol::Day late) {
    return BoardView::check(boards.files, Role::kColleague, kToday, boards.log.replay, late)
        .has_value();
  };
  EXPECT_TRUE(check(kToday - kSampleDay));
  EXPECT_FALSE(check(kToday - kSampleDay - 1));
}

TEST(BoardView, DoesWithoutTheOldestDayOnceTheBrokersDayHasTurned) {
  const protocol::Day later = kSampleDay + protocol::kBoardDays - 1;  // whose oldest day it is
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1)});
  const auto seen = boards.check();
  ASSERT_TRUE(seen);
  for (protocol::Day day = kToday; day < later; ++day) {
    for (Board board : {Board::kEnquiries, Board::kReplies}) {
      boards.log.append(later, protocol::DayRoot{board, day, 0, tlog::root({})});
    }
  }
  const auto gone = [&](protocol::Day fetched) {
    return BoardView::check(std::vector<Bytes>(2 * protocol::kBoardDays), Role::kColleague, later,
                            boards.log.replay, 1, fetched);
  };
  EXPECT_EQ(gone(later).error(), Failure::kBoardInvalid);
  const auto view = gone(later + 1);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->changed(seen->marks(), boards.log.replay).empty());
}

TEST(BoardView, GoesOnWithABrokerThatWasRestored) {
  Boards before, after;
  for (Boards* boards : {&before, &after}) boards->add(kSampleDay, 1, {cell(1)});
  for (Boards* boards : {&before, &after}) boards->add(kToday, 2, {cell(2)});
  const auto seen = before.check();
  ASSERT_TRUE(seen);
  const BoardMarks marks = seen->marks();

  ASSERT_TRUE(after.check());  // which logs the roots
  after.files = std::vector<Bytes>(2 * protocol::kBoardDays);
  after.add(kToday, 1'000'000, {cell(3)});
  EXPECT_EQ(BoardView::check(after.files, Role::kColleague, kToday, after.log.replay).error(),
            Failure::kBoardInvalid)
      << "nothing says that the files may be gone";
  after.log.append(kToday, protocol::Restored{1});
  const auto view = BoardView::check(after.files, Role::kColleague, kToday, after.log.replay);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->cells_after(marks).size(), 1u);
  EXPECT_TRUE(view->changed(marks, after.log.replay).empty());

  after.add(kSampleDay, 3, {cell(4)});
  EXPECT_EQ(BoardView::check(after.files, Role::kColleague, kToday, after.log.replay).error(),
            Failure::kBoardInvalid)
      << "they may be gone, not be others";
}

TEST(BoardView, GivesEveryCellBehindTheMarksOnce) {
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1), cell(2)});
  boards.add(kToday, 2, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  EXPECT_EQ(view->cells_after({}).size(), 3u);
  const BoardMarks marks = view->marks();
  EXPECT_EQ(marks.read.all().size(), protocol::kBoardDays);
  EXPECT_EQ(marks.read.find(kSampleDay)->cells, 2u);
  EXPECT_EQ(marks.written, marks.read) << "both boards have the same cells here";
  EXPECT_TRUE(view->cells_after(marks).empty());
  EXPECT_TRUE(view->changed(marks, boards.log.replay).empty());
}

TEST(BoardView, GivesWhatWasAppendedSinceAndNothingIsChanged) {
  Boards boards;
  boards.add(kSampleDay, 1, {cell(1), cell(2)});
  boards.add(kToday, 2, {cell(3)});
  const BoardMarks before = boards.check()->marks();
  boards.add(kToday, 3, {cell(4), cell(5)});
  boards.logs = false;  // they are there
  auto view = boards.check();
  ASSERT_TRUE(view);
  EXPECT_EQ(view->cells_after(before).size(), 2u);
  EXPECT_TRUE(view->changed(before, boards.log.replay).empty());
}

// What is marked of a day, against every other day that there may be later.
TEST(BoardView, TriesAllOfADayThatBeginsWithOtherCellsThanItsMark) {
  const std::vector<std::vector<Bytes>> days = {{},
                                                {cell(1)},
                                                {cell(2)},
                                                {cell(1), cell(2)},
                                                {cell(1), cell(3)},
                                                {cell(1), cell(2), cell(3)}};
  for (const auto& shown : days) {
    for (const auto& truth : days) {
      Boards earlier, later;
      std::uint64_t batch = 0;
      for (const Bytes& each : shown) earlier.add(kToday, ++batch, {each});
      batch = 0;
      for (const Bytes& each : truth) later.add(kToday, ++batch, {each});
      const BoardMarks marks = earlier.check()->marks();
      const auto view = later.check();
      const bool kept =
          truth.size() >= shown.size() && std::equal(shown.begin(), shown.end(), truth.begin());
      EXPECT_EQ(view->cells_after(marks).size(), truth.size() - (kept ? shown.size() : 0));
      const std::vector<protocol::Day> wanted(kept ? 0 : 1, kToday);
      EXPECT_EQ(view->changed(marks, later.log.replay), wanted);
      EXPECT_EQ(view->changed({{}, marks.written, {}}, later.log.replay), wanted) << "lists alone";
      EXPECT_EQ(view->changed({marks.read, {}, {}}, later.log.replay), wanted);
    }
  }
}

TEST(BoardView, ComparesADayThatIsGoneWithItsRootInTheLog) {
  const protocol::Day gone = kToday - protocol::kBoardDays;
  Boards boards;
  boards.add(kToday, 1, {cell(1)});
  const std::vector<Hash256> one = {tlog::leaf_hash(hash_of(cell(1)))};
  const std::vector<Hash256> two = {one[0], tlog::leaf_hash(hash_of(cell(2)))};
  boards.log.append(kToday, protocol::DayRoot{Board::kReplies, gone, 1, tlog::root(one)});
  const auto view = boards.check();
  ASSERT_TRUE(view);
  const auto changed = [&](const DayMark& mark) {
    BoardMarks marks;
    marks.read.add(mark);
    return !view->changed(marks, boards.log.replay).empty();
  };
  EXPECT_FALSE(changed({gone, 1, tlog::root(one)}));
  EXPECT_FALSE(changed({gone, 0, tlog::root({})})) << "it may have gone on like this";
  EXPECT_TRUE(changed({gone, 1, tlog::root(two)}));
  EXPECT_TRUE(changed({gone, 2, tlog::root(two)}));
  EXPECT_FALSE(changed({gone - 1, 2, tlog::root(two)})) << "of which the log says nothing";
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
  receipts.add({kToday, 3, {hash_of(cell(3)), hash_of(cell(4))}}, kToday);
  receipts.add({kToday - 1, 3, {hash_of(cell(3)), hash_of(cell(5))}}, kToday);
  receipts.add({kToday - 2, 4, {hash_of(cell(6))}}, kToday - 2);
  EXPECT_EQ(receipts.settle(*view, kToday, kDays), (std::vector<protocol::Day>{kToday - 1}));
  EXPECT_EQ(receipts.size(), 1u) << "the one that waits";
}

TEST(Receipts, TellOnceWhatShouldHaveBeenPublishedByNow) {
  Boards boards;
  boards.add(kToday, 3, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  Receipts receipts;
  receipts.add({kToday, 4, {hash_of(cell(4))}}, kToday);
  receipts.add({kToday, 4, {hash_of(cell(5))}}, kToday + 1);  // its answer came later
  EXPECT_TRUE(receipts.settle(*view, kToday + kDays - 1, kDays).empty());
  EXPECT_EQ(receipts.settle(*view, kToday + kDays, kDays).size(), 1u);
  EXPECT_EQ(receipts.settle(*view, kToday + kDays + 1, kDays).size(), 1u);
  EXPECT_TRUE(receipts.settle(*view, kToday + kDays + 2, kDays).empty());
  EXPECT_EQ(receipts.size(), 0u);
}

// Who learns of a commit a week later, from the next open, and comes once a week.
TEST(Receipts, AreLookedForAsLongAsNoListIsMissed) {
  Boards boards;
  auto view = boards.check();
  ASSERT_TRUE(view);
  Receipts receipts;
  receipts.add({kToday, 4, {hash_of(cell(4))}}, kToday + 7);
  EXPECT_TRUE(receipts.settle(*view, kToday + 7, kDays).empty());
  EXPECT_EQ(receipts.settle(*view, kToday + 14, kDays), (std::vector<protocol::Day>{kToday}));
}

TEST(Receipts, SayNothingOfDaysWhoseListsAreGone) {
  Boards boards;
  boards.add(kToday, 3, {cell(3)});
  auto view = boards.check();
  ASSERT_TRUE(view);
  Receipts receipts;
  receipts.add({kToday - 13, 1, {hash_of(cell(1))}}, kToday - 13);
  EXPECT_TRUE(receipts.settle(*view, kToday, kDays).empty());
  EXPECT_EQ(receipts.size(), 0u);
}

TEST(Receipts, KeepTheFirstTwentyFour) {
  Boards boards;
  const auto view = boards.check();
  Receipts receipts;
  receipts.add({kToday - 1, 1, {Hash256{}}}, kToday - 1);
  for (std::uint64_t i = 0; i < 30; ++i) receipts.add({kToday, 1, {Hash256{}}}, kToday);
  EXPECT_EQ(receipts.size(), Receipts::kMax);
  EXPECT_EQ(receipts.settle(*view, kToday + kDays - 1, kDays),
            (std::vector<protocol::Day>{kToday - 1}));
}

TEST(Receipts, AreOverdueAfterTheLongestPauseAndADay) {
  protocol::Policy policy;
  policy.publish_at = {6 * 60, 12 * 60, 18 * 60};  // twelve hours, and one more
  EXPECT_EQ(publishing_days(policy), 3u);
  policy.publish_at = {6 * 60};
  EXPECT_EQ(publishing_days(policy), 4u);
  policy.publish_at.clear();
  policy.publish_every = 86400;
  EXPECT_EQ(publishing_days(policy), 3u);
  policy.calendar.day_seconds = 4;
  policy.publish_every = 1;
  EXPECT_EQ(publishing_days(policy), 3u);
  policy.publish_every = 9;
  EXPECT_EQ(publishing_days(policy), 5u);
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
