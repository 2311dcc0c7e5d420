// What everybody fetches: boards and tiles, when requests meet.

#include "broker/log/tiles.h"
#include "tests/broker/hand_made.h"
#include "tests/support/test_folder.h"

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
  broker::http::MappedRange log_file() { return *rig.store().files().read("log"); }
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

// One request has the file as it was, and another has read more of it meanwhile.
TEST_F(PublicFiles, ATileOfTheLogAsItWasIsReadAfterOneOfTheLogAsItIs) {
  const auto before = log_file();
  const auto was = static_cast<std::uint32_t>(rig.broker().log()->size());
  rig.advance(kOneDay);
  const auto after = log_file();
  const auto is = static_cast<std::uint32_t>(rig.broker().log()->size());
  ASSERT_LT(was, is);
  ASSERT_LT(is, tlog::kTileWidth);
  const auto bundle = [](std::uint32_t width) {
    tlog::Tile out;
    out.width = width;
    return out;
  };
  broker::Tiles tiles;
  const auto bytes = [&](std::uint32_t width, const broker::http::MappedRange& log) {
    broker::http::Response out;
    auto body = tiles.read(bundle(width), log);
    if (!body) return std::optional<Bytes>();
    out.body = std::move(*body);
    return std::optional(to_bytes(broker::http::body_of(out)));
  };
  EXPECT_EQ(bytes(is, after), to_bytes(after.file->bytes()));
  EXPECT_EQ(bytes(was, before), to_bytes(before.file->bytes()));
  EXPECT_FALSE(bytes(is, before));
}

// Against the tree itself; more entries than one hash of the third level stands for.
TEST(Tiles, OfEveryLevelHaveTheHashesOfTheTree) {
  const TestFolder folder;
  const std::string path = (folder.path() / "log").string();
  std::vector<Hash256> leaves;
  sotto::Writer file;
  for (std::uint32_t i = 0; i < 66'000; ++i) {
    const Bytes entry = sotto::Writer().u32(i).take();
    file.vec16(entry);
    leaves.push_back(tlog::leaf_hash(entry));
  }
  const Bytes content = file.take();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(content.data()),
             static_cast<std::streamsize>(content.size()));
  const broker::http::MappedRange log{*broker::http::MappedFile::open(path, content.size()), 0,
                                      content.size()};
  broker::Tiles tiles;
  for (const tlog::Tile& tile : std::vector<tlog::Tile>{{0, 0},
                                                        {0, 257, 208},
                                                        {0, 257, 209},
                                                        {0, 258, 1},
                                                        {1, 0},
                                                        {1, 1, 1},
                                                        {1, 1, 2},
                                                        {1, 0, 17},
                                                        {2, 0, 1},
                                                        {2, 0, 2},
                                                        {3, 0, 1},
                                                        {63, 0, 1},
                                                        {0, ~std::uint64_t{0}}}) {
    SCOPED_TRACE(tile.path());
    const auto body = tiles.read(tile, log);
    const auto wanted = tlog::tile_hashes(leaves, tile);
    ASSERT_EQ(body.has_value(), wanted.has_value());
    if (body) {
      EXPECT_EQ(std::get<Bytes>(*body), *wanted);
    }
  }
}

}  // namespace
}  // namespace sotto::testing
