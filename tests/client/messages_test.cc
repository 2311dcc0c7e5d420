#include "client/core/messages.h"

#include <gtest/gtest.h>

#include "crypto/primitives/random.h"

namespace sotto::client {
namespace {

using protocol::Means;

SentPass any_pass(std::uint8_t index) {
  return {.epoch = 8107,
          .generation = 2,
          .pack_secret = random_secret<32>(),
          .index = index,
          .authenticator = random_secret<64>(),
          .key_id = random_array<32>()};
}

Enquiry any_enquiry() {
  Enquiry out;
  out.reply_key = random_array<32>();
  out.secret = random_secret<32>();
  out.pass = any_pass(1);
  out.means = Means::kPhone;
  out.value = "01632 960 111";
  out.log = {.size = 99, .root = random_array<32>()};
  return out;
}

Snapshot any_snapshot() {
  Snapshot out;
  out.number = 12;
  out.seen = 9;
  out.fresh_pass = true;
  out.key = random_array<32>();
  out.answer = Answer::kAccept;
  out.agreed = 2;
  out.held = 1;
  out.offer = 3;
  out.slots = {{.start = 1800000000, .place = "Room 4"}, {.start = 1800003600, .place = ""}};
  out.choice_offer = 3;
  out.choice_slot = 2;
  out.pass = any_pass(3);
  out.log = {.size = 99, .root = random_array<32>()};
  return out;
}

// Places of fields in an encoded snapshot.
constexpr std::size_t kNumberAt = 1, kFlagsAt = 9, kAnswerAt = 42, kHeldAt = 44, kOfferAt = 45,
                      kSlotsAt = 46;

Bytes encoded(const auto& message) {
  return to_bytes(message.encode().expose());
}

Bytes with(Bytes wire, std::size_t at, std::uint8_t value) {
  wire[at] = value;
  return wire;
}

template <class Message>
void expect_every_cut_refused(const Bytes& wire) {
  ASSERT_TRUE(Message::parse(wire));
  for (std::size_t size = 0; size < wire.size(); ++size) {
    EXPECT_FALSE(Message::parse(ByteView(wire).first(size))) << size;
  }
  Bytes longer = wire;
  longer.push_back(0);
  EXPECT_FALSE(Message::parse(longer));
}

TEST(EnquiryMessage, ReadsAsItWasWritten) {
  const Enquiry sent = any_enquiry();
  const Bytes wire = encoded(sent);
  EXPECT_EQ(wire.size(), 362 - 120 + 13u);
  const auto read = Enquiry::parse(wire);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->reply_key, sent.reply_key);
  EXPECT_TRUE(read->secret == sent.secret);
  EXPECT_EQ(read->pass.epoch, sent.pass.epoch);
  EXPECT_EQ(read->pass.generation, sent.pass.generation);
  EXPECT_TRUE(read->pass.pack_secret == sent.pass.pack_secret);
  EXPECT_TRUE(read->pass.authenticator == sent.pass.authenticator);
  EXPECT_EQ(read->pass.key_id, sent.pass.key_id);
  EXPECT_EQ(read->means, sent.means);
  EXPECT_EQ(read->value, sent.value);
  EXPECT_EQ(read->log, sent.log);
  EXPECT_EQ(encoded(*read), wire);
}

TEST(EnquiryMessage, IsRefusedCutOrWithMoreBehind) {
  expect_every_cut_refused<Enquiry>(encoded(any_enquiry()));
}

TEST(EnquiryMessage, IsRefusedWithAnotherType) {
  for (std::uint8_t type : {0, 2, 255}) {
    EXPECT_FALSE(Enquiry::parse(with(encoded(any_enquiry()), 0, type)));
  }
}

TEST(EnquiryMessage, IsRefusedWithoutItsFirstPass) {
  constexpr std::size_t kIndexAt = 65;
  for (std::uint8_t index : {0, 2, 3, 4}) {
    EXPECT_FALSE(Enquiry::parse(with(encoded(any_enquiry()), kIndexAt, index)));
  }
}

TEST(EnquiryMessage, IsRefusedWithAnUnknownMeans) {
  constexpr std::size_t kMeansAt = 65 + kSentPassSize;
  const Bytes wire = encoded(any_enquiry());
  EXPECT_TRUE(Enquiry::parse(with(wire, kMeansAt, 6)));
  for (std::uint8_t means : {0, 7, 255}) EXPECT_FALSE(Enquiry::parse(with(wire, kMeansAt, means)));
  // In-service has no value.
  EXPECT_FALSE(Enquiry::parse(with(wire, kMeansAt, 1)));
}

TEST(EnquiryMessage, IsRefusedWithAControlCharacter) {
  constexpr std::size_t kValueAt = 65 + kSentPassSize + 3;
  const Bytes wire = encoded(any_enquiry());
  for (std::uint8_t byte : {0x00, 0x0a, 0x1f, 0x7f, 0x80, 0xff}) {
    EXPECT_FALSE(Enquiry::parse(with(wire, kValueAt, byte))) << int{byte};
  }
}

TEST(SnapshotMessage, ReadsAsItWasWritten) {
  const Snapshot sent = any_snapshot();
  const Bytes wire = encoded(sent);
  const auto read = Snapshot::parse(wire);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, sent.number);
  EXPECT_EQ(read->seen, sent.seen);
  EXPECT_EQ(read->ended, sent.ended);
  EXPECT_EQ(read->fresh_pass, sent.fresh_pass);
  EXPECT_EQ(read->key, sent.key);
  EXPECT_EQ(read->answer, sent.answer);
  EXPECT_EQ(read->agreed, sent.agreed);
  EXPECT_EQ(read->held, sent.held);
  EXPECT_EQ(read->offer, sent.offer);
  EXPECT_EQ(read->slots, sent.slots);
  EXPECT_EQ(read->choice_offer, sent.choice_offer);
  EXPECT_EQ(read->choice_slot, sent.choice_slot);
  ASSERT_TRUE(read->pass);
  EXPECT_EQ(read->pass->index, 3);
  EXPECT_TRUE(read->pass->pack_secret == sent.pass->pack_secret);
  EXPECT_EQ(read->log, sent.log);
  EXPECT_EQ(encoded(*read), wire);
}

TEST(SnapshotMessage, FitsACellWithEverythingAtItsLongest) {
  Snapshot sent = any_snapshot();
  const std::string place =
      "☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕";
  ASSERT_EQ(place.size(), protocol::kPlaceMax);
  sent.slots.assign(3, {.start = ~std::uint64_t{0}, .place = place});
  EXPECT_EQ(encoded(sent).size(), kSnapshotMax);
  EXPECT_TRUE(Snapshot::parse(encoded(sent)));
}

TEST(SnapshotMessage, IsRefusedCutOrWithMoreBehind) {
  expect_every_cut_refused<Snapshot>(encoded(any_snapshot()));
  Snapshot bare = any_snapshot();
  bare.pass.reset();
  bare.slots.clear();
  expect_every_cut_refused<Snapshot>(encoded(bare));
}

TEST(SnapshotMessage, IsRefusedWithValuesOutOfRange) {
  const Bytes wire = encoded(any_snapshot());
  EXPECT_FALSE(Snapshot::parse(with(wire, 0, 1)));
  EXPECT_FALSE(Snapshot::parse(with(wire, kNumberAt + 3, 0)));  // number 0
  for (std::uint8_t flags : {4, 128, 255}) {
    EXPECT_FALSE(Snapshot::parse(with(wire, kFlagsAt, flags)));
  }
  EXPECT_FALSE(Snapshot::parse(with(wire, kAnswerAt, 3)));
  EXPECT_FALSE(Snapshot::parse(with(wire, kHeldAt, 3)));   // more than agreed
  EXPECT_FALSE(Snapshot::parse(with(wire, kOfferAt, 0)));  // slots of no offer
  EXPECT_FALSE(Snapshot::parse(with(wire, kSlotsAt, 4)));
}

TEST(SnapshotMessage, IsRefusedWithHalfAChoice) {
  const Bytes wire = encoded(any_snapshot());
  const std::size_t choice = wire.size() - kLogViewSize - kSentPassSize - 2;
  ASSERT_EQ(wire[choice], 3);
  EXPECT_FALSE(Snapshot::parse(with(wire, choice, 0)));
  EXPECT_FALSE(Snapshot::parse(with(wire, choice + 1, 0)));
  EXPECT_FALSE(Snapshot::parse(with(wire, choice + 1, 4)));
}

TEST(SnapshotMessage, IsRefusedWithSomethingBehindNoPass) {
  Snapshot sent = any_snapshot();
  sent.pass.reset();
  const Bytes wire = encoded(sent);
  const std::size_t pass = wire.size() - kLogViewSize - kSentPassSize;
  EXPECT_FALSE(Snapshot::parse(with(wire, pass + 50, 1)));
  EXPECT_FALSE(Snapshot::parse(with(encoded(any_snapshot()), pass, 0)));
}

TEST(Values, AreOneLineOfAtMost120Bytes) {
  EXPECT_TRUE(valid_value(Means::kInService, ""));
  EXPECT_FALSE(valid_value(Means::kInService, "x"));
  EXPECT_FALSE(valid_value(Means::kPhone, ""));
  EXPECT_TRUE(valid_value(Means::kPersonalEmail, "zoë@mail.example"));
  EXPECT_TRUE(valid_value(Means::kTeams, std::string(120, 'a')));
  EXPECT_FALSE(valid_value(Means::kTeams, std::string(121, 'a')));
  EXPECT_FALSE(valid_value(Means::kPager, "1\n2"));
  EXPECT_FALSE(valid_value(Means::kPager, "1\xc2\x85"));
  EXPECT_FALSE(valid_value(Means::kPager, "\xff"));
}

TEST(Places, AreOneLineOfAtMost40Characters) {
  EXPECT_TRUE(valid_place(""));
  EXPECT_TRUE(valid_place(std::string(40, 'a')));
  EXPECT_FALSE(valid_place(std::string(41, 'a')));
  std::string wide;
  for (int i = 0; i < 31; ++i) wide += "\xf0\x9f\x8d\xb5";
  EXPECT_FALSE(valid_place(wide));  // 124 bytes
  EXPECT_TRUE(valid_place(std::string_view(wide).substr(0, 120)));
  EXPECT_FALSE(valid_place("Room\t4"));
  EXPECT_FALSE(valid_place("\xc3"));
}

}  // namespace
}  // namespace sotto::client
