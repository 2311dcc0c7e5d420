#include "client/core/cell.h"

#include <gtest/gtest.h>

#include "crypto/base/wire.h"
#include "crypto/primitives/random.h"
#include "crypto/protocol/limits.h"

namespace sotto::client {
namespace {

using protocol::Board;
using protocol::kCellPlaintextSize;
using protocol::kCellSize;

constexpr std::string_view kOrigin = "sotto.example/listen";
constexpr protocol::SupporterId kSupporter{7};

class Cells : public ::testing::Test {
 protected:
  X25519KeyPair key = X25519KeyPair::generate();
  Bytes info = cell_info(kOrigin, Board::kReplies, kSupporter);
  Secret<32> psk = engagement_psk(random_secret<32>(), info, key.public_key);
  Bytes message = random_bytes(300);
  Bytes enquiry = *seal_enquiry(key.public_key, info, message);
  Bytes snapshot = *seal_snapshot(key.public_key, info, psk, message);

  std::optional<SecretBytes> open_either(const Bytes& cell) const {
    auto out = open_enquiry(key, info, protocol::Cell(cell));
    return out ? std::move(out) : open_snapshot(key, info, psk, protocol::Cell(cell));
  }
  // A cell to our key whose plaintext is what we say; the first 16 bytes are the commitment when
  // they are left empty.
  Bytes crafted(const Bytes& rest, bool committed) const {
    auto sender = hpke::Sender::setup_base(key.public_key, info);
    auto commitment = sender->export_secret<16>(as_bytes("sotto/v1/cell-commitment"));
    if (!committed) commitment.fill()[15] ^= 1;
    Bytes plaintext = concat({commitment.expose(), rest});
    plaintext.resize(kCellPlaintextSize);
    return concat({sender->enc(), sender->seal({}, plaintext)});
  }
};

TEST_F(Cells, OpenWhatWasSealed) {
  for (std::size_t size : {0uz, 1uz, 847uz, protocol::kMessageMax}) {
    const Bytes sent = random_bytes(size);
    const Bytes a = *seal_enquiry(key.public_key, info, sent);
    const Bytes b = *seal_snapshot(key.public_key, info, psk, sent);
    EXPECT_EQ(a.size(), kCellSize);
    EXPECT_EQ(b.size(), kCellSize);
    const auto from_a = open_enquiry(key, info, protocol::Cell(a));
    const auto from_b = open_snapshot(key, info, psk, protocol::Cell(b));
    ASSERT_TRUE(from_a && from_b);
    EXPECT_TRUE(equal(from_a->expose(), sent));
    EXPECT_TRUE(equal(from_b->expose(), sent));
  }
}

TEST_F(Cells, PanicWhenAMessageDoesNotFit) {
  EXPECT_DEATH((void)seal_enquiry(key.public_key, info, Bytes(protocol::kMessageMax + 1)),
               "cell: a message that does not fit");
}

TEST_F(Cells, AreNotSealedToAKeyOfSmallOrder) {
  EXPECT_FALSE(seal_enquiry({}, info, message));
  EXPECT_FALSE(seal_snapshot({}, info, psk, message));
}

TEST_F(Cells, OfOneModeDoNotOpenInTheOther) {
  EXPECT_FALSE(open_enquiry(key, info, protocol::Cell(snapshot)));
  EXPECT_FALSE(open_snapshot(key, info, psk, protocol::Cell(enquiry)));
}

TEST_F(Cells, DoNotOpenWithAnotherKey) {
  const X25519KeyPair other = X25519KeyPair::generate();
  EXPECT_FALSE(open_enquiry(other, info, protocol::Cell(enquiry)));
  EXPECT_FALSE(open_snapshot(other, info, psk, protocol::Cell(snapshot)));
}

TEST_F(Cells, DoNotOpenForAnotherBoardOriginOrSupporter) {
  for (const Bytes& other : {cell_info(kOrigin, Board::kEnquiries, kSupporter),
                             cell_info("sotto.example/near", Board::kReplies, kSupporter),
                             cell_info(kOrigin, Board::kReplies, {8})}) {
    EXPECT_FALSE(open_enquiry(key, other, protocol::Cell(enquiry)));
    EXPECT_FALSE(open_snapshot(key, other, psk, protocol::Cell(snapshot)));
  }
}

TEST_F(Cells, DoNotOpenWithAnotherPsk) {
  EXPECT_FALSE(open_snapshot(key, info, random_secret<32>(), protocol::Cell(snapshot)));
}

TEST_F(Cells, HaveAPskOfTheirContactKeyAndTheirInfo) {
  const Secret<32> secret = random_secret<32>();
  const Secret<32> one = engagement_psk(secret, info, key.public_key);
  EXPECT_TRUE(one == engagement_psk(secret, info, key.public_key));
  EXPECT_FALSE(one == engagement_psk(secret, info, X25519KeyPair::generate().public_key));
  EXPECT_FALSE(one == engagement_psk(secret, cell_info(kOrigin, Board::kEnquiries, kSupporter),
                                     key.public_key));
}

TEST_F(Cells, DoNotOpenWithAFlippedByte) {
  for (std::size_t at = 0; at < kCellSize; at += at < 64 ? 1 : 31) {
    Bytes flipped = enquiry;
    flipped[at] ^= 0x40;
    EXPECT_FALSE(open_enquiry(key, info, protocol::Cell(flipped))) << at;
  }
}

TEST_F(Cells, AreDroppedWithoutTheirKeyCommitment) {
  const Bytes rest = Writer().vec16(message).take();
  EXPECT_TRUE(open_either(crafted(rest, true)));
  EXPECT_FALSE(open_either(crafted(rest, false)));
}

TEST_F(Cells, AreDroppedWhenTooLongOrPaddedWithAnythingButZeros) {
  EXPECT_TRUE(open_either(crafted(Writer().vec16(Bytes(848, 1)).take(), true)));
  EXPECT_FALSE(open_either(crafted(Writer().vec16(Bytes(849, 1)).take(), true)));
  EXPECT_FALSE(open_either(crafted(Writer().u16(0xffff).take(), true)));
  Bytes padded = Writer().vec16(message).pad_to(kCellPlaintextSize - 16).take();
  padded.back() = 1;
  EXPECT_FALSE(open_either(crafted(padded, true)));
}

// What can be seen of a cell is its size, and that it begins with a public key: bit 255 is clear
// and the key is not of small order. Everything else is a ciphertext.
TEST_F(Cells, OfCoverLookLikeAllOthers) {
  std::array<std::size_t, kCellSize> ones_of_cover{};
  std::array<std::size_t, kCellSize> ones_of_real{};
  constexpr std::size_t kTries = 200;
  for (std::size_t i = 0; i < kTries; ++i) {
    const Bytes cover = cover_cell();
    const Bytes real = *seal_snapshot(key.public_key, info, psk, message);
    ASSERT_EQ(cover.size(), kCellSize);
    for (const Bytes* cell : {&cover, &real}) {
      EXPECT_EQ((*cell)[31] & 0x80, 0);
      EXPECT_TRUE(x25519(key.secret, to_array(FixedView<32>(ByteView(*cell).first<32>()))));
    }
    for (std::size_t at = 0; at < kCellSize; ++at) {
      ones_of_cover[at] += static_cast<std::size_t>(__builtin_popcount(cover[at]));
      ones_of_real[at] += static_cast<std::size_t>(__builtin_popcount(real[at]));
    }
    EXPECT_FALSE(open_either(cover));
  }
  // 8 fair coins, 200 times: 800 ± 20 at each place (700 before the clear bit); 7 sigma.
  for (std::size_t at = 0; at < kCellSize; ++at) {
    const double expected = at == 31 ? 700 : 800;
    EXPECT_NEAR(static_cast<double>(ones_of_cover[at]), expected, 140) << at;
    EXPECT_NEAR(static_cast<double>(ones_of_real[at]), expected, 140) << at;
  }
}

}  // namespace
}  // namespace sotto::client
