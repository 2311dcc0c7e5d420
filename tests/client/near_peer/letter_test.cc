// Letters and channels: what is refused, what is repeated, and what nobody can change.

#include "client/core/near_peer/letter.h"

#include <gtest/gtest.h>

#include "client/core/near_peer/channel.h"

namespace sotto::client {
namespace {

const Hash256 kGenesis{3};

struct Sealed {
  SigningKey from = SigningKey::generate();
  X25519KeyPair to = X25519KeyPair::generate();

  Letter letter(Bytes piece = {1, 2, 3}) const {
    Letter out;
    out.kind = LetterKind::kStanding;
    out.number = 1;
    out.piece = std::move(piece);
    return out;
  }
  std::optional<Bytes> open(const Bytes& cell) const {
    const auto message =
        Opener::for_enquiries(to.clone(), letter_info(kGenesis)).open(protocol::Cell(cell));
    return message ? std::optional(to_bytes(message->expose())) : std::nullopt;
  }
  Bytes message() const { return *open(*seal_letter(letter(), &from, to.public_key, kGenesis)); }
};

TEST(Letter, SaysWhatItSaidToItsReceiverAlone) {
  const Sealed sealed;
  const auto cell = seal_letter(sealed.letter(), &sealed.from, sealed.to.public_key, kGenesis);
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell->size(), protocol::kCellSize);
  const auto read = Letter::parse(*sealed.open(*cell));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->piece, (Bytes{1, 2, 3}));
  EXPECT_EQ(read->sender, sealed.from.public_key);
  EXPECT_TRUE(read->is_signed(sealed.to.public_key, kGenesis));
  EXPECT_FALSE(read->is_signed(X25519KeyPair::generate().public_key, kGenesis))
      << "handed on to somebody else";
  EXPECT_FALSE(read->is_signed(sealed.to.public_key, Hash256{4})) << "of another scheme";
  EXPECT_FALSE(Sealed().open(*cell));
}

TEST(Letter, FitsACellAtItsLongest) {
  const Sealed sealed;
  const auto cell = seal_letter(sealed.letter(Bytes(Letter::kPieceMax, 9)), &sealed.from,
                                sealed.to.public_key, kGenesis);
  EXPECT_EQ(sealed.open(*cell)->size(), protocol::kMessageMax);
}

TEST(Letter, EveryByteIsSignedOrRefused) {
  const Sealed sealed;
  const Bytes message = sealed.message();
  for (std::size_t i = 0; i < message.size(); ++i) {
    Bytes other = message;
    other[i] ^= 1;
    const auto read = Letter::parse(other);
    EXPECT_FALSE(read && read->is_signed(sealed.to.public_key, kGenesis)) << i;
  }
  for (std::size_t size = 0; size < message.size(); ++size) {
    EXPECT_FALSE(Letter::parse(ByteView(message).first(size))) << size;
  }
  EXPECT_FALSE(Letter::parse(concat({message, Bytes{0}})));
}

Bytes with(Bytes message, std::size_t at, std::uint8_t byte) {
  message[at] = byte;
  return message;
}

TEST(LetterRefusal, EachRule) {
  const Sealed sealed;
  const Bytes good = sealed.message();
  constexpr std::size_t kType = 0, kKind = 1, kNumber = 3, kPart = 6, kParts = 7;
  EXPECT_TRUE(Letter::parse(good));
  EXPECT_FALSE(Letter::parse(with(good, kType, 2)));
  EXPECT_FALSE(Letter::parse(with(good, kKind, 0)));
  EXPECT_FALSE(Letter::parse(with(good, kKind, 18)));
  EXPECT_FALSE(Letter::parse(with(good, kKind, 36)));
  EXPECT_FALSE(Letter::parse(with(good, kNumber, 0))) << "numbered kinds have a number";
  EXPECT_FALSE(Letter::parse(with(good, kKind, 20))) << "others have none";
  EXPECT_FALSE(Letter::parse(with(with(good, kKind, 20), kNumber, 0))) << "nor a body";
  EXPECT_FALSE(Letter::parse(with(with(good, kKind, 6), kNumber, 0)))
      << "what is about the scheme has no sender";
  EXPECT_FALSE(Letter::parse(with(good, kPart, 1)));
  EXPECT_FALSE(Letter::parse(with(good, kParts, 0)));
  EXPECT_FALSE(Letter::parse(with(good, kParts, 2))) << "only the last part is not full";
  EXPECT_FALSE(Letter::parse(with(good, kParts, 5)));
}

TEST(Channel, RepeatsUntilTheOtherHasSaidTheNumber) {
  Channel here, there;
  ASSERT_TRUE(here.put(LetterKind::kStanding, {1}));
  const auto first = here.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(here.next()->number, first->number) << "again";
  ASSERT_TRUE(there.take(*first));
  EXPECT_FALSE(there.take(*first)) << "a repeat says nothing new";
  const auto receipt = there.next();
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->kind, LetterKind::kReceived);
  EXPECT_FALSE(there.next()) << "once";
  EXPECT_FALSE(here.take(*receipt));
  EXPECT_FALSE(here.next()) << "and no receipt for a receipt";
  there.take(*first);
  EXPECT_TRUE(there.next()) << "who repeats has not heard it";
}

TEST(Channel, ANewerOfAKindTakesThePlaceOfOneThatWaits) {
  Channel here, there;
  ASSERT_TRUE(here.put(LetterKind::kStanding, {2}));
  const auto out = here.next();
  ASSERT_TRUE(here.put(LetterKind::kStanding, {1}));
  const auto in = here.next();
  EXPECT_GT(in->number, out->number);
  EXPECT_EQ(there.take(*in)->body, Bytes{1});
  EXPECT_FALSE(there.take(*out)) << "the older came later";
  here.take(*there.next());
  EXPECT_FALSE(here.waits(LetterKind::kStanding));
}

TEST(Channel, AnswersWithALetterOfItsOwn) {
  Channel here, there;
  ASSERT_TRUE(here.put(LetterKind::kStanding, {1}));
  ASSERT_TRUE(there.put(LetterKind::kIntroduction, {7}));
  there.take(*here.next());
  const auto answer = there.next();
  EXPECT_EQ(answer->kind, LetterKind::kIntroduction);
  EXPECT_EQ(here.take(*answer)->body, Bytes{7});
  EXPECT_FALSE(here.waits(LetterKind::kStanding)) << "it said the number";
}

TEST(Channel, PartsComeInAnyOrder) {
  Channel here, there;
  Bytes body(2 * Letter::kPieceMax + 5);
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<std::uint8_t>(i);
  ASSERT_TRUE(here.put(LetterKind::kAgreement, body));
  std::vector<Letter> parts;
  for (int i = 0; i < 3; ++i) parts.push_back(*here.next());
  EXPECT_FALSE(there.take(parts[2]));
  EXPECT_FALSE(there.take(parts[2]));
  EXPECT_FALSE(there.take(parts[0]));
  EXPECT_EQ(there.take(parts[1])->body, body);
  EXPECT_EQ(here.next()->part, 0) << "round about";
}

TEST(Channel, HasRoomForAllKindsOfADoctor) {
  Channel here;
  for (const auto kind : {LetterKind::kStanding, LetterKind::kHello, LetterKind::kRelationship,
                          LetterKind::kAnotherPairing, LetterKind::kWishes}) {
    EXPECT_TRUE(here.put(kind, {}));
  }
  EXPECT_FALSE(here.put(LetterKind::kApplication, {}));
}

TEST(Channel, AnOldCopyThatWasPutBackGoesOnBehindTheOther) {
  Channel here, there;
  for (std::uint8_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(here.put(LetterKind::kStanding, {i}));
    there.take(*here.next());
    here.take(*there.next());
  }
  Channel old;
  ASSERT_TRUE(old.put(LetterKind::kStanding, {9}));
  EXPECT_FALSE(there.take(*old.next())) << "an old number";
  old.take(*there.next());
  EXPECT_EQ(there.take(*old.next())->body, Bytes{9});
}

TEST(Channel, SurvivesItsStoringAndNothingElseReads) {
  Channel here;
  ASSERT_TRUE(here.put(LetterKind::kStanding, {1}));
  here.next();
  SecretWriter out(here.size());
  here.write(out);
  const SecretBytes bytes = out.take();
  ASSERT_EQ(bytes.size(), here.size());
  Reader in(bytes.expose());
  auto again = Channel::read(in);
  ASSERT_TRUE(again && in.done());
  EXPECT_EQ(again->next()->number, 1);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Reader cut(bytes.expose().first(size));
    EXPECT_FALSE(Channel::read(cut) && cut.done()) << size;
  }
}

}  // namespace
}  // namespace sotto::client
