// What everybody fetches: boards and tiles, when requests meet.

#include "tests/broker/hand_made.h"

namespace sotto::testing {
namespace {

class PublicFiles : public HandMade {
 protected:
  // Whether today's list of a board has this cell.
  bool lists(protocol::Board board, ByteView cell) {
    const std::string path = "/" + broker::list_file_name(board, today());
    const auto batches = protocol::parse_list_file(rig.exchange({path, {}}).body);
    return std::ranges::any_of(batches.value(), [&](const auto& batch) {
      return std::ranges::binary_search(batch.hashes,
                                        protocol::cell_hash(cell.first<protocol::kCellSize>()));
    });
  }
};

// Both have a receipt for it: one that was missing would be proof of something that nobody did.
TEST_F(PublicFiles, ACellThatIsPostedOnBothBoardsIsPublishedOnBoth) {
  HandLocker colleague = enrol(Role::kColleague);
  HandLocker supporter = enrol(Role::kSupporter);
  auto one = commit_request(colleague);
  auto other = commit_request(supporter);
  other.cells[3] = one.cells[0];
  accepted(client::commit_endpoint(Role::kColleague), sign_commit(one.encode(), colleague));
  accepted(client::commit_endpoint(Role::kSupporter), sign_commit(other.encode(), supporter));
  rig.advance(6 * 3600);
  EXPECT_TRUE(lists(protocol::Board::kEnquiries, one.cells[0]));
  EXPECT_TRUE(lists(protocol::Board::kReplies, one.cells[0]));
}

}  // namespace
}  // namespace sotto::testing
