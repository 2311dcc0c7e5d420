// What earlier builds wrote, byte for byte: desks of version 1 and 2, and the near-peer part of
// lockers of version 7 (docs/spec/versions.md).

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "client/core/near_peer/desk_file.h"
#include "client/core/near_peer/peer.h"

namespace sotto::client {
namespace {

// Of the corpus, without the byte that says what it is.
Bytes stored(const std::string& name) {
  std::ifstream in(std::string(SOTTO_SOURCE_DIR) + "/tests/fuzz/corpus/near_peer/" + name,
                   std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  const std::string bytes = out.str();
  EXPECT_GT(bytes.size(), 1u) << name;
  return to_bytes(as_bytes(bytes).subspan(1));
}

TEST(StoredDesk, OfBeforeIsReadAndWrittenAsTheNewest) {
  for (const char* name : {"busy_desk-before", "busy_desk-before-later"}) {
    const auto desk = parse_desk(stored(name));
    ASSERT_TRUE(desk) << name;
    EXPECT_EQ(desk->desk.doctors().size(), 1u);
    EXPECT_EQ(desk->desk.doctors().front().later, 0u);
    EXPECT_TRUE(desk->mail.has_come(desk->desk.doctors().front().number));
    const SecretBytes newest = encode_desk(*desk);
    const auto again = parse_desk(newest.expose());
    ASSERT_TRUE(again) << name;
    EXPECT_TRUE(equal(encode_desk(*again).expose(), newest.expose()));
  }
}

TEST(StoredPeer, OfVersionSevenIsReadWithItsPairs) {
  for (const char* name : {"peer_doctor-before", "peer_supporter-before"}) {
    const Bytes bytes = stored(name);
    Reader in(bytes);
    const auto peer = PeerState::read(in, false);
    ASSERT_TRUE(peer && in.done()) << name;
    EXPECT_EQ(peer->pairs().size(), 1u);
    EXPECT_EQ(peer->clone().size(), peer->size());
    Reader newest(bytes);
    EXPECT_FALSE(PeerState::read(newest) && newest.done()) << name;
  }
}

}  // namespace
}  // namespace sotto::client
